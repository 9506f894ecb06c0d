"""Open points: noted with who and by when, closed with what came of it, late ones seen by the coordinator."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from intlflow.app.house import House
from intlflow.app.registers.groups import agenda
from intlflow.app.registers.keeping import add
from intlflow.domain.registers import GROUP
from intlflow.web.app import serve
from intlflow.web.site import Site
from tests import people
from tests.web.asking import SAME, Asker, sign_in

Ask = Callable[..., Asker]
PAGE = "/oppna-punkter"
POINT = {"what": "Ring Rostock", "owner": people.at("karin"), "due_on": "2027-03-10"}


@pytest.fixture
def noted(asker: Ask) -> Asker:
    """The coordinator, who has noted a point for Karin."""
    sanna = asker("sanna")
    assert sanna.act(PAGE, POINT).headers["location"] == f"{PAGE}?gjort=noterad"
    return sanna


def test_a_point_shows_who_does_it_and_by_when(noted: Asker) -> None:
    page = noted.text(PAGE)

    assert "Ring Rostock" in page
    assert "Karin Ek" in page
    assert "Om 9 dagar" in page


def test_it_stands_on_the_groups_next_agenda(house: House, noted: Asker) -> None:
    told = agenda(house, "ljungby", "working", people.MORNING)

    assert [point["what"] for point in told["to_follow_up"]] == ["Ring Rostock"]


def test_whoever_is_to_do_it_finds_it_on_their_overview(noted: Asker, asker: Ask) -> None:
    assert "Ring Rostock" in asker("karin").text("/")
    assert "Ring Rostock" not in noted.text("/")  # not late yet
    assert "Ring Rostock" not in asker("stig").text("/")


def test_the_coordinator_sees_what_is_late(site: Site, noted: Asker) -> None:
    later = replace(site, now=lambda: people.MORNING + timedelta(days=20))
    with Asker(serve(later)) as sanna:
        sign_in(later, sanna, "sanna")

        assert "1 försenad" in sanna.text(PAGE)
        assert "Försenad punkt i en grupp" in sanna.text("/")


def test_a_point_is_closed_with_what_came_of_it(house: House, noted: Asker) -> None:
    answer = noted.act(f"{PAGE}/1/klar", {"outcome": "De kommer i maj."}, seen=PAGE)

    assert answer.headers["location"] == f"{PAGE}?gjort=klar"
    assert "Ring Rostock" not in noted.text(PAGE)
    assert "De kommer i maj." in noted.text("/register/point/1")
    assert agenda(house, "ljungby", "working", people.MORNING)["to_follow_up"] == []


def test_a_contact_person_notes_and_closes_their_own_units_point_and_no_other(
    noted: Asker, asker: Ask
) -> None:
    karin = asker("karin")
    karin.act(PAGE, {"what": "Fråga rektorerna"})

    assert karin.act(f"{PAGE}/2/klar", seen=PAGE).status_code == 303
    stig = asker("stig").act(f"{PAGE}/1/klar", seen=PAGE)
    assert stig.status_code == 409
    assert "Ring Rostock" in noted.text(PAGE)


def test_a_point_without_words_is_asked_for_them(noted: Asker) -> None:
    answer = noted.act(PAGE, {"what": "", "due_on": "2027-04-01"})

    assert answer.status_code == 422
    assert 'href="#f-what"' in answer.text
    assert 'value="2027-04-01"' in answer.text


def test_a_point_of_another_group_is_told_as_such(house: House, noted: Asker) -> None:
    given = {"name": "Vänortsgruppen", "purpose": "Rostock"}
    add(house, GROUP, "ljungby", given, by=people.at("sanna"), at=people.MORNING)

    noted.act(PAGE, {"what": "Boka buss", "circle": "1"})

    assert "ingen har tagit" not in noted.text(PAGE)
    assert "att tala om · Vänortsgruppen" in noted.text(PAGE)


def test_an_auditor_or_politician_reads_and_does_not_write(noted: Asker, asker: Ask) -> None:
    lea = asker("lea")

    assert "Ring Rostock" in lea.text(PAGE)
    assert "Notera en punkt" not in lea.text(PAGE)
    sent = {"_form": lea.mark("/mitt-konto"), "what": "Nej"}
    assert lea.post(PAGE, data=sent, headers=SAME).status_code == 404
    assert asker("petra").get(PAGE).status_code == 404


def test_another_municipality_sees_none_of_it(noted: Asker, asker: Ask) -> None:
    vaxjo = asker("sanna", "vaxjo")

    assert "Ring Rostock" not in vaxjo.text(PAGE)
    assert vaxjo.act(f"{PAGE}/1/klar", seen=PAGE).status_code == 404
