"""What is taken back with a move: its own letters and no other, wherever they are; others hear of it."""

import json
from datetime import timedelta

import pytest

from intlflow.app.decisions.afterwards import note_event
from intlflow.app.decisions.recusal import recuse
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.outbox import deliver, steer
from intlflow.app.undoing import can_undo, undo
from intlflow.domain.appeal import After
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.letters.post import Ending
from intlflow.store import letters, webhooks
from intlflow.store.engine import reading, writing
from intlflow.store.letters import LetterRow
from intlflow.store.webhooks import Hook
from tests import people
from tests.app.scripted import ScriptedPost
from tests.people import MORNING, at

MINUTE = timedelta(minutes=1)
SOON = MORNING + 5 * MINUTE
ACCEPTED = {"project_manager": at("petra"), "forms": "external_funding"}


def an_accepted_idea(house: House) -> str:
    ref = people.an_idea(house).ref
    move(house, ref, "accept", by=at("sanna"), given=ACCEPTED, at=SOON)
    return ref


def of(house: House, template: str) -> list[LetterRow]:
    with reading(house.engine) as tx:
        found = letters.find(tx, address=None, status=None, case_id=None)
    return [row for row in found if row.template == template]


def to_petra(house: House, template: str = "project/accept") -> LetterRow | None:
    return next((row for row in of(house, template) if row.address == at("petra")), None)


def only_petras_letter_is_tried(house: House, ending: Ending) -> str:
    """Everybody else's letter is held; gives the id of hers."""
    mine = to_petra(house)
    assert mine is not None
    with reading(house.engine) as tx:
        others = letters.find(tx, address=None, status="waiting", case_id=None)
    for row in others:
        if row.id != mine.id:
            steer(house, row.id, "hold", SOON)
    deliver(house, ScriptedPost(lambda _: ending, "no"), now=lambda: SOON, jitter=lambda: 0.0)
    return mine.id


def test_a_letter_about_something_else_of_the_case_stays(house: House) -> None:
    ref, secretary = people.an_announced_decision(house), people.who_can(Role.SECRETARY)
    move(house, ref, "withdraw", by=at("petra"), given={"reason": "x"}, at=SOON)
    note_event(house, 1, After.APPEALED, by=secretary, day=None, note="", at=SOON + MINUTE)

    undone = undo(house, ref, by=at("petra"), at=SOON + 2 * MINUTE)

    assert {row.status for row in of(house, "decision/appealed")} == {"waiting"}
    withdrawn = [row.status for row in of(house, "project/withdraw")]
    assert withdrawn == ["cancelled"] * undone.stopped
    assert withdrawn


@pytest.mark.parametrize("ending", [Ending.LATER, Ending.UNKNOWN])
def test_a_letter_that_is_to_be_tried_again_is_not(house: House, ending: Ending) -> None:
    ref = an_accepted_idea(house)
    hers = only_petras_letter_is_tried(house, ending)

    undo(house, ref, by=at("sanna"), at=SOON + MINUTE)

    with reading(house.engine) as tx:
        row = letters.get(tx, hers)
    assert row is not None
    assert (row.status, row.due_at) == ("cancelled", None)
    mended = to_petra(house, "case/undone")
    assert (mended is not None) == (ending is Ending.UNKNOWN)  # only then she may have it


def test_a_letter_that_somebody_released_is_stopped_and_its_reader_told(house: House) -> None:
    ref = an_accepted_idea(house)
    steer(house, only_petras_letter_is_tried(house, Ending.UNKNOWN), "release", SOON)

    undo(house, ref, by=at("sanna"), at=SOON + MINUTE)

    post = ScriptedPost(lambda _: Ending.SENT)
    deliver(house, post, now=lambda: SOON + 60 * MINUTE)
    mended = to_petra(house, "case/undone")
    assert mended is not None
    assert [each.id for each in post.tried if each.address == at("petra")] == [mended.id]


def test_whoever_has_stepped_aside_takes_nothing_back(house: House) -> None:
    ref = people.an_idea(house).ref
    recuse(house, ref, at("sanna"), by=at("siv"), reason="jäv", at=MORNING)
    move(house, ref, "withdraw", by=at("karin"), given={"reason": "x"}, at=SOON)

    with pytest.raises(Refused, match="recused"):
        undo(house, ref, by=at("sanna"), at=SOON)

    assert can_undo(house, ref, by=at("sanna"), at=SOON) is None
    assert can_undo(house, ref, by=at("karin"), at=SOON) == "withdraw"


def test_other_systems_hear_that_a_move_was_taken_back(house: House) -> None:
    ref = people.an_idea(house).ref
    with writing(house.engine) as tx:
        webhooks.add(
            tx, Hook(0, "ljungby", "x", "https://x.example/", "", "[]", 1, "2027-03-01T07:00:00Z")
        )
    move(house, ref, "accept", by=at("sanna"), given=ACCEPTED, at=SOON)

    undo(house, ref, by=at("sanna"), at=SOON + MINUTE)

    with reading(house.engine) as tx:
        bodies = [json.loads(body) for (body,) in tx.all("SELECT body FROM webhook_call")]
    heard = [(said["verb"], said["from"], said["to"], said["version"]) for said in bodies]
    assert sorted(heard) == [("accept", "idea", "support", 2), ("undo", "support", "idea", 3)]
