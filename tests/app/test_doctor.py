"""The doctor looks at everything, says good and bad, and goes on after each trouble."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from intlflow import assets, clock
from intlflow.app import doctor
from intlflow.app.house import House
from intlflow.app.outbox import deliver, make_post
from intlflow.app.setup import prepare
from intlflow.app.stages import note_tick
from intlflow.letters.post import Ending
from intlflow.settings import BadSetting, Settings
from tests import people
from tests.app.scripted import ScriptedPost
from tests.flows.running import free_port
from tests.flows.test_announce import a_prefect


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The doctor is a door: it asks the clock."""
    clock.pretend(people.MORNING)
    yield
    clock.reset()


def found(settings: Settings) -> dict[str, tuple[str, str]]:
    return {each.what: (each.state, each.said) for each in doctor.examine(settings)}


def states(settings: Settings) -> dict[str, str]:
    return {what: state for what, (state, _) in found(settings).items()}


def run_sql(settings: Settings, *sql: str) -> None:
    assert settings.sqlite_file is not None
    with sqlite3.connect(settings.sqlite_file) as connection:
        for each in sql:
            connection.execute(each)
    connection.close()


def test_a_fresh_installation_is_well_and_says_what_it_lacks(settings: Settings) -> None:
    everything = found(settings)

    assert {what: state for what, (state, _) in everything.items()} == {
        "packs": "ok",
        "mail": "note",
        "database": "ok",
        "file mode": "ok",
        "files": "ok",
        "erased people": "ok",
        "clock": "ok",
        "outbox": "ok",
        "stages": "ok",
        "duties": "note",  # the packs' documents are overdue as in reality
        "prefect": "note",
    }
    assert everything["packs"][1] == "ljungby, vaxjo"
    assert "Set INTLFLOW_MAIL_URL" in everything["mail"][1]
    assert everything["outbox"][1] == "empty"
    assert everything["stages"][1] == "0 stage flows are due; never looked through"
    assert "`intlflow up` starts it" in everything["prefect"][1]


def test_without_a_database_the_doctor_says_how_to_make_one(tmp_path: Path) -> None:
    settings = Settings.from_env({}, tmp_path / "nothing")

    assert found(settings)["database"] == (
        "bad",
        f"no database in {tmp_path}/nothing; run `intlflow up` or `intlflow init` first",
    )
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("rubbish", [b"Hej!\n" * 1000, b""])
def test_a_file_that_is_no_database_is_said_to_be_none(settings: Settings, rubbish: bytes) -> None:
    assert settings.sqlite_file is not None
    settings.sqlite_file.write_bytes(rubbish)

    state, said = found(settings)["database"]

    assert state == "bad"
    assert "`intlflow " in said


def test_a_database_of_another_version_is_sent_to_init(settings: Settings) -> None:
    run_sql(settings, "UPDATE alembic_version SET version_num = '0000'")

    state, said = found(settings)["database"]

    assert (state, "run `intlflow init`" in said) == ("bad", True)


def test_a_damaged_page_is_found_and_a_backup_is_asked_for(
    settings: Settings, house: House
) -> None:
    people.an_idea(house)
    house.close()
    file = settings.sqlite_file
    assert file is not None
    with sqlite3.connect(file) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'person' AND type = 'table'"
        ).fetchone()
    connection.close()
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 + 8 : (page - 1) * 4096 + 400] = b"\xff" * 392
    file.write_bytes(bytes(data))

    state, said = found(settings)["database"]

    assert state == "bad"
    assert "damaged" in said or "malformed" in said


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_can_read_is_bad(settings: Settings, mode: int) -> None:
    assert settings.sqlite_file is not None
    settings.sqlite_file.chmod(mode)

    state, said = found(settings)["file mode"]

    assert (state, said.endswith("run chmod 600 on it")) == ("bad", True)


@pytest.mark.parametrize(
    ("url", "state", "said"),
    [
        ("mailto://127.0.0.1:8025?from=intlflow@ljungby.example", "ok", "127.0.0.1:8025"),
        ("mailto://?from=intlflow@ljungby.example", "bad", "INTLFLOW_MAIL_URL: "),
        ("mailto://127.0.0.1:8025?from=nobody", "bad", "INTLFLOW_MAIL_URL: "),
    ],
)
def test_the_mail_setting_is_read_as_the_sender_reads_it(
    settings: Settings, url: str, state: str, said: str
) -> None:
    wished = replace(settings, mail_url=url)

    mail = found(wished)["mail"]

    assert (mail[0], mail[1].startswith(said)) == (state, True)
    if state == "ok":
        post = make_post(wished)
        assert post is not None
        post.close()
    else:
        with pytest.raises(BadSetting) as no:
            make_post(wished)
        assert str(no.value) == mail[1]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a pack of one's own."""
    shutil.copytree(assets.folder("config") / "ljungby", tmp_path / "own" / "ljungby")
    return tmp_path / "own"


def test_a_mistake_in_one_s_own_pack_is_named_by_file_and_line(
    settings: Settings, own: Path
) -> None:
    units = own / "ljungby" / "units.toml"
    units.write_text(units.read_text("utf-8").replace('body = "kfn"', 'body = "nfk"'), "utf-8")

    everything = found(replace(settings, packs=own))

    assert everything["packs"][0] == "bad"
    assert everything["packs"][1].startswith("1 mistake; first: ")
    assert "units.toml" in everything["packs"][1]
    assert everything["database"][0] == "bad"  # said, rather than a traceback


def test_a_folder_of_packs_without_any_is_bad(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    state, said = found(replace(settings, packs=tmp_path / "empty"))["packs"]

    assert (state, said.startswith("INTLFLOW_PACKS: no municipality.toml")) == ("bad", True)


def test_one_s_own_pack_that_is_right_is_well(settings: Settings, own: Path) -> None:
    assert found(replace(settings, packs=own))["packs"] == ("ok", "ljungby, vaxjo")


def test_letters_that_failed_or_are_held_are_pointed_out(settings: Settings, house: House) -> None:
    people.an_idea(house)
    waiting = found(settings)["outbox"]
    refusing = ScriptedPost(lambda _: Ending.REFUSED)
    deliver(house, refusing, now=lambda: people.MORNING)

    failed = found(settings)["outbox"]
    assert waiting == ("ok", "3 waiting")
    assert failed[0] == "note"
    assert "failed" in failed[1]
    assert "`intlflow letters list --status failed`" in failed[1]


def test_stage_flows_that_nobody_runs_are_pointed_out(settings: Settings, house: House) -> None:
    people.an_idea(house)
    note_tick(house, people.MORNING - people.DAY)

    assert found(settings)["stages"] == (
        "note",
        "1 stage flows are due; last look-through 2027-02-28 08:00",
    )


@pytest.mark.parametrize(("hours", "state"), [(1, "ok"), (3, "bad")])
def test_a_clock_that_has_not_ticked_for_two_hours_is_dead(
    settings: Settings, house: House, hours: int, state: str
) -> None:
    note_tick(house, people.MORNING - timedelta(hours=hours))
    with a_prefect([200]) as (api, _):
        running = found(replace(settings, prefect_api=api))["stages"]

    stopped = found(settings)["stages"]

    assert (running[0], stopped[0]) == (state, "ok")
    assert ("start it again" in running[1]) is (state == "bad")


@pytest.mark.parametrize(("answer", "state"), [(200, "ok"), (503, "bad")])
def test_prefect_is_asked_whether_it_is_well(settings: Settings, answer: int, state: str) -> None:
    with a_prefect([answer]) as (api, _):
        prefect = found(replace(settings, prefect_api=api))["prefect"]

    said = {"ok": api, "bad": f"{api} does not answer (answered 503); run `intlflow up`"}
    assert prefect == (state, said[state])


def test_a_prefect_that_is_not_there_is_bad(settings: Settings) -> None:
    api = f"http://127.0.0.1:{free_port()}/api"

    assert states(replace(settings, prefect_api=api))["prefect"] == "bad"


def test_one_broken_part_doesn_t_hide_the_others(settings: Settings) -> None:
    run_sql(settings, "DROP TABLE letter")

    everything = found(settings)

    assert everything["outbox"][0] == "bad"
    assert "no such table: letter" in everything["outbox"][1]
    assert everything["stages"][0] == "ok"


def test_a_pretended_clock_works_with_the_demo_register_alone(
    settings: Settings, tmp_path: Path
) -> None:
    demo = Settings.from_env({}, tmp_path / "demo")
    prepare(demo, with_demo=True, at=people.MORNING)
    wish = "2027-03-15T08:00:00+01:00"

    real = found(demo)["clock"]
    pretended = found(replace(demo, clock=wish))["clock"]
    ignored = found(replace(settings, clock=wish))["clock"]

    assert real == ("ok", "real time, 2027-03-01 08:00; demo register")
    assert pretended == ("note", "pretending that it is 2027-03-15 08:00 (INTLFLOW_CLOCK)")
    assert ignored[0] == "note"
    assert "INTLFLOW_CLOCK is ignored" in ignored[1]
