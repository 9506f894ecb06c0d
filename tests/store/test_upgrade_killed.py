"""An upgrade on PostgreSQL that is killed after any statement leaves the old version, whole (P11)."""

import signal
import subprocess
import sys

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from intlflow.store import migrate
from intlflow.store.engine import make_engine
from intlflow.store.migrate import newest, upgrade, version

OLD = "0008"
KILLED = """
import os, signal, sys
from sqlalchemy import event
from intlflow.store.engine import make_engine
from intlflow.store.migrate import upgrade
engine, left = make_engine(sys.argv[1]), [int(sys.argv[2])]

@event.listens_for(engine, "after_cursor_execute")
def count(conn, cursor, statement, *_):
    if not statement.startswith("SELECT"):
        left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

upgrade(engine)
"""
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]


def at_old(url: str) -> Engine:
    """A database of the version before the calls."""
    engine = make_engine(url)
    with engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)
    return engine


def test_an_upgrade_killed_after_some_statements_leaves_the_old_version_whole(
    postgres_url: str,
) -> None:
    engine = at_old(postgres_url)
    before = sorted(inspect(engine).get_table_names())

    for number in (1, 4, 9, 13):
        ended = subprocess.run([sys.executable, "-c", KILLED, postgres_url, str(number)])
        assert ended.returncode == -signal.SIGKILL
        assert version(engine) == OLD
        assert sorted(inspect(engine).get_table_names()) == before

    assert upgrade(engine) is True
    assert version(engine) == newest()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM funding_call")).scalar() == 0
    engine.dispose()
