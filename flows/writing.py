"""The application is written: every date is planned backwards from the call's last day.

When: the manager has said go, own financing was reopened, or a rejected application is reworked.
Why:  Ljungbys verksamhetsplan § 4: samordnaren stöttar 'arbetet med att skriva ansökan', and
      'nämnder och bolag har eget ekonomiskt ansvar', so their decision must come in time.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take, tell_people


@flow(name="writing", flow_run_name="{case} Ansökan")
async def writing(stage_run: StageRun, case: Case) -> State[str]:
    """Plan backwards from the call's last day, tell the project manager, show the plan."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    dates = await plan_milestones(work)
    letters = await tell_people(work)
    await show_case(work)
    return ended(await finish(work, dates, letters))
