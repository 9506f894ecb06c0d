"""'Hinner vi?': the question stands in the address, the answer on the same page."""

from collections.abc import Callable
from datetime import timedelta

from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]
TODAY = people.MORNING.date()


def meets(house: House, body: str, *weeks: int) -> None:
    """Let a body meet so many weeks from now."""
    for week in weeks:
        day = TODAY + timedelta(weeks=week)
        add(house, "ljungby", body, day, by=people.at("sanna"), at=people.MORNING)


def test_two_answers_are_enough_and_the_memo_has_its_last_day(house: House, asker: Ask) -> None:
    meets(house, "bun", 8)

    page = asker("karin").text("/hinner-vi?senast=2027-06-15T17:00&enhet=buf")

    assert "Hinner i god tid" in page
    assert "Tjänsteskrivelsen ska vara klar senast" in page
    assert "Barn- och utbildningsnämnden" in page


def test_a_red_answer_says_what_can_lawfully_be_done_instead(house: House, asker: Ask) -> None:
    meets(house, "bun", 20)

    page = asker("karin").text("/hinner-vi?senast=2027-03-20T17:00&enhet=buf&insats=450000&ar=2")

    assert "Hinner inte" in page
    assert "Vad som ändå går att göra" in page
    assert "Brådskande beslut av ordföranden" in page


def test_without_dates_it_says_so_and_leads_the_coordinator_to_them(asker: Ask) -> None:
    page = asker("sanna").text("/hinner-vi?senast=2027-06-15&enhet=buf")

    assert "Går inte att säga" in page
    assert 'href="/sammantraden"' in page


def test_what_cant_be_read_is_said_at_its_field_and_kept(asker: Ask) -> None:
    page = asker("karin").text("/hinner-vi?senast=snart&insats=mycket&ar=x", 422)

    for name in ("senast", "insats", "ar"):
        assert f'href="#f-{name}"' in page
    assert 'value="mycket"' in page


def test_a_case_fills_the_form_and_only_for_those_who_see_it(house: House, asker: Ask) -> None:
    ref = people.an_idea(house, call_deadline="2027-06-15T17:00").ref

    page = asker("karin").text(f"/hinner-vi?arende={ref}")

    assert 'value="2027-06-15T17:00"' in page
    assert "Barn- och utbildningsnämnden" in page
    assert asker("stig").get(f"/hinner-vi?arende={ref}").status_code == 404
