"""See that every unit has its contact person and every new term its political leads.

When: 07:01 each day, Swedish time.
Why:  Ljungbys verksamhetsplan § 4: a contact person from every unit 'ska utses'.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="appointments", flow_run_name=dated("Uppdrag"))
async def appointments(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Remind of vacancies, terms that end, and appointments to confirm."""
    return await keep("appointments", municipality, about, day)
