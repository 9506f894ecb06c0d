"""A real Prefect under `intlflow up`: what is due gets done, once, whatever dies on the way.

The tests of this file share one data folder and build on one another, in this order.
"""

import json
import signal
import socket
import stat
import time
from datetime import timedelta
from typing import Any

import pytest

from intlflow.app import announce, stages
from intlflow.app.after import after_move
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.register import list_people
from intlflow.domain.words import Kind
from intlflow.store.engine import reading
from intlflow.up import leftovers
from tests import people
from tests.flows.running import READY, RUNS, Up, a_moment, wait_for

pytestmark = pytest.mark.prefect

KARIN, SANNA = people.at("karin"), people.at("sanna")
DEAD = 2**22 + 1  # no process can have this number


def an_idea(up: Up, title: str, nudge: bool = True) -> Moved:
    """Karin brings an idea; Prefect hears of it at once, or only at its next tick."""
    house = up.house()
    if not list_people(house, "ljungby", a_moment()):
        people.enter(house)
    moved = open_case(
        house,
        Kind.PROJECT,
        municipality="ljungby",
        unit=people.home(),
        title=title,
        by=KARIN,
        given={},
        at=a_moment(),
    )
    troubles = after_move(house, moved) if nudge else []
    house.close()
    assert troubles == []
    return moved


def test_a_move_waits_for_no_prefect_and_its_flow_runs_once_when_there_is_one(up: Up) -> None:
    up.start(until=READY)
    began = time.monotonic()

    moved = an_idea(up, "Skogens dag", nudge=False)

    assert time.monotonic() - began < 2.0
    assert RUNS not in up.said()
    wait_for(lambda: RUNS in up.said(), 90, "the first start")
    wait_for(lambda: up.done(moved.stage_run), 30, "the idea's work")
    assert up.row(moved.stage_run)[1] == 1
    names = wait_for(
        lambda: [run["name"] for run in up.runs("idea", "COMPLETED")], 10, "a completed run"
    )
    assert names == [f"{moved.ref} Idé"]


def test_a_nudged_move_is_done_within_seconds_and_shows_the_case(up: Up) -> None:
    moved = an_idea(up, "Cykelvägar")

    wait_for(lambda: up.done(moved.stage_run), 30, "the idea's work")

    [run] = wait_for(
        lambda: [r for r in up.runs("idea", "COMPLETED") if moved.ref in r["name"]], 10, "the run"
    )
    assert run["parameters"] == {"stage_run": moved.stage_run, "case": moved.ref}
    assert set(run["tags"]) == {"intlflow", "idea"}
    wish = {"artifacts": {"key": {"any_": [moved.ref.lower()]}}}
    [shown] = up.ask("POST", "/artifacts/filter", wish)
    assert shown["type"] == "markdown"
    assert f"# {moved.ref}" in shown["data"]
    assert KARIN not in shown["data"]


def test_a_clock_started_for_one_unit_shows_what_it_told_without_anybody_s_name(up: Up) -> None:
    deployment = up.ask("GET", "/deployments/name/appointments/intlflow")
    asked = {"parameters": {"municipality": "ljungby", "about": "luab"}}

    up.ask("POST", f"/deployments/{deployment['id']}/create_flow_run", asked)

    wish = {"artifacts": {"key": {"any_": ["appointments"]}}}
    [shown] = wait_for(lambda: up.ask("POST", "/artifacts/filter", wish), 60, "the table")
    assert shown["type"] == "table"
    rows = json.loads(shown["data"])
    assert [row["Enhet eller ärende"] for row in rows] == ["luab"] * len(rows)
    names = [full for full, _ in people.CAST.values()]
    assert [name for name in names if name in shown["data"]] == []


def test_a_clock_asked_for_a_day_to_come_writes_nothing(up: Up) -> None:
    deployment = up.ask("GET", "/deployments/name/digest/intlflow")
    house = up.house()
    with reading(house.engine) as tx:
        before = tx.all("SELECT count(*) FROM duty_step")
    day = str((a_moment() + timedelta(days=200)).date())

    up.ask("POST", f"/deployments/{deployment['id']}/create_flow_run", {"parameters": {"day": day}})

    done = wait_for(
        lambda: [r for r in up.runs("digest", "COMPLETED") if r["parameters"].get("day") == day],
        60,
        "the look ahead",
    )
    assert "nothing was written" in done[0]["state"]["message"]
    with reading(house.engine) as tx:
        assert tx.all("SELECT count(*) FROM duty_step") == before
    house.close()


@pytest.mark.parametrize("flow", ["deliver-letters", "housekeeping", "reconcile"])
def test_a_clock_really_gets_runs_ahead(up: Up, flow: str) -> None:
    ahead = wait_for(lambda: up.runs(flow, "SCHEDULED"), 90, "runs ahead")

    assert len(ahead) >= 3


def test_what_is_kept_is_for_its_owner_alone(up: Up) -> None:
    files = [up.data / "up.json", up.data / "prefect" / "prefect.db", up.data / "intlflow.db"]

    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600, 0o600]


def a_move_from_the_form(up: Up, moved: Moved, verb: str, facts: str, wanted: str) -> Any:
    """Sanna fills in Prefect's own form; the run's end."""
    house = up.house()
    [sanna] = [p["id"] for p in list_people(house, "ljungby", a_moment()) if p["email"] == SANNA]
    house.close()
    asked = {"case": moved.ref, "verb": verb, "person": sanna, "facts": facts}
    deployment = up.ask("GET", "/deployments/name/move-case/intlflow")["id"]
    run = up.ask("POST", f"/deployments/{deployment}/create_flow_run", {"parameters": asked})
    return wait_for(
        lambda: next((r for r in up.runs("move-case", wanted) if r["id"] == run["id"]), None),
        30,
        f"a {wanted} run",
    )


def test_the_coordinator_moves_a_case_from_prefect_s_form(up: Up) -> None:
    moved = an_idea(up, "Vänortsbesök", nudge=False)
    facts = f"wake_on={a_moment():%Y}-12-31\nreason=Utlysningen kommer senare"

    run = a_move_from_the_form(up, moved, "park", facts, "COMPLETED")

    assert run["name"] == f"{moved.ref} park"
    assert run["state"]["message"].startswith(f"{moved.ref}: idea → parked, ")


def test_the_look_out_for_calls_says_that_nobody_asked_for_any(up: Up) -> None:
    deployment = up.ask("GET", "/deployments/name/call-watch/intlflow")

    up.ask("POST", f"/deployments/{deployment['id']}/create_flow_run", {})

    [run] = wait_for(lambda: up.runs("call-watch", "COMPLETED"), 60, "the look-out")
    assert run["state"]["message"] == "no source was due; 0 letters"
    assert run["name"].startswith("Utlysningar ")
    assert set(run["tags"]) == {"intlflow", "calls"}


def test_a_refused_move_ends_failed_with_the_reason_and_is_tried_once(up: Up) -> None:
    moved = an_idea(up, "För tidigt", nudge=False)

    run = a_move_from_the_form(up, moved, "archive", "", "FAILED")

    assert run["run_count"] == 1
    assert "Exception" not in run["state"]["message"]
    assert run["state"]["message"].endswith(".")


def test_a_second_up_says_who_is_there(up: Up) -> None:
    assert up.process is not None
    screen = up.data.with_name("second.txt")
    began = time.monotonic()

    second = up.launch(screen)
    code = second.wait(20)

    assert code == 1
    assert time.monotonic() - began < 5.0
    assert screen.read_text() == (
        f"intlflow already runs in {up.data} (process {up.process.pid}); stop that one first.\n"
    )


def test_a_run_whose_runner_is_killed_is_done_once_after_the_restart(up: Up) -> None:
    held = an_idea(up, "Hållen av en död", nudge=False)
    take_as_if_dead(up, held)
    cut_off = an_idea(up, "Avbruten", nudge=False)

    with up.nobody_writes():
        assert nudge(up, cut_off) is None
        wait_for(lambda: runs_of(up, cut_off, "RUNNING"), 30, "the run to begin")
        up.kill("-m", "flows")
        wait_for(lambda: up.part("-m", "prefect.engine") is None, 10, "its run to be gone")

    wait_for(lambda: up.done(held.stage_run), 60, "the dead one's work to be made up for")
    wait_for(lambda: up.done(cut_off.stage_run), 60, "the work cut off to be made up for")
    assert len(wait_for(lambda: runs_of(up, cut_off, "CRASHED"), 20, "the run cut off")) == 1
    assert len(wait_for(lambda: runs_of(up, cut_off, "COMPLETED"), 20, "the run made up")) == 1
    assert up.row(cut_off.stage_run)[1] == 1
    assert up.row(held.stage_run)[1] == 2
    assert "runner ended by itself (signal 9); it is started again" in up.said()


def take_as_if_dead(up: Up, moved: Moved) -> None:
    """Take work on in the name of a process of this machine that is no more."""
    house = up.house()
    by = f"{socket.gethostname()}:{DEAD}"
    assert moved.stage_run is not None
    assert stages.claim(house, moved.stage_run, by=by, at=a_moment()) is not None
    house.close()


def nudge(up: Up, moved: Moved) -> str | None:
    """Ask for a stage's flow; this alone writes nothing of ours."""
    assert moved.stage_run is not None
    return announce.nudge_stage(
        up.api, run_id=moved.stage_run, case_ref=moved.ref, stage=moved.stage, attempt=0
    )


def runs_of(up: Up, moved: Moved, state: str) -> list[object]:
    return [run for run in up.runs("idea", state) if moved.ref in run["name"]]


def test_a_killed_server_comes_back_and_work_goes_on(up: Up) -> None:
    up.kill("server", "start")
    moved = an_idea(up, "Medan Prefect var borta", nudge=False)

    wait_for(lambda: up.said().count("Prefect answers") == 2, 60, "the server's return")
    assert wait_for(lambda: nudge(up, moved) is None, 30, "a nudge to be taken")

    wait_for(lambda: up.done(moved.stage_run), 90, "the idea's work")
    assert up.row(moved.stage_run)[1] == 1


def test_a_killed_up_takes_its_parts_along_and_the_next_one_ends_the_rest(up: Up) -> None:
    assert up.process is not None
    moved = an_idea(up, "Strömavbrott", nudge=False)
    with up.nobody_writes():
        nudge(up, moved)
        wait_for(lambda: runs_of(up, moved, "RUNNING"), 30, "the run to begin")
        up.process.kill()
        up.process.wait()
        wait_for(lambda: not up.part("-m", "flows"), 10, "the runner to die with it")
        wait_for(lambda: not up.part("server", "start"), 10, "the server to die with it")
        left = leftovers.find(up.data)

        up.start(until="ended what an earlier run left behind")

        assert left != []
        assert [p.pid for p in left if f"process {p.pid} (-m prefect" not in up.said()] == []
        assert [p.pid for p in left if p.is_running()] == []
    wait_for(lambda: RUNS in up.said(), 30, "the parts to run again")
    wait_for(lambda: up.done(moved.stage_run), 60, "the work to be made up for")
    assert up.row(moved.stage_run)[1] == 1


def test_ctrl_c_stops_everything_within_ten_seconds(up: Up) -> None:
    assert leftovers.find(up.data) != []

    seconds = up.stop()

    assert up.process is not None
    assert up.process.returncode == 0
    assert seconds < 10.0
    assert leftovers.find(up.data) == []
    assert not (up.data / "up.json").exists()


def test_a_second_start_takes_less_than_thirty_seconds(up: Up) -> None:
    seconds = up.start()

    assert seconds < 30.0
    assert up.stop(signal.SIGTERM) < 10.0
