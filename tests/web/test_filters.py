"""Filters by name: saved on the list, reached with one press, put first, taken away; each one's own."""

from collections.abc import Callable

import pytest

from intlflow.app.filters import MOST_EACH, clean
from intlflow.app.persons.erasing import survey
from intlflow.store.engine import reading
from intlflow.web.site import Site
from tests import people
from tests.web.asking import SAME, Asker

Ask = Callable[..., Asker]
LIST = "/projekt?vy=lista&enhet=buf"


def save(who: Asker, name: str, *, first: bool = False, seen: str = LIST) -> str:
    """Give the filter of a page a name; gives back where one is led."""
    fields = {"name": name, "query": seen.partition("?")[2]} | ({"first": "ja"} if first else {})
    answer = who.act("/projekt/filter", fields, seen=seen)
    assert answer.status_code == 303, answer.text[:1000]
    return str(answer.headers["location"])


def numbers(site: Site) -> list[int]:
    """The numbers of all filters."""
    with reading(site.house.engine) as tx:
        return [int(row[0]) for row in tx.all("SELECT id FROM saved_filter ORDER BY id")]


@pytest.mark.parametrize("view", ["tavla", "lista", "tidslinje"])
def test_a_filter_is_reached_with_one_press_and_its_address_is_shared(
    asker: Ask, view: str
) -> None:
    sanna, address = asker("sanna"), f"/projekt?vy={view}&enhet=buf"

    assert save(sanna, "Skolan", seen=address) == address

    page = sanna.text("/projekt?vy=lista")
    assert f'href="/projekt?vy={view}&amp;enhet=buf">Skolan</a>' in page
    assert 'aria-current="true">Skolan</a>' in sanna.text(address)
    assert asker("karin").get(address).status_code == 200  # whoever gets the address sees it, too


def test_what_is_put_first_opens_the_page_and_the_address_tells_which(asker: Ask) -> None:
    sanna = asker("sanna")
    save(sanna, "Skolan", first=True)

    assert sanna.get("/projekt").headers["location"] == LIST
    assert sanna.get("/projekt?vy=tavla").status_code == 200  # the whole board is still there
    assert asker("karin").get("/projekt").status_code == 200


def test_only_one_is_first_and_it_can_be_none(site: Site, asker: Ask) -> None:
    sanna = asker("sanna")
    save(sanna, "Skolan", first=True)
    save(sanna, "Allt", first=True, seen="/projekt?vy=lista")
    skolan, allt = numbers(site)

    assert sanna.get("/projekt").headers["location"] == "/projekt?vy=lista"
    sanna.act(f"/projekt/filter/{skolan}/forst", {"ja": "ja"}, seen="/projekt/filter")
    assert sanna.get("/projekt").headers["location"] == LIST
    sanna.act(f"/projekt/filter/{allt}/forst", {"ja": "nej"}, seen="/projekt/filter")
    assert sanna.get("/projekt").status_code == 200


def test_the_same_name_again_means_the_new_filter(site: Site, asker: Ask) -> None:
    sanna = asker("sanna")
    save(sanna, "Skolan")
    save(sanna, "skolan", seen="/projekt?vy=lista&q=skol")

    assert len(numbers(site)) == 1
    assert "/projekt?vy=lista&amp;q=skol" in sanna.text("/projekt/filter")


def test_a_filter_without_a_name_is_asked_for_one_and_nothing_is_lost(
    site: Site, asker: Ask
) -> None:
    answer = asker("sanna").act(
        "/projekt/filter", {"name": " ", "query": "vy=lista&enhet=buf", "first": "ja"}, seen=LIST
    )

    assert answer.status_code == 422
    assert 'value="vy=lista&amp;enhet=buf"' in answer.text
    assert 'value="ja" checked' in answer.text
    assert numbers(site) == []


def test_nobody_sees_or_changes_anothers_filter(site: Site, asker: Ask) -> None:
    save(asker("sanna"), "Skolan")
    (number,), karin = numbers(site), asker("karin")
    sent = {"_form": karin.mark("/projekt/filter"), "ja": "ja"}

    assert "Skolan" not in karin.text("/projekt/filter")
    first = karin.post(f"/projekt/filter/{number}/forst", data=sent, headers=SAME)
    karin.post(f"/projekt/filter/{number}/ta-bort", data=sent, headers=SAME)

    assert first.status_code == 404
    assert numbers(site) == [number]


def test_a_filter_is_taken_away(site: Site, asker: Ask) -> None:
    sanna = asker("sanna")
    save(sanna, "Skolan", first=True)

    sanna.act(f"/projekt/filter/{numbers(site)[0]}/ta-bort", seen="/projekt/filter")

    assert numbers(site) == []
    assert sanna.get("/projekt").status_code == 200


def test_there_is_an_end_to_how_many_one_has(site: Site, asker: Ask) -> None:
    sanna = asker("sanna")
    for number in range(MOST_EACH):
        save(sanna, f"Filter {number}")

    answer = sanna.act("/projekt/filter", {"name": "Ett till", "query": "vy=lista"}, seen=LIST)

    assert answer.status_code == 422
    assert "Ta bort ett som inte används" in answer.text


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("vy=lista&sida=4&enhet=buf", "vy=lista&enhet=buf"),
        ("enhet=buf&vy=lista&q=", "vy=lista&enhet=buf"),
        ("till=//elak.example", ""),
        ('q="><script>', "q=%22%3E%3Cscript%3E"),
    ],
)
def test_a_filter_holds_what_filters_and_nothing_else(query: str, kept: str) -> None:
    assert clean(query) == kept


def test_filters_go_with_their_person(site: Site, asker: Ask) -> None:
    save(asker("petra"), "Mina", seen="/projekt?vy=lista")

    told = survey(site.house, "ljungby", people.at("petra"), at=people.MORNING)

    assert told.rows["saved_filter"] == 1
