"""Ways from one page to the next: back from a paper, to a meeting, no further back than there is anything."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from tests import people
from tests.web.asking import Asker
from tests.web.routes import a_case

Ask = Callable[..., Asker]


@pytest.mark.parametrize("paper", ["memo", "one-pager", "binder"])
def test_a_paper_of_a_case_leads_back_to_it(house: House, asker: Ask, paper: str) -> None:
    ref = a_case(house)

    page = asker("sanna").text(f"/arende/{ref}/papper/{paper}").split("<main", 1)[1]

    assert f'<a href="/arende/{ref}">Tillbaka till ärendet</a>' in page


def test_another_paper_leads_back_to_what_it_is_about(asker: Ask) -> None:
    page = asker("sanna").text("/styrdokument/plan_2018/oversyn").split("<main", 1)[1]

    assert '<a href="/styrdokument/plan_2018">Tillbaka</a>' in page


def test_a_meeting_in_the_calendar_leads_to_its_page_for_those_who_keep_it(
    house: House, asker: Ask
) -> None:
    day = date(2027, 3, 16)
    kept = add(house, "ljungby", "ks", day, by=people.at("sanna"), at=people.MORNING)
    link = f'href="/sammantraden/{kept.row.number}"'

    assert link in asker("sanna").text("/kalender?manad=2027-03")
    assert link not in asker("karin").text("/kalender?manad=2027-03")


def test_the_year_before_is_offered_as_long_as_there_is_anything(house: House, asker: Ask) -> None:
    page = asker("sanna").text("/rapporter/2026")

    assert 'href="/rapporter/2025"' not in page


def test_meetings_that_have_been_are_folded_by_year(house: House, asker: Ask) -> None:
    for day in (date(2026, 2, 3), date(2025, 2, 4), date(2027, 4, 6)):
        add(house, "ljungby", "ks", day, by=people.at("sanna"), at=people.MORNING)

    page = asker("sanna").text("/sammantraden?alla=ja")

    folds = re.findall(r"<summary>De som har varit (\d+)", page)
    assert folds == ["2026", "2025"]
    assert page.index("6 april 2027") < page.index("De som har varit 2026")
