"""Upgrade and restore are all or nothing (P11, T15): killed anywhere, the database is the old or the new."""

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from intlflow.app.audit import verify
from intlflow.app.house import House, assemble
from intlflow.app.keeping import restore
from intlflow.app.setup import prepare
from intlflow.settings import Settings
from intlflow.store import migrate
from intlflow.store.engine import make_engine
from intlflow.store.migrate import TooNew, newest, upgrade, version
from tests import people
from tests.app.strace import killed, needed, points
from tests.store.whole import Everything, everything

SAMPLE = 5  # points in the quick run; the long one takes them all

NEXT = '''"""A made-up next version: a new column with a value in every row, and a table less."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0021", "0020", None, None


def upgrade() -> None:
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("postage", sa.Integer(), nullable=True))
    op.execute("UPDATE letter SET postage = 12")
    with op.batch_alter_table("membership") as membership:
        membership.drop_column("abbreviation")
'''

UPGRADE = """
import sys
from pathlib import Path
from intlflow.store import migrate
from intlflow.store.engine import make_engine
file, steps = Path(sys.argv[1]), Path(sys.argv[2])
migrate.HERE = steps
migrate.upgrade(make_engine(f"sqlite:///{file}"), copy_to=file.with_name("before.db"))
"""

RESTORE = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from intlflow.app.keeping import restore
from intlflow.settings import Settings
file, backup = Path(sys.argv[1]), Path(sys.argv[2])
restore(Settings.from_env({}, file.parent), backup, datetime(2027, 3, 1, tzinfo=UTC))
"""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The migrations of a version that comes after this one."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0021_next.py").write_text(NEXT)
    return folder


@pytest.fixture
def ahead(steps: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, and this process already is of that version."""
    monkeypatch.setattr(migrate, "HERE", steps)
    return steps


@pytest.fixture
def standing(house: House) -> Path:
    """The file of a register with cases on their way and letters in the outbox."""
    people.walk(house, people.MAIN_ROAD[:5])
    people.an_idea(house)
    house.close()
    file = house.settings.sqlite_file
    assert file is not None
    return file


def shape(file: Path) -> tuple[str | None, bool, bool]:
    """A database's version, and whether each half of the next version's work is there."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "alembic_version" not in tables:
            return None, bool(tables), False
        (number,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        columns = [row[1] for row in connection.execute("PRAGMA table_info(letter)")]
        membership = [row[1] for row in connection.execute("PRAGMA table_info(membership)")]
        filled = (
            "postage" in columns
            and not connection.execute("SELECT 1 FROM letter WHERE postage IS NOT 12").fetchall()
        )
        return number, filled, "abbreviation" not in membership


EMPTY, OLD, NEW = (None, False, False), ("0020", False, False), ("0021", True, True)


def upgrade_killed_at(file: Path, steps: Path, call: str, number: int) -> None:
    """One attempt that is killed, then one that is not; `migrate.HERE` is `steps`."""
    before = shape(file) if file.exists() else EMPTY

    assert killed(UPGRADE, call, number, file, steps)

    assert not file.exists() or shape(file) in (before, NEW)
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine, copy_to=file.with_name("before.db"))
    engine.dispose()
    assert shape(file) == NEW


@pytest.mark.slow
def test_an_upgrade_killed_at_any_write_leaves_the_old_version_or_the_new(
    standing: Path, ahead: Path, tmp_path: Path
) -> None:
    needed()
    upgrades(standing, ahead, tmp_path, most=1000)


@pytest.mark.slow
def test_a_first_start_killed_at_any_write_leaves_nothing_or_all(
    ahead: Path, tmp_path: Path
) -> None:
    needed()
    upgrades(None, ahead, tmp_path, most=1000)


def test_an_upgrade_killed_at_some_writes_leaves_the_old_version_or_the_new(
    standing: Path, ahead: Path, tmp_path: Path
) -> None:
    needed()
    upgrades(standing, ahead, tmp_path, most=SAMPLE)


def test_a_first_start_killed_at_some_writes_leaves_nothing_or_all(
    ahead: Path, tmp_path: Path
) -> None:
    needed()
    upgrades(None, ahead, tmp_path, most=SAMPLE)


def upgrades(source: Path | None, steps: Path, folder: Path, most: int) -> None:
    for place in ("counted", "killed"):
        (folder / place).mkdir()
    file = folder / "counted" / "intlflow.db"
    if source:
        shutil.copy(source, file)
    where = list(points(UPGRADE, file, steps))
    assert len(where) > 10
    for call, number in where[:: -(-len(where) // most)]:
        file = folder / "killed" / "intlflow.db"
        for left in file.parent.iterdir():
            left.unlink()
        if source:
            shutil.copy(source, file)
        upgrade_killed_at(file, steps, call, number)


def test_an_upgrade_keeps_every_case_and_a_copy_of_what_was(
    house: House, standing: Path, steps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(house)
    house.close()
    copy = tmp_path / "before.db"
    monkeypatch.setattr(migrate, "HERE", steps)

    assert upgrade(house.engine, copy_to=copy) is True

    assert verify(house).faults == []
    after = everything(house)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert after["journal"] == before["journal"]
    assert (shape(standing), shape(copy)) == (NEW, OLD)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_letters_keep_their_words_when_these_get_a_table_of_their_own(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.an_idea(house)
    before = everything(house)
    old = tmp_path / "migrations"
    shutil.copytree(
        migrate.HERE, old, ignore=shutil.ignore_patterns("000[3-9]*", "00[1-9]*", "__pycache__")
    )
    settings = Settings.from_env({}, tmp_path / "old")
    earlier = make_engine(settings.database_url)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "HERE", old)
        upgrade(earlier)
    _pour(before, earlier)

    assert upgrade(earlier) is True

    assert everything(replace(house, engine=earlier)) == before
    assert before["letter_text"]
    earlier.dispose()


def _pour(rows: Everything, engine: Engine) -> None:
    """Fill a database of version 0002 with what one of today holds."""
    texts = {text[0]: text[1:] for text in rows["letter_text"]}
    with engine.begin() as connection:
        for name in ("person", "case_", "chain", "journal", "stage_run", "appointment", "absence",
                     "sequence", "meta", "task", "letter"):  # fmt: skip
            had = len(connection.exec_driver_sql(f"PRAGMA table_info({name})").all())
            for row in rows[name]:
                whole = (*row[:11], *texts[row[0]], *row[11:]) if name == "letter" else row
                connection.exec_driver_sql(
                    f"INSERT INTO {name} VALUES ({', '.join('?' * had)})", whole[:had]
                )


def test_a_database_from_the_future_is_left_alone(
    house: House, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "HERE", steps)
    upgrade(house.engine)
    monkeypatch.undo()
    before = everything(house)

    with pytest.raises(TooNew, match="0021"):
        upgrade(house.engine)

    assert everything(house) == before
    assert version(house.engine) == "0021"


def test_two_starts_at_once_make_one_register(tmp_path: Path) -> None:
    settings = Settings.from_env({}, tmp_path / "data")
    done: list[object] = []

    def start() -> None:
        try:
            done.append(prepare(settings, with_demo=False, at=people.MORNING))
        except Exception as fault:  # noqa: BLE001 - the test shows it
            done.append(fault)

    starts = [threading.Thread(target=start) for _ in range(3)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()

    assert [fault for fault in done if isinstance(fault, Exception)] == []
    house = assemble(settings)
    assert version(house.engine) == newest()
    house.close()


@pytest.mark.slow
def test_a_restore_killed_at_any_write_leaves_the_old_database_or_the_new(
    house: House, standing: Path, tmp_path: Path
) -> None:
    needed()
    restores(house, standing, tmp_path, most=1000)


def test_a_restore_killed_at_some_writes_leaves_the_old_database_or_the_new(
    house: House, standing: Path, tmp_path: Path
) -> None:
    needed()
    restores(house, standing, tmp_path, most=SAMPLE)


def restores(house: House, standing: Path, folder: Path, most: int) -> None:
    backup = folder / "backup.db"
    shutil.copy(standing, backup)
    people.an_idea(house, title="Efter kopian")
    house.close()
    counted = folder / "counted" / "intlflow.db"
    counted.parent.mkdir()
    shutil.copy(standing, counted)
    where = list(points(RESTORE, counted, backup))
    assert len(where) > 5
    for number, (call, nth) in enumerate(where[:: -(-len(where) // most)]):
        file = folder / f"killed-{number}" / "intlflow.db"
        file.parent.mkdir()
        shutil.copy(standing, file)

        assert killed(RESTORE, call, nth, file, backup)

        assert cases_in(file) in (2, 3)
        restore(Settings.from_env({}, file.parent), backup, people.MORNING)
        assert cases_in(file) == 2


def cases_in(file: Path) -> int:
    assert file.exists()
    engine = make_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM case_").scalar_one()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    engine.dispose()
    return int(count)
