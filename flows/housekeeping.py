"""Each night, copy the database, let old copies go, report failed letters, and take old names away.

When: 03:30 each night, Swedish time; never between 02 and 03, an hour that clock changes skip.
Why:  Ljungbys verksamhetsplan § 5: what is to be followed up each year must still be there.
"""

import asyncio

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.shared import dated, ended, house
from intlflow import clock
from intlflow.app import keeping
from intlflow.app.keeping import Kept


@task(retries=2, retry_delay_seconds=60, cache_policy=NO_CACHE)
async def look_after_the_data() -> Kept:
    """Do what is done each night. Twice in a night makes one copy."""
    return await asyncio.to_thread(keeping.housekeeping, house(), clock.now())


@flow(name="housekeeping", flow_run_name=dated("Nattlig skötsel"))
async def housekeeping() -> State[str]:
    """Look after the data, and say what was done."""
    kept = await look_after_the_data()
    copy = kept.copy or "no copy (PostgreSQL has its own)"
    return ended(
        f"{copy}; {kept.removed} old copies removed, {kept.troubles} troubles reported,"
        f" {kept.nameless} people made nameless"
    )
