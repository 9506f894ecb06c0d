"""Handing the year over to the finance department, and the versions that were handed over, as they were."""

from typing import Annotated

from fastapi import Depends, Path, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_letters
from intlflow.app.annual_handover import hand_over, handed_over, takers, version
from intlflow.app.papers.annual import annual, silent_in
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.papers.plain import mark_of
from intlflow.store.engine import reading
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.handing import paper_file
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Coordinator = Annotated[Visitor, needs(Action.HAND_OVER)]
Reader = Annotated[Visitor, needs(Action.READ_SUMMARY)]
Here = Annotated[Site, Depends(site_of)]
Year = Annotated[int, Path(ge=2000, le=2200)]
Handing = Annotated[int, Path(ge=1, le=9999)]


@router.get("/arsrapport/{year}/overlamna")
def asked(request: Request, who: Coordinator, site: Here, year: Year) -> Response:
    """What would be handed over, to whom, and with which gaps; a button does it."""
    return _page(request, who, year)


@router.post("/arsrapport/{year}/overlamna")
def do(request: Request, who: Coordinator, site: Here, year: Year, form: Form) -> Response:
    """Hand it over."""
    check_form(request, who, form.mark)
    try:
        done = hand_over(site.house, who.municipality, year, site.now(), who.email, site.address)
    except Refused as no:
        return _page(request, who, year, _said(request, who, no))
    after_letters(site.house, len(done.letters))
    return RedirectResponse(f"/arsrapport/{year}?gjort={done.number}", 303)


@router.get("/arsrapport/{year}/overlamnat/{handing}/{form}")
def handed_file(who: Reader, site: Here, year: Year, handing: Handing, form: str) -> Response:
    """A version that was handed over, as a file, as it was."""
    return paper_file(site, who, version(site.house, who.municipality, year, handing), form)


def _said(request: Request, who: Visitor, no: Refused) -> str:
    return words_of(request, who).sentence("refusal", no.why, **no.details)


def _page(request: Request, who: Visitor, year: int, wrong: str = "") -> Response:
    site = site_of(request)
    pack, now = site.house.pack(who.municipality), site.now()
    paper = annual(site.house, who.municipality, year, now, "sv", site.address)
    before = handed_over(site.house, who.municipality, year)
    names: list[str] = []
    try:
        with reading(site.house.engine) as tx:
            names = [each.holder.name for each in takers(tx, pack, local_day(now))]
    except Refused as no:
        wrong = wrong or _said(request, who, no)
    return render(
        request,
        who,
        "handing_over.html",
        status=409 if wrong and request.method == "POST" else 200,
        year=year,
        names=names,
        silent=silent_in(paper),
        mark=mark_of(paper),
        before=before,
        wrong=wrong,
    )
