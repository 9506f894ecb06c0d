"""What a paper says, before it is decided how it looks."""

from datetime import UTC, datetime

import pytest

from intlflow.papers.model import Chart, Column, Facts, Foot, Grid, Linked, Missing, Paper, Section

NOW = datetime(2027, 1, 2, 7, tzinfo=UTC)
COLUMNS = (Column("Enhet"), Column("Projekt"))
GAP = Missing("Tekniska förvaltningen", "/paminnelser")
UNITS = Grid("enheter", "Per enhet", COLUMNS, (("Barn och utbildning", 3), ("Teknik", GAP)))


def paper(*sections: Section) -> Paper:
    """A paper with these chapters."""
    return Paper("annual-report", "prov", "sv", "Ljungby kommun", "Prov", sections, Foot(NOW))


def test_a_row_that_does_not_fit_its_table_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="table 'prov': 1 cells in 2 columns"):
        Grid("prov", "Prov", COLUMNS, (("bara en",),))


def test_every_gap_is_found_with_its_chapter() -> None:
    facts = Facts((("Resor", Linked(Missing("Växjöhem"), "/register")), ("Nätverk", 4)))
    made = paper(Section("units", "Enheter", (UNITS,)), Section("trips", "Resor", (facts,)))
    assert [(section.key, gap.whom) for section, gap in made.missing()] == [
        ("units", "Tekniska förvaltningen"),
        ("trips", "Växjöhem"),
    ]


def test_a_chart_s_table_is_a_table_of_the_paper() -> None:
    made = paper(Section("units", "Enheter", (Chart("Projekt", "Barn tre", UNITS),)))
    assert [grid.key for _, grid in made.grids()] == ["enheter"]
    assert made.section("units") is not None
    assert made.section("other") is None
