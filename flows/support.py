"""The coordinator supports an idea that was taken on: what is needed, who helps, which call fits.

When: the coordinator has accepted an idea.
Why:  Ljungbys verksamhetsplan § 4: samordnaren ska 'utgöra ett stöd i ansökningsprocesser, genom
      att undersöka, informera och stötta arbetet med att skriva ansökan'.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take, tell_people


@flow(name="support", flow_run_name="{case} Stöd")
async def support(stage_run: StageRun, case: Case) -> State[str]:
    """Plan the support's dates, tell who carries it, show the checklist."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    dates = await plan_milestones(work)
    letters = await tell_people(work)
    await show_case(work)
    return ended(await finish(work, dates, letters))
