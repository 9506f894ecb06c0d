"""What the register tells of a unit's year: every project once, with its money, and fixed by an answer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from intlflow.app import checklists
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.report_status import show
from intlflow.app.unit_year import facts_of, rows_in
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from intlflow.store.engine import reading, writing
from tests.people import MAIN_ROAD, MORNING, at, go, walk
from tests.reports import AFTERWARDS, YEAR, do, open_all

TO_GRANT = MAIN_ROAD[:5]
TO_START = MAIN_ROAD[:6]
TO_FINISH = MAIN_ROAD[:8]
TO_EVALUATED = MAIN_ROAD[:9]


def told(house: House, unit: str = "buf", year: int = YEAR) -> dict[str, Any]:
    with reading(house.engine) as tx:
        return facts_of(tx, house.pack("ljungby"), unit, year)


def refs(rows: list[dict[str, Any]]) -> list[str]:
    return [row["ref"] for row in rows]


def test_VX_25_what_runs_is_told_apart_from_what_was_closed_in_the_year(house: House) -> None:
    idea = walk(house, ()).ref
    runs = walk(house, TO_START).ref
    closed = walk(house, TO_FINISH, municipality="ljungby").ref

    year = told(house)

    assert (refs(year["running"]), refs(year["closed"])) == ([runs], [closed])
    assert refs(year["ideas"]) == [idea, runs, closed]
    assert (year["running"][0]["began"], year["running"][0]["ended"]) == ("2027-08-01", None)
    assert year["closed"][0]["ended"] == "2027-03-01"


def test_VX_25_a_project_s_row_carries_its_programme_form_and_money_and_never_a_zero(
    house: House,
) -> None:
    walk(house, TO_START)

    (row,) = told(house)["running"]

    assert row["forms"] == ["competence_development", "external_funding"]
    assert row["amount_granted"] == {"amount": "900000.00", "currency": "SEK"}
    assert row["own_contribution"] == {"amount": "300000.00", "currency": "SEK"}
    assert (row["programme"], row["period_end"]) == (None, "2029-07-31")
    assert "project_manager" not in row


@pytest.mark.parametrize(
    ("road", "outcome"),
    [
        (MAIN_ROAD[:4], "submitted"),
        (TO_GRANT, "granted"),
        (TO_FINISH, "granted"),
        ((*MAIN_ROAD[:4], "reject"), "rejected"),
        ((*MAIN_ROAD[:4], "reserve"), "reserve"),
        ((*MAIN_ROAD[:4], "grant_less"), "reduced"),
        ((*MAIN_ROAD[:4], "grant_less", "accept_reduced"), "granted"),
        ((*MAIN_ROAD[:4], "grant_on_condition", "fail_condition"), "rejected"),
        ((*TO_GRANT, "refuse_grant"), "withdrawn"),
        ((*MAIN_ROAD[:4], "reject", "rework", "withdraw"), "rejected"),
    ],
    ids=lambda each: each if isinstance(each, str) else each[-1],
)
def test_VX_25_an_application_is_told_with_what_came_of_it(
    house: House, road: tuple[str, ...], outcome: str
) -> None:
    walk(house, road)

    (row,) = told(house)["applications"]

    assert (row["submitted_on"], row["outcome"]) == ("2027-03-01", outcome)
    assert row["amount_applied"] == {"amount": "900000.00", "currency": "SEK"}


def test_VX_25_an_application_sent_again_is_two_each_with_its_own_outcome(house: House) -> None:
    again = ("reject", "rework", "decide_financing", "submit", "grant")
    walk(house, (*MAIN_ROAD[:4], *again))

    assert [row["outcome"] for row in told(house)["applications"]] == ["rejected", "granted"]


def test_PLAN_58_VX_27_results_come_from_the_year_s_evaluations(house: House) -> None:
    ref = walk(house, TO_EVALUATED).ref

    (row,) = told(house)["evaluations"]

    assert row["ref"] == ref
    assert row["results"] == "Tolv skolgårdar är byggda om."
    assert row["effects"] == "Fler barn rör sig på rasterna."


def test_VX_26_twin_towns_and_the_support_that_was_given_are_told_too(house: House) -> None:
    case = walk(house, ()).ref
    for minutes in (30, 45):
        checklists.support(
            house, case, by=at("sanna"), kind="informera", minutes=minutes, note="", at=MORNING
        )
    road = ("take_up", "hand_over", "propose_board", "propose_council", "approve")
    town = walk(house, road, Kind.TWIN_TOWN).ref

    year = told(house)

    assert (refs(year["twin_towns"]), year["twin_towns"][0]["partner"]) == ([town], "Rostock")
    assert year["support"] == {"minutes": 75, "by_kind": {"informera": 75}}


def test_another_unit_s_and_another_year_s_work_is_not_told(house: House) -> None:
    walk(house, TO_FINISH)
    walk(house, TO_FINISH, municipality="vaxjo")

    other, before, after = told(house, "tf"), told(house, year=2026), told(house, year=2028)

    assert [rows_in(year) for year in (other, before, after)] == [0, 0, 0]
    assert rows_in(told(house)) == 2


def test_a_project_that_still_runs_is_told_in_every_year_of_its_period(house: House) -> None:
    ref = walk(house, TO_START).ref

    assert [refs(told(house, year=y)["running"]) for y in (2026, 2027, 2028, 2029)] == [
        *([], [ref]),
        *([ref], [ref]),
    ]


def test_midnight_is_swedish(house: House) -> None:
    late = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight on New Year's Day

    open_case(
        house, Kind.PROJECT, municipality="ljungby", unit="buf", title="Nyår",
        by=at("karin"), given={}, at=late,
    )  # fmt: skip

    assert (told(house)["ideas"], len(told(house, year=2028)["ideas"])) == ([], 1)


def test_PLAN_57_nothing_to_report_is_not_signed_over_what_the_register_holds(
    house: House,
) -> None:
    walk(house, TO_START)
    open_all(house)

    with pytest.raises(Refused) as no:
        do(house, "nothing", "karin")

    assert (no.value.why, no.value.details["rows"]) == ("report-has-rows", 2)
    assert do(house, "nothing", "karin", note="Tekniska berättar om det").target == "nothing"


def test_PLAN_57_the_facts_are_as_of_now_while_open_and_fixed_by_the_answer(house: House) -> None:
    open_all(house)
    first = walk(house, TO_START).ref
    live = show(house, "ljungby", "buf", YEAR, AFTERWARDS)

    do(house, "submit", "karin")
    fixed = show(house, "ljungby", "buf", YEAR, AFTERWARDS)
    second = walk(house, TO_START).ref
    later = show(house, "ljungby", "buf", YEAR, AFTERWARDS)
    do(house, "return", "sanna", note="Ett projekt till har kommit.")
    reopened = show(house, "ljungby", "buf", YEAR, AFTERWARDS)
    do(house, "submit", "karin")
    do(house, "approve", "manne")
    go(house, second, Kind.PROJECT, "running", "close")
    approved = show(house, "ljungby", "buf", YEAR, AFTERWARDS)

    assert (live["fixed"], refs(live["facts"]["running"])) == (False, [first])
    assert (fixed["fixed"], later["facts"]) == (True, fixed["facts"])
    assert refs(later["facts"]["running"]) == [first]
    assert (reopened["fixed"], refs(reopened["facts"]["running"])) == (False, [first, second])
    assert refs(approved["facts"]["running"]) == [first, second]
    assert {row["ref"]: row["period_end"] for row in approved["facts"]["running"]}[second]


def test_PLAN_57_a_merged_unit_s_project_is_told_once_then_by_the_successor(house: House) -> None:
    ref = _old_project(house)

    def running(unit: str, year: int) -> list[str]:
        with reading(house.engine) as tx:
            return refs(facts_of(tx, house.pack("vaxjo"), unit, year)["running"])

    assert (running("vaxjobostader", 2022), running("vidingehem", 2022)) == ([ref], [])
    assert (running("vaxjobostader", 2023), running("vidingehem", 2023)) == ([], [ref])


def _old_project(house: House) -> str:
    """A project that a unit had before it was merged, with its period put right afterwards."""
    case = walk(house, TO_START, municipality="vaxjo").ref
    given = {"funder_decision": "X-1 2027-03-01", "period_end": "2029-12-31"}
    given["period_start"] = "2022-02-01"
    move(house, case, "extend", by=at("sanna", "vaxjo"), at=MORNING, given=given)
    with writing(house.engine) as tx:
        tx.run("UPDATE case_ SET unit = 'vaxjobostader' WHERE ref = ?", case)
    return case
