"""Pages stay light: as many questions for thirty cases as for three, few bytes, nothing that jumps."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bench import crowd, pages
from intlflow.app.house import House
from intlflow.store.engine import Tx
from intlflow.web.site import Site
from tests import people
from tests.web.asking import Asker
from tests.web.browser import browser as browser
from tests.web.programs import Program, key_of
from tests.web.running import running
from tests.web.test_in_a_browser import come_in

Ask = Callable[..., Asker]
LISTS = (
    *("/", "/projekt", "/projekt?vy=lista", "/projekt?vy=tidslinje"),
    *("/projekt.json", "/projekt.csv", "/paminnelser.json", "/beslut.json", "/utskick.json"),
)
LIGHTEST = 120 * 1024


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question that the database is asked."""
    asked: list[str] = []
    for name in ("run", "one", "all", "many"):
        real: Any = getattr(Tx, name)

        def counted(self: Tx, sql: str, *values: Any, real: Any = real) -> Any:
            asked.append(sql)
            return real(self, sql, *values)

        monkeypatch.setattr(Tx, name, counted)
    return asked


@pytest.mark.parametrize("path", LISTS)
def test_a_page_asks_as_many_questions_for_thirty_cases_as_for_three(
    house: House, asker: Ask, questions: list[str], path: str
) -> None:
    sanna = asker("sanna")
    counted = []
    for number in (3, 27):
        for case in range(number):
            people.an_idea(house, title=f"Projekt {case}")
        questions.clear()
        sanna.text(path)
        counted.append(len(questions))

    assert counted[0] == counted[1], questions
    assert counted[0] < 40


def test_the_first_page_is_light_with_all_that_it_needs(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    for case in range(30):
        people.an_idea(house, title=f"Projekt {case}")
    page = sanna.text("/")
    parts = set(re.findall(r'(?:href|src)="(/(?:statisk|tema)/[^"]+)"', page))
    weights = {path: len(sanna.get(path).content) for path in parts}

    assert len(weights) >= 4
    assert len(page.encode()) + sum(weights.values()) <= LIGHTEST, weights


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_nothing_on_a_page_jumps_while_it_loads(
    browser: Browser, served: Site, house: House
) -> None:
    for case in range(30):
        people.an_idea(house, title=f"Projekt {case}")
    context = browser.new_context(base_url=served.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    come_in(served, page, "sanna")
    jumps = {}
    for path in ("/", "/projekt", "/projekt?vy=lista", "/ide/ny"):
        page.goto(path, wait_until="networkidle")
        jumps[path] = page.evaluate(
            "() => new Promise(done => { let sum = 0; new PerformanceObserver(list => {"
            " for (const one of list.getEntries()) sum += one.value; })"
            ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 200); })"
        )
    context.close()

    assert {path: value for path, value in jumps.items() if value > 0.01} == {}


def test_two_people_may_ask_at_once(site: Site, house: House, asker: Ask) -> None:
    """One process, several threads: no answer is another's."""
    names, found = ("sanna", "karin", "stig", "petra"), dict[str, set[str]]()
    apps = {name: asker(name) for name in names}
    full = {name: people.CAST[name][0] for name in names}

    def ask(name: str) -> None:
        seen = [apps[name].text("/mitt-konto") for _ in range(15)]
        found[name] = {who for page in seen for who in full.values() if who in page}

    threads = [threading.Thread(target=ask, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: {full[name]} for name in names}


def test_what_is_kept_is_never_older_than_the_last_write(site: Site, asker: Ask) -> None:
    from intlflow.web.app import serve

    program = Program(serve(site), key_of(site, "karin"))
    talk = {"subject": people.home(), "on": "2027-02-20", "forum": "Ledningsgruppen"}

    def count() -> list[str]:
        rows = program.read("/duties?size=200")["items"]
        return [row["count"] for row in rows if row["duty"] == "ledningsgrupp_talk"
                and row["subject"] == people.home()]  # fmt: skip

    before = count()
    assert count() == before
    program.act("/duties/ledningsgrupp_talk/talks", talk, 201)
    assert (before[0], count()[0]) == ("0/2", "1/2")
    program.close()


@pytest.mark.slow
def test_a_crowd_is_served_without_a_fault_and_in_flat_memory(tmp_path: Path) -> None:
    house = pages.filled(tmp_path, 500)
    cookies = pages.cookies(house, 20)
    house.close()
    with running(tmp_path) as served:
        seen = crowd.come(served.port, cookies, people=200, seconds=20, pids=[served.process.pid])

    assert seen.faults == []
    assert seen.answers > 200
    assert seen.growth < 0.10, seen
