"""What boards have prioritised for a year: with measures, source, links, and calls that answer to it."""

from pathlib import Path

import pytest

from intlflow.app.calls.matching import match_issues
from intlflow.app.calls.showing import show_call
from intlflow.app.case_serves import Answered, Serves, served
from intlflow.app.house import House, NotFound
from intlflow.app.registers import keeping
from intlflow.app.registers.keeping import Kept
from intlflow.app.registers.reading import list_rows, show_row
from intlflow.app.registers.tagging import tag
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import ISSUE, ISSUE_LINK, Register
from intlflow.domain.tagging import About
from intlflow.store.engine import reading
from tests import people
from tests.app.calls.funder import LIFE, SCHOOLS, bring, usual
from tests.people import MORNING, at, home
from tests.store.whole import everything

PLAN = {"document": "Verksamhetsplan 2027", "section": "3.2", "body": "bun", "year": "2027"}


def add(house: House, register: Register = ISSUE, by: str = "sanna", **given: str) -> Kept:
    return keeping.add(
        house, register, "ljungby", given, by=at(by), at=MORNING,
        unit=home() if register is ISSUE else "",
    )  # fmt: skip


def test_PLAN_34_an_issue_of_a_board_and_year_has_its_measures_source_and_links(
    house: House,
) -> None:
    ref = people.an_idea(house).ref
    last = add(house, name="Språk", **PLAN | {"year": "2026"})
    issue = add(house, name="Språk i skolan", carried_from="Språk", area="skola", **PLAN)
    add(house, name="Lärarutbyte", kind="measure", part_of="Språk i skolan", **PLAN)
    add(house, ISSUE_LINK, why="Samma skolor", issue=str(issue.number), case_ref=ref)

    shown = show_row(house, ISSUE, "ljungby", str(issue.number))

    assert (shown["year"], shown["body_name"], shown["section"]) == (
        "2027",
        "Barn- och utbildningsnämnden",
        "3.2",
    )
    assert (shown["carried_from"], shown["unit"]) == (last.number, home())
    assert [each["name"] for each in shown["measures"]] == ["Lärarutbyte"]
    assert [(each["case"], each["why"]) for each in shown["links"]] == [(ref, "Samma skolor")]
    assert len(list_rows(house, ISSUE, "ljungby", MORNING)) == 3
    keeping.change(
        house, ISSUE_LINK, "ljungby", "1", {"why": "Samma lärare"}, by=at("sanna"), at=MORNING,
        reason="Rättat",
    )  # fmt: skip
    again = show_row(house, ISSUE, "ljungby", str(issue.number))
    assert [each["why"] for each in again["links"]] == ["Samma lärare"]


def test_PLAN_34_a_contact_person_keeps_the_issues_of_the_own_unit_and_no_others(
    house: House,
) -> None:
    add(house, by="karin", name="Språk", **PLAN)
    before = everything(house)

    with pytest.raises(Refused, match="register-of-another"):
        add(house, by="stig", name="Vägar", **PLAN)

    assert everything(house) == before


def test_a_link_names_a_project_or_a_call_that_exists(house: House) -> None:
    issue = str(add(house, name="Språk", **PLAN).number)
    before = everything(house)

    with pytest.raises(Refused, match="missing"):
        add(house, ISSUE_LINK, why="Passar", issue=issue)
    for wrong in ({"call": "NO-SUCH"}, {"case_ref": "LJU-2027-099"}):
        with pytest.raises(NotFound):
            add(house, ISSUE_LINK, why="Passar", issue=issue, **wrong)
    with pytest.raises(NotFound, match="no body"):
        add(house, name="Annat", **PLAN | {"body": "finansnämnden"})

    assert everything(house) == before


def test_PLAN_34_calls_are_matched_with_what_a_board_has_prioritised_and_the_reason_is_shown(
    house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path, usual())
    add(house, name="Schools across borders", **PLAN)
    linked = add(house, name="Något helt annat", **PLAN)
    add(house, name="Schools of yesterday", **PLAN | {"year": "2026"})
    add(house, ISSUE_LINK, why="Rätt ämne", issue=str(linked.number), call=LIFE)

    found = match_issues(house, "ljungby", MORNING)

    mine = {hit.issue.label: hit for hit in found if hit.issue.key.startswith("issue-")}
    by_words = mine["Schools across borders (Verksamhetsplan 2027 3.2, 2027)"]
    assert (by_words.seen.call.external_id, by_words.issue.unit) == (SCHOOLS, home())
    assert by_words.reason == "schools, across"
    by_hand = mine["Något helt annat (Verksamhetsplan 2027 3.2, 2027)"]
    assert (by_hand.seen.call.external_id, by_hand.linked) == (LIFE, True)
    assert found[0] == by_hand
    assert len(mine) == 2
    assert [each["why"] for each in show_call(house, "ljungby", LIFE, MORNING)["issues"]] == [
        "Rätt ämne"
    ]


def test_PLAN_34_a_case_s_page_tells_which_issues_and_goals_it_answers_to(house: House) -> None:
    ref = people.an_idea(house).ref
    issue = add(house, name="Språk i skolan", **PLAN)
    link = add(house, ISSUE_LINK, why="Samma skolor", issue=str(issue.number), case_ref=ref)
    tag(house, "ljungby", ref, {About.SDG: ("4",)}, by=at("sanna"), at=MORNING)

    def told() -> Serves:
        with reading(house.engine) as tx:
            return served(tx, house.pack("ljungby"), ref)

    assert told() == Serves(
        (Answered(issue.number, "Språk i skolan", "Samma skolor"),), ("God utbildning för alla",)
    )
    keeping.end(
        house, ISSUE_LINK, "ljungby", str(link.number), by=at("sanna"), at=MORNING, reason="Fel",
        never=True,
    )  # fmt: skip
    assert told().issues == ()
