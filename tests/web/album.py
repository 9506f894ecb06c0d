"""The demo register on a fixed morning, and an address with something on it for every page there is."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from intlflow.app.calls.importing import import_file
from intlflow.app.duties import ticking
from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.domain.calls import Source
from intlflow.settings import Settings
from intlflow.store.engine import reading
from intlflow.web.site import Site
from tests import people
from tests.web.asking import HERE, SAME, Asker
from tests.web.routes import READING, Route
from tests.web.test_import_pages import ODD, SOLAR, choose

AGENT = {
    "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
}
CALLS = Path(__file__).parents[1] / "data" / "ft_grantsTenders.synthetic.json"
NOT_PAGES = ("/statisk", "/halsa", "/metrics", "/.well-known", "/tema", "/api", "/robots")
FILES = (
    ".csv",
    ".json",
    ".txt",
    ".ics",
    ".css",
    "/html",
    "/oidc",
    "/svar",
    "/gar",
    "/logga-in-kod",
    "{form}",
    "{making}",
)
PAGES = [
    route
    for route in READING
    if not route.path.startswith(NOT_PAGES) and not route.path.endswith(FILES)
]


def demo(folder: Path) -> House:
    """The demo register with the letters of that morning written."""
    settings = Settings.from_env({}, folder)
    prepare(settings, with_demo=True, at=people.MORNING)
    house = assemble(replace(settings, address=HERE))
    ticking.tick(house, people.MORNING)
    import_file(house, Source.FT, CALLS, at=people.MORNING)
    return house


def step_in(asker: Asker, number: int = 1) -> None:
    """Step into somebody's shoes, as everyone may with the demo register; the first is a coordinator."""
    answer = asker.post(f"/prova-som/{number}", data={"till": "/"}, headers=SAME | AGENT)
    assert answer.status_code == 303, answer.text


def addresses(site: Site, asker: Asker) -> dict[str, str]:
    """An address for each page: the first that is met, walking the links breadth first."""
    found = {route.path: route.path for route in PAGES if "{" not in route.path}
    found |= _made(site, asker)
    shapes = {route.path: _shape(route) for route in PAGES}
    seen, queue = set[str](), ["/", *found.values()]
    while queue:
        here = queue.pop(0)
        answer = asker.get(here)
        led = [to] if (to := answer.headers.get("location", "")).startswith("/") else []
        if "text/html" not in answer.headers.get("content-type", "") and not led:
            continue
        for link in [*led, *map(unescape, re.findall(r'href="(/[^"#]*)"', answer.text))]:
            path = link.split("?")[0]
            fits = next((p for p, shape in shapes.items() if shape.fullmatch(path)), None)
            if fits is None or path in seen:
                continue
            seen.add(path)
            if fits not in found:
                found[fits] = path
                queue.append(link)
    return found


def _shape(route: Route) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*:path\}|(\{[^}]*\})", route.path)
    text = "".join("[^/]+" if p and p.startswith("{") else ".+" if p is None else re.escape(p)
                   for p in parts)  # fmt: skip
    return re.compile(text)


def _made(site: Site, asker: Asker) -> dict[str, str]:
    """What no link leads to: a receipt, a list on its way in, the question of a letter's link."""
    batch = asker.act(choose(asker, SOLAR.encode()), {}).headers["location"]
    idea = asker.act("/ide/ny", {"title": "Bibliotek på hjul", "unit": people.home()})
    first, second = _links(site.house)
    answered = Asker(asker.app).act(first, {"on": str(people.MORNING.date())})
    turn = next(re.finditer(r'href="/arende/([^/"]+)/beslut/nytt"', asker.text("/beslut")))[1]
    full = _fullest(site.house)
    said = {"text": "Skolchefen vill vara med på nästa möte.", "level": "all"}
    asker.act(f"/kommentarer/case/{full}", said, seen=f"/arende/{full}")
    return {
        "/kommentarer/{about}/{subject:path}": f"/kommentarer/case/{full}",
        "/kommentar/{number}": "/kommentar/1",
        "/enhetsrapport/{unit}": f"/enhetsrapport/{people.home()}",
        "/gruppmoten/{number}/kallelse": "/gruppmoten/1/kallelse",
        "/arende/{ref}": f"/arende/{full}",
        "/revision/arende/{ref}": f"/revision/arende/{full}",
        "/import/personer/klart": "/import/personer/klart?nya=12&andrade=3&uppdrag=14",
        "/import/sammantraden/klart": "/import/sammantraden/klart?nya=24&andrade=1",
        "/arende/{ref}/jav": f"/arende/{turn}/jav",
        "/ide/{ref}/tack": idea.headers["location"],
        "/import/omgang/{batch}": batch,
        "/import/fil/{upload}": choose(asker, ODD.encode(), "Projektlista gammal.csv"),
        "/l/{ticket}": second,
        "/svar/{receipt_}": answered.headers["location"],
        "/logga-in/{ticket}": f"/logga-in/{'0' * 43}",
    }


def _fullest(house: House) -> str:
    """The running project with most history."""
    with reading(house.engine) as tx:
        row = tx.one(
            "SELECT ref FROM case_ JOIN journal ON journal.case_id = case_.id"
            " WHERE kind = 'project' AND case_.municipality = 'ljungby' AND phase = 'running'"
            " GROUP BY ref ORDER BY COUNT(*) DESC, ref"
        )
    assert row is not None
    return str(row[0])


def _links(house: House) -> list[str]:
    """The links in the letters about the talk, by their readers' addresses; two are enough."""
    with reading(house.engine) as tx:
        rows = tx.all(
            "SELECT body FROM letter JOIN letter_text ON letter_id = id"
            " WHERE municipality = 'ljungby' AND template = 'duty/talk' ORDER BY address"
        )
    found = [m[1] for (body,) in rows if (m := re.search(r"http\S+(/l/\S+)", body))]
    return found[:2]
