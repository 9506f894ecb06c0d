"""The annual collection holds on both databases, also when two act at the same moment."""

from intlflow.app.house import House
from intlflow.app.report_status import show, status
from intlflow.app.unit_reports import close_year, open_year
from intlflow.domain.lifecycle import Refused
from intlflow.store import unit_reports
from intlflow.store.engine import reading, writing
from tests.people import walk
from tests.reports import AFTERWARDS, CLOSES, OPENS, YEAR, do
from tests.store.racing import race
from tests.store.whole import number_of


def test_a_year_is_opened_answered_and_closed_on_either_database(any_house: House) -> None:
    walk(any_house, ("accept", "go", "decide_financing", "submit"))
    open_year(any_house, "ljungby", YEAR, OPENS)
    do(any_house, "submit", "karin")
    do(any_house, "approve", "manne")

    silent = close_year(any_house, "ljungby", YEAR, CLOSES)

    rows = status(any_house, "ljungby", YEAR, AFTERWARDS)
    shown = show(any_house, "ljungby", "buf", YEAR, AFTERWARDS)
    assert (len(rows), len(silent)) == (11, 10)
    assert [row["unit"] for row in rows if row["answered"]] == ["buf"]
    assert (shown["version"], len(shown["events"]), shown["fixed"]) == (3, 3, True)
    assert shown["facts"]["applications"][0]["amount_applied"]["amount"] == "900000.00"


def test_of_two_who_answer_at_once_one_is_heard_and_the_other_told(any_house: House) -> None:
    open_year(any_house, "ljungby", YEAR, OPENS)

    (said,) = race(any_house, 2, ["nothing"], _answer)

    assert sorted(said) == ["nothing", "report-stale"]
    assert number_of(any_house, "unit_report_event WHERE verb = 'nothing'") == 1


def test_two_clocks_that_open_the_year_at_once_ask_every_unit_once(any_house: House) -> None:
    race(any_house, 2, [YEAR], _open)

    assert number_of(any_house, "unit_report") == 11
    assert number_of(any_house, "unit_report_event") == 11


def test_a_report_that_has_moved_on_is_not_written_over(any_house: House) -> None:
    open_year(any_house, "ljungby", YEAR, OPENS)
    with reading(any_house.engine) as tx:
        seen = unit_reports.find(tx, "ljungby", "buf", YEAR)
    assert seen is not None
    do(any_house, "nothing", "karin")

    with writing(any_house.engine) as tx:
        written = unit_reports.advance(tx, seen, state="approved", facts=None, at="2027")

    assert not written


def _answer(house: House, runner: int, verb: str) -> str:
    try:
        return do(house, verb, ("karin", "manne")[runner], version=1).target
    except Refused as no:
        return no.why


def _open(house: House, _: int, year: int) -> int:
    return len(open_year(house, "ljungby", year, OPENS).opened)
