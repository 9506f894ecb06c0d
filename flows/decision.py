"""The application is sent: wait for the funder, and be ready for what it may ask.

When: an application has been submitted.
Why:  Växjös internationella strategi, ansvarsfördelning: rapporteringen ska innehålla 'inlämnade
      ansökningar', so each one is on show from the day it was sent.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.parameters import Case, StageRun
from flows.shared import ended
from flows.stage_work import finish, nothing_left, plan_milestones, show_case, take, tell_people


@flow(name="decision", flow_run_name="{case} Beslut")
async def decision(stage_run: StageRun, case: Case) -> State[str]:
    """Show what was sent, plan what the wait may bring, tell who watches over it."""
    work = take(stage_run)
    if work is None:
        return ended(nothing_left(case))

    await show_case(work)
    dates = await plan_milestones(work)
    letters = await tell_people(work)
    return ended(await finish(work, dates, letters))
