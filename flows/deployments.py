"""Every flow as Prefect gets to know it: under which name, on which clock, how many at a time."""

import sys
from dataclasses import dataclass
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.annual_reports import annual_reports
from flows.appointments import appointments
from flows.call_watch import call_watch
from flows.deliver_letters import deliver_letters
from flows.digest import digest
from flows.document_reviews import document_reviews
from flows.evaluations import evaluations
from flows.housekeeping import housekeeping
from flows.ledningsgrupp_reminders import ledningsgrupp_reminders
from flows.move_case import move_case
from flows.project_clocks import project_clocks
from flows.reconcile import reconcile
from flows.shared import TAG, ZONE
from flows.stages import STAGES
from intlflow.app.announce import DEPLOYMENT


@dataclass(frozen=True)
class Served:
    """One flow and how it is served.

    Args:
        flow: the flow.
        tag: the tag it gets besides `intlflow`.
        cron: when it runs by itself, Swedish time; None: only when asked.
        collision: what becomes of a second run at the same time; None: it may run.
    """

    flow: Flow[..., Any]
    tag: str
    cron: str | None = None
    collision: ConcurrencyLimitStrategy | None = None


SERVED = (
    *(Served(flow, tag=str(stage)) for stage, flow in STAGES.items()),
    Served(move_case, "move"),
    # A nudge for letters waits for its turn; a tick that finds another at work has nothing to add.
    Served(deliver_letters, "letters", "*/15 * * * *", ConcurrencyLimitStrategy.ENQUEUE),
    Served(reconcile, "clock", "5 * * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    # The clocks of the duties come before the hourly look-through, the day's letters after the clocks.
    Served(ledningsgrupp_reminders, "duties", "0 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(annual_reports, "duties", "0 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(document_reviews, "duties", "1 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(appointments, "duties", "1 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(evaluations, "duties", "2 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(project_clocks, "duties", "2 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(digest, "duties", "4 7 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(call_watch, "calls", "40 5 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
    Served(housekeeping, "clock", "30 3 * * *", ConcurrencyLimitStrategy.CANCEL_NEW),
)


def deployments() -> list[RunnerDeployment]:
    """All deployments, found by module so that it doesn't matter where one stands."""
    return [_deployment(served) for served in SERVED]


def _deployment(served: Served) -> RunnerDeployment:
    limit = (
        ConcurrencyLimitConfig(limit=1, collision_strategy=served.collision)
        if served.collision
        else None
    )
    return RunnerDeployment.from_flow(
        served.flow,
        name=DEPLOYMENT,
        schedule=Cron(served.cron, timezone=ZONE) if served.cron else None,
        concurrency_limit=limit,
        tags=[TAG, served.tag],
        description=described(served.flow),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def described(flow: Flow[..., Any]) -> str:
    """What a flow does, when and why, in Markdown: its module's own words."""
    words = (sys.modules[flow.fn.__module__].__doc__ or "").strip()
    return words.replace("\nWhen:", "\n**When:**").replace("\nWhy:", "\n\n**Why:**")
