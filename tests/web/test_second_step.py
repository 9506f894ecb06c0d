"""Those who decide show a code from their phone as well, when they came in by letter."""

import re
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pyotp
import pytest

from intlflow.app.access import second_step
from intlflow.app.house import House
from intlflow.app.register import appoint
from intlflow.cli.run import run
from intlflow.domain.words import Role
from intlflow.settings import Entry
from tests import people
from tests.web.asking import SAME, Asker
from tests.web.test_entry import asking, with_entry
from tests.web.test_every_route import dump
from tests.web.test_who_comes_in import ticket_of


def come_by_letter(house: House, one: Asker, name: str) -> str:
    """Sign in by a link; where that leads."""
    one.post("/logga-in", data={"email": people.at(name)}, headers=SAME)
    one.post(f"/logga-in/{ticket_of(house)}", headers=SAME)
    return str(one.get("/").headers.get("location", "in"))


def secret_on(one: Asker) -> str:
    """What is typed into the phone."""
    return one.text("/logga-in-kod").split('class="key">')[1].split("<")[0]


def give(one: Asker, code: str) -> httpx.Response:
    """Type a code."""
    answer: httpx.Response = one.act("/logga-in-kod", {"code": code})
    return answer


def test_whoever_decides_sets_up_a_code_and_then_shows_one(house: House) -> None:
    moment = [people.MORNING]
    site = replace(with_entry(house, Entry(second_step=True)), now=lambda: moment[0])
    with asking(site) as one, asking(site) as later:
        assert come_by_letter(house, one, "sanna") == "/logga-in-kod"
        assert one.get("/projekt").headers["location"] == "/logga-in-kod"
        phone = pyotp.TOTP(secret_on(one))
        kept = give(one, phone.at(moment[0]))
        assert kept.status_code == 200
        spare = re.findall(r"<li><code>(\w+)</code>", kept.text)
        assert len(set(spare)) == second_step.RECOVERY
        assert "Sanna Lind" in one.text("/")

        moment[0] += timedelta(minutes=20)
        assert come_by_letter(house, later, "sanna") == "/logga-in-kod"
        assert 'class="key"' not in later.text("/logga-in-kod")
        assert give(later, phone.at(moment[0] - timedelta(minutes=5))).status_code == 422
        assert give(later, phone.at(moment[0])).status_code == 303
        assert "Sanna Lind" in later.text("/")

    with asking(site) as gone:
        moment[0] += timedelta(minutes=20)
        come_by_letter(house, gone, "sanna")
        assert give(gone, phone.at(moment[0] - timedelta(minutes=20))).status_code == 422
        assert give(gone, f" {spare[0].upper()} ").status_code == 303

    with asking(site) as again:
        moment[0] += timedelta(minutes=20)
        come_by_letter(house, again, "sanna")
        assert give(again, spare[0]).status_code == 422


def test_a_code_is_never_good_twice(house: House) -> None:
    moment = [people.MORNING]
    site = replace(with_entry(house, Entry(second_step=True)), now=lambda: moment[0])
    with asking(site) as one, asking(site) as two:
        come_by_letter(house, one, "sanna")
        moment[0] += timedelta(seconds=1)
        come_by_letter(house, two, "sanna")
        code = pyotp.TOTP(secret_on(one)).at(people.MORNING)
        assert give(one, code).status_code == 200

        assert give(two, code).status_code == 422


def test_guessing_codes_comes_to_an_end(house: House) -> None:
    with asking(with_entry(house, Entry(second_step=True))) as one:
        come_by_letter(house, one, "sanna")
        assert [give(one, "000000").status_code for _ in range(6)] == [422] * 5 + [429]


def test_whoever_does_not_decide_needs_no_code(house: House) -> None:
    with asking(with_entry(house, Entry(second_step=True))) as one:
        assert come_by_letter(house, one, "karin") == "in"


def test_whoever_is_given_a_role_that_decides_needs_a_code_at_once(house: House) -> None:
    with asking(with_entry(house, Entry(second_step=True))) as one:
        assert come_by_letter(house, one, "karin") == "in"
        appoint(house, "ljungby", email=people.at("karin"), role=Role.REGISTRAR, scope="",
                start=date(2027, 3, 1), end=None)  # fmt: skip

        assert one.get("/").headers["location"] == "/logga-in-kod"


def test_the_secret_is_not_in_the_database(house: House) -> None:
    with asking(with_entry(house, Entry(second_step=True))) as one:
        come_by_letter(house, one, "sanna")
        secret = secret_on(one)
        give(one, pyotp.TOTP(secret).at(people.MORNING))

    assert secret not in dump(house)


def test_a_lost_phone_is_forgotten_from_the_shell(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = with_entry(house, Entry(second_step=True))
    monkeypatch.setenv("INTLFLOW_DATA", str(house.settings.data))
    here = ["--in", "ljungby", "--email", people.at("sanna")]
    with asking(site) as one:
        assert run(["admin", "reset-code", *here]) == 4
        come_by_letter(house, one, "sanna")
        give(one, pyotp.TOTP(secret_on(one)).at(people.MORNING))
        second_step.forget(site.house, "ljungby", people.at("sanna"), people.MORNING)

        assert one.get("/").headers["location"].startswith("/logga-in?")


def test_a_key_of_somebody_who_must_show_a_code_is_theirs_alone(house: House) -> None:
    """A key is made by whoever is all the way in; half in, the page is not there."""
    with asking(with_entry(house, Entry(second_step=True))) as one:
        come_by_letter(house, one, "sanna")
        assert one.get("/mitt-konto/nycklar").headers["location"] == "/logga-in-kod"
