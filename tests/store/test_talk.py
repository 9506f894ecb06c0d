"""Comments, drafts, filters and steered letters, on SQLite and on PostgreSQL."""

from intlflow.app import drafts, filters
from intlflow.app.access.tokens import owner
from intlflow.app.comments.talk import talk_about
from intlflow.app.comments.writing import change, comment, withdraw
from intlflow.app.house import House
from intlflow.app.outbox import deliver, steer
from intlflow.app.similar import similar_to
from intlflow.domain.comment import State
from intlflow.letters.post import Ending
from intlflow.store import letter_steering
from intlflow.store.engine import reading
from tests import people
from tests.app.scripted import ScriptedPost
from tests.people import MORNING

KEY = "0123456789abcdef"


def test_a_comment_is_written_put_right_and_taken_back(any_house: House) -> None:
    ref = people.an_idea(any_house).ref
    karin = owner(any_house, "ljungby", people.at("karin"), MORNING)
    about = (any_house, karin, "case", ref)

    first = comment(*about, text="Ett", level="unit", at=MORNING)
    other = comment(*about, text="Två", level="all", at=MORNING)
    change(any_house, karin, first, text="Ett och ett halvt", level="unit", at=MORNING)
    withdraw(any_house, karin, other, MORNING)

    said = talk_about(*about, MORNING).said
    assert [(one.number, one.text, one.state) for one in said] == [
        (first, "Ett och ett halvt", State.CHANGED),
        (other, "", State.WITHDRAWN),
    ]


def test_a_draft_is_kept_kept_again_and_nobody_elses(any_house: House) -> None:
    karin = owner(any_house, "ljungby", people.at("karin"), MORNING)

    for title in ("Ljus", "Ljus i parken"):
        drafts.keep(any_house, karin, drafts.IDEA, KEY, {"title": title}, MORNING)
    kept = [dict(one.given) for one in drafts.own(any_house, karin, drafts.IDEA)]
    drafts.throw_away(any_house, karin, KEY)

    assert kept == [{"title": "Ljus i parken"}]
    assert drafts.own(any_house, karin, drafts.IDEA) == []


def test_one_filter_is_first(any_house: House) -> None:
    sanna = owner(any_house, "ljungby", people.at("sanna"), MORNING)

    for name in ("Skolan", "Allt"):
        filters.save(any_house, sanna, name=name, query="vy=lista", first=True, at=MORNING)

    assert [(one.name, one.first) for one in filters.own(any_house, sanna)] == [
        ("Allt", 1),
        ("Skolan", 0),
    ]


def test_what_looks_like_an_idea_is_found(any_house: House) -> None:
    ref = people.an_idea(any_house).ref
    karin = owner(any_house, "ljungby", people.at("karin"), MORNING)

    found = similar_to(any_house, karin, "Grönare skolgårdar igen", {}, MORNING)

    assert [one.ref for one in found] == [ref]


def test_who_steered_a_letter_is_kept_and_sending_goes_on(any_house: House) -> None:
    people.an_idea(any_house)
    with reading(any_house.engine) as tx:
        (letter,) = tx.all("SELECT id FROM letter WHERE address = ?", people.at("karin"))[0]

    steer(any_house, letter, "hold", MORNING)
    steer(any_house, letter, "release", MORNING)
    deliver(any_house, ScriptedPost(lambda _: Ending.SENT), now=lambda: MORNING)

    with reading(any_house.engine) as tx:
        kept = letter_steering.of_letters(tx, [letter])[letter]
        ended = tx.one("SELECT status FROM letter WHERE id = ?", letter)
    assert [one.step for one in kept] == ["hold", "release"]
    assert ended == ("sent",)
