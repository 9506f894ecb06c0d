"""The menu is kept between pages, and is all the same each one's own, as they stand at that moment."""

import re
from collections.abc import Callable
from datetime import timedelta

from intlflow.app.house import House
from intlflow.app.register import end_appointment
from intlflow.app.situation import local_day
from intlflow.store.engine import reading
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]
MENU = re.compile(r'<nav class="nav wide-nav".*?</nav>', re.DOTALL)
HERE = re.compile(r'href="([^"]+)" aria-current="page"')


def menu(one: Asker, path: str, status: int = 200) -> str:
    found = MENU.search(one.text(path, status))
    assert found, path
    return found[0]


def test_each_sees_what_they_may_do_whoever_came_before(asker: Ask) -> None:
    sanna, karin, egon = asker("sanna"), asker("karin"), asker("egon")
    for _ in range(2):
        assert "/import" in menu(sanna, "/projekt")
        assert "/import" not in menu(karin, "/projekt")
        assert "/beslut" not in menu(egon, "/projekt")


def test_a_role_that_is_removed_leaves_the_menu_at_once(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    assert "/import" in menu(sanna, "/")
    with reading(house.engine) as tx:
        held = tx.one("SELECT a.id FROM appointment a JOIN person p ON p.id = a.person_id"
                      " WHERE p.email = ?", people.at("sanna"))  # fmt: skip
    assert held is not None
    end_appointment(house, held[0], local_day(people.MORNING) - timedelta(days=1))

    assert "/import" not in menu(sanna, "/")


def test_one_sees_where_one_is_and_in_ones_language(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    ref = people.an_idea(house).ref
    for path, here in (
        *(("/", ["/"]), ("/projekt?vy=lista", ["/projekt"]), ("/projekt", ["/projekt"])),
        *(("/register", ["/register"]), (f"/arende/{ref}", []), ("/mitt-konto", [])),
        ("/import", ["/import"]),
    ):
        assert HERE.findall(menu(sanna, path)) == here, path
    sanna.cookies.set("lang", "en")
    assert ("Projects" in menu(sanna, "/projekt"), "Projekt" in menu(sanna, "/projekt")) == (
        True,
        False,
    )


def test_pages_that_are_not_there_fill_no_memory(asker: Ask) -> None:
    sanna = asker("sanna")
    pages = {menu(sanna, f"/finns-inte-{number}", 404) for number in range(3)}

    assert len(pages) == 1
    assert HERE.findall(pages.pop()) == []
