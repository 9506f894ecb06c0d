"""Watch the days of each project: first reply, call deadline, reports, extension, and days that move.

When: 07:02 each day, Swedish time.
Why:  Ljungbys verksamhetsplan § 4: samordnaren is 'tillgänglig för diskussioner av idéer', and a
      support through the application.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="project-clocks", flow_run_name=dated("Projektens dagar"))
async def project_clocks(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Remind of each project's days, and say once when one has moved."""
    return await keep("project-clocks", municipality, about, day)
