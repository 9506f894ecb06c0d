"""The project is over: what came of it is evaluated, and others learn from it.

When: a project has been finished, or settled after it was terminated.
Why:  Ljungbys verksamhetsplan § 5: 'Utvärdering ska utföras för att visa på resultat och effekter
      i utvalda projekt eller samarbeten.'
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take, tell_people


@flow(name="evaluation", flow_run_name="{case} Utvärdering")
async def evaluation(stage_run: StageRun, case: Case) -> State[str]:
    """Plan the evaluation, tell who evaluates, show the project as it ended."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    dates = await plan_milestones(work)
    letters = await tell_people(work)
    await show_case(work)
    return ended(await finish(work, dates, letters))
