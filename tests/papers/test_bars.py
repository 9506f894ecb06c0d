"""A chart's labels are read whole, and none stands where the next one does."""

from itertools import pairwise

import pytest

from intlflow.letters.words import in_language
from intlflow.papers.bars import LINE, Bars, bars_of
from intlflow.papers.model import Chart, Column, Grid, Kind
from intlflow.papers.told import svg_of

LONG = "Barn- och utbildningsförvaltningen"
LONGER = "Kultur-, fritids-, turism-, bygg-, miljö- och räddningstjänstförvaltningen"


def drawn(*names: str, series: int = 2) -> Bars:
    columns = (Column("Enhet"), *(Column(f"Tal {n}", Kind.NUMBER) for n in range(series)))
    rows = tuple((name, *range(1, series + 1)) for name in names)
    return bars_of(Chart("Per enhet", "", Grid("enheter", "", columns, rows)), in_language("sv"))


@pytest.mark.parametrize("series", [1, 2])
@pytest.mark.parametrize("name", ["Stab", LONG, LONGER])
def test_a_label_is_whole_in_as_many_lines_as_it_needs(name: str, series: int) -> None:
    bars = drawn(name, "Nästa", series=series)
    *lines, after = bars.labels

    assert " ".join(each.text for each in lines).replace("- ", "-") == name.replace("- ", "-")
    assert all(len(each.text) <= 30 for each in lines)
    below = [each.y for each in bars.labels]
    assert all(second - first >= LINE for first, second in pairwise(below))
    assert after.y < bars.height
    assert len(bars.rows) == 2 * series


def test_the_drawing_of_a_file_has_the_whole_label() -> None:
    said = svg_of(drawn(LONG))

    assert ">Barn- och</text>" in said
    assert ">utbildningsförvaltningen</text>" in said
    assert "…" not in said


def test_a_row_of_which_nothing_is_told_has_no_label() -> None:
    assert drawn("Tyst", series=0).labels == ()
