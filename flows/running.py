"""The project runs: its reports, claims and last day are planned from the agreed period.

When: a granted project starts.
Why:  Ljungbys verksamhetsplan § 5: 'Det internationella arbetet rapporteras i nämnders eller
      bolagets verksamhetsberättelse.' Växjös strategi asks for pågående projekt each year.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take, tell_people


@flow(name="running", flow_run_name="{case} Genomförande")
async def running(stage_run: StageRun, case: Case) -> State[str]:
    """Plan the period's dates, tell the project manager, show the running project."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    dates = await plan_milestones(work)
    letters = await tell_people(work)
    await show_case(work)
    return ended(await finish(work, dates, letters))
