"""Kommande brev on the pages: seen as they will look, held, reworded, left out, sent at once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from intlflow.app.duties import ticking
from intlflow.app.house import House
from intlflow.store.engine import reading
from intlflow.web.app import serve
from intlflow.web.site import open_site
from tests import people
from tests.web.asking import HERE, Asker, sign_in

Ask = Callable[..., Asker]
BEFORE = datetime(2027, 1, 12, 8, 0, tzinfo=UTC)


@pytest.fixture
def come(house: House) -> Ask:
    """Somebody who comes in two days before the half-year opens."""
    ticking.tick(house, datetime(2027, 1, 11, 8, 0, tzinfo=UTC))
    site = open_site(house, lambda: BEFORE, HERE)

    def make(name: str) -> Asker:
        one = Asker(serve(site))
        sign_in(site, one, name)
        return one

    return make


def path(house: House, name: str = "karin") -> str:
    """Where somebody's letter of the first day is seen."""
    with reading(house.engine) as tx:
        row = tx.one("SELECT id FROM person WHERE email = ?", people.at(name))
    assert row is not None
    return f"/paminnelser/brev/2027-01-15/{row[0]}"


def test_the_coordinator_sees_each_letter_as_it_will_look(come: Ask, house: House) -> None:
    sanna = come("sanna")

    listed = sanna.text("/paminnelser/brev?dagar=7")

    assert path(house) in listed
    letter = sanna.text(path(house))
    assert "Tre frågor att prata om" in letter
    assert "minst två gånger per år" in letter


def test_she_holds_rewords_and_leaves_out_and_sees_what_will_be(come: Ask, house: House) -> None:
    sanna, page = come("sanna"), path(house)

    assert sanna.act(f"{page}/hall", seen=page).status_code == 303
    assert "hålls tillbaka" in sanna.text(page)
    assert sanna.act(f"{page}/slapp", seen=page).status_code == 303
    lines = {"opening": "Hej, snart är det dags."}
    assert sanna.act(f"{page}/inled", lines, seen=page).status_code == 303
    assert sanna.text(page).count("Hej, snart är det dags.") == 2  # in the letter and in its field
    assert sanna.act(f"{page}/bocka-ur", seen=page).status_code == 303
    assert "bockad ur" in sanna.text("/paminnelser/brev?dagar=7")
    assert sanna.act(f"{page}/ta-med", seen=page).status_code == 303
    assert "bockad ur" not in sanna.text("/paminnelser/brev?dagar=7")


def test_too_long_a_beginning_is_refused_and_stands(come: Ask, house: House) -> None:
    sanna, page = come("sanna"), path(house)

    answer = sanna.act(f"{page}/inled", {"opening": "Hej. " * 300}, seen=page)

    assert answer.status_code == 409
    assert "för långa" in answer.text
    assert "Hej. Hej." in answer.text


def test_a_letter_sent_now_is_in_the_outbox_and_gone_from_the_list(come: Ask, house: House) -> None:
    sanna, page = come("sanna"), path(house)

    answer = sanna.act(f"{page}/skicka-nu", seen=page)

    assert answer.headers["location"] == "/paminnelser/brev?gjort=skickat"
    assert f'{page}"' not in sanna.text("/paminnelser/brev?dagar=7")
    assert sanna.get(page).status_code == 404
    assert "ta upp internationella frågor i ledningsgruppen" in sanna.text("/utskick")


def test_letters_to_come_are_for_the_coordinator_and_the_auditor(come: Ask, house: House) -> None:
    karin = come("karin")

    assert karin.get("/paminnelser/brev").status_code == 404
    assert karin.get(path(house)).status_code == 404
    assert karin.act(f"{path(house)}/hall", seen="/ide/ny").status_code == 404
