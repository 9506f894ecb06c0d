"""Each year, ask every unit for its report, remind, and see the compilation through to the annual report.

When: 07:00 each day, Swedish time. Reports open on 1 December; from 2 January the draft lies ready as
      Word, PDF and Excel; on the last day it is handed over to the finance department, if nobody has.
Why:  Ljungbys verksamhetsplan § 5 and Växjös strategi: the work is reported every year.
"""

import asyncio

from prefect import flow, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.duty_work import PAUSES, keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated, ended, house
from intlflow import clock
from intlflow.app.annual_handover import hand_over_due
from intlflow.app.papers.drafts import drafts, portrait


@task(retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def compile_drafts(municipality: str) -> int:
    """Make the year's compilation in every form, and show with links what is missing."""
    found = await asyncio.to_thread(drafts, house(), municipality, clock.now())
    if found:
        await acreate_markdown_artifact(
            key="annual-compilation",
            markdown=portrait(house(), found),
            description="Sammanställning",
        )
    return len(found)


@task(retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def hand_over(municipality: str) -> list[str]:
    """Hand over what is due and nobody has handed over; a second run finds nothing to do."""
    return await asyncio.to_thread(hand_over_due, house(), municipality, clock.now())


@flow(name="annual-reports", flow_run_name=dated("Årsrapporter"))
async def annual_reports(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Open the year's reports when it is time, remind, put the year together, hand it over."""
    kept = await keep("annual-reports", municipality, about, day)
    if day or about:  # a look ahead, or one unit alone
        return kept
    made = await compile_drafts(municipality)
    handed = await hand_over(municipality)
    return ended(f"{kept.message}; {made} drafts made, {len(handed)} handed over")
