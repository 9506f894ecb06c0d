"""A change is whole or it never was (P1, P6): refused, cut off by a full disk, or made; nothing between."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from intlflow.app.audit import verify
from intlflow.app.checklists import tick
from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.outbox import deliver
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from intlflow.letters.render import Writer
from intlflow.selftest.mailbox import mailbox
from intlflow.store import letters, stage_runs
from intlflow.store.engine import reading
from tests import people
from tests.store.whole import everything

REFUSALS = 200
PARK = {"reason": "Det saknas tid i år.", "wake_on": "2027-09-01"}
Act = Callable[[House, str], Any]


def act(verb: str, by: str = "sanna", version: int | None = None, **given: str) -> Act:
    """A move, to be made later."""

    def make(house: House, ref: str) -> Any:
        return move(
            house,
            ref,
            verb,
            by=people.at(by),
            given=given,
            at=people.MORNING,
            version=version,
        )

    return make


def opening(by: str = "karin", unit: str = "", title: str = "En idé") -> Act:
    def make(house: House, _: str) -> Any:
        return open_case(
            house,
            Kind.PROJECT,
            municipality="ljungby",
            unit=unit or people.home(),
            title=title,
            by=people.at(by),
            given={},
            at=people.MORNING,
        )

    return make


def tick_nothing(house: House, ref: str) -> None:
    tick(house, ref, "nothing", by=people.at("sanna"), note="", at=people.MORNING)


@pytest.mark.parametrize(
    ("doing", "why"),
    [
        (act("park", version=0, **PARK), "stale"),
        (act("park", version=7, **PARK), "no-such-version"),
        (act("grant"), "not-from-here"),
        (act("fly"), "unknown-verb"),
        (act("park", by="stig", **PARK), "not-your-role"),
        (act("park", reason="Det saknas tid."), "missing"),
        (act("park", reason="Det saknas tid.", wake_on="i vår"), "bad-fact"),
        (opening(title=" "), "bad-fact"),
        (opening(title="x" * 5000), "bad-fact"),
        (tick_nothing, NotFound),
        (act("park", by="nobody", **PARK), NotFound),
        (act("accept", forms="Kompetensutveckling", project_manager="ghost@ljungby.example"), NotFound),
        (opening(by="nobody"), NotFound),
        (opening(unit="nowhere"), NotFound),
    ],
)  # fmt: skip
def test_a_refused_move_leaves_no_trace(house: House, doing: Act, why: Any) -> None:
    ref = people.an_idea(house).ref
    before = everything(house)

    with pytest.raises(why if isinstance(why, type) else Refused) as no:
        doing(house, ref)

    assert isinstance(why, type) or no.value.why == why
    assert everything(house) == before


@contextmanager
def full_disk(house: House) -> Iterator[None]:
    """A disk without room for another page; what is freed inside the file may be used."""

    def limit(connection: Any, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    house.engine.dispose()
    event.listen(house.engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(house.engine, "connect", limit)
        house.engine.dispose()


def test_with_a_full_disk_a_change_is_whole_or_not_at_all(house: House) -> None:
    ref, made, refused = people.an_idea(house).ref, 1, 0

    with full_disk(house):
        while refused < REFUSALS:
            before = everything(house)
            try:
                people.an_idea(house, title="x" * 200)
                made += 1
            except sqlite3.OperationalError as full:
                if "full" not in str(full):
                    raise
                refused += 1
                assert everything(house) == before
    after = people.go(house, ref, Kind.PROJECT, "idea", "park")

    assert after.target == "parked"
    assert len(everything(house)["case_"]) == made
    assert verify(house).faults == []


def test_a_fault_after_everything_is_written_takes_everything_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = people.an_idea(house).ref
    before = everything(house)

    def fail(*_: object) -> None:
        raise RuntimeError("the lamp went out")

    for place, name in ((letters, "insert"), (stage_runs, "note"), (Writer, "write")):
        with monkeypatch.context() as broken:
            broken.setattr(place, name, fail)
            with pytest.raises(RuntimeError, match="the lamp went out"):
                people.go(house, ref, Kind.PROJECT, "idea", "accept")

        assert everything(house) == before


def test_moves_are_made_with_the_mail_server_down_and_letters_follow(
    house: House, tmp_path: Any
) -> None:
    from intlflow.letters.channels import CombinedPost
    from intlflow.letters.plugin import MailPost, parse_mail_url

    def post(port: int) -> CombinedPost:
        return CombinedPost(
            MailPost(parse_mail_url(f"mailto://127.0.0.1:{port}?from=intlflow@ljungby.example")),
            None,
        )

    people.walk(house, ["park", "wake", "accept"])
    down = deliver(house, post(1), now=lambda: people.MORNING)
    with mailbox(tmp_path / "accepted.log") as port:
        up = post(port)
        back = deliver(house, up, now=lambda: people.MORNING + people.DAY)
        up.close()

    with reading(house.engine) as tx:
        counts = letters.counts(tx)
    assert (down.sent, down.failed, down.later) == (0, 0, back.sent)
    assert counts == {"sent": back.sent}
