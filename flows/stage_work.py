"""What the flow of every headline stage is made of: take the work, plan, tell, show, finish.

Each step may be made twice and does its work once, so a run that was cut off is simply run again.
"""

from prefect import task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.shared import holder, house, shelf
from intlflow import clock
from intlflow.app import announce, stages
from intlflow.app.stages import StageWork

PAUSES = [2.0, 10.0, 30.0]  # seconds; a step gives up well before the lease of three minutes ends


def take(stage_run: int) -> StageWork | None:
    """Take the work on; None when it is done, or another run has it."""
    return stages.claim(house(), stage_run, by=holder(), at=clock.now())


def nothing_left(case: str) -> str:
    """What is said of a run that found nothing to do."""
    return f"already done: {case} needs nothing more here"


@task(retries=3, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def plan_milestones(work: StageWork) -> int:
    """Write down the dates of this stage, counted backwards from what must be met."""
    return len(stages.plan(house(), work, clock.now()))


@task(retries=3, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def tell_people(work: StageWork) -> int:
    """Leave the stage's letters in the outbox, one to each who carries the case now."""
    return stages.tell(house(), work, clock.now())


@task(retries=3, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def show_case(work: StageWork) -> None:
    """Show the case as it stands among Prefect's artifacts; without personal data."""
    await acreate_markdown_artifact(
        key=shelf(work.case_ref),
        markdown=stages.portrait(house(), work, clock.now()),
        description=work.case_ref,
    )


@task(retries=3, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)
async def finish(work: StageWork, dates: int, letters: int) -> str:
    """Note that this stage's work is done, and ask for its letters to be sent."""
    summary = f"{dates} dates planned, {letters} letters in the outbox"
    if not stages.finish(house(), work, summary, clock.now()):
        return nothing_left(work.case_ref)
    api = announce.where(house().settings)
    if letters and api and house().settings.mail_url:
        announce.nudge_letters(api, f"stage-run-{work.run_id}")
    return summary
