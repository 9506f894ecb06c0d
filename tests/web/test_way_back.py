"""Language and looks can be chosen on any page, also on one that answered a form."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from intlflow.app.house import House
from tests import people
from tests.web.asking import SAME, Asker
from tests.web.routes import a_case

Ask = Callable[..., Asker]


def _press(who: Asker, page: str) -> tuple[str, str]:
    """Choose English on a page: where that leads, and what stands there."""
    found = re.search(r'action="/sprak"><input type="hidden" name="till" value="([^"]*)"', page)
    assert found
    fields = {"till": unescape(found[1]), "lang": "en"}
    answer = who.post("/sprak", data=fields, headers=SAME)
    return answer.headers["location"], who.text(answer.headers["location"])


def test_after_the_letters_were_shown_one_comes_back_to_the_form(house: House, asker: Ask) -> None:
    ref, sanna = a_case(house), asker("sanna")
    form = f"/arende/{ref}/gor/accept"

    place, page = _press(sanna, sanna.act(f"{form}/prova", seen=form).text)

    assert place == form
    assert '<html lang="en"' in page


def test_an_idea_with_a_mistake_comes_back_with_what_was_typed(asker: Ask) -> None:
    karin = asker("karin")

    place, page = _press(karin, karin.act("/ide/ny", {"title": "", "purpose": "Bin på taken"}).text)

    assert place.startswith("/ide/ny?utkast=")
    assert "Bin på taken" in page


@pytest.mark.parametrize(
    ("path", "seen", "leads"),
    [
        ("/import/projekt/valj", "/import", "/import"),
        ("/styr-plikt/ledningsgrupp_talk/buf", "/paminnelser", "/plikt/ledningsgrupp_talk/buf"),
        ("/ide/ny", "/ide/ny", "/ide/ny"),
        ("/register/partner/ny", "/register/partner/ny", "/register/partner/ny"),
        ("/beslut/99/notera", "/beslut", "/"),
        ("/sammantraden/ny", "/sammantraden/ny", "/sammantraden/ny"),
    ],
)
def test_what_answered_a_form_leads_back_to_its_page(
    asker: Ask, path: str, seen: str, leads: str
) -> None:
    sanna = asker("sanna")
    answer = sanna.act(path, {}, seen=seen)

    found = re.search(r'name="till" value="([^"]*)"', answer.text)

    assert found
    assert found[1] == leads


def test_a_note_that_is_not_taken_back_leads_to_its_reminder(house: House, asker: Ask) -> None:
    karin = asker("karin")
    karin.act("/plikt/ledningsgrupp_talk/buf", {"on": "2027-02-20", "forum": "ledningsgruppen"})

    answer = karin.act("/plikt-rad/1/ta-tillbaka", {"reason": ""}, seen="/paminnelser")

    assert people.home() == "buf"
    assert 'name="till" value="/plikt/ledningsgrupp_talk/buf"' in answer.text
