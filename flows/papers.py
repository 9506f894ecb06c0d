"""Before each talk and each meeting that decides, make the paper for it; the duty's letter leads to it.

When: 06:50 each day, Swedish time, before the letters of the day are written.
Why:  Ljungbys verksamhetsplan § 4: the contact persons talk about international questions 'minst två
      gånger per år', and the coordinator supports the work up to the decision.
"""

import asyncio

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.duty_work import PAUSES
from flows.parameters import About, Municipality
from flows.shared import dated, ended, house
from intlflow import clock
from intlflow.app.papers import coming
from intlflow.app.papers.coming import Made, Needed


@task(retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def make(needed: list[Needed]) -> list[Made]:
    """Make each paper, so that a mistake in a template is found before anybody needs it."""
    now = clock.now()
    return [await asyncio.to_thread(coming.make, house(), each, now) for each in needed]


@task(retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def show(made: list[Made]) -> None:
    """Show the papers with their links among Prefect's artifacts; no personal data."""
    await acreate_table_artifact(
        key="papers", table=coming.rows(house(), made), description="Papper till samtal och möten"
    )


@flow(name="papers", flow_run_name=dated("Papper"))
async def papers(municipality: Municipality = "", about: About = "") -> State[str]:
    """See which papers are needed soon, make them, and show where they are."""
    needed = coming.needed(house(), municipality, about, clock.now())
    made = await make(needed)
    await show(made)
    wrong = sum(bool(each.wrong) for each in made)
    return ended(f"{len(made) - wrong} papers ready, {wrong} could not be made")
