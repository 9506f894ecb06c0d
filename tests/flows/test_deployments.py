import inspect
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from prefect.deployments.runner import RunnerDeployment
from prefect.utilities.callables import parameter_schema
from prefect.utilities.importtools import import_object

from flows.deployments import SERVED, deployments
from flows.stages import STAGES
from intlflow.domain.words import Stage

ROOT = Path(__file__).resolve().parents[2]
ALL = {str(deployment.flow_name): deployment for deployment in deployments()}
FLOWS = {served.flow.name: served.flow for served in SERVED}


def test_every_headline_stage_has_a_flow_of_its_name() -> None:
    assert {stage: flow.name for stage, flow in STAGES.items()} == {s: str(s) for s in Stage}


def test_the_clocks_tick_in_swedish_time() -> None:
    clocks = {
        name: [(s.schedule.cron, s.schedule.timezone) for s in deployment.schedules or []]  # type: ignore[union-attr]
        for name, deployment in ALL.items()
        if deployment.schedules
    }

    assert clocks == {
        "deliver-letters": [("*/15 * * * *", "Europe/Stockholm")],
        "reconcile": [("5 * * * *", "Europe/Stockholm")],
        "papers": [("50 6 * * *", "Europe/Stockholm")],
        "ledningsgrupp-reminders": [("0 7 * * *", "Europe/Stockholm")],
        "annual-reports": [("0 7 * * *", "Europe/Stockholm")],
        "document-reviews": [("1 7 * * *", "Europe/Stockholm")],
        "appointments": [("1 7 * * *", "Europe/Stockholm")],
        "evaluations": [("2 7 * * *", "Europe/Stockholm")],
        "project-clocks": [("2 7 * * *", "Europe/Stockholm")],
        "digest": [("4 7 * * *", "Europe/Stockholm")],
        "call-watch": [("40 5 * * *", "Europe/Stockholm")],
        "housekeeping": [("30 3 * * *", "Europe/Stockholm")],
    }


def test_what_a_clock_starts_runs_one_at_a_time() -> None:
    limits = {name: deployment.concurrency_limit for name, deployment in ALL.items()}

    assert {name for name, limit in limits.items() if limit == 1} == {
        *("deliver-letters", "reconcile", "housekeeping"),
        *("ledningsgrupp-reminders", "annual-reports", "document-reviews", "appointments"),
        *("evaluations", "project-clocks", "digest", "call-watch", "papers"),
    }


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_flow_is_found_whatever_folder_one_stands_in(name: str) -> None:
    entrypoint = ALL[name].entrypoint

    assert entrypoint is not None
    assert ":" not in entrypoint
    assert import_object(entrypoint).name == name


@pytest.mark.parametrize("served", SERVED, ids=lambda served: str(served.flow.name))
def test_a_flow_says_when_it_runs_and_why(served: Any) -> None:
    words = sys.modules[served.flow.fn.__module__].__doc__ or ""
    lines = words.splitlines()

    assert lines[0].endswith(".")
    assert sum(line.startswith("When: ") for line in lines) == 1
    assert sum(line.startswith("Why:  ") for line in lines) == 1


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_form_asks_in_swedish_and_for_nothing_personal(name: str) -> None:
    asked = parameter_schema(FLOWS[name]).properties

    titles = {key: field["title"] for key, field in asked.items()}
    swedish = {
        "stage_run": "Stegkörning",
        "case": "Ärendenummer",
        "verb": "Åtgärd",
        "person": "Ditt nummer i registret",
        "facts": "Uppgifter",
        "municipality": "Kommun",
        "about": "Enhet eller ärende",
        "day": "Dag",
    }
    assert titles == {key: swedish[key] for key in titles}


def test_prefect_yaml_tells_the_same_as_the_runner() -> None:
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]

    assert [as_told(each) for each in told] == [as_served(each) for each in ALL.values()]


def as_told(each: dict[str, Any]) -> tuple[object, ...]:
    limit = each.get("concurrency_limit") or {}
    clocks = [(s["cron"], s["timezone"]) for s in each.get("schedules", [])]
    return (
        each["entrypoint"],
        sorted(each["tags"]),
        clocks,
        limit.get("limit"),
        limit.get("collision_strategy"),
    )


def as_served(each: RunnerDeployment) -> tuple[object, ...]:
    options = each.concurrency_options
    return (
        each.entrypoint,
        sorted(each.tags or []),
        [(s.schedule.cron, s.schedule.timezone) for s in each.schedules or []],  # type: ignore[union-attr]
        each.concurrency_limit,
        str(options.collision_strategy.value) if options else None,
    )


def test_flows_decide_nothing() -> None:
    branches = {
        served.flow.name: inspect.getsource(served.flow.fn).count("    if ") for served in SERVED
    }

    assert {name for name, count in branches.items() if count > 1} == set()
