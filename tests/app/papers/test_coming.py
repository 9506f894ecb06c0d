"""Before each talk and each meeting its paper is made, and the duty's letter leads to it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from intlflow.app.duties import answering, ticking
from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from intlflow.app.papers import coming
from intlflow.app.papers.drafts import draft, drafts, portrait
from intlflow.store.engine import reading
from tests.people import MAIN_ROAD, MORNING, at, home, walk
from tests.reports import AFTERWARDS, YEAR, open_all

SITE = "https://int.example"
OPENS = datetime(2027, 1, 18, 7, tzinfo=UTC)  # the Monday after the talks open
BEFORE = datetime(2027, 1, 10, 7, tzinfo=UTC)
STOP = date(2027, 4, 1)


@pytest.fixture
def web(house: House) -> House:
    return replace(house, settings=replace(house.settings, address=SITE))


def about(house: House, when: datetime, kind: str) -> list[str]:
    return [each.about for each in coming.needed(house, "ljungby", "", when) if each.kind == kind]


def bodies(house: House, words: str) -> list[str]:
    with reading(house.engine) as tx:
        rows = tx.all("SELECT body FROM letter_text WHERE body LIKE ?", f"%{words}%")
    return [str(body) for (body,) in rows]


def a_project_that_waits_for_its_board(house: House) -> str:
    """A project with a deadline in June, taken on, and a board that meets in April."""
    body = house.packs["ljungby"].units[home()].body
    add(house, "ljungby", body, date(2027, 4, 14), by=at("sanna"), at=MORNING, stop=STOP)
    add(house, "ljungby", "ks", date(2027, 5, 11), by=at("sanna"), at=MORNING)
    return walk(house, MAIN_ROAD[:2]).ref


def test_PLAN_50_each_unit_that_has_a_talk_to_hold_gets_its_agenda(web: House) -> None:
    units = [unit.key for unit in web.packs["ljungby"].unit if unit.holds(OPENS.date())]
    assert about(web, BEFORE, "agenda") == []
    assert sorted(about(web, OPENS, "agenda")) == sorted(units)
    answering.log(
        web, "ljungby", "ledningsgrupp_talk", subject=home(), by=at("karin"), on=OPENS.date(),
        forum="ledningsgruppen", at=OPENS,
    )  # fmt: skip
    assert home() not in about(web, OPENS, "agenda")


def test_between_the_opening_and_the_last_month_no_agenda_is_made(web: House) -> None:
    assert about(web, datetime(2027, 3, 15, 7, tzinfo=UTC), "agenda") == []
    assert about(web, datetime(2027, 5, 15, 7, tzinfo=UTC), "agenda") != []


def test_the_letter_about_a_talk_leads_to_its_paper(web: House) -> None:
    ticking.tick(web, BEFORE)
    ticking.tick(web, OPENS)
    assert bodies(web, f"Papperet till samtalet: {SITE}/enheter/{home()}/ledningsgrupp")


def test_before_a_body_meets_the_memo_is_made_and_its_letter_leads_to_it(web: House) -> None:
    ref = a_project_that_waits_for_its_board(web)
    soon = datetime(2027, 3, 12, 7, tzinfo=UTC)
    [wanted] = [each for each in coming.needed(web, "", "", soon) if each.kind == "memo"]
    assert (wanted.about, wanted.by, wanted.path) == (ref, STOP, f"/arende/{ref}/papper/memo")
    made = coming.make(web, wanted, soon)
    assert (made.title, made.wrong) == ("Tjänsteskrivelse", "")
    assert SITE + wanted.path in str(coming.rows(web, [made]))
    ticking.tick(web, soon)
    assert bodies(web, f"Utkastet till tjänsteskrivelse: {SITE}/arende/{ref}/papper/memo")


def test_a_meeting_whose_papers_are_in_needs_no_memo(web: House) -> None:
    a_project_that_waits_for_its_board(web)
    assert about(web, datetime(2027, 4, 2, 7, tzinfo=UTC), "memo") == []


def test_PLAN_60_on_the_second_of_january_the_draft_lies_ready_in_three_forms(web: House) -> None:
    open_all(web)
    walk(web, MAIN_ROAD[:6])
    second = datetime(YEAR + 1, 1, 2, 6, 5, tzinfo=UTC)
    [made] = drafts(web, "", second)
    assert (made.municipality, made.year, made.wrong) == ("ljungby", YEAR, "")
    assert set(made.sizes) == {"docx", "pdf", "xlsx"}
    assert all(size > 5000 for size in made.sizes.values())
    shown = portrait(web, [made])
    assert f"{SITE}/arsrapport/{YEAR}/fil/docx" in shown
    assert "Tekniska förvaltningen" in shown
    assert "@" not in shown


def test_the_letter_of_the_second_of_january_leads_to_the_draft(web: House) -> None:
    ticking.tick(web, datetime(2027, 12, 30, 6, 5, tzinfo=UTC))
    ticking.tick(web, datetime(2028, 1, 2, 6, 5, tzinfo=UTC))
    found = bodies(web, f"{SITE}/arsrapport/2027")
    assert len(found) == len(web.packs)  # one coordinator each
    assert all("klart att läsa som Word, PDF och Excel" in body for body in found)


def test_in_summer_and_before_anybody_is_asked_there_is_no_draft(web: House) -> None:
    assert drafts(web, "", AFTERWARDS) == []
    open_all(web)
    assert drafts(web, "", datetime(2028, 6, 1, 7, tzinfo=UTC)) == []
    assert draft(web, "ljungby", YEAR, AFTERWARDS).silent
