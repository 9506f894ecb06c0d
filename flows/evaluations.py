"""See that chosen projects are evaluated, and that effects are asked for when they can be seen.

When: 07:02 each day, Swedish time.
Why:  Ljungbys verksamhetsplan § 5: 'resultat och effekter i utvalda projekt eller samarbeten'.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="evaluations", flow_run_name=dated("Utvärderingar"))
async def evaluations(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Remind of evaluations and of effects after six, twelve and twenty-four months."""
    return await keep("evaluations", municipality, about, day)
