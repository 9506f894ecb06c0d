"""Which page an address leads to is found quickly, and is what trying all in turn would have said."""

import re
from typing import Any

import pytest
from fastapi import APIRouter
from starlette.routing import Match

from intlflow.web import api
from intlflow.web.pages import ROUTERS
from intlflow.web.signpost import Signpost
from tests.web.routes import PLACES

PAGES = [route for router in (*ROUTERS, *api.ROUTERS) for route in router.routes]
ODD = (
    "/",
    "",
    "/nowhere",
    "//projekt",
    "/projekt/",
    "/Projekt",
    "/arende/",
    "/api/v1",
    "/%2f",
    "*",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")


def _addresses() -> list[str]:
    every = {getattr(page, "path", "") for page in PAGES}
    filled = {re.sub(r"{(\w+)[^}]*}", lambda m: PLACES.get(m[1], "a"), path) for path in every}
    return sorted(filled | every | set(ODD))


def _in_turn(scope: dict[str, Any]) -> tuple[Match, Any]:
    partial: tuple[Match, Any] = Match.NONE, None
    for page in PAGES:
        match, more = page.matches(scope)
        if match is Match.FULL:
            return match, more["route"]
        if match is Match.PARTIAL and partial[0] is Match.NONE:
            partial = match, more["route"]
    return partial


@pytest.mark.parametrize("method", METHODS)
def test_every_address_leads_where_trying_all_in_turn_leads(method: str) -> None:
    post = Signpost(PAGES)
    for path in _addresses():
        scope = {"type": "http", "method": method, "path": path}
        match, more = post.matches(scope)

        assert (match, more.get("route")) == _in_turn(scope), path


def test_a_place_at_the_front_and_a_word_at_the_front_keep_their_order() -> None:
    router = APIRouter()

    @router.get("/{any}/x")
    def first() -> None: ...

    @router.get("/word/x")
    def second() -> None: ...

    @router.post("/word/y")
    def third() -> None: ...

    post = Signpost(router.routes)

    def leads(method: str, path: str) -> tuple[Match, str]:
        match, more = post.matches({"type": "http", "method": method, "path": path})
        return match, more["route"].endpoint.__name__ if more else ""

    assert leads("GET", "/word/x") == (Match.FULL, "first")
    assert leads("GET", "/other/x") == (Match.FULL, "first")
    assert leads("GET", "/word/y") == (Match.PARTIAL, "third")
    assert leads("GET", "/other/y") == (Match.NONE, "")
