"""The letters of the annual collection: in both languages, to whom it concerns, never to who did it."""

import pytest

from intlflow import assets
from intlflow.app.house import House
from intlflow.app.showing import list_letters, show_letter
from intlflow.app.unit_reports import Reported
from intlflow.domain.unit_report import MOVES
from intlflow.store.engine import writing
from tests.people import at
from tests.reports import YEAR, do, open_all

FOLDER = assets.folder("templates") / "letters" / "report"
TELLING = sorted({row.verb for row in MOVES if row.tells})


def reach(house: House, verb: str) -> Reported:
    """Do what leads to a verb, and then the verb."""
    before = {"approve": ["submit"], "return": ["submit"], "reopen": ["nothing"]}.get(verb, [])
    who = {"approve": "manne", "return": "sanna", "reopen": "sanna"}.get(verb, "karin")
    open_all(house)
    for earlier in before:
        do(house, earlier, "karin")
    return do(house, verb, who, note="Skriv vad eleverna lärde sig.")


def test_every_telling_move_has_its_letter_in_both_languages_and_no_letter_is_left_over() -> None:
    found = {f"{path.parent.name}/{path.name}" for path in FOLDER.rglob("*.txt")}

    telling = (*TELLING, "handover")  # the year is handed over to finance: no move of one report
    assert found == {f"{verb}/{lang}.txt" for verb in telling for lang in ("sv", "en")}


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("submit", {"Manne Holm": "unit_manager", "Sanna Lind": "coordinator"}),
        ("nothing", {"Manne Holm": "unit_manager", "Sanna Lind": "coordinator"}),
        ("approve", {"Karin Ek": "contact_person", "Sanna Lind": "coordinator"}),
        ("return", {"Karin Ek": "contact_person", "Manne Holm": "unit_manager"}),
        ("reopen", {"Karin Ek": "contact_person", "Manne Holm": "unit_manager"}),
    ],
)
def test_PLAN_59_whoever_is_concerned_hears_of_it_and_not_whoever_did_it(
    house: House, verb: str, told: dict[str, str]
) -> None:
    moved = reach(house, verb)

    assert {letter.name: letter.role for letter in moved.letters} == told
    assert {letter.status for letter in moved.letters} == {"waiting"}


@pytest.mark.parametrize("verb", TELLING)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_letter_says_year_and_unit_what_was_said_with_it_and_which_sentence_is_behind(
    house: House, verb: str, lang: str
) -> None:
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET lang = ?", lang)

    moved = reach(house, verb)

    for letter in moved.letters:
        shown = show_letter(house, letter.id)
        assert shown is not None
        assert str(YEAR) in shown["subject"]
        assert "Barn- och utbildningsförvaltningen" in shown["subject"]
        assert len(shown["subject"]) <= 120
        assert "Skriv vad eleverna lärde sig." in shown["body"]
        assert "rapporteras i nämnders eller bolagets verksamhetsberättelse" in shown["body"]
        assert at("sanna") in shown["body"]
        assert "(Barn- och utbildningsförvaltningen)." in shown["body"] or letter.role == (
            "coordinator"
        )
        assert [sign for sign in ("!", "{", "None", "http") if sign in shown["body"]] == []


def test_without_a_note_no_letter_speaks_of_one(house: House) -> None:
    open_all(house)

    moved = do(house, "nothing", "karin")

    shown = show_letter(house, moved.letters[0].id)
    assert shown is not None
    assert "Det här skrevs" not in shown["body"]


def test_beginning_and_closing_tell_nobody(house: House) -> None:
    open_all(house)

    assert do(house, "start", "karin").letters == ()
    assert list_letters(house, address=None, status=None) == []
