"""Registers, units, search and calls on the pages."""

from collections.abc import Callable
from pathlib import Path

from intlflow.app.calls.importing import import_file
from intlflow.app.house import House
from intlflow.domain.calls import Source
from tests import people
from tests.web.asking import Asker
from tests.web.routes import a_case

Ask = Callable[..., Asker]
DATA = Path(__file__).parents[1] / "data"


def test_an_activity_is_noted_with_three_answers(asker: Ask) -> None:
    karin = asker("karin")

    answer = karin.act(
        "/register/activity/ny",
        {"purpose": "Besök från Rostock", "kind": "visit_in", "day": "2027-02-20", "unit": "buf"},
    )

    assert answer.status_code == 303, answer.text
    assert "Besök från Rostock" in karin.text(answer.headers["location"])
    assert "Besök från Rostock" in karin.text("/register/activity")


def test_what_is_missing_is_said_and_what_was_typed_stays(asker: Ask) -> None:
    answer = asker("sanna").act("/register/partner/ny", {"note": "Träffades i Lund"})

    assert answer.status_code == 422
    assert "Träffades i Lund" in answer.text


def test_a_contact_person_does_not_keep_the_coordinators_registers(asker: Ask) -> None:
    assert asker("karin").get("/register/partner/ny").status_code == 404


def test_search_finds_inflected_words_and_only_what_is_ones_own(house: House, asker: Ask) -> None:
    ref = a_case(house)

    assert ref in asker("karin").text("/sok?q=skolg%C3%A5rd")
    assert ref not in asker("stig").text("/sok?q=skolg%C3%A5rd")
    assert ref not in asker("sanna", "vaxjo").text("/sok?q=skolg%C3%A5rd")


def test_a_unit_shows_its_people_and_cases(house: House, asker: Ask) -> None:
    a_case(house)

    page = asker("karin").text(f"/enheter/{people.home()}")

    assert "Karin Ek" in page
    assert "Grönare skolgårdar" in page


def test_a_call_is_dismissed_only_with_a_reason(house: House, asker: Ask) -> None:
    import_file(house, Source.FT, DATA / "ft_grantsTenders.synthetic.json", at=people.MORNING)
    sanna = asker("sanna")
    page = sanna.text("/utlysningar?alla=ja")
    link = page.split('href="/utlysningar/', 1)[1].split('"', 1)[0]

    refused = sanna.act(f"/utlysningar/{link}", {"svar": "dismiss", "reason": ""})
    done = sanna.act(f"/utlysningar/{link}", {"svar": "dismiss", "reason": "För liten egen insats"})

    assert refused.status_code == 409
    assert done.status_code == 303
    assert "För liten egen insats" in sanna.text(f"/utlysningar/{link}")
