"""What a move and a batch of letters ask of the disk, counted: counts are the same on any machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from intlflow.app import outbox
from intlflow.app import outbox_keeper as keeper
from intlflow.app.house import House
from intlflow.letters.post import Ending
from intlflow.store import letters
from intlflow.store.engine import Tx, writing
from tests import people
from tests.app.scripted import ScriptedPost
from tests.app.test_moves import PARK, act

ONE_MOVE = [
    "SELECT case_",
    "SELECT appointment",
    "UPDATE case_",
    "SELECT chain",
    "INSERT journal",
    "UPDATE chain",
]
LETTERS = ["INSERT letter", "INSERT letter_text"]  # each once, for however many are told


@contextmanager
def heard() -> Iterator[list[str]]:
    """Every statement meanwhile, as its verb and its first table."""
    said: list[str] = []

    class Listening(Tx):
        def run(self, sql: str, *values: Any) -> int:
            said.append(_short(sql))
            return super().run(sql, *values)

        def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
            said.append(_short(sql))
            return super().one(sql, *values)

        def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
            said.append(_short(sql))
            return super().all(sql, *values)

        def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
            said.append(_short(sql))
            super().many(sql, rows)

    with patch("intlflow.store.engine.Tx", Listening):
        yield said


def _short(sql: str) -> str:
    """`UPDATE case_ SET …` as `UPDATE case_`."""
    words = sql.split()
    after = {"SELECT": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE"}[words[0]]
    places = [at for at, word in enumerate(words) if word == after]
    outer = [at for at in places if words[at + 1] not in ("absence", "webhook")]
    return f"{words[0]} {words[outer[0] + 1]}"


def test_a_move_makes_six_statements_and_two_more_for_its_letters(house: House) -> None:
    ref = people.an_idea(house).ref

    with heard() as said:
        moved = act(house, ref, "park", "sanna", PARK)

    assert moved.letters
    assert said == ONE_MOVE + LETTERS


def test_an_index_of_stages_is_written_when_the_stage_changes_and_only_then(house: House) -> None:
    ref = people.an_idea(house).ref
    written: list[str] = []

    class Listening(Tx):
        def run(self, sql: str, *values: Any) -> int:
            written.append(sql)
            return super().run(sql, *values)

    with patch("intlflow.store.engine.Tx", Listening):
        act(house, ref, "park", "sanna", PARK)
        stays = next(sql for sql in written if sql.startswith("UPDATE case_"))
        written.clear()
        act(house, ref, "wake", "sanna", {})
        act(
            house,
            ref,
            "accept",
            "sanna",
            {"forms": "lärande", "project_manager": people.at("petra")},
        )
        changes = [sql for sql in written if sql.startswith("UPDATE case_")][-1]

    assert ("stage" in stays, "stage" in changes) == (False, True)


def test_a_hundred_and_twenty_letters_take_six_commits(house: House) -> None:
    people.an_idea(house)
    with writing(house.engine) as tx:
        one = letters.find(tx, address=people.at("sanna"), status=None, case_id=None)[0]
        letters.cancel_all(tx, "only a pattern")
        copies = [
            one._replace(id=f"{n:032x}", message_id=f"<{n:032x}@ljungby.example>")
            for n in range(120)
        ]
        letters.insert(tx, copies)
    begun: list[object] = []

    def counted(engine: Any) -> writing:
        begun.append(engine)
        return writing(engine)

    post = ScriptedPost(lambda _: Ending.SENT)
    with patch.object(outbox, "writing", counted), patch.object(keeper, "writing", counted):
        done = outbox.deliver(house, post, now=lambda: people.MORNING)

    assert done.sent == 120
    assert post.calls == [50, 50, 20]
    # Three takes, each keeping how the last letters ended; nothing more; nothing in doubt; the count.
    assert len(begun) == 6
