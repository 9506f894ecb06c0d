"""A page of 50 among 10,000 projects, against bare Starlette with the same question and template."""

import asyncio
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bench.crowd import Cookie
from bench.report import Line
from intlflow import clock
from intlflow.app.access.entering import enter, visitor
from intlflow.app.case_board import Filter
from intlflow.app.house import House, assemble
from intlflow.app.register import add_person, appoint
from intlflow.app.setup import prepare
from intlflow.app.situation import local_day
from intlflow.domain.facts import Facts
from intlflow.domain.journal import canonical
from intlflow.domain.words import Role, Stage
from intlflow.store import journal, people
from intlflow.store.engine import Tx, reading, writing
from intlflow.web.app import serve
from intlflow.web.doorman import cookie_name, cookie_value, form_mark
from intlflow.web.site import Site, open_site

PROJECTS = int(os.environ.get("BENCH_PROJECTS", "10000"))
ASKED = int(os.environ.get("BENCH_PAGES", "200"))
ROUNDS = 5
TOWN, HERE, PATH = "ljungby", "http://127.0.0.1:8080", "/projekt?vy=lista"
NOW = datetime(2027, 3, 1, 7, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PHASES = {
    "idea": Stage.IDEA,
    "support": Stage.SUPPORT,
    "writing": Stage.WRITING,
    "submitted": Stage.DECISION,
    "running": Stage.RUNNING,
    "evaluation": Stage.EVALUATION,
    "archived": Stage.ARCHIVE,
}


def filled(folder: Path, projects: int = PROJECTS) -> House:
    """An installation with so many projects, each with a checklist and planned dates."""
    prepare(_settings(folder), with_demo=False, at=NOW)
    house, chance = assemble(_settings(folder)), random.Random(5)
    for name, role in (("sanna", Role.COORDINATOR), ("petra", None)):
        add_person(house, TOWN, name=name.title(), email=f"{name}@{TOWN}.example", at=LONG_AGO)
        if role:
            appoint(house, TOWN, email=f"{name}@{TOWN}.example", role=role, scope="",
                    start=date(2020, 1, 1), end=None)  # fmt: skip
    units = [unit for unit in house.pack(TOWN).unit if unit.holds(NOW.date())]
    rows, tasks, dates = [], [], []
    for number in range(1, projects + 1):
        phase, stage = chance.choice(list(PHASES.items()))
        unit, at = chance.choice(units), NOW - timedelta(minutes=chance.randrange(10**6))
        facts = Facts({"project_manager": f"petra@{TOWN}.example", "forms": ["external_funding"]})
        moment = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
        place = TOWN, "project", unit.key, unit.name
        stands = f"Projekt {number}", phase, stage, 1, 1, canonical(facts), 1, moment, moment
        rows.append((number, f"LJU-2027-{number:05d}", *place, *stands))
        for place in range(4):
            done = moment if place < 2 else None
            tasks.append((number, 1, stage, f"steg{place}", "Steg", "Step", "coordinator",
                          "2027-04-01", True, done, ""))  # fmt: skip
        day = str(NOW.date() + timedelta(days=chance.randrange(300)))
        dates.append((number, 1, "nasta", "Nästa", "Next", day, day))
    with writing(house.engine) as tx:
        tx.many(_CASE, rows)
        for row in rows:
            _begun(tx, row)
        tx.many(_TASK, tasks)
        tx.many(_DATE, dates)
    return house


def _begun(tx: Tx, row: tuple[Any, ...]) -> None:
    """The first row of a case's history: none is without."""
    journal.append(
        tx,
        given="{}",
        salt="",
        municipality=TOWN,
        case_id=row[0],
        seq=1,
        at=row[-1],
        person_id=1,
        role=str(Role.COORDINATOR),
        verb="register",
        source="",
        target=row[7],
        unit_name=row[5],
    )


_CASE = (
    "INSERT INTO case_ (id, ref, municipality, kind, unit, unit_name, title, phase, stage,"
    " stage_entry, version, facts, opened_by, opened_at, changed_at)"
    f" VALUES ({', '.join('?' * 15)})"
)
_TASK = (
    "INSERT INTO task (case_id, entry, stage, key, title_sv, title_en, owner, due_on, required,"
    f" done_at, note) VALUES ({', '.join('?' * 11)})"
)
_DATE = (
    "INSERT INTO milestone (case_id, entry, key, title_sv, title_en, on_day, work_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def _settings(folder: Path) -> Any:
    from intlflow.settings import Settings

    return Settings.from_env({}, folder)


def signed_in(site: Site) -> str:
    """The coordinator's cookie."""
    with reading(site.house.engine) as tx:
        found = people.by_email(tx, TOWN, f"sanna@{TOWN}.example", str(local_day(NOW)))
    assert found is not None
    key = enter(site.house, found.person_id, way="test", agent="bench", at=NOW)
    return f"{cookie_name(site)}={cookie_value(site, key)}"


def cookies(house: House, number: int) -> list[Cookie]:
    """Sessions of the coordinator, with the mark of their forms."""
    site = open_site(house, clock.now, HERE)
    with reading(house.engine) as tx:
        found = people.by_email(tx, TOWN, f"sanna@{TOWN}.example", str(local_day(site.now())))
    assert found is not None
    made = []
    for _ in range(number):
        key = enter(house, found.person_id, way="test", agent="bench", at=site.now())
        who = visitor(house, key, site.now())
        cookie = f"{cookie_name(site)}={cookie_value(site, key)}"
        made.append(Cookie(cookie, form_mark(site, who), house.pack(TOWN).unit[0].key))
    return made


def bare(site: Site) -> Starlette:
    """Starlette alone: the same question and the same template, nobody asked who they are."""
    from intlflow.app.access.entering import known
    from intlflow.web.pages import cases

    with reading(site.house.engine) as tx:
        found = people.by_email(tx, TOWN, f"sanna@{TOWN}.example", str(local_day(NOW)))
        assert found is not None
        who = known(site.house, tx, found.person_id, NOW)
    assert who is not None

    async def page(request: Request) -> HTMLResponse:
        request.app.state.site = site
        answer = await run_in_threadpool(cases.show_list, request, who, "lista", Filter(), 1)
        return HTMLResponse(answer.body)

    return Starlette(routes=[Route("/projekt", page)])


def ask(app: Any, cookie: str, path: str = PATH) -> Callable[[], Any]:
    """One request, without a network."""
    address, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": address, "raw_path": address.encode(), "root_path": "",
        "query_string": query.encode(), "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8080),
        "headers": [(b"host", b"127.0.0.1:8080"), (b"cookie", cookie.encode())],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def once() -> int:
        size = 0

        async def send(message: dict[str, Any]) -> None:
            nonlocal size
            assert message.get("status", 200) == 200, message
            size += len(message.get("body", b""))

        await app({**scope, "headers": list(scope["headers"])}, receive, send)
        return size

    return once


def take_turns(sides: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Processor seconds of each request, the sides taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in sides}

    async def run() -> None:
        for once in sides.values():
            for _ in range(10):
                await once()
        for _ in range(ROUNDS):
            for name, once in sides.items():
                for _ in range(ASKED // ROUNDS):
                    since = time.process_time()
                    await once()
                    taken[name].append(time.process_time() - since)

    asyncio.run(run())
    return taken


def lines(folder: Path) -> list[Line]:
    """Our page against the bare one, and how even its times are."""
    house = filled(folder)
    site = open_site(house, lambda: NOW, HERE)
    cookie = signed_in(site)
    ours, peer = ask(serve(site), cookie), ask(bare(site), "")
    try:
        taken = take_turns({"ours": ours, "bare": peer})
    finally:
        house.close()
    mine, other = (statistics.median(taken[name]) for name in ("ours", "bare"))
    slowest = sorted(taken["ours"])[int(len(taken["ours"]) * 0.99)]
    rows, rates = f"50 among {PROJECTS:,} projects", (1 / mine, 1 / other)
    note = f"{mine * 1000:.1f} ms of processor time against {other * 1000:.1f} ms"
    return [
        Line(
            f"the list, {rows} / bare Starlette",
            rates[0],
            rates[1],
            "/s",
            mine and other / mine,
            0.85,
            False,
            note,
        ),
        Line(
            "  the slowest of a hundred / the middle one",
            slowest * 1000,
            mine * 1000,
            "ms",
            slowest / mine,
            4,
            True,
            "",
        ),
    ]
