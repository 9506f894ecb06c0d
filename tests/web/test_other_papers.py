"""Papers where one would look for them: linked from their pages, had as files, for those they are for."""

from collections.abc import Callable

import pytest

from intlflow.app.house import House
from intlflow.domain.words import Kind
from intlflow.papers.render import KINDS, Form
from intlflow.store import register
from intlflow.store.engine import reading
from tests import people
from tests.app.papers.subjects import a_meeting
from tests.web.asking import Asker

Ask = Callable[..., Asker]

PDF = KINDS[Form.PDF]


def person(house: House, name: str) -> int:
    with reading(house.engine) as tx:
        found = register.find_person(tx, "ljungby", people.at(name))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("page", "paper"),
    [
        ("/styrdokument/plan_2018", "/styrdokument/plan_2018/oversyn"),
        ("/styrdokument/plan_2018", "/styrdokument/plan_2018/uppfoljning/2022"),
        ("/beslut/1", "/beslut/1/utdrag"),
        ("/arende/LJU-2027-001", "/arende/LJU-2027-001/papper/extract"),
        ("/register/meeting/1", "/gruppmoten/1/kallelse"),
        ("/register/meeting/1", "/gruppmoten/1/anteckningar"),
        ("/oppna-punkter", "/gruppmoten/1/kallelse"),
    ],
)
def test_a_paper_is_linked_from_its_page_and_had_as_a_file(
    house: House, asker: Ask, page: str, paper: str
) -> None:
    people.walk(house, people.MAIN_ROAD[:4])
    a_meeting(house)
    sanna = asker("sanna")
    assert f'href="{paper}"' in sanna.text(page)
    assert f'href="{paper}/pdf"' in sanna.text(paper)
    answer = sanna.get(f"{paper}/pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, PDF)


def test_the_half_page_is_had_from_its_page(asker: Ask) -> None:
    lea = asker("lea")
    assert 'href="/ks/pdf"' in lea.text("/ks")
    assert lea.get("/ks/pdf").headers["content-type"] == PDF
    assert asker("karin").get("/ks/pdf").status_code == 404


def test_a_governing_document_s_case_leads_to_its_review(house: House, asker: Ask) -> None:
    road = ("consult", "propose", "adopt")
    ref = people.walk(house, road, Kind.GOVERNING_DOCUMENT).ref
    sanna = asker("sanna")
    assert f'href="/styrdokument/{ref}/oversyn"' in sanna.text(f"/arende/{ref}")
    assert ref in sanna.text(f"/styrdokument/{ref}/oversyn")


def test_whoever_leaves_finds_their_own_handover_and_nobody_else_s(
    house: House, asker: Ask
) -> None:
    karin, stig = asker("karin"), asker("stig")
    own = f"/overlamning/{person(house, 'karin')}"
    assert f'href="{own}"' in karin.text("/mitt-konto")
    assert "Karin Ek" in karin.text(own)
    foreign, missing = stig.get(own), stig.get("/overlamning/999999")
    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_the_coordinator_has_everybody_s_handover_from_the_unit_s_page(
    house: House, asker: Ask
) -> None:
    sanna, own = asker("sanna"), f"/overlamning/{person(house, 'karin')}"
    assert f'href="{own}"' in sanna.text("/enheter/buf")
    assert sanna.get(f"{own}/docx").status_code == 200
    assert f'href="{own}"' not in asker("manne").text("/enheter/buf")


def test_a_form_that_there_is_none_of_is_no_page(house: House, asker: Ask) -> None:
    a_meeting(house)
    sanna = asker("sanna")
    for paper in ("/gruppmoten/1/kallelse", "/styrdokument/plan_2018/oversyn", "/ks"):
        assert sanna.get(f"{paper}/odt").status_code == 404
