"""The link in a letter: opening it does nothing, one press answers, and it works once (P9)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from intlflow.app.duties import ticking
from intlflow.app.house import House, assemble
from intlflow.app.register import end_appointment
from intlflow.app.showing import show_letter
from intlflow.settings import Settings
from intlflow.store.engine import reading, writing
from intlflow.web.app import serve
from intlflow.web.logs import redacted
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE, SAME, Asker
from tests.web.test_every_route import dump

DAY_BEFORE = datetime(2027, 1, 14, 8, 0, tzinfo=UTC)
OPENS = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)


class Town:
    """An installation with an address, whose clock can be set."""

    def __init__(self, house: House) -> None:
        self.house, self.at = house, OPENS

    def site(self) -> Site:
        """Its pages."""
        return open_site(self.house, lambda: self.at, HERE)

    def letter(self, name: str = "karin", template: str = "duty/talk") -> tuple[str, str, str]:
        """Somebody's letter: its number, its text, its HTML."""
        with reading(self.house.engine) as tx:
            row = tx.one(
                "SELECT id, body, html FROM letter JOIN letter_text ON letter_id = id"
                " WHERE address = ? AND template = ?",
                *(people.at(name), template),
            )
        assert row is not None, name
        return str(row[0]), str(row[1]), str(row[2])

    def link(self, name: str = "karin") -> str:
        """The address in somebody's letter, as a person would press it."""
        found = re.search(rf"{re.escape(HERE)}(/l/[\w-]+)", self.letter(name)[1])
        assert found is not None
        return found[1]

    def talks(self) -> list[tuple[str, str, str]]:
        """What has been noted."""
        with reading(self.house.engine) as tx:
            return tx.all(
                "SELECT l.day, l.forum, p.name FROM duty_log l JOIN person p ON p.id = l.person_id"
                " WHERE l.duty = 'ledningsgrupp_talk' ORDER BY l.id"
            )


@pytest.fixture
def town(settings: Settings) -> Iterator[Town]:
    """The first day of the half-year: the calm first letter has been written."""
    house = assemble(replace(settings, address=HERE))
    ticking.tick(house, DAY_BEFORE)
    ticking.tick(house, OPENS)
    yield Town(house)
    house.close()


@pytest.fixture
def nobody(town: Town) -> Iterator[Asker]:
    """Somebody who is not signed in."""
    with Asker(serve(town.site())) as asker:
        yield asker


def test_one_press_answers_in_the_readers_name_and_a_receipt_follows(
    town: Town, nobody: Asker
) -> None:
    answer = nobody.act(town.link(), {"on": "2027-01-14", "note": "Om Rostock"})

    assert answer.status_code == 303
    page = nobody.text(answer.headers["location"])
    assert "Tack, det är noterat" in page
    assert "torsdag 14 januari 2027, ledningsgruppen" in page.replace("\xa0", " ")
    assert town.talks() == [("2027-01-14", "ledningsgruppen", "Karin Ek")]
    receipt = town.letter(template="duty/receipt")[1]
    assert "torsdag 14 januari 2027, ledningsgruppen" in receipt
    assert "Om Rostock" in receipt
    assert "minst två gånger per år" in receipt


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_scanner_that_opens_the_link_changes_nothing(
    town: Town, nobody: Asker, method: str
) -> None:
    link, before = town.link(), dump(town.house)

    for heads in ({}, {"sec-purpose": "prefetch"}, {"purpose": "prefetch"}):
        nobody.request(method, link, headers=heads)

    assert dump(town.house) == before
    assert nobody.act(link, {"on": "2027-01-14"}).status_code == 303


def test_the_page_asks_one_question_with_one_button(town: Town, nobody: Asker) -> None:
    page = nobody.text(town.link())
    main = page[page.index("<main") : page.index("</main>")]

    assert "När talade ni om internationella frågor i ledningsgruppen?" in main
    assert main.count("<button") == 1
    assert 'value="2027-01-15"' in main


def test_a_link_works_once_and_used_old_and_unknown_look_the_same(
    town: Town, nobody: Asker
) -> None:
    link = town.link()
    unknown = nobody.get("/l/" + "x" * 43)
    nobody.act(link, {"on": "2027-01-14"})

    used = nobody.get(link)
    town.at = datetime(2027, 8, 1, tzinfo=UTC)
    old = nobody.get(town.link("stig"))

    assert unknown.status_code == used.status_code == old.status_code == 200
    plain = [page.text.replace(page.request.url.path, "") for page in (unknown, used, old)]
    assert plain[0] == plain[1] == plain[2]
    assert len(town.talks()) == 1


def test_a_link_runs_out_thirty_days_after_the_last_day(town: Town, nobody: Asker) -> None:
    town.at = datetime(2027, 6, 30, 20, 0, tzinfo=UTC)
    assert "När talade ni" in nobody.text(town.link())

    town.at += timedelta(hours=3)  # the 31st day has begun in Sweden

    assert "går inte att använda" in nobody.text(town.link())


def test_nobody_can_press_from_a_foreign_page_or_without_having_seen_the_question(
    town: Town, nobody: Asker
) -> None:
    link = town.link()

    assert nobody.post(link, data={"on": "2027-01-14"}, headers=SAME).status_code == 403
    foreign = {"sec-fetch-site": "cross-site"}
    assert nobody.post(link, data={"on": "2027-01-14"}, headers=foreign).status_code == 403
    assert town.talks() == []


def test_a_day_that_has_not_come_is_refused_and_the_link_still_works(
    town: Town, nobody: Asker
) -> None:
    link = town.link()

    answer = nobody.act(link, {"on": "2027-02-01", "note": "Snart"})

    assert answer.status_code == 422
    assert "har inte varit än" in answer.text
    assert 'value="Snart"' in answer.text
    assert nobody.act(link, {"on": "2027-01-14"}).status_code == 303


def test_whoever_has_left_the_role_can_no_longer_answer(town: Town, nobody: Asker) -> None:
    link = town.link()
    with reading(town.house.engine) as tx:
        row = tx.one(
            "SELECT a.id FROM appointment a JOIN person p ON p.id = a.person_id WHERE p.email = ?",
            people.at("karin"),
        )
    assert row is not None
    end_appointment(town.house, int(row[0]), OPENS.date() - timedelta(days=1))

    assert "går inte att använda" in nobody.text(link)


def test_what_was_noted_meanwhile_is_told_and_nothing_is_asked(town: Town, nobody: Asker) -> None:
    karins = town.link()
    with writing(town.house.engine) as tx:
        tx.run("UPDATE ticket SET used_at = NULL")
    nobody.act(karins, {"on": "2027-01-14"})
    with writing(town.house.engine) as tx:
        tx.run("UPDATE ticket SET used_at = NULL")  # as another link to the same question

    page = nobody.text(karins)

    assert "redan noterat" in page
    assert "Hittills i år: 1/2." in page
    assert "<form class=" not in page[page.index("<main") :].split("</main>")[0]


def test_only_the_digest_of_a_link_is_kept_and_no_page_shows_it(town: Town) -> None:
    key = town.link().removeprefix("/l/")
    number = town.letter()[0]

    with reading(town.house.engine) as tx:
        kept = [str(row) for row in tx.all("SELECT * FROM ticket")]
    shown = show_letter(town.house, number)

    assert kept != []
    assert [row for row in kept if key in row] == []
    assert shown is not None
    assert key not in shown["body"] + shown["html"]
    assert "/l/…" in shown["body"]


def test_the_page_is_for_no_search_engine_and_no_log(town: Town, nobody: Asker) -> None:
    link = town.link()
    answer = nobody.get(link)

    assert answer.headers["x-robots-tag"].startswith("noindex")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert link.removeprefix("/l/") not in redacted(f"fault 1 at GET {link}")
    assert redacted(link).startswith("/l/#")


def test_a_letter_to_a_manager_has_no_link_that_acts(town: Town) -> None:
    for number in range(1, 200):
        ticking.tick(town.house, OPENS + timedelta(days=number))
    with reading(town.house.engine) as tx:
        rows = tx.all(
            "SELECT body, html FROM letter JOIN letter_text ON letter_id = id WHERE address = ?",
            people.at("manne"),
        )

    assert rows != []
    assert [body for body, html in rows if "/l/" in body + html] == []


def test_without_an_address_letters_have_no_links(house: House) -> None:
    ticking.tick(house, DAY_BEFORE)
    ticking.tick(house, OPENS)
    people.an_idea(house)
    with reading(house.engine) as tx:
        rows = tx.all("SELECT body, html FROM letter_text")

    assert rows != []
    assert [body for body, html in rows if "http" in body or 'href="http' in html] == []


def test_every_letter_about_a_case_or_a_duty_leads_to_its_page(town: Town) -> None:
    moved = people.an_idea(town.house)
    with reading(town.house.engine) as tx:
        case = tx.all(
            "SELECT body, html FROM letter JOIN letter_text ON letter_id = id WHERE case_id IS NOT NULL"
        )
    duty = town.letter()

    assert case != []
    for body, html in case:
        assert f"{HERE}/arende/{moved.ref}" in body
        assert f'href="{HERE}/arende/{moved.ref}"' in html
    assert f"{HERE}/plikt/ledningsgrupp_talk/buf" in duty[1]
    assert f'href="{HERE}/plikt/ledningsgrupp_talk/buf"' in duty[2]
