"""What the flow of every clock is made of: note what is due, and show what came of it and why.

Each may run twice, late, or after a month of silence; the ledger keeps it calm. What one clock has
noted is put into the day's letters together with the others, unless somebody asked for it by hand.
"""

import asyncio

from prefect import task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.shared import ended, house
from intlflow import clock
from intlflow.app.duties import clockwatch, reporting
from intlflow.app.duties.reporting import Asked, Report

PAUSES = [2.0, 10.0]


@task(retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def do_what_is_due(asked: Asked) -> Report:
    """Write what has fallen due into the ledger; on a day to come, only say what would be written."""
    now = clock.now()
    clockwatch.believe(house(), clockwatch.look(now))
    return await asyncio.to_thread(reporting.run, house(), asked, now)


@task(retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def show(name: str, report: Report) -> None:
    """Show among Prefect's artifacts what was told and what was not, and why; no personal data."""
    await acreate_table_artifact(key=name, table=report.rows, description=report.sentence)


async def keep(name: str, municipality: str, about: str, day: str) -> State[str]:
    """Do one clock's work and end with a sentence about it."""
    report = await do_what_is_due(reporting.asked(house(), name, municipality, about, day))
    await show(name, report)
    return ended(report.sentence)
