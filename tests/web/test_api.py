"""Programs read and move with a key: never more than its owner may, never without one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from intlflow.app.access.keys import digest
from intlflow.app.access.matrix import MATRIX, Reach
from intlflow.app.access.tokens import Scope
from intlflow.app.calls.choosing import choose
from intlflow.app.calls.importing import import_file
from intlflow.app.house import House
from intlflow.app.register import end_appointment, list_people
from intlflow.app.showing import show_case
from intlflow.domain.calls import Source
from intlflow.domain.words import Role
from intlflow.store.engine import writing
from intlflow.web import api
from intlflow.web.api.described import description
from intlflow.web.api.door import TokenGuard
from intlflow.web.app import serve
from intlflow.web.limits import Limit
from intlflow.web.lists import LISTS
from intlflow.web.site import Site
from tests import people
from tests.web.asking import Asker
from tests.web.programs import Program, key_of
from tests.web.routes import a_case
from tests.web.test_every_route import HOLDERS, dump
from tests.web.test_every_route import cast as cast

Make = Callable[..., Program]
PLACES = {"ref": "LJU-2027-001", "key": "undersoka", "call": "HORIZON-1"}


def routes() -> Iterator[tuple[str, str, TokenGuard]]:
    """Every route for programs: method, address, and what stands before it."""
    for router in api.ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            guards = [d.call for d in route.dependant.dependencies]
            guard = next(each for each in guards if isinstance(each, TokenGuard))
            for method in route.methods:
                yield method, route.path.format(**PLACES), guard


ROUTES = list(routes())


@pytest.fixture
def program(site: Site) -> Iterator[Make]:
    """Makes a program: `program("sanna")`, `program("karin", "read")`, or one without a key."""
    app, opened = serve(site), list[Program]()

    def make(name: str | None = None, *scopes: str, municipality: str = "ljungby") -> Program:
        key = key_of(site, name, *scopes, municipality=municipality) if name else None
        opened.append(Program(app, key))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_a_case_is_opened_moved_and_ticked_by_a_program(house: House, program: Make) -> None:
    karin, sanna = program("karin"), program("sanna")
    opened = karin.act("/cases", {"title": "Grönare skolgårdar", "unit": people.home()}, 201)
    path = f"/cases/{opened['ref']}"

    facts = {"project_manager": people.at("petra"), "forms": "Extern finansiering"}
    moved = sanna.act(f"{path}/moves", {"verb": "accept", "facts": facts, "version": 1})
    task = sanna.read(path)["tasks"][0]["key"]
    sanna.act(f"{path}/tasks/{task}", {}, 204)

    case = show_case(house, opened["ref"], people.MORNING)
    assert (moved["phase"], moved["version"], case["phase"]) == ("support", 2, "support")
    assert moved["letters"] > 0
    assert [t["key"] for t in case["tasks"] if t["done_at"]] == [task]


def test_a_talk_is_noted_by_a_program(program: Make) -> None:
    said = {"subject": people.home(), "on": "2027-02-20", "forum": "Ledningsgruppen"}

    noted = program("karin").act("/duties/ledningsgrupp_talk/talks", said, 201)

    assert (noted["count"], noted["day"]) == ("1/2", "2027-02-20")


def test_a_stale_version_is_refused_with_our_words(house: House, program: Make) -> None:
    ref, sanna = a_case(house), program("sanna")
    why = {"wake_on": "2027-09-01", "reason": "Nästa år"}
    sanna.act(f"/cases/{ref}/moves", {"verb": "park", "facts": why})

    no = sanna.act(f"/cases/{ref}/moves", {"verb": "wake", "version": 1}, 409)

    assert (no["why"], no["status"]) == ("stale", 409)
    assert "Sanna Lind" in no["title"]


def test_trouble_is_problem_json_with_a_sentence_and_a_place(program: Make) -> None:
    answer = program("sanna").get("/api/v1/cases?size=0&stage=nowhere")

    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["why"]) == (422, "misread")
    assert sorted(told["places"]) == ["query.size", "query.stage"]


def test_a_parameter_given_twice_is_refused(program: Make) -> None:
    told = program("sanna").read("/cases?unit=buf&unit=tf", 422)

    assert (told["why"], told["places"]) == ("given-twice", ["unit"])


@pytest.mark.parametrize(("method", "path"), [(m, p) for m, p, _ in ROUTES])
def test_nothing_answers_without_a_key(program: Make, method: str, path: str) -> None:
    nobody = program()
    for heads in ({}, {"authorization": "Bearer x"}, {"authorization": "Basic eDp5"}):
        headers = {"sec-fetch-site": "same-origin", **heads}
        answer = nobody.request(method, path, headers=headers, json={})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["why"] == "not-signed-in"


@pytest.mark.parametrize("role", HOLDERS)
def test_each_role_reaches_its_routes_and_no_others(cast: None, program: Make, role: Role) -> None:
    one, wrong = program(HOLDERS[role]), []
    for method, path, guard in ROUTES:
        assert guard.action is not None
        table = MATRIX[guard.action]
        own = Role.SUBMITTER in table or table.get(Role.PROJECT_MANAGER) is Reach.OWN
        answer = one.request(method, path, json={})
        turned_away = answer.status_code == 404
        whole = method == "GET" and not any(place in path for place in PLACES.values())
        if (role in table or own) and whole and answer.status_code != 200:
            wrong.append((path, answer.status_code))
        if not (role in table or own) and not turned_away:
            wrong.append((path, answer.status_code))
    assert wrong == []


def test_a_key_for_reading_moves_nothing(house: House, cast: None, program: Make) -> None:
    reader, before = program("sanna", "read"), dump(house)
    for method, path, guard in ROUTES:
        if guard.scope is Scope.MOVE:
            answer = reader.request(method, path, json={"title": "Träd", "unit": people.home()})
            assert (answer.status_code, answer.json()["why"]) == (403, "out-of-scope"), path
    assert dump(house) == before


def test_reading_changes_nothing(house: House, cast: None, program: Make) -> None:
    sanna = program("sanna")
    before = dump(house)
    for method, path, _ in ROUTES:
        if method == "GET":
            for ask in ("GET", "HEAD", "OPTIONS"):
                sanna.request(ask, path)
    assert dump(house) == before


def test_what_is_foreign_looks_like_what_is_missing(house: House, program: Make) -> None:
    ref, stranger = a_case(house), program("sanna", municipality="vaxjo")

    foreign = stranger.read(f"/cases/{ref}", 404)
    missing = stranger.read("/cases/LJU-1900-001", 404)

    assert {**foreign, "instance": ""} == {**missing, "instance": ""}
    assert [stranger.read(f"/{each.name}")["items"] for each in LISTS if each.name == "cases"] == [
        []
    ]


def test_contact_people_read_only_what_concerns_their_unit(house: House, program: Make) -> None:
    ref = a_case(house)  # Karin's unit's

    assert [row["ref"] for row in program("karin").read("/cases")["items"]] == [ref]
    assert program("stig").read("/cases")["items"] == []
    about = {row["subject"] for row in program("stig").read("/duties?size=200")["items"]}
    assert "tf" in about
    assert people.home() not in about


def test_lists_come_page_by_page(program: Make) -> None:
    sanna = program("sanna")

    first, second = sanna.read("/people?size=5"), sanna.read("/people?size=5&page=2")

    assert (first["total"], first["page"], len(first["items"])) == (second["total"], 1, 5)
    assert not {row["id"] for row in first["items"]} & {row["id"] for row in second["items"]}


def test_a_role_that_was_taken_away_is_gone_at_once(house: House, program: Make) -> None:
    sanna = program("sanna")
    rows = list_people(house, "ljungby", people.MORNING)
    held = next(row for row in rows if row["email"] == people.at("sanna"))["roles"]
    assert sanna.get("/api/v1/letters").status_code == 200

    end_appointment(house, held[0]["appointment"], (people.MORNING - people.DAY).date())

    assert sanna.get("/api/v1/letters").status_code == 404


def test_whoever_has_left_has_no_key_any_more(house: House, program: Make) -> None:
    karin = program("karin")
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET active_to = ? WHERE email = ?",
               "2027-02-28", people.at("karin"))  # fmt: skip

    assert karin.get("/api/v1/me").status_code == 401


def test_a_key_runs_out(site: Site) -> None:
    key, later = key_of(site, "karin"), people.MORNING + timedelta(days=31)
    karin = Program(serve(replace(site, now=lambda: later)), key)

    assert karin.get("/api/v1/me").status_code == 401
    karin.close()


def test_whoever_asks_too_often_is_told_how_long_to_wait(site: Site) -> None:
    limits = replace(site.limits, programs=Limit(3, 60, lambda: 0.0))
    app = serve(replace(site, limits=limits))
    karin, sanna = Program(app, key_of(site, "karin")), Program(app, key_of(site, "sanna"))
    assert [karin.get("/api/v1/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert karin.get("/api/v1/me").headers["retry-after"] == "60"
    assert sanna.get("/api/v1/me").status_code == 200
    karin.close()
    sanna.close()


def test_a_key_is_made_shown_once_and_taken_back(
    house: House, asker: Callable[..., Asker], site: Site
) -> None:
    karin, path = asker("karin"), "/mitt-konto/nycklar"
    page = karin.act(path, {"name": "Kalkylblad", "scope": ["read"], "days": "90"}).text
    key = page.split('id="nyckel">')[1].split("<")[0]
    program = Program(serve(site), key)
    assert program.read("/me")["scopes"] == ["read"]
    assert key not in dump(house)
    assert key not in karin.text(path)

    button = karin.text(path).split('action="/mitt-konto/nycklar/')[1].split('"')[0]
    assert karin.act(f"{path}/{button}", seen=path).status_code == 303

    assert program.get("/api/v1/me").status_code == 401
    program.close()


def test_nobody_takes_back_anothers_key(
    house: House, asker: Callable[..., Asker], site: Site
) -> None:
    key = key_of(site, "sanna")
    answer = asker("karin").act(f"/mitt-konto/nycklar/{digest(key)}/ta-bort", seen="/mitt-konto")

    assert answer.status_code == 404
    sanna = Program(serve(site), key)
    assert sanna.get("/api/v1/me").status_code == 200
    sanna.close()


@pytest.mark.parametrize("one", LISTS, ids=lambda each: each.name)
def test_every_list_is_a_file_beside_its_page(
    house: House, asker: Callable[..., Asker], one: Any
) -> None:
    a_case(house)
    sanna = asker("sanna")

    rows = sanna.get(f"{one.page}.json").json()["items"]
    file = sanna.get(f"{one.page}.csv")

    text = file.content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    lines = text.splitlines()
    assert len(lines[0].split(";")) == len(one.model.model_fields)
    assert len(lines) >= 1 + len(rows)


def test_calls_are_listed_filtered_and_shown(house: House, program: Make) -> None:
    calls_come_in(house)
    sanna, karin = program("sanna"), program("karin", "read")

    everything = sanna.read("/calls?size=200")
    coming = karin.read("/calls?state=forthcoming&size=200")
    name = everything["items"][0]["call"]
    one = karin.read(f"/calls/{name}")

    assert everything["total"] == len(everything["items"]) > len(coming["items"]) > 0
    assert {row["state"] for row in coming["items"]} == {"forthcoming"}
    assert (one["call"], one["title"]) == (name, everything["items"][0]["title"])
    assert one["deadlines"]
    assert sanna.read("/calls?state=nonsense")["total"] == 0
    sanna.read("/calls/NO-SUCH-CALL", 404)


def test_what_a_municipality_said_of_a_call_stays_its_own(house: House, program: Make) -> None:
    calls_come_in(house)
    name = program("sanna").read("/calls")["items"][0]["call"]
    choose(
        house, "ljungby", name, by=people.at("sanna"), at=people.MORNING, reason="Vi har en vänort."
    )

    own = program("sanna").read(f"/calls/{name}")["choices"]
    foreign = program("sanna", municipality="vaxjo").read(f"/calls/{name}")["choices"]

    assert [each["reason"] for each in own] == ["Vi har en vänort."]
    assert foreign == []


def calls_come_in(house: House) -> None:
    """The funder's file, with the dates that it has."""
    file = Path(__file__).parents[1] / "data" / "ft_grantsTenders.synthetic.json"
    import_file(house, Source.FT, file, at=people.MORNING)


BODIES = {
    "no text": b"\xff\xfe{",
    "half": b"{",
    "nothing": b"\x00",
    "deep": b"[" * 5000,
    "half a sign": b'"\\ud800"',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_without_a_key_no_body_is_worth_a_word(program: Make, body: bytes) -> None:
    nobody, sanna = program(), program("sanna")
    heads = {"content-type": "application/json", "sec-fetch-site": "same-origin"}

    for path in ("/api/v1/cases", "/api/v1/cases/LJU-2027-001/moves"):
        assert nobody.post(path, content=body, headers=heads).status_code == 401, path
        assert sanna.post(path, content=body, headers=heads).status_code in (400, 422), path


def test_nothing_in_a_file_is_computed(house: House, asker: Callable[..., Asker]) -> None:
    for title in ("=1+1", "@SUM(A1)", "+46", "-2", "＝1+1", "  =cmd|' /C calc'!A0"):
        asker("karin").act("/ide/ny", {"title": title, "unit": people.home()})

    lines = asker("sanna").get("/projekt.csv").content.decode("utf-8-sig").splitlines()[1:]

    cells = [cell.strip('"') for line in lines for cell in line.split(";")]
    assert len(lines) == 6
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "@", "+", "-", "＝"))] == []


def test_every_answer_is_described() -> None:
    told = description()
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert {"401", "403", "404", "422", "429", "500"} <= set(operation["responses"]), path
            assert ("409" in operation["responses"]) == (method == "post"), path
            assert operation["security"] == [{"key": []}]
            assert operation["summary"], path


def test_the_description_needs_a_key(program: Make) -> None:
    assert program("karin").read("/openapi.json")["info"]["title"] == "intlflow"
