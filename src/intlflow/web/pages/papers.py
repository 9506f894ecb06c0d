"""Papers as pages and files: those about a case, a unit's agenda, the delegated decisions to report."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.case_page import seen_case
from intlflow.app.house import NotFound
from intlflow.app.papers import agenda, delegated
from intlflow.app.papers.registry import ENGLISH, OF_CASE
from intlflow.app.situation import local_day
from intlflow.papers.model import Paper
from intlflow.web.doorman import needs
from intlflow.web.handing import paper_file, paper_page
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import language

router = pages()
CaseReader = Annotated[Visitor, needs(Action.READ_CASE)]
DutyReader = Annotated[Visitor, needs(Action.READ_DUTIES)]
Decider = Annotated[Visitor, needs(Action.RECORD_DECISION)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/arende/{ref}/papper/{paper}")
def case_paper(request: Request, who: CaseReader, site: Here, ref: str, paper: str) -> Response:
    """A paper about a case, as a page."""
    told = _of_case(request, who, ref, paper)
    return paper_page(request, who, told, f"/arende/{told.facts[0][1]}/papper/{paper}")


@router.get("/arende/{ref}/papper/{paper}/{form}")
def case_file(
    request: Request, who: CaseReader, site: Here, ref: str, paper: str, form: str
) -> Response:
    """The same as a file."""
    return paper_file(site, who, _of_case(request, who, ref, paper), form)


@router.get("/enheter/{unit}/ledningsgrupp")
def unit_agenda(request: Request, who: DutyReader, site: Here, unit: str) -> Response:
    """A unit's agenda paper, as a page."""
    return paper_page(request, who, _agenda(request, who, unit), f"/enheter/{unit}/ledningsgrupp")


@router.get("/enheter/{unit}/ledningsgrupp/{form}")
def unit_agenda_file(
    request: Request, who: DutyReader, site: Here, unit: str, form: str
) -> Response:
    """The same as a file."""
    return paper_file(site, who, _agenda(request, who, unit), form)


@router.get("/delegationsbeslut")
def delegatedpaper_page(request: Request, who: Decider, site: Here) -> Response:
    """The delegated decisions that have still to be reported."""
    return paper_page(request, who, _delegated(request, who), "/delegationsbeslut")


@router.get("/delegationsbeslut/{form}")
def delegated_file(request: Request, who: Decider, site: Here, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _delegated(request, who), form)


def _of_case(request: Request, who: Visitor, ref: str, kind: str) -> Paper:
    site = site_of(request)
    here = seen_case(site.house, who, Action.READ_CASE, ref, site.now())
    if kind not in OF_CASE:
        raise NotFound("no such paper")
    lang = "en" if kind in ENGLISH else language(request, who)
    return OF_CASE[kind](site.house, here.case.ref, site.now(), lang, site.address)


def _agenda(request: Request, who: Visitor, unit: str) -> Paper:
    site = site_of(request)
    pack = site.house.pack(who.municipality)
    if unit not in pack.units:
        raise NotFound("no such unit")
    today = pack.unit_on(unit, local_day(site.now())).key
    if not can(who, Action.READ_DUTIES, Place(who.municipality, today)):
        raise NotFound("no such unit")
    lang = language(request, who)
    return agenda.agenda(site.house, who.municipality, unit, site.now(), lang, site.address)


def _delegated(request: Request, who: Visitor) -> Paper:
    site, lang = site_of(request), language(request, who)
    return delegated.delegated(site.house, who.municipality, site.now(), lang, site.address)
