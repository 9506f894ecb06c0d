"""Årshjulet: the drawing says what its table says, and nothing falls outside the circle."""

import re
from collections.abc import Callable
from datetime import date

from intlflow.app.year_round import Stretch, YearRound
from intlflow.web.wheel import CENTRE, RIM, wheel
from tests.web.asking import Asker

Ask = Callable[..., Asker]


def a_year(*stretches: tuple[str, str]) -> YearRound:
    """A year with duties that open and are due on some days."""
    found = [
        Stretch("d", "Plikt", date.fromisoformat(opens), date.fromisoformat(due), of_units=True)
        for opens, due in stretches
    ]
    return YearRound(2027, date(2027, 3, 1), tuple(found), {"Nämnden": (date(2027, 3, 1),)})


def test_every_duty_and_meeting_in_the_drawing_stands_in_the_table(asker: Ask) -> None:
    page = asker("sanna").text("/")
    drawing = re.search(r'<svg class="wheel".*?</svg>', page, re.DOTALL)
    table = page[page.index("Årshjulet som tabell") :]

    assert drawing is not None
    titles = re.findall(r"<title>([^<]+):", drawing[0])
    assert len(titles) > 5
    assert [title for title in titles if title not in table] == []


def test_stretches_that_overlap_lie_on_different_rings() -> None:
    drawn = wheel(a_year(("2027-01-15", "2027-05-31"), ("2027-03-01", "2027-04-01")))
    first, second = (re.findall(r"A([\d.]+)", arc.path)[0] for arc in drawn.arcs)

    assert first != second


def test_stretches_after_each_other_share_a_ring() -> None:
    drawn = wheel(a_year(("2027-01-15", "2027-02-01"), ("2027-03-01", "2027-04-01")))

    assert len({re.findall(r"A([\d.]+)", arc.path)[0] for arc in drawn.arcs}) == 1


def test_what_goes_into_another_year_is_cut_at_the_year_and_stays_inside() -> None:
    drawn = wheel(a_year(("2026-12-01", "2027-01-20"), ("2027-12-01", "2028-01-20")))

    for arc in drawn.arcs:
        numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", arc.path)]
        assert all(0 <= n <= 2 * CENTRE for n in numbers), arc.path
    assert all((d.x - CENTRE) ** 2 + (d.y - CENTRE) ** 2 < RIM**2 for d in drawn.dots)
