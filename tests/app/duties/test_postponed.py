"""A duty that is postponed as often and as far as may be is still asked for until its last day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from intlflow.app.duties import deciding, ticking
from intlflow.app.duties.steering import Steering
from intlflow.app.house import House
from intlflow.domain.duty import Occurrence
from intlflow.store.duties import SteerRow
from intlflow.store.engine import reading
from tests.app.duties.hamlet import FIRST, KEY, SANNA, Template, clock

DUE = date(2027, 3, 10)


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Template(tmp_path_factory.mktemp("hamlet")).copy() as house:
        yield house


def postpone(house: House, on: date, days: int) -> date:
    until = on + timedelta(days=days)
    deciding.postpone(
        house, KEY, "plan", subject="", by=SANNA, until=until, reason="Vi väntar.", at=clock(on)
    )
    return until


def told(house: House) -> list[str]:
    """The steps of the plan that somebody has been told, in their order."""
    with reading(house.engine) as tx:
        rows = tx.all(
            "SELECT step FROM duty_step WHERE duty = 'plan' AND period = '2027'"
            " AND outcome = 'told' ORDER BY at, step"
        )
    return [step for (step,) in rows]


def test_postponed_twice_by_half_a_year_each_it_is_still_asked_for(house: House) -> None:
    ticking.tick(house, clock(FIRST))
    first = postpone(house, DUE, 180)
    second = postpone(house, first, 180)

    for day in (second - timedelta(days=7), second + timedelta(days=3)):
        ticking.tick(house, clock(day))

    assert told(house) == ["2:-7>coordinator", "2:+3>director"]


def test_postponed_after_midnight_it_is_postponed_on_that_day() -> None:
    late = "2027-06-30T22:30:00.000000Z"  # half past midnight in Sweden, on 1 July
    row = SteerRow("m", "d", "s", "p", "postpone", "2027-09-01", "Vi väntar.", 1, late)
    one = Occurrence("p", date(2027, 1, 1), date(2027, 7, 31), 2027)

    assert Steering([row]).moved("m", "d", "s", one).moved_on == date(2027, 7, 1)
