"""Half a page for those elected and one for the auditors: numbers with their rows, and nothing is changed."""

from collections.abc import Callable
from datetime import date

import pytest

from intlflow.app.house import House
from intlflow.app.register import add_person, appoint
from intlflow.domain.words import Kind, Role
from intlflow.store.engine import writing
from tests import people
from tests.web.asking import Asker
from tests.web.test_decision_pages import written

Ask = Callable[..., Asker]


@pytest.fixture
def rut(house: House, asker: Ask) -> Asker:
    """The auditor."""
    add_person(house, "ljungby", name="Rut Hed", email=people.at("rut"), at=people.MORNING)
    appoint(
        *(house, "ljungby"),
        email=people.at("rut"),
        role=Role.AUDITOR,
        scope="",
        start=date(2027, 1, 1),
        end=None,
    )
    return asker("rut")


def test_those_elected_see_what_needs_deciding_and_what_is_late(house: House, asker: Ask) -> None:
    ref = written(house)

    page = asker("lea").text("/ks")

    assert f'href="/arende/{ref}#beslut"' in page
    assert "revideras, 3 år sen" in page


def test_the_last_day_of_a_call_is_not_told_of_once_the_application_has_left(
    house: House, asker: Ask
) -> None:
    late = {"call_deadline": "2027-03-02T17:00"}
    waiting = people.walk(house, people.MAIN_ROAD[:1]).ref
    people.go(house, waiting, Kind.PROJECT, "support", "go", **late)
    sent = people.walk(house, people.MAIN_ROAD[:1]).ref
    now = people.go(house, sent, Kind.PROJECT, "support", "go", **late)
    for verb in ("decide_financing", "submit", "grant_less"):
        now = people.go(house, sent, Kind.PROJECT, now.target, verb)

    for path in ("/ks", "/beslut"):
        items = asker("lea").text(path).split('<li class="item">')
        told = {ref: next(each for each in items if ref in each) for ref in (waiting, sent)}
        assert ("I morgon" in told[waiting], "I morgon" in told[sent]) == (True, False)


def test_an_idea_that_nobody_has_decided_to_apply_for_is_not_told_of(
    house: House, asker: Ask
) -> None:
    ref = people.an_idea(house).ref

    assert ref not in asker("lea").text("/ks")


def test_every_sum_stands_with_its_projects_and_currencies_are_never_mixed(
    house: House, asker: Ask
) -> None:
    budget = {"total_budget": "12 000 EUR", "own_contribution": "2 000 EUR"}
    refs = []
    for title, own, asked in (
        ("Träd", {}, {}),
        ("Cykel", budget, {"amount_applied": "10 000 EUR"}),
    ):
        refs.append(people.an_idea(house, title=title).ref)
        people.go(house, refs[-1], Kind.PROJECT, "idea", "accept")
        people.go(house, refs[-1], Kind.PROJECT, "support", "go")
        people.go(house, refs[-1], Kind.PROJECT, "writing", "decide_financing", **own)
        people.go(house, refs[-1], Kind.PROJECT, "financed", "submit", **asked)

    page = asker("lea").text("/ks").replace("\xa0", " ")

    assert "10 000 EUR + 900 000 kr" in page
    assert "sökt, väntar på svar, 2 projekt" in page
    assert all(f'href="/arende/{ref}"' in page for ref in refs)


def test_what_was_reached_this_year_leads_to_its_cases(house: House, asker: Ask) -> None:
    ref = people.an_idea(house).ref
    for phase, verb in (
        ("idea", "accept"),
        ("support", "go"),
        ("writing", "decide_financing"),
        ("financed", "submit"),
    ):
        people.go(house, ref, Kind.PROJECT, phase, verb)

    page = asker("lea").text("/ks")

    assert "<summary>ansökan inskickad</summary>" in page
    assert f'<a href="/arende/{ref}">' in page
    people.walk(house, people.MAIN_ROAD[:4])
    assert "<summary>ansökningar inskickade</summary>" in asker("lea").text("/ks")


def test_the_auditor_reads_that_the_journal_is_whole_and_its_last_link(
    house: House, rut: Asker
) -> None:
    written(house)
    with writing(house.engine) as tx:
        row = tx.one("SELECT head FROM chain WHERE municipality = 'ljungby'")
    assert row is not None

    page = rut.text("/revision")

    assert "Journalen är hel" in page
    assert str(row[0]) in page
    assert "Revidering av styrdokument" in page


def test_a_journal_that_was_changed_is_told_and_where(house: House, rut: Asker) -> None:
    written(house)
    with writing(house.engine) as tx:
        tx.run("DROP TRIGGER IF EXISTS journal_no_update")
        for name, table in tx.all("SELECT name, tbl_name FROM sqlite_master WHERE type='trigger'"):
            if table == "journal":
                tx.run(f"DROP TRIGGER {name}")
        tx.run("UPDATE journal SET verb = 'decline' WHERE municipality = 'ljungby' AND number = 2")

    page = rut.text("/revision")

    assert "Journalen stämmer inte" in page
    assert "ljungby row 2" in page


def test_another_municipalitys_journal_is_not_read(house: House, rut: Asker) -> None:
    people.an_idea(house, "vaxjo")

    assert "0 rader i 0 ärenden" in rut.text("/revision")


def test_a_case_is_followed_from_its_beginning_in_the_order_of_time(
    house: House, rut: Asker
) -> None:
    ref = written(house)

    page = rut.text(f"/revision/arende/{ref}")

    places = [
        page.index(word)
        for word in ("Idén lämnades in", "Idén togs emot för stöd", "Beslut att söka")
    ]
    assert places == sorted(places)
    assert "Brev till Karin Ek:" in page
    assert "Total budget" in page


def test_the_journal_comes_as_a_file_without_formulas(house: House, rut: Asker) -> None:
    people.an_idea(house)

    answer = rut.get("/revision/journal.csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("number;at;ref;verb")
    assert lines[1].startswith("1;2027-03-01T07:00:00.000000Z;LJU-2027-001;register;Karin Ek")
    assert "attachment" in answer.headers["content-disposition"]


def test_the_auditor_acts_nowhere(rut: Asker) -> None:
    for path in ("/import", "/sammantraden/ny", "/arende/LJU-2027-001/beslut/nytt"):
        assert rut.get(path).status_code == 404
    page = rut.text("/revision")
    assert page.count('<form method="post"') == page.count('action="/logga-ut"') + page.count(
        'action="/utseende"'
    ) + page.count('action="/sprak"')


def test_who_is_neither_elected_nor_auditor_sees_neither_page(asker: Ask) -> None:
    assert asker("karin").get("/ks").status_code == 404
    assert asker("karin").get("/revision").status_code == 404
    assert asker("lea").get("/revision").status_code == 404
