"""Filters by name on the list of projects: saved, put first, taken away."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app import filters
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, what_is_wrong, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_CASE)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/projekt/filter")
def own_filters(request: Request, who: Reader, site: Here) -> Response:
    """One's own filters."""
    return _page(request, who)


@router.post("/projekt/filter")
def save_filter(request: Request, who: Reader, site: Here, form: Form) -> Response:
    """Give the present filter a name."""
    check_form(request, who, form.mark)
    name, query, first = form.get("name"), form.get("query"), bool(form.get("first"))
    try:
        filters.save(site.house, who, name=name, query=query, first=first, at=site.now())
    except Refused as no:
        return _page(request, who, (name, filters.clean(query), first), no)
    return RedirectResponse(f"/projekt?{filters.clean(query) or 'vy=tavla'}", 303)


@router.post("/projekt/filter/{filter}/forst")
def put_first(request: Request, who: Reader, site: Here, filter: int, form: Form) -> Response:
    """Open Projekt with it from now on, or no longer."""
    check_form(request, who, form.mark)
    filters.open_with(site.house, who, filter, yes=form.get("ja") == "ja")
    return RedirectResponse("/projekt/filter", 303)


@router.post("/projekt/filter/{filter}/ta-bort")
def forget(request: Request, who: Reader, site: Here, filter: int, form: Form) -> Response:
    """Take it away."""
    check_form(request, who, form.mark)
    filters.forget(site.house, who, filter)
    return RedirectResponse("/projekt/filter", 303)


def _page(
    request: Request,
    who: Visitor,
    typed: tuple[str, str, bool] | None = None,
    no: Refused | None = None,
) -> Response:
    site, wrong = site_of(request), ""
    if no is not None:
        wrong = what_is_wrong(words_of(request, who), no)
    return render(
        request,
        who,
        "filters.html",
        422 if wrong else 200,
        rows=filters.own(site.house, who),
        typed=typed,
        wrong=wrong,
    )
