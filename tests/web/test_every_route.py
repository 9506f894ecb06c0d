"""What holds for every page there is, those that come tomorrow among them."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest

from intlflow.app.access.matrix import MATRIX, Action, Reach
from intlflow.app.house import House
from intlflow.app.register import add_person, appoint
from intlflow.domain.words import Role
from intlflow.web.gate import HEADERS
from tests import people
from tests.web.asking import SAME, Asker
from tests.web.routes import ACTING, READING, ROUTES, Route, a_case

Ask = Callable[..., Asker]
HOLDERS = {
    Role.CONTACT: "karin",
    Role.MANAGER: "manne",
    Role.COORDINATOR: "sanna",
    Role.CONTROLLER: "egon",
    Role.REGISTRAR: "rolf",
    Role.SECRETARY: "siv",
    Role.SIGNATORY: "firma",
    Role.LEAD: "lea",
    Role.DIRECTOR: "dagny",
    Role.AUDITOR: "rut",
    Role.ADMIN: "adam",
    Role.SUBMITTER: "petra",  # somebody in the register, in no role
}


@pytest.fixture
def cast(house: House) -> None:
    """Everyone, the auditor and the system administrator too, and a case of Karin's unit."""
    for name, role in (("rut", Role.AUDITOR), ("adam", Role.ADMIN)):
        add_person(house, "ljungby", name=name.title(), email=people.at(name), at=people.MORNING)
        appoint(
            house,
            "ljungby",
            email=people.at(name),
            role=role,
            scope="",
            start=date(2027, 1, 1),
            end=None,
        )
    a_case(house)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_says_who_may_come(route: Route) -> None:
    assert route.guard is not None


@pytest.mark.parametrize("role", HOLDERS)
def test_each_role_comes_to_its_pages_and_no_others(cast: None, asker: Ask, role: Role) -> None:
    who = asker(HOLDERS[role])
    allowed = {
        action
        for action, table in MATRIX.items()
        if role in table or Role.SUBMITTER in table or table.get(Role.PROJECT_MANAGER) is Reach.OWN
    }
    wrong = []
    for route in ROUTES:
        if route.action is None:
            continue
        answer = who.get(route.url) if route.method == "GET" else who.post(route.url, headers=SAME)
        turned_away = answer.status_code == 404
        if route.action in allowed:
            # Which objects they reach is another test's matter; a page of no object is theirs.
            if turned_away and route.method == "GET" and "{" not in route.path:
                wrong.append((str(route), answer.status_code))
        elif not turned_away:
            wrong.append((str(route), answer.status_code))
    assert wrong == []


def test_nobody_comes_in_without_signing_in_where_somebody_must(cast: None, asker: Ask) -> None:
    nobody = asker()
    for route in ROUTES:
        if route.action is not None:
            ask = nobody.get if route.method == "GET" else nobody.post
            answer = ask(route.url, headers=SAME)
            assert answer.status_code in (303, 401), str(route)
            assert "/logga-in" in answer.headers.get("location", "/logga-in"), str(route)


DERIVED = re.compile(
    r"search_|year_(line|seen|sum|stale)"
)  # made from the rest when it is asked for


def dump(house: House) -> str:
    """Everything that the database holds, but for the index of words, which is made from the rest."""
    with closing(sqlite3.connect(str(house.settings.sqlite_file))) as file:
        return "\n".join(line for line in file.iterdump() if not DERIVED.search(line))


@pytest.mark.parametrize("name", [None, "karin", "sanna", "rut"])
def test_looking_never_changes_anything(
    house: House, cast: None, asker: Ask, name: str | None
) -> None:
    who = asker(name)
    before = dump(house)
    for route in READING:
        for method in ("GET", "HEAD", "OPTIONS"):
            who.request(method, route.url)
        who.get(route.url, headers={"sec-purpose": "prefetch"})
    assert dump(house) == before


@pytest.mark.parametrize("route", ACTING, ids=str)
def test_nothing_is_done_for_a_foreign_page(
    house: House, cast: None, asker: Ask, route: Route
) -> None:
    sanna = asker("sanna")
    before = dump(house)
    for heads in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elak.example"}, {}):
        assert sanna.post(route.url, headers=heads).status_code == 403
    assert dump(house) == before


def test_every_answer_tells_the_browser_to_run_nothing_foreign(cast: None, asker: Ask) -> None:
    sanna = asker("sanna")
    for path in [*(route.url for route in READING), "/finns-inte"]:
        answer = sanna.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert "cache-control" in answer.headers, path
        kind = answer.headers.get("content-type", "")
        assert kind.endswith("charset=utf-8") or not kind.startswith("text/"), path


def test_no_page_asks_anything_of_anybody_else(cast: None, asker: Ask) -> None:
    sanna = asker("sanna")
    for route in READING:
        text = sanna.get(route.url).text
        assert 'src="http' not in text, str(route)
        assert ' style="' not in text, str(route)
        assert "<script>" not in text, str(route)


def test_every_action_is_in_the_matrix_and_every_role_somewhere() -> None:
    assert set(MATRIX) == set(Action)
    assert {role for table in MATRIX.values() for role in table} == set(Role)
