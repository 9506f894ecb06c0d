"""Every route that the pages have, with what it takes to ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from intlflow.app.access.matrix import Action
from intlflow.app.house import House
from intlflow.app.opening import open_case
from intlflow.domain.words import Kind
from intlflow.web.doorman import Guard
from intlflow.web.pages import ROUTERS
from tests import people

# What stands in an address's places; a route with a place of another name fails until it is here.
PLACES = {
    "ref": "LJU-2027-001",
    "verb": "accept",
    "key": "undersoka",
    "ticket": "abc",
    "person": "1",
    "call": "HORIZON-1",
    "register": "partner",
    "number": "1",
    "unit": "buf",
    "hook": "1",
    "token": "0123456789abcdef",
    "duty": "ledningsgrupp_talk",
    "subject": "buf",
    "letter": "0" * 32,
    "step": "hall",
    "receipt_": "1.abc",
    "day": "2027-03-01",
    "wish": "hall",
    "batch": "1",
    "document": "plan_2018",
    "kind": "projekt",
    "upload": "0" * 32,
    "about": "case",
    "filter": "1",
    "draft": "abc",
    "point": "1",
    "year": "2026",
    "form": "json",
    "figure": "running",
    "handing": "1",
    "act_": "submit",
    "paper": "memo",
    "making": "0" * 32,
}


@dataclass(frozen=True)
class Route:
    """One address and one method."""

    path: str
    method: str
    guard: Guard | None

    @property
    def url(self) -> str:
        """The address with its places filled."""
        return self.path.replace(":path}", "}").format(**PLACES, name="site.css")

    @property
    def action(self) -> Action | None:
        """What the visitor must be allowed; None: everybody comes in."""
        return self.guard.action if self.guard else None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _guard(dependant: Dependant) -> Guard | None:
    return next((d.call for d in dependant.dependencies if isinstance(d.call, Guard)), None)


def routes() -> Iterator[Route]:
    """Every one."""
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for method in sorted(route.methods):
                yield Route(route.path, method, _guard(route.dependant))


ROUTES = list(routes())
READING = [route for route in ROUTES if route.method == "GET"]
ACTING = [route for route in ROUTES if route.method != "GET"]


def a_case(house: House) -> str:
    """A case to ask for, the year's first; its unit is Karin's."""
    moved = open_case(
        house,
        Kind.PROJECT,
        municipality="ljungby",
        unit=people.home(),
        title="Grönare skolgårdar",
        by=people.at("karin"),
        given={},
        at=people.MORNING,
    )
    return moved.ref
