"""An idea has come in: plan the first answer, and tell those who should hear of it early.

When: a case comes to the stage Idé: it was registered, woken, or raised again.
Why:  Ljungbys verksamhetsplan § 4: samordnaren 'är tillgänglig för diskussioner av idéer och
      projektinitiativ', and each contact person within their own unit.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take, tell_people


@flow(name="idea", flow_run_name="{case} Idé")
async def idea(stage_run: StageRun, case: Case) -> State[str]:
    """Plan the first answer, tell the coordinator and the contact person, show the idea."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    dates = await plan_milestones(work)
    letters = await tell_people(work)
    await show_case(work)
    return ended(await finish(work, dates, letters))
