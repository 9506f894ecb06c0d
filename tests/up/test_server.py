import sqlite3
from contextlib import closing
from pathlib import Path

from intlflow.up import server


def a_database(home: Path, words: str) -> None:
    with closing(sqlite3.connect(home / "prefect.db")) as connection, connection:
        connection.execute("CREATE TABLE said (words TEXT)")
        connection.execute("INSERT INTO said VALUES (?)", (words,))


def what_it_says(home: Path) -> str:
    with closing(sqlite3.connect(home / "prefect.db")) as connection:
        return str(connection.execute("SELECT words FROM said").fetchone()[0])


def test_a_whole_database_of_today_s_version_is_left_alone(tmp_path: Path) -> None:
    a_database(tmp_path, "whole")
    server.mark_whole(tmp_path, "3.8.8")

    needed = server.make_ready(tmp_path, "3.8.8")

    assert not needed
    assert what_it_says(tmp_path) == "whole"


def test_a_first_migration_that_was_cut_off_begins_anew(tmp_path: Path) -> None:
    a_database(tmp_path, "half-made")

    needed = server.make_ready(tmp_path, "3.8.8")

    assert needed
    assert not (tmp_path / "prefect.db").exists()


def test_an_upgrade_that_was_cut_off_begins_anew_from_the_older_file(tmp_path: Path) -> None:
    a_database(tmp_path, "older")
    server.mark_whole(tmp_path, "3.8.8")
    assert server.make_ready(tmp_path, "3.9.1")
    (tmp_path / "prefect.db").unlink()
    a_database(tmp_path, "half-made")

    needed = server.make_ready(tmp_path, "3.9.1")

    assert needed
    assert what_it_says(tmp_path) == "older"
