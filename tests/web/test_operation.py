"""Inställningar och drift: what holds and what to do about it, for those who run it; no secret on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from intlflow.app import keeping, webhooks
from intlflow.app.access.tokens import owner
from intlflow.app.house import House, assemble
from intlflow.app.stages import LAST_TICK
from intlflow.domain.timetable import TIMETABLE, next_run
from intlflow.packs.reader import confirmations
from intlflow.store import meta
from intlflow.store.engine import writing
from intlflow.store.instants import stamp
from intlflow.web.app import serve
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE, Asker, sign_in
from tests.web.programs import key_of
from tests.web.test_every_route import cast as cast

Ask = Callable[..., Asker]


def page_of(house: House, **settings: object) -> str:
    """What the coordinator reads when the installation is set up so."""
    town = assemble(replace(house.settings, **settings))  # type: ignore[arg-type]
    site = open_site(town, lambda: people.MORNING, HERE)
    with Asker(serve(site)) as sanna:
        sign_in(site, sanna, "sanna")
        text = sanna.text("/drift")
    town.close()
    return text


def test_without_a_mail_server_or_an_address_it_says_what_to_set(asker: Ask) -> None:
    page = asker("sanna").text("/drift")

    for said in ("INTLFLOW_MAIL_URL", "INTLFLOW_ADDRESS", "intlflow up", "intlflow backup"):
        assert said in page, said


def test_what_is_set_is_shown_without_its_password(house: House) -> None:
    page = page_of(
        house,
        mail_url="mailtos://intlflow:hemligt-ord@post.ljungby.example:587?from=i@ljungby.example",
        address="https://internationellt.ljungby.example",
    )

    assert "post.ljungby.example:587" in page
    assert "https://internationellt.ljungby.example" in page
    assert "hemligt-ord" not in page


def test_the_newest_nightly_copy_is_told_and_an_old_one_is_late(site: Site, house: House) -> None:
    keeping.housekeeping(house, people.MORNING)

    for days, tag in ((1, "i ordning"), (9, "åtgärda")):
        later = replace(site, now=lambda d=days: people.MORNING + timedelta(days=d))
        with Asker(serve(later)) as sanna:
            sign_in(later, sanna, "sanna")
            part = sanna.text("/drift").partition("Säkerhetskopia")[2].partition("Disk")[0]
        assert "1 mars 2027" in part.replace("\u00a0", " ")
        assert tag in part


def test_a_clock_that_has_been_silent_is_told(house: House) -> None:
    with writing(house.engine) as tx:
        meta.put(tx, LAST_TICK, stamp(people.MORNING - timedelta(hours=5)))

    page = page_of(house, prefect_api="http://127.0.0.1:4200/api")

    assert "Det är för länge sedan" in page


def test_every_question_of_the_own_pack_is_asked_and_none_of_another(
    house: House, asker: Ask
) -> None:
    page = asker("sanna").text("/drift")

    own = [each.question for each in confirmations(house.pack("ljungby"))]
    foreign = [each.question for each in confirmations(house.pack("vaxjo"))]
    assert f"{len(own)} frågor som kommunen ska svara på" in page
    assert [text for text in foreign if text not in own and len(text) > 60 and text in page] == []


def test_keys_and_other_systems_are_told_without_their_secrets(site: Site, asker: Ask) -> None:
    key = key_of(site, "karin", "read")
    sanna = asker("sanna")
    webhooks.add(
        site.house,
        owner(site.house, "ljungby", people.at("sanna"), people.MORNING),
        name="Diariet",
        url="https://diariet.ljungby.example/hook",
        events=[],
        at=people.MORNING,
    )

    page, foreign = sanna.text("/drift"), asker("sanna", "vaxjo").text("/drift")

    assert "Karin Ek" in page
    assert "Diariet" in page
    assert key not in page
    assert "Diariet" not in foreign
    assert "läsa" in page


def test_it_is_for_those_who_run_it(cast: None, asker: Ask) -> None:
    assert asker("adam").get("/drift").status_code == 200
    for name in ("karin", "rolf", "lea", "rut"):
        assert asker(name).get("/drift").status_code == 404, name


@pytest.mark.parametrize(
    ("cron", "then"),
    [
        ("*/15 * * * *", "2027-03-01 08:15"),
        ("5 * * * *", "2027-03-01 08:05"),
        ("0 7 * * *", "2027-03-02 07:00"),
        ("30 3 * * *", "2027-03-02 03:30"),
    ],
)
def test_the_next_run_is_told_in_swedish_time(cron: str, then: str) -> None:
    assert f"{next_run(cron, people.MORNING):%Y-%m-%d %H:%M}" == then


def test_every_flow_with_a_clock_has_a_name_in_both_languages(house: House) -> None:
    for words in house.words.values():
        assert set(words.section("flow")) == set(TIMETABLE)
