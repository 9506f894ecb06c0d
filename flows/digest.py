"""Put the day's letters together, one for each person, and on Mondays what lies ahead.

When: 07:04 each day, Swedish time, when the clocks have noted what is due.
Why:  the work should be calm: nobody gets more than one letter a day about what is due.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="digest", flow_run_name=dated("Dagens brev"))
async def digest(municipality: Municipality = "", about: About = "", day: Day = "") -> State[str]:
    """Write the day's letters, whatever the clocks have noted."""
    return await keep("digest", municipality, about, day)
