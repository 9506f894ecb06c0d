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
from flows.papers import papers
from flows.project_clocks import project_clocks
from flows.reconcile import reconcile
from flows.shared import TAG, ZONE
from flows.stages import STAGES
from intlflow.app.announce import DEPLOYMENT
from intlflow.domain.timetable import TIMETABLE


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


def _by_itself(
    flow: Flow[..., Any],
    tag: str,
    collision: ConcurrencyLimitStrategy = ConcurrencyLimitStrategy.CANCEL_NEW,
) -> Served:
    """A flow on its clock; a run that finds another at work has nothing to add, as a rule."""
    return Served(flow, tag, TIMETABLE[flow.name], collision)


SERVED = (
    *(Served(flow, tag=str(stage)) for stage, flow in STAGES.items()),
    Served(move_case, "move"),
    _by_itself(deliver_letters, "letters", ConcurrencyLimitStrategy.ENQUEUE),  # a nudge waits
    _by_itself(reconcile, "clock"),
    _by_itself(papers, "papers"),
    _by_itself(ledningsgrupp_reminders, "duties"),
    _by_itself(annual_reports, "duties"),
    _by_itself(document_reviews, "duties"),
    _by_itself(appointments, "duties"),
    _by_itself(evaluations, "duties"),
    _by_itself(project_clocks, "duties"),
    _by_itself(digest, "duties"),
    _by_itself(call_watch, "calls"),
    _by_itself(housekeeping, "clock"),
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
