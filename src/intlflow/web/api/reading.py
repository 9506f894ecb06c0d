"""What programs read: who they are, the lists page by page, one case whole."""

import json
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.calls.showing import show_call
from intlflow.app.case_page import case_page
from intlflow.app.listing import Slice
from intlflow.domain.words import Kind, Stage
from intlflow.web.api.door import carried, token
from intlflow.web.hands import pages
from intlflow.web.lists import LISTS, List
from intlflow.web.shapes import Me, Page, WholeCall, WholeCase
from intlflow.web.site import Site, this_site

router = pages(prefix="/api/v1", tags=["read"])
Here = Annotated[Site, Depends(this_site)]
LONGEST = 100
MOST_ROWS = 200
SHAPES: dict[str, Any] = {
    "kind": Kind | None,
    "stage": Stage | None,
    "closed": bool,
    "every": bool,
}
EMPTY: dict[str, Any] = {"kind": None, "stage": None, "closed": False, "every": False}


@router.get("/me", response_model=Me, summary="Whose key this is")
def me(request: Request, who: Annotated[Visitor, token(Action.OWN_ACCOUNT)]) -> dict[str, Any]:
    """Whose key this is, with the roles that they hold today and what the key may do."""
    held = carried(request)
    return {
        "name": who.name,
        "email": who.email,
        "municipality": who.municipality,
        "roles": [{"role": role, "scope": scope} for role, scope in sorted(who.roles)],
        "scopes": sorted(held.scopes) if held else [],
    }


@router.get("/cases/{ref}", response_model=WholeCase, summary="One case")
def one_case(
    who: Annotated[Visitor, token(Action.READ_CASE)], site: Here, ref: str
) -> dict[str, Any]:
    """A case with its facts, checklist, history and what the key's owner could do to it now."""
    page = case_page(site.house, who, ref, site.now(), who.lang)
    case = page.case
    kept = (
        *("ref", "kind", "title", "unit", "unit_name", "stage", "phase", "version"),
        *("opened_at", "opened_by", "changed_at", "facts"),
    )
    now = [task for task in case["tasks"] if task["entry"] == case["stage_entry"]]
    return {
        **{name: case[name] for name in kept},
        "tasks": [{name: task[name] for name in _TASK} for task in now],
        "journal": [
            {name: row[name] for name in _ENTRY} | {"given": json.loads(row["given"] or "{}")}
            for row in case["journal"]
        ],
        "moves": [
            {
                **{name: row[name] for name in ("verb", "target", "who", "needs", "takes", "open")},
                "why": row["refused"]["why"] if row["refused"] else None,
            }
            for row in (*page.moves, *page.closed)
        ],
    }


@router.get("/calls/{call}", response_model=WholeCall, summary="One call for applications")
def one_call(
    who: Annotated[Visitor, token(Action.READ_CALLS)], site: Here, call: str
) -> dict[str, Any]:
    """A call with its money, its deadlines as they were, and what was said of it here."""
    told = show_call(site.house, who.municipality, call, site.now())
    return {name: told[name] for name in WholeCall.model_fields}


_TASK = ("key", "title_sv", "title_en", "owner", "due_on", "required", "done_at")
_ENTRY = ("seq", "at", "by", "role", "verb", "source", "target", "hash")


def _reader(one: List) -> Callable[..., dict[str, Any]]:
    """A route for a list, with its filters as parameters."""

    def read(site: Site, who: Visitor, page: int, size: int, **asked: Any) -> dict[str, Any]:
        part = Slice(site.now(), who.lang, page, size)
        given = {name: _plain(value) for name, value in asked.items()}
        found = one.find(site.house, who, given, part)
        return {"items": found.rows, "total": found.total, "page": page, "size": size}

    text = Annotated[str, Query(max_length=LONGEST)]
    number = Annotated[int, Query(ge=1, le=100_000)]
    rows = Annotated[int, Query(ge=1, le=MOST_ROWS)]
    shapes = {name: SHAPES.get(name, text) for name in one.filters}
    asked = [
        Parameter("who", Parameter.KEYWORD_ONLY, annotation=Annotated[Visitor, token(one.action)]),
        Parameter("site", Parameter.KEYWORD_ONLY, annotation=Here),
        Parameter("page", Parameter.KEYWORD_ONLY, default=1, annotation=number),
        Parameter("size", Parameter.KEYWORD_ONLY, default=50, annotation=rows),
        *(
            Parameter(name, Parameter.KEYWORD_ONLY, default=EMPTY.get(name, ""), annotation=shape)
            for name, shape in shapes.items()
        ),
    ]
    read.__signature__ = Signature(asked)  # type: ignore[attr-defined]
    read.__doc__ = one.says
    return read


def _plain(value: Any) -> str:
    """A filter as text; nothing asked for is empty."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


for each in LISTS:
    router.add_api_route(
        f"/{each.name}",
        _reader(each),
        response_model=Page[each.model],  # type: ignore[name-defined]
        name=f"list_{each.name}",
        summary=each.says,
    )
