"""The case has ended: how it ended is put on show, and nobody is asked for anything more.

When: a case is archived, declined, withdrawn or replaced.
Why:  Ljungbys verksamhetsplan § 5: the yearly compilation looks back on what was ended, too.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take


@flow(name="archive", flow_run_name="{case} Avslutat")
async def archive(stage_run: StageRun, case: Case) -> State[str]:
    """Plan what is to be looked back on, and show how the case ended."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    dates = await plan_milestones(work)
    await show_case(work)
    return ended(await finish(work, dates, letters=0))
