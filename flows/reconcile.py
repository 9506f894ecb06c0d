"""Each hour, and when the runner starts, do whatever is due that no nudge has reached.

When: five past every hour, Swedish time, and at the runner's start.
Why:  what a governing document promises must not depend on a message that could be lost: Ljungbys
      verksamhetsplan § 4 lets people count on the coordinator's support at every stage.
"""

import asyncio

from prefect import flow, get_run_logger, tags
from prefect.client.schemas.objects import State

from flows.deliver_letters import deliver_letters
from flows.shared import TAG, dated, ended, house
from flows.stages import STAGES
from intlflow import clock
from intlflow.app.duties import clockwatch, ticking
from intlflow.app.duties.ticking import Ticked
from intlflow.app.outbox import make_post
from intlflow.app.stages import DueStage, due, note_tick

AT_ONCE = 4  # Prefect's SQLite lets a run wait two seconds now and then; others go on meanwhile


@flow(name="reconcile", flow_run_name=dated("Avstämning"))
async def reconcile() -> State[str]:
    """Run each stage's flow that is due, do what the duties ask for today, send what waits."""
    waiting = due(house(), clock.now())
    places = asyncio.Semaphore(AT_ONCE)
    went_well = await asyncio.gather(*(done(each, places) for each in waiting))
    told = await asyncio.to_thread(keep_duties)  # beside the event loop: a catch-up may take long
    note_tick(house(), clock.now())
    failed = [each for each, well in zip(waiting, went_well, strict=True) if not well]
    for each in failed:
        get_run_logger().warning("%s %s failed; it is tried again", each.case_ref, each.stage)
    if make_post(house().settings) is not None:
        with tags(TAG, "letters"):
            await deliver_letters(return_state=True)
    done_now = f"{len(waiting) - len(failed)} stages done, {len(failed)} to be tried again"
    return ended(f"{done_now}, {told.letters} letters about duties")


def keep_duties() -> Ticked:
    """Whatever no clock's own flow has done yet; stops here when the clock can't be believed."""
    now = clock.now()
    clockwatch.believe(house(), clockwatch.look(now))
    return ticking.tick(house(), now)


async def done(each: DueStage, places: asyncio.Semaphore) -> bool:
    """Run one stage's flow here and now; whether it went well. A failure doesn't stop the rest."""
    async with places:
        with tags(TAG, str(each.stage)):
            return await _completed(each)


async def _completed(each: DueStage) -> bool:
    state: State[str] = await STAGES[each.stage](
        stage_run=each.id, case=each.case_ref, return_state=True
    )
    return state.is_completed()
