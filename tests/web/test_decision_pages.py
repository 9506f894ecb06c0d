"""Decisions on the pages: whose turn, what was decided, what happened to it, who steps aside."""

from collections.abc import Callable

from intlflow.app.decisions.showing import list_decisions
from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from intlflow.app.showing import show_case
from intlflow.domain.words import Kind
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]
TODAY = str(people.MORNING.date())


def written(house: House) -> str:
    """A project whose application is written: its board's word on the money is awaited."""
    ref = people.an_idea(house).ref
    people.go(house, ref, Kind.PROJECT, "idea", "accept")
    people.go(house, ref, Kind.PROJECT, "support", "go")
    return ref


def before_council(house: House) -> str:
    """A twin town that only kommunfullmäktige has still to decide on."""
    ref = people.a_case(house, Kind.TWIN_TOWN, title="Vänort: Rostock").ref
    road = ("take_up", "hand_over", "propose_board", "propose_council")
    phases = ("proposed", "preparing", "in_committee", "before_board")
    for phase, verb in zip(phases, road, strict=True):
        people.go(house, ref, Kind.TWIN_TOWN, phase, verb)
    return ref


def decided(house: House, asker: Ask, **more: str) -> int:
    """The number of a decision that Siv has recorded from the page."""
    ref = written(house)
    fields = {"other_day": TODAY, "section": "§ 31", "outcome": "bifall"}
    asker("siv").act(
        f"/arende/{ref}/beslut/nytt", fields | {"own_contribution.amount": "300 000"} | more
    )
    return int(list_decisions(house, "ljungby", people.MORNING)[0]["id"])


def test_the_page_says_which_body_each_case_waits_for(house: House, asker: Ask) -> None:
    ref = written(house)
    coming = people.MORNING.date() + 30 * people.DAY
    add(house, "ljungby", "bun", coming, by=people.at("sanna"), at=people.MORNING)

    page = asker("siv").text("/beslut")

    assert "Barn- och utbildningsnämnden" in page
    assert "onsdag 31 mars 2027" in page
    assert f"/arende/{ref}/beslut/nytt" in page


def test_nobody_is_told_of_cases_that_are_not_theirs(house: House, asker: Ask) -> None:
    ref = written(house)

    assert ref in asker("karin").text("/beslut")
    assert ref not in asker("stig").text("/beslut")


def test_a_boards_word_recorded_from_the_page_moves_the_case(house: House, asker: Ask) -> None:
    number = decided(house, asker, decision_text="Nämnden säger ja.")

    one = list_decisions(house, "ljungby", people.MORNING)[0]
    assert (one["body"], one["section"], one["outcome"]) == ("bun", "31", "bifall")
    assert show_case(house, one["ref"], people.MORNING)["phase"] == "financed"
    assert "Nämnden säger ja." in asker("siv").text(f"/beslut/{number}")


def test_what_a_yes_needs_besides_is_asked_for_at_its_field(house: House, asker: Ask) -> None:
    ref = written(house)

    answer = asker("siv").act(
        f"/arende/{ref}/beslut/nytt", {"other_day": TODAY, "section": "31", "outcome": "bifall"}
    )

    assert answer.status_code == 422
    assert 'href="#f-own_contribution"' in answer.text
    assert 'value="31"' in answer.text


def test_a_day_ahead_is_refused_at_the_day(house: House, asker: Ask) -> None:
    ref = written(house)
    fields = {"other_day": "2027-04-01", "section": "31", "own_contribution.amount": "3 kr"}

    answer = asker("siv").act(f"/arende/{ref}/beslut/nytt", fields)

    assert answer.status_code == 422
    assert list_decisions(house, "ljungby", people.MORNING) == []


def test_no_needs_no_money_and_ends_the_matter(house: House, asker: Ask) -> None:
    ref = written(house)
    fields = {"other_day": TODAY, "section": "31", "outcome": "avslag"}

    answer = asker("siv").act(f"/arende/{ref}/beslut/nytt", fields)

    assert answer.headers["location"] == f"/arende/{ref}?gjort=beslut#beslut"
    assert show_case(house, ref, people.MORNING)["phase"] == "declined"


def test_only_the_body_whose_turn_it_is_can_be_chosen(house: House, asker: Ask) -> None:
    ref = before_council(house)

    page = asker("siv").text(f"/arende/{ref}/beslut/nytt")

    assert "Vad beslutade Kommunfullmäktige?" in page
    assert "tillstyrkan" not in page


def test_who_was_too_late_reads_who_was_first_and_what_they_had_typed_themselves(
    house: House, asker: Ask
) -> None:
    ref = written(house)
    page = f"/arende/{ref}/beslut/nytt"
    siv, fields = asker("siv"), {"other_day": TODAY, "section": "31", "outcome": "avslag"}
    typed = fields | {"decision_text": "Nämnden säger nej."}
    mark = siv.mark(page)
    asker("rolf").act(page, fields)

    answer = siv.post(page, data=typed | {"_form": mark}, headers={"sec-fetch-site": "same-origin"})

    assert answer.status_code == 409
    assert "Rolf Rask" in answer.text
    assert "Nämnden säger nej." in answer.text


def test_the_appeal_clock_starts_when_the_minutes_are_announced(house: House, asker: Ask) -> None:
    number, siv = decided(house, asker), asker("siv")
    page = f"/beslut/{number}"

    siv.act(f"{page}/notera", {"kind": "announced", "day": TODAY}, seen=page)

    assert "kan överklagas till 22 mars 2027" in siv.text(page)
    assert "22 mars 2027" in siv.text("/beslut")


def test_what_cant_have_happened_is_refused_and_what_was_typed_stays(
    house: House, asker: Ask
) -> None:
    page = f"/beslut/{decided(house, asker)}"

    answer = asker("siv").act(f"{page}/notera", {"kind": "stands", "note": "Dom"}, seen=page)

    assert answer.status_code == 409
    assert 'value="Dom"' in answer.text


def test_an_extract_that_is_to_be_sent_is_asked_for_until_it_is(house: House, asker: Ask) -> None:
    number, siv = decided(house, asker, extract_to="Samordnaren"), asker("siv")
    assert "utdrag ej skickat" in siv.text("/beslut")

    siv.act(f"/beslut/{number}/notera", {"kind": "extract"}, seen=f"/beslut/{number}")

    assert "utdrag ej skickat" not in siv.text("/beslut")


def test_a_delegated_decision_names_its_delegate_and_waits_to_be_reported(
    house: House, asker: Ask
) -> None:
    ref, siv = written(house), asker("siv")
    page = f"/arende/{ref}/beslut/nytt"
    fields = {"other_day": TODAY, "section": "4", "delegation": "ja", "budget_years": "1"}
    fields["own_contribution.amount"] = "50 000"

    assert f"{page}?delegation=ja" in siv.text(page)
    assert siv.act(page, fields, seen=f"{page}?delegation=ja").status_code == 422
    answer = siv.act(page, fields | {"delegate": people.at("manne")}, seen=f"{page}?delegation=ja")
    assert answer.status_code == 303

    assert "Ska anmälas till nämnden" in siv.text("/beslut")


def test_nothing_is_decided_about_an_idea(house: House, asker: Ask) -> None:
    ref = people.an_idea(house).ref

    assert asker("siv").get(f"/arende/{ref}/beslut/nytt").status_code == 409


def test_whoever_is_recused_stands_on_the_cases_page(house: House, asker: Ask) -> None:
    ref, siv = written(house), asker("siv")

    siv.act(f"/arende/{ref}/jav", {"who": people.at("manne"), "reason": "Han äger bolaget."})

    assert "Deltar inte på grund av jäv: Manne Holm" in siv.text(f"/arende/{ref}")


def test_a_decision_of_another_municipality_looks_as_if_it_were_not_there(
    house: House, asker: Ask
) -> None:
    number = decided(house, asker)

    assert asker("siv", "vaxjo").get(f"/beslut/{number}").status_code == 404
    assert asker("stig").get(f"/beslut/{number}").status_code == 404


def test_every_way_to_give_a_decision_can_be_asked_for(house: House, asker: Ask) -> None:
    ref = written(house)

    page = asker("siv").text(f"/arende/{ref}/gor/decide_financing")

    assert "acklamation" in page
