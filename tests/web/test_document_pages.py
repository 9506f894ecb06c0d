"""The governing documents on the pages: what holds, what is overdue, and every promise with its evidence."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from intlflow.app.duties.answering import log
from intlflow.app.house import House
from intlflow.app.promises import promises_of
from intlflow.app.undoing import undo
from intlflow.domain.words import Kind
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]


def test_the_page_says_what_should_have_been_revised_and_for_how_long(asker: Ask) -> None:
    page = asker("karin").text("/styrdokument")

    assert "2 dokument skulle ha reviderats" in page
    assert "senast 14 augusti 2023 (3 år sen)" in page


def test_a_day_shows_what_held_then(asker: Ask) -> None:
    page = asker("karin").text("/styrdokument?dag=2016-01-01")

    assert "De som gällde 1 januari 2016." in page
    assert "Policy för internationellt arbete" in page
    assert "14 augusti 2018" not in page


def test_a_day_that_is_none_is_said_to_be_none(asker: Ask) -> None:
    assert "Det är inget datum" in asker("karin").text("/styrdokument?dag=igår", 422)


def test_a_document_leads_to_those_that_it_hangs_together_with(asker: Ask) -> None:
    page = asker("karin").text("/styrdokument/plan_2018")

    assert 'Bygger på <a href="/styrdokument/policy_newer">' in page
    assert 'Ersatte <a href="/styrdokument/policy_2013">' in asker("karin").text(
        "/styrdokument/policy_newer"
    )


@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
def test_every_promise_stands_with_its_quote_and_what_carries_it(
    house: House, asker: Ask, municipality: str
) -> None:
    who, pack = asker("karin", municipality), house.pack(municipality)
    pages = {doc.key: who.text(f"/styrdokument/{doc.key}") for doc in pack.document}

    for rule in pack.rule:
        assert f'id="l-{rule.key}"' in pages[rule.document]
    carried = {
        one.key for one in promises_of(house, municipality, people.MORNING, "sv") if one.carriers
    }
    assert carried == {rule.key for rule in pack.rule}


def test_a_talk_that_was_held_counts_and_one_that_was_not_is_late(house: House) -> None:
    def talks() -> tuple[int, str]:
        found = promises_of(house, "ljungby", people.MORNING, "sv")
        one = next(each for each in found if each.key == "talk_twice_a_year")
        return one.met, one.state

    assert talks() == (0, "waiting")
    log(
        *(house, "ljungby", "ledningsgrupp_talk"),
        subject="buf",
        by=people.at("karin"),
        on=date(2027, 2, 25),
        forum="ledningsgrupp",
        at=people.MORNING,
    )
    assert talks() == (1, "kept")


def test_a_move_counts_for_the_sentence_behind_it(house: House) -> None:
    def ideas() -> int:
        found = promises_of(house, "ljungby", people.MORNING, "sv", "plan_2018")
        return next(each for each in found if each.key == "ideas_are_discussed").met

    before = ideas()
    people.an_idea(house)

    assert ideas() == before + 1


def test_a_move_that_was_taken_back_keeps_no_promise(house: House) -> None:
    def met() -> dict[str, int]:
        return {one.key: one.met for one in promises_of(house, "ljungby", people.MORNING, "sv")}

    ref = people.an_idea(house).ref
    before = met()
    people.go(house, ref, Kind.PROJECT, "idea", "accept")
    accepted = met()

    undo(house, ref, by=people.at("sanna"), at=people.MORNING)

    assert (accepted != before, met()) == (True, before)


def test_a_document_that_is_not_there_is_missing(asker: Ask) -> None:
    assert asker("karin").get("/styrdokument/finns-inte").status_code == 404


@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
@pytest.mark.parametrize("name", ["karin", "sanna", "petra"])
def test_no_promise_leads_to_a_duty_that_does_not_open(
    asker: Ask, name: str, municipality: str
) -> None:
    who, links = asker(name, municipality), set[str]()
    for document in ("plan_2018", "policy_newer", "strategy_2013"):
        found = who.get(f"/styrdokument/{document}")
        links |= set(re.findall(r'href="(/plikt/[^"]+)"', found.text))

    assert [link for link in links if who.get(link).status_code != 200] == []
    assert bool(links) is (name != "petra")  # she has no role that sees reminders
