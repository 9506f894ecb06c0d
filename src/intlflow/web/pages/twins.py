"""The lists as files beside their pages: `/projekt.json` for programs, `/projekt.csv` for a spreadsheet."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import JSONResponse, Response

from intlflow.app.access.permission import Visitor
from intlflow.app.listing import Part, Slice, everything
from intlflow.sources.csv_out import as_csv
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.lists import LISTS, List
from intlflow.web.site import Site, this_site
from intlflow.web.view import language, words_of

router = pages()
LONGEST = 100
# What a page's address calls a filter, and what the list calls it.
ASKED = {
    "slag": "kind",
    "skede": "stage",
    "enhet": "unit",
    "avslutade": "closed",
    "organ": "body",
    "laget": "state",
    "alla": "every",
}


def _found(one: List, request: Request, who: Visitor, site: Site) -> Part:
    part = Slice(site.now(), language(request, who))
    asked = {ASKED.get(name, name): value[:LONGEST] for name, value in request.query_params.items()}
    return everything(one.find, site.house, who, asked, part)


def _as_json(one: List) -> Callable[..., Response]:
    def read(
        request: Request,
        who: Annotated[Visitor, needs(one.action)],
        site: Annotated[Site, Depends(this_site)],
    ) -> Response:
        found = _found(one, request, who, site)
        return JSONResponse({"items": found.rows, "total": found.total})

    return read


def _as_file(one: List) -> Callable[..., Response]:
    def read(
        request: Request,
        who: Annotated[Visitor, needs(one.action)],
        site: Annotated[Site, Depends(this_site)],
    ) -> Response:
        found, labels = _found(one, request, who, site), words_of(request, who).section("export")
        names = [field.alias or name for name, field in one.model.model_fields.items()]
        rows = [[_cell(row.get(name)) for name in names] for row in found.rows]
        file = as_csv([[labels[name] for name in names], *rows])
        head = {"content-disposition": f'attachment; filename="{one.page[1:]}.csv"'}
        return Response(file, media_type="text/csv; charset=utf-8", headers=head)

    return read


def _cell(value: Any) -> object:
    """A value in one cell: several stand side by side."""
    if isinstance(value, list | tuple):
        return ", ".join(str(_cell(each)) for each in value)
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if isinstance(part, str) and part)
    return value


for each in LISTS:
    router.add_api_route(f"{each.page}.json", _as_json(each), name=f"{each.name}_json")
    router.add_api_route(f"{each.page}.csv", _as_file(each), name=f"{each.name}_csv")
