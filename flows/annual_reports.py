"""Each year, ask every unit for its report, remind, and see the compilation through to the annual report.

When: 07:00 each day, Swedish time.
Why:  Ljungbys verksamhetsplan § 5 and Växjös strategi: the work is reported every year.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="annual-reports", flow_run_name=dated("Årsrapporter"))
async def annual_reports(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Open the year's reports when it is time, and remind those who have not answered."""
    return await keep("annual-reports", municipality, about, day)
