"""Send the letters that wait in the outbox, all in one run.

When: every fifteen minutes, and soon after a move that wrote letters.
Why:  Ljungbys verksamhetsplan § 4: kontaktpersonerna and samordnaren answer for 'informations- och
      kunskapsförmedling'; a letter that nobody gets informs nobody.
"""

import asyncio

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.shared import dated, ended, house
from intlflow import clock
from intlflow.app import webhooks
from intlflow.app.outbox import deliver, make_post
from intlflow.app.outbox_keeper import Delivered


@task(retries=2, retry_delay_seconds=[10, 60], cache_policy=NO_CACHE)
async def empty_outbox() -> Delivered | None:
    """Send what is due; None when no mail server is configured. Sent ones are not taken again."""
    post = make_post(house().settings)
    if post is None:
        return None
    # Beside the event loop: a long round must not keep the run from saying that it lives.
    return await asyncio.to_thread(deliver, house(), post, now=clock.now)


@task(retries=2, retry_delay_seconds=[10, 60], cache_policy=NO_CACHE)
async def tell_other_systems() -> webhooks.Told:
    """Tell other systems what happened to cases. What they have taken is not told again."""
    return await asyncio.to_thread(webhooks.send_due, house(), clock.now())


@flow(name="deliver-letters", flow_run_name=dated("Utskick"))
async def deliver_letters() -> State[str]:
    """Send everything that is due, and say what became of it."""
    await tell_other_systems()
    done = await empty_outbox()
    if done is None:
        return ended("no mail server is configured: letters wait in the outbox")
    return ended(
        f"{done.sent} sent, {done.later} later, {done.failed} failed, {done.held} held,"
        f" {done.waiting} still waiting"
    )
