"""A link is shown where it opens: what somebody may not see is named to them, and leads nowhere."""

import re
from collections.abc import Callable

import pytest

from intlflow.app.house import House
from intlflow.domain.registers import REGISTERS
from intlflow.store.engine import reading, writing
from tests import people
from tests.people import MAIN_ROAD
from tests.web.asking import Asker
from tests.web.routes import a_case

Ask = Callable[..., Asker]


@pytest.mark.parametrize("name", ["rolf", "sanna", "karin", "lea"])
def test_a_register_is_added_to_by_whoever_is_asked_to(asker: Ask, name: str) -> None:
    who, found = asker(name), set[str]()
    for key in REGISTERS:
        page, form = who.text(f"/register/{key}"), who.get(f"/register/{key}/ny").status_code
        assert (f'href="/register/{key}/ny"' in page) == (form == 200), key
        found |= {key} if form == 200 else set()

    assert ("partner" in found) is (name in ("rolf", "sanna"))
    assert ("activity" in found) is (name in ("karin", "sanna"))


def test_the_registrar_adds_a_row(asker: Ask) -> None:
    answer = asker("rolf").act("/register/partner/ny", {"name": "Szczytno", "country": "PL"})

    assert answer.status_code == 303, answer.text


def test_an_evaluation_of_another_units_project_does_not_lead_to_it(
    house: House, asker: Ask
) -> None:
    ref = people.walk(house, MAIN_ROAD[:-2]).ref
    given = {"about": f"case:{ref}", "why_chosen": "Störst budget", "answer": "yes"}
    asker("sanna").act("/utvarderingar", given)

    for name, opens in (("karin", True), ("stig", False)):
        for path in ("/utvarderingar", "/utvarderingar/1"):
            page = asker(name).text(path)
            assert ref in page
            assert (f'href="/arende/{ref}"' in page) is opens


def test_the_first_reply_does_not_lead_those_elected_to_an_idea(house: House, asker: Ask) -> None:
    ref = a_case(house)

    page = asker("lea").text(f"/plikt/first_reply/{ref}")

    assert ref in page
    assert f'href="/arende/{ref}"' not in page
    assert f'href="/arende/{ref}"' in asker("sanna").text(f"/plikt/first_reply/{ref}")


def test_nobody_without_an_address_has_a_handover_to_open(house: House, asker: Ask) -> None:
    sanna, unit = asker("sanna"), f"/enheter/{people.home()}"
    with reading(house.engine) as tx:
        ((karin,),) = tx.all("SELECT id FROM person WHERE email = ?", people.at("karin"))
    before = sanna.text(unit)
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET email = NULL WHERE id = ?", karin)

    after = sanna.text(unit)

    assert f'href="/overlamning/{karin}"' in before
    assert f'href="/overlamning/{karin}"' not in after
    assert {sanna.get(link).status_code for link in re.findall(r'"(/overlamning/\d+)"', after)} == {
        200
    }
