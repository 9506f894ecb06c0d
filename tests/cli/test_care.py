"""Looking after an installation: audit, doctor, copies, and commands that may be given twice."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from intlflow.store.engine import SCHEMA
from intlflow.up.lock import held
from tests.cli.conftest import Cli
from tests.cli.doing import accept, idea
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)


@pytest.fixture
def file(cli: Cli, tmp_path: Path) -> Path:
    """The database's file."""
    return tmp_path / "data" / "intlflow.db"


def behind_the_back(file: Path, *statements: str) -> None:
    """Change the database as somebody with the file and ill will could."""
    with sqlite3.connect(file) as forger:
        for trigger in ("journal_keep", "journal_stay", "journal_once"):
            forger.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            forger.execute(statement)
    forger.close()


# Audit


def test_a_whole_journal_is_said_to_be_whole_with_its_heads(cli: Cli) -> None:
    accept(cli, idea(cli))
    idea(cli, "Cykelvägar")

    said, told = cli("audit", "verify"), cli("audit", "verify", "--json").json

    head = told["heads"]["ljungby"]
    assert (said.code, said.out) == (0, f"3 rows, 2 cases: whole\nhead ljungby={head}\n")
    assert (told["whole"], told["rows"], told["cases"], told["faults"]) == (True, 3, 2, [])
    assert cli("audit", "verify", "--head", f"ljungby={head}").code == 0


FORGED = {
    "what was given": (
        'UPDATE journal SET given = \'{"reason":"x"}\' WHERE number = 2',
        ["ljungby row 2: what was given was changed", "LJU-2027-001: knows other facts than its"],
    ),
    "who did it": (
        "UPDATE journal SET person_id = 2 WHERE number = 1",
        ["ljungby row 1: was changed, or a row before it", "LJU-2027-001: opened_by is "],
    ),
    "a row taken away": (
        "DELETE FROM journal WHERE number = 1",
        [
            "ljungby row 2: row 1 is missing",
            "ljungby row 2: was changed",
            "ljungby: the chain ends",
            "LJU-2027-001: opened_by is ",
            "LJU-2027-001: opened_at is ",
        ],
    ),
    "the last row taken away": (
        "DELETE FROM journal WHERE number = 2",
        ["ljungby: the chain ends at 1", "LJU-2027-001: stands at support version 2, its journal"],
    ),
    "where the case stands": (
        "UPDATE case_ SET phase = 'granted'",
        ["LJU-2027-001: stands at granted version 2, its journal leads to support version 2"],
    ),
}


@pytest.mark.parametrize(("forgery", "beginnings"), FORGED.values(), ids=list(FORGED))
def test_a_forged_journal_ends_with_1_and_where_it_was_forged(
    cli: Cli, file: Path, forgery: str, beginnings: list[str]
) -> None:
    accept(cli, idea(cli))
    behind_the_back(file, forgery)

    said, told = cli("audit", "verify"), cli("audit", "verify", "--json")

    faults = told.json["faults"]
    assert (said.code, told.code, told.json["whole"]) == (1, 1, False)
    assert [fault[: len(b)] for fault, b in zip(faults, beginnings, strict=True)] == beginnings
    assert said.out.splitlines()[: len(faults)] == faults


def test_a_journal_written_anew_from_its_beginning_is_found_by_a_head_noted_earlier(
    cli: Cli,
) -> None:
    idea(cli)

    said = cli("audit", "verify", "--head", f"ljungby={'a' * 64}")

    lines = said.out.splitlines()
    assert said.code == 1
    assert lines[:2] == [
        "ljungby: the head noted earlier is no longer in the chain",
        "1 row, 1 case: 1 fault",
    ]


# Doctor


def test_all_is_well_on_fresh_data(cli: Cli, tmp_path: Path) -> None:
    cli("init", "--data", str(tmp_path / "fresh"))

    said = cli("doctor")
    told = cli("doctor", "--json").json

    looked_at = ["packs", "mail", "database", "file mode", "files", "erased people", "clock"]
    looked_at += ["outbox", "stages", "duties", "prefect"]
    assert said.code == 0
    assert [each["what"] for each in told] == looked_at
    assert {each["state"] for each in told} == {"ok", "note"}
    assert [line[:4] for line in said.out.splitlines()] == [f"{e['state']:<4}" for e in told]


def test_a_database_that_others_can_read_is_bad_and_the_cure_helps(cli: Cli, file: Path) -> None:
    file.chmod(0o644)

    said = cli("doctor")

    assert said.code == 1
    assert f"BAD   file mode: others can read {file}; run chmod 600 on it" in said.out.splitlines()
    file.chmod(0o600)
    assert cli("doctor").code == 0


def test_a_database_of_another_version_is_bad_with_what_to_run(cli: Cli, file: Path) -> None:
    with sqlite3.connect(file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()

    said = cli("doctor")
    listed, prepared = cli("case", "list"), cli("init")

    sentence = (
        f"the database has version 9999, this intlflow works with {SCHEMA}; run `intlflow init`"
    )
    assert (said.code, listed.code, prepared.code) == (1, 1, 1)
    assert f"BAD   database: {sentence}" in said.out.splitlines()
    assert listed.err == f"intlflow: {sentence}\n"
    assert prepared.err == (
        "intlflow: the database has version 9999, which this intlflow does not know\n"
    )


# Copies


def test_a_backup_is_never_written_over_something(cli: Cli, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_text("Kvitton 2026")

    said = cli("backup", str(taken))

    assert said.code == 1
    assert said.err == f"intlflow: {taken} exists; choose another name, nothing was overwritten\n"
    assert taken.read_text() == "Kvitton 2026"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "taken.db"]


def test_a_backup_puts_back_what_was_there(cli: Cli, file: Path, tmp_path: Path) -> None:
    ref, copy = idea(cli), tmp_path / "copies" / "monday.db"
    before = cli("case", "show", ref, "--json").json
    backed_up = cli("backup", str(copy))
    accept(cli, ref)

    restored = cli("restore", str(copy))

    (aside,) = file.parent.glob("intlflow-before-restore-20270301T07*.db")
    assert (backed_up.code, backed_up.out[-24:]) == (0, " KiB, checked and whole\n")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert (restored.code, restored.out) == (
        0,
        f"{copy} is in place; what stood there is in {aside}\n",
    )
    assert cli("case", "show", ref, "--json").json == before
    assert cli("audit", "verify").code == 0
    assert cli("restore", str(aside)).code == 0
    assert cli("case", "show", ref, "--json").json["phase"] == "support"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "there is no file {}"),
        (lambda path: path.mkdir(), "there is no file {}"),
        (
            lambda path: path.write_text("Kvitton 2026. " * 99),
            "{} is no intlflow database: file is not a database",
        ),
        (
            lambda path: sqlite3.connect(path).close() or path.touch(),
            "{} is no intlflow database: no such table: alembic_version",
        ),
    ],
    ids=["nothing", "a folder", "something else", "an empty file"],
)
def test_what_is_no_backup_is_not_put_in_place(
    cli: Cli, tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    ref, source = idea(cli), tmp_path / "copy.db"
    make(source)

    said = cli("restore", str(source))

    assert (said.code, said.err) == (1, f"intlflow: {sentence.format(source)}\n")
    assert cli("case", "show", ref).code == 0


def test_nothing_is_restored_under_a_running_intlflow(
    cli: Cli, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.db"
    cli("backup", str(copy))
    ref = idea(cli)

    with held(file.parent):
        said = cli("restore", str(copy))

    beginning = f"intlflow: `intlflow up` runs on {file.parent} (process "
    assert (said.code, said.err[: len(beginning)]) == (1, beginning)
    assert said.err.endswith("); stop it first\n")
    assert cli("case", "show", ref).code == 0


# Twice


def test_init_may_be_run_twice(cli: Cli, tmp_path: Path) -> None:
    new = tmp_path / "new" / "folder"

    first, second = cli("init", "--data", str(new)), cli("init", "--data", str(new))

    assert (first.code, second.code) == (0, 0)
    assert first.out == f"database brought to version {SCHEMA}\n{new} is ready\n"
    assert second.out == f"{new} is ready\n"
    assert (new.stat().st_mode & 0o777, (new / "intlflow.db").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_the_demo_register_is_loaded_once(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_DATA", str(tmp_path / "demo"))
    first = cli("demo", "load")
    cases = cli("case", "list", "--json").json

    second = cli("demo", "load")

    assert (first.code, first.out) == (0, "demo register loaded\n")
    assert (second.code, second.out) == (
        0,
        "there are people in the register already; nothing was changed\n",
    )
    assert cli("case", "list", "--json").json == cases
    assert len(cases) > 10


def test_the_demo_register_is_not_loaded_among_real_people(cli: Cli) -> None:
    people = cli("people", "list", "--json").json

    said = cli("demo", "load")

    assert said.out == "there are people in the register already; nothing was changed\n"
    assert cli("people", "list", "--json").json == people
    assert at("karin") in {each["email"] for each in people}
