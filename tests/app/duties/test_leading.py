"""The paper that a duty's letter leads to is of the year that the duty is about."""

from datetime import date

import pytest

from intlflow.app.duties.leading import path_of
from intlflow.app.duties.occurrences import Open
from intlflow.app.duties.subjects import Subject
from intlflow.app.house import House
from intlflow.domain.rhythm import in_windows


@pytest.mark.parametrize(
    ("duty", "year"),
    [("unit_annual_report", 2026), ("annual_compilation", 2026), ("handover_to_finance", 2026)],
)
def test_a_letter_about_the_year_2026_leads_to_that_year(
    house: House, duty: str, year: int
) -> None:
    pack = house.packs["ljungby"]
    [found] = [each for each in pack.duty if each.key == duty]
    asked = found.model_copy(update={"paper": "annual-report"})
    early = date(2027, 1, 2), date(2027, 2, 20)
    [one] = [each for each in in_windows(asked.windows, *early) if each.opens < early[1]]

    path = path_of(Open(pack, asked, Subject("buf", "Barn"), one))

    assert path == f"/arsrapport/{year}"
