"""Signing in and out, sessions that end, and pages that are not for everybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from intlflow.app.house import House
from intlflow.app.showing import list_letters, show_letter
from intlflow.store.engine import writing
from intlflow.web.agents import few_words
from intlflow.web.app import serve
from intlflow.web.pages.account import SESSIONS_SHOWN, inside
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE, SAME, Asker, sign_in

Ask = Callable[..., Asker]


def ticket_of(house: House) -> str:
    """The key in the newest letter."""
    with writing(house.engine) as tx:
        body = tx.one("SELECT body FROM letter_text JOIN letter ON letter_id = id"
                      " WHERE template = 'account/sign-in' ORDER BY created_at DESC LIMIT 1")  # fmt: skip
    assert body is not None
    found = re.search(r"/logga-in/([\w-]+)", body[0])
    assert found
    return found[1]


def test_nobody_comes_to_a_page_without_signing_in_and_is_led_back_after(asker: Ask) -> None:
    answer = asker().get("/projekt?vy=lista")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/logga-in?till=%2Fprojekt%3Fvy%3Dlista"


def test_a_link_by_letter_signs_in_the_browser_that_asked_and_only_once(
    house: House, asker: Ask
) -> None:
    one, other = asker(), asker()
    one.post("/logga-in", data={"email": people.at("karin")}, headers=SAME)
    link = f"/logga-in/{ticket_of(house)}"

    assert other.post(link, headers=SAME).status_code == 410
    assert one.get(link).status_code == 200
    assert one.post(link, headers=SAME).headers["location"] == "/"
    assert "Karin Ek" in one.text("/")
    assert one.post(link, headers=SAME).status_code == 410


def test_an_unknown_address_gets_the_same_answer(house: House, asker: Ask) -> None:
    known = asker().post("/logga-in", data={"email": people.at("karin")}, headers=SAME)
    unknown = asker().post("/logga-in", data={"email": "ingen@ljungby.example"}, headers=SAME)

    assert known.text == unknown.text
    assert len(list_letters(house, address=None, status=None)) == 1


def test_no_more_than_three_links_in_a_quarter_of_an_hour(house: House, asker: Ask) -> None:
    for _ in range(5):
        asker().post("/logga-in", data={"email": people.at("karin")}, headers=SAME)

    assert len(list_letters(house, address=None, status=None)) == 3


def test_the_key_in_a_letter_is_shown_to_nobody_else(house: House, asker: Ask) -> None:
    asker().post("/logga-in", data={"email": people.at("karin")}, headers=SAME)
    letter = show_letter(house, list_letters(house, address=None, status=None)[0]["id"])

    assert letter is not None
    assert ticket_of(house) not in letter["body"] + letter["html"]


def test_a_session_ends_after_an_hour_of_rest_and_after_twelve_in_any_case(site: Site) -> None:
    now = [people.MORNING]
    pages = serve(replace(site, now=lambda: now[0]))
    karin = Asker(pages)
    sign_in(replace(site, now=lambda: now[0]), karin, "karin")
    for _ in range(13):
        now[0] += timedelta(minutes=55)
        last = karin.get("/").status_code
    assert last == 200
    now[0] += timedelta(minutes=61)
    assert karin.get("/").status_code == 303
    karin.close()


def test_whoever_has_left_is_out_at_once(house: House, asker: Ask) -> None:
    karin = asker("karin")
    assert karin.get("/").status_code == 200
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET active_to = ? WHERE email = ?",
               str(date(2027, 2, 28)), people.at("karin"))  # fmt: skip

    assert karin.get("/").status_code == 303


def test_one_ends_ones_other_sessions(asker: Ask) -> None:
    at_home, at_work = asker("karin"), asker("karin")

    at_work.act("/mitt-konto/avsluta", {}, seen="/mitt-konto")

    assert at_home.get("/").status_code == 303
    assert at_work.get("/").status_code == 200


def test_a_case_of_another_municipality_looks_as_if_it_were_not_there(asker: Ask) -> None:
    ref = asker("karin").act("/ide/ny", {"title": "Träd", "unit": people.home()})
    path = f"/arende/{ref.headers['location'].split('/')[2]}"

    stranger = asker("sanna", "vaxjo")
    foreign, missing = stranger.get(path), stranger.get("/arende/X-1")

    assert (foreign.status_code, foreign.text) == (404, missing.text.replace("/arende/X-1", path))


def test_a_form_from_elsewhere_is_turned_away(asker: Ask) -> None:
    sanna = asker("sanna")
    fields = {"_form": sanna.mark("/ide/ny"), "title": "Träd", "unit": people.home()}

    for heads in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elak.example"}, {}):
        assert sanna.post("/ide/ny", data=fields, headers=heads).status_code == 403
    for path in ("/ide/utkast/abc/slang", "/mitt-konto/nycklar"):
        assert sanna.post(path, data={"_form": "x"}, headers=SAME).status_code == 403, path
    kept = sanna.post("/ide/ny", data={**fields, "_form": "x"}, headers=SAME)
    assert "utkast=" in kept.headers["location"]  # nothing is handed in: it waits as a draft
    assert sanna.post("/ide/ny", data=fields, headers={"origin": HERE}).status_code == 303


def test_without_the_made_up_register_nobody_steps_into_others_shoes(asker: Ask) -> None:
    assert asker().post("/prova-som/1", headers=SAME).status_code == 404


def test_the_way_back_never_leads_elsewhere(site: Site, house: House) -> None:
    assert inside("/projekt?vy=lista") == "/projekt?vy=lista"
    for away in ("//elak.example", "https://elak.example", "/\\elak.example", "projekt", "/a\nb"):
        assert inside(away) == "/"
    assert open_site(house, lambda: people.MORNING, "https://x.example").https


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537 Edg/140",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, said: str) -> None:
    assert few_words(agent) == said


def test_whoever_is_signed_in_at_many_places_sees_here_first_and_has_a_way_to_all(
    asker: Ask,
) -> None:
    here = asker("sanna")
    for _ in range(SESSIONS_SHOWN + 3):
        asker("sanna")
    page = here.text("/mitt-konto")
    assert page.count('name="session"') == SESSIONS_SHOWN - 1
    assert page.index("Den här") < page.index('name="session"')
    assert "4 inloggningar till." in page
    assert here.text("/mitt-konto?alla=ja").count('name="session"') == SESSIONS_SHOWN + 3
