"""Ask the funders for new calls and moved deadlines, and tell those whom it concerns.

When: 05:40 each day, Swedish time; a source is asked once a week, and only if a pack says `weekly`.
Why:  Ljungbys verksamhetsplan § 3.1: there are many sources of outside money, and 'vi bör ha dessa i
      åtanke' with every initiative.
"""

import asyncio

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.shared import dated, ended, house
from intlflow import clock
from intlflow.app.calls import watching
from intlflow.app.calls.watching import Watched


@task(retries=2, retry_delay_seconds=[60, 600], cache_policy=NO_CACHE)
async def ask_the_sources() -> Watched:
    """Read what is due and write the letters. Twice in a day reads nothing twice."""
    return await asyncio.to_thread(watching.watch, house(), clock.now())


@flow(name="call-watch", flow_run_name=dated("Utlysningar"))
async def call_watch() -> State[str]:
    """Look out for calls; a source that doesn't answer shows here, and is asked again tomorrow."""
    watched = await ask_the_sources()
    if watched.troubles:
        return Failed(message=watched.sentence, data=watched.sentence)
    return ended(watched.sentence)
