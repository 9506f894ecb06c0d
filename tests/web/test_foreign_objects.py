"""What belongs to another municipality, or to another unit, looks as if it were not there: on every route.

The routes are the application's own. One with a new place fails until it is clear what stands there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from intlflow.app.access.matrix import MATRIX, Reach
from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from intlflow.app.people_import import import_people
from intlflow.domain.words import Kind, Role
from intlflow.store import meetings
from intlflow.store.engine import reading
from intlflow.web.app import serve
from intlflow.web.site import Site, open_site
from tests import people
from tests.app.test_people_import import HEAD
from tests.web.album import PAGES, demo, step_in
from tests.web.asking import HERE, SAME, Asker
from tests.web.routes import PLACES, Route
from tests.web.test_every_route import dump
from tests.web.test_import_pages import SOLAR, choose
from tests.web.walking import SHAPES, met, with_places

# What stands in a place: somebody's object, or a word that is the same for everybody.
OBJECTS = {
    *("ref", "number", "letter", "hook", "token", "person", "upload", "batch", "document", "unit"),
    *("subject", "point"),
}
WORDS = {"year", "form", "figure", "act_", "about", "paper", "handing", "making"}
WORDS |= {"verb", "key", "step", "wish", "register", "kind", "day", "duty", "name"}
KEYS = {"ticket", "receipt_"}  # whoever holds one of these is let in by it; tried in test_answers
KEYS |= {"draft", "filter"}  # one's own alone: whoever throws away another's throws nothing away
SHARED = {"call"}  # the EU's calls are everybody's
OPEN = {"/prova-som/{person}"}  # with the made-up register alone: into anyone's shoes
OTHER, OWN = 41, 1  # coordinators of the demo register's two municipalities
CHANCE = {"x-request-id", "date", "content-length", "set-cookie"}
FIELDS = {
    "version": "1",
    "reason": "Därför",
    "why": "Därför",
    "on": "2027-03-01",
    "day": "2027-03-01",
    "kind": "waive",
    "note": "x",
    "section": "31",
    "outcome": "bifall",
    "other_day": "2027-03-01",
}
Ask = Callable[..., Asker]


def test_every_place_is_an_object_or_a_word() -> None:
    names = {name for fits in SHAPES.values() for name in fits.groupindex}
    assert names <= OBJECTS | WORDS | KEYS | SHARED
    assert names - {"name"} <= set(PLACES)


def guarded() -> list[Route]:
    """Routes that ask for somebody's object."""
    return [r for r in with_places() if r.action and last_object(r) and r.path not in OPEN]


def last_object(route: Route) -> str | None:
    """The place where the object stands."""
    names = [name for name in SHAPES[route.path].groupindex if name in OBJECTS]
    return names[-1] if names else None


@dataclass
class Objects:
    """Addresses that somebody meets, and what stands in their places."""

    found: dict[str, set[str]]

    def values(self, route: Route, name: str) -> set[str]:
        """What stands in a place of a route, or in the same place of another."""
        start = route.path.split("{" + name)[0]
        same = [p for p in SHAPES if p.startswith(start + "{" + name)]
        if name == "ref":
            same = [p for p, fits in SHAPES.items() if "ref" in fits.groupindex]
        groups = [SHAPES[p].fullmatch(a) for p in same for a in self.found.get(p, ())]
        return {match[name] for match in groups if match}

    def addresses(self, route: Route) -> list[str]:
        """Addresses of a route: as they were met, else put together from what stands elsewhere."""
        if self.found.get(route.path):
            return sorted(self.found[route.path])
        name = last_object(route)
        assert name
        other = {k: v for k, v in PLACES.items() if k != name}
        return [route.path.replace(":path}", "}").format(**other, **{name: value})
                for value in sorted(self.values(route, name))]  # fmt: skip


def missing(route: Route, address: str) -> str:
    """The same address with an object of the same look that there is none of."""
    name = last_object(route)
    assert name
    match = SHAPES[route.path].fullmatch(address)
    assert match, (route, address)
    value = match[name]
    if value.isdigit():
        other = "9" * len(value) if len(value) > 1 else "0"
    elif re.fullmatch(r"[A-Z]+-\d+-\d+", value):
        other = f"{value[:-3]}999"
    else:
        other = re.sub(r"[a-z0-9]", "f", value)
    return address[: match.start(name)] + other + address[match.end(name) :]


def asked(who: Asker, route: Route, address: str, mark: str) -> tuple[int, dict[str, str], str]:
    """An answer without what chance puts into it, and without the address itself."""
    if route.method == "GET":
        answer: Any = who.get(address)
    else:
        answer = who.post(address, data={"_form": mark} | FIELDS, headers=SAME)
    heads = {name: value for name, value in answer.headers.items() if name not in CHANCE}
    return answer.status_code, heads, answer.text.replace(address, "HERE")


def leaks(who: Asker, routes: list[Route], objects: Objects, own: Objects) -> dict[str, str]:
    """Routes that tell what is foreign from what is missing, and how."""
    mark, wrong = who.mark("/ide/ny"), {}
    for route in routes:
        mine = set(own.addresses(route))
        foreign = [a for a in objects.addresses(route) if a not in mine]
        if not foreign:
            wrong[str(route)] = "no such object to try with"
        for address in foreign[:2]:
            got = asked(who, route, address, mark)
            nothing = asked(who, route, missing(route, address), mark)
            if got != nothing or got[0] != 404:
                wrong[f"{route} {address}"] = f"{got[0]} / {nothing[0]}"
    return wrong


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo register's two municipalities in one installation."""
    house = demo(tmp_path_factory.mktemp("demo"))
    yield open_site(house, lambda: people.MORNING, HERE)
    house.close()


def furnished(who: Asker, site: Site, town: str) -> Objects:
    """What a coordinator meets, one of each kind made first; a list names a unit of theirs."""
    unit = site.house.pack(town).units[people.home(town)]
    listed = SOLAR.replace(";TF;", f";{unit.name};").encode()
    who.act("/mitt-konto/nycklar", {"name": "Prov", "scope": "read", "days": "90"})
    who.act("/drift/system", {"name": "Prov", "url": "https://prov.example/krok"})
    batch = who.act(choose(who, listed), {}).headers["location"]
    upload = choose(who, listed)
    duty = f"/plikt/ledningsgrupp_talk/{unit.key}"
    who.act(duty, {"on": "2027-02-11", "forum": "ledningsgruppen"})
    row = re.findall(r'href="([^"]+[?]ratta=[^"]+)"', who.text(duty))[0]
    for number in range(2 if town == "vaxjo" else 1):  # these are counted in each, too
        one = f"Prov Provsson;prov{number}@{town}.example;;;;;;;;;"
        brought = import_people(
            site.house,
            town,
            f"{HEAD}\n{one}".encode(),
            at=people.MORNING,
            by=OWN if town == "ljungby" else OTHER,
        )
    said = who.act(f"/kommentarer/unit/{unit.key}", {"text": "Prov", "level": "all"})
    comment = said.headers["location"].rpartition("-")[2]
    who.act("/projekt/filter", {"name": "Prov", "query": "vy=lista"})
    for _ in range(6 if town == "vaxjo" else 1):  # they are counted in each municipality
        who.act("/oppna-punkter", {"what": "Prov"})
    for _ in range(5 if town == "vaxjo" else 1):
        kept = who.act(
            "/register/meeting/ny", {"place": "Rådhuset", "circle": "working", "day": "2027-09-01"}
        )
    starts = [route.path for route in PAGES if "{" not in route.path]
    starts.append(f"/rapporter/{people.MORNING.year - 1}")
    objects = Objects(met(who, upload, batch, row, *starts))
    objects.found["/import/fil/{upload}"].add(upload)
    objects.found["/import/omgang/{batch}"].add(batch)
    last = int(
        kept.headers["location"].rpartition("/")[2]
    )  # every number that ours has, and one more
    for paper in ("kallelse", "anteckningar"):
        numbers = (last,) if town == "vaxjo" else range(1, last + 1)
        for form in ("", "/pdf"):
            path = f"/gruppmoten/{{number}}/{paper}" + ("/{form}" if form else "")
            objects.found[path] = {f"/gruppmoten/{n}/{paper}{form}" for n in numbers}
    for path in ("/gruppmoten/{number}/narvaro", "/gruppmoten/{number}/narvaro/angra"):
        objects.found[path] = {path.format(number=n) for n in numbers}
    path = "/import/lista/{kind}/{batch}/angra"
    objects.found[path].add(f"/import/lista/personer/{brought.batch}/angra")
    objects.found["/kommentar/{number}"].add(f"/kommentar/{comment}")
    objects.found["/kommentar/{number}/ta-tillbaka"].add(f"/kommentar/{comment}/ta-tillbaka")
    return objects


def more_meetings(house: House, other: Objects) -> None:
    """Meetings are counted in each municipality: let the other one have a number that we have not."""
    day = people.MORNING.date() + 300 * people.DAY
    with reading(house.engine) as tx:
        mine = {row.number for row in meetings.standing(tx, "ljungby")}
    for week in range(400):
        kept = add(house, "vaxjo", "ks", day + week * people.DAY, by=people.at("sanna.almgard", "vaxjo"),
                   at=people.MORNING)  # fmt: skip
        if kept.row.number not in mine:
            for path in ("", "/flytta", "/stall-in"):
                address = f"/sammantraden/{kept.row.number}{path}"
                other.found[f"/sammantraden/{{number}}{path}"] = {address}
            return


def test_what_is_another_municipalitys_looks_as_if_it_were_not_there(towns: Site) -> None:
    ours, theirs = Asker(serve(towns)), Asker(serve(towns))
    step_in(ours, OWN)
    step_in(theirs, OTHER)
    own, other = furnished(ours, towns, "ljungby"), furnished(theirs, towns, "vaxjo")
    more_meetings(towns.house, other)
    before = dump(towns.house)

    assert leaks(ours, guarded(), other, own) == {}
    assert dump(towns.house) == before


@pytest.fixture
def another_unit(house: House, asker: Ask) -> Objects:
    """What there is of Karin's unit alone: cases in several phases, their decisions, its duty."""
    for verbs in ((), ("accept",), ("accept", "go"), ("accept", "go", "decide_financing")):
        people.walk(house, verbs)
    people.a_case(house, Kind.TWIN_TOWN, title="Vänort: Rostock")
    sanna = asker("sanna")
    sanna.act("/plikt/ledningsgrupp_talk/buf", {"on": "2027-02-11", "forum": "ledningsgruppen"})
    objects = Objects(met(sanna, "/projekt?vy=lista", "/beslut", "/plikt/ledningsgrupp_talk/buf"))
    for path in ("/plikt/{duty}/{subject:path}", "/styr-plikt/{duty}/{subject:path}"):
        objects.found[path] = {a for a in objects.found[path] if a.endswith("/buf")}
    objects.found["/enheter/{unit}/ledningsgrupp"] = {"/enheter/buf/ledningsgrupp"}
    objects.found["/enheter/{unit}/ledningsgrupp/{form}"] = {"/enheter/buf/ledningsgrupp/pdf"}
    return objects


def of_one_unit(roles: set[Role]) -> list[Route]:
    """Routes where these roles reach no further than their own unit, or what they have brought."""
    near = {Reach.UNIT, Reach.OWN}
    return [r for r in guarded()
            if r.action and {MATRIX[r.action].get(role, Reach.OWN) for role in roles} <= near]  # fmt: skip


@pytest.mark.parametrize("name", ["stig", "rut"])
def test_what_is_another_units_looks_as_if_it_were_not_there(
    house: House, asker: Ask, another_unit: Objects, name: str
) -> None:
    """Stig is contact person of another unit; Rut is in the register and brings ideas at most."""
    if name == "rut":
        from intlflow.app.register import add_person

        add_person(house, "ljungby", name="Rut", email=people.at("rut"), at=people.MORNING)
    who = asker(name)
    own = Objects(met(who, "/projekt?vy=lista", "/paminnelser"))
    own.found["/enheter/{unit}/ledningsgrupp"].add("/enheter/tf/ledningsgrupp")
    own.found["/enheter/{unit}/ledningsgrupp/{form}"].add("/enheter/tf/ledningsgrupp/pdf")
    roles = {Role.SUBMITTER, Role.PROJECT_MANAGER} | ({Role.CONTACT} if name == "stig" else set())
    routes = [r for r in of_one_unit(roles) if another_unit.addresses(r)]
    assert len(routes) > 12
    before = dump(house)

    assert leaks(who, routes, another_unit, own) == {}
    assert dump(house) == before


FOREIGN = "Främmande ärende"


@pytest.mark.parametrize(
    "address",
    [
        *("/hinner-vi?arende={}", "/sok?q=Fr%C3%A4mmande", "/projekt?q=Fr%C3%A4mmande&vy=lista"),
        *("/projekt.json?q=Fr%C3%A4mmande", "/utskick?q={}", "/utskick.json", "/beslut.csv"),
        *(
            "/paminnelser.json",
            "/projekt.csv",
            "/enheter/buf",
            "/revision",
            "/ks",
            "/kalender",
            "/",
        ),
    ],
)
@pytest.mark.parametrize(("name", "town"), [("sanna", "vaxjo"), ("stig", "ljungby")])
def test_no_list_search_or_filter_shows_what_is_foreign(
    house: House, asker: Ask, address: str, name: str, town: str
) -> None:
    """Sanna's is the other municipality, Stig's another unit of the same."""
    ref = people.a_case(house, Kind.PROJECT, town, FOREIGN).ref

    answer = asker(name).get(address.format(ref))

    assert FOREIGN not in answer.text
    assert answer.text.count(ref) == answer.text.count(f"={ref}") + answer.text.count(f'"{ref}"')


def test_nobody_corrects_a_row_or_ends_a_session_that_is_anothers(house: House, asker: Ask) -> None:
    asker("sanna", "vaxjo").act("/plikt/ledningsgrupp_talk/utf", {"on": "2027-02-11", "forum": "x"})
    with reading(house.engine) as tx:
        theirs = tx.one("SELECT digest FROM session")
    sanna = asker("sanna")
    before = dump(house)
    page = "/plikt/ledningsgrupp_talk/buf"

    sanna.act(page, {"on": "2027-02-12", "forum": "y", "corrects": "1"}, seen=page)
    sanna.act("/mitt-konto/avsluta", {"session": str((theirs or ("",))[0])}, seen="/mitt-konto")

    assert dump(house) == before
