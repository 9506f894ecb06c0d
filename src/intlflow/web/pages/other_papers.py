"""Papers about what is no case: a governing document, a meeting, a decision, the half page, a handover."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.decisions.asking import seen_decision
from intlflow.app.house import NotFound
from intlflow.app.papers.extract import extract
from intlflow.app.papers.half_page import half_page
from intlflow.app.papers.handover import handover
from intlflow.app.papers.mandate import mandate_report
from intlflow.app.papers.meeting import call, minutes
from intlflow.app.papers.review import review
from intlflow.app.persons.whom import address_of
from intlflow.papers.model import Paper
from intlflow.web.doorman import needs
from intlflow.web.handing import paper_file, paper_page
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import language

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_DOCUMENTS)]
Elected = Annotated[Visitor, needs(Action.READ_SUMMARY)]
Member = Annotated[Visitor, needs(Action.READ_REGISTERS)]
CaseReader = Annotated[Visitor, needs(Action.READ_CASE)]
Own = Annotated[Visitor, needs(Action.OWN_ACCOUNT)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/styrdokument/{document}/oversyn")
def review_page(request: Request, who: Reader, site: Here, document: str) -> Response:
    """The memo about looking a governing document over, as a page."""
    place = f"/styrdokument/{document}/oversyn"
    return paper_page(request, who, _review(request, who, document), place)


@router.get("/styrdokument/{document}/oversyn/{form}")
def review_file(request: Request, who: Reader, site: Here, document: str, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _review(request, who, document), form)


@router.get("/styrdokument/{document}/uppfoljning/{year}")
def mandate_page(request: Request, who: Elected, site: Here, document: str, year: int) -> Response:
    """The follow-up of a governing document over a term of office, as a page."""
    place = f"/styrdokument/{document}/uppfoljning/{year}"
    return paper_page(request, who, _mandate(request, who, document, year), place)


@router.get("/styrdokument/{document}/uppfoljning/{year}/{form}")
def mandate_file(
    request: Request, who: Elected, site: Here, document: str, year: int, form: str
) -> Response:
    """The same as a file."""
    return paper_file(site, who, _mandate(request, who, document, year), form)


@router.get("/ks/{form}")
def half_page_file(request: Request, who: Elected, site: Here, form: str) -> Response:
    """The half page for the executive board as a file."""
    lang = language(request, who)
    paper = half_page(site.house, who.municipality, site.now(), lang, site.address)
    return paper_file(site, who, paper, form)


@router.get("/gruppmoten/{number}/kallelse")
def call_page(request: Request, who: Member, site: Here, number: int) -> Response:
    """The call to a group's meeting, as a page."""
    return paper_page(request, who, _call(request, who, number), f"/gruppmoten/{number}/kallelse")


@router.get("/gruppmoten/{number}/kallelse/{form}")
def call_file(request: Request, who: Member, site: Here, number: int, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _call(request, who, number), form)


@router.get("/gruppmoten/{number}/anteckningar")
def minutes_page(request: Request, who: Member, site: Here, number: int) -> Response:
    """The notes of a group's meeting, as a page."""
    place = f"/gruppmoten/{number}/anteckningar"
    return paper_page(request, who, _minutes(request, who, number), place)


@router.get("/gruppmoten/{number}/anteckningar/{form}")
def minutes_file(request: Request, who: Member, site: Here, number: int, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _minutes(request, who, number), form)


@router.get("/beslut/{number}/utdrag")
def extract_page(request: Request, who: CaseReader, site: Here, number: int) -> Response:
    """The extract of the minutes about one decision, as a page."""
    return paper_page(request, who, _extract(request, who, number), f"/beslut/{number}/utdrag")


@router.get("/beslut/{number}/utdrag/{form}")
def extract_file(request: Request, who: CaseReader, site: Here, number: int, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _extract(request, who, number), form)


@router.get("/overlamning/{person}")
def handover_page(request: Request, who: Own, site: Here, person: int) -> Response:
    """What somebody has in hand who is about to leave: one's own, or anybody's for the coordinator."""
    return paper_page(request, who, _handover(request, who, person), f"/overlamning/{person}")


@router.get("/overlamning/{person}/{form}")
def handover_file(request: Request, who: Own, site: Here, person: int, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _handover(request, who, person), form)


def _review(request: Request, who: Visitor, document: str) -> Paper:
    site, lang = site_of(request), language(request, who)
    return review(site.house, who.municipality, document, site.now(), lang, site.address)


def _mandate(request: Request, who: Visitor, document: str, year: int) -> Paper:
    site, lang = site_of(request), language(request, who)
    about = f"{document}/{year}"
    return mandate_report(site.house, who.municipality, about, site.now(), lang, site.address)


def _call(request: Request, who: Visitor, number: int) -> Paper:
    site, lang = site_of(request), language(request, who)
    return call(site.house, who.municipality, str(number), site.now(), lang, site.address)


def _minutes(request: Request, who: Visitor, number: int) -> Paper:
    site, lang = site_of(request), language(request, who)
    return minutes(site.house, who.municipality, str(number), site.now(), lang, site.address)


def _extract(request: Request, who: Visitor, number: int) -> Paper:
    site = site_of(request)
    seen_decision(site.house, who, number, site.now())
    return extract(site.house, str(number), site.now(), language(request, who), site.address)


def _handover(request: Request, who: Visitor, person: int) -> Paper:
    site, lang = site_of(request), language(request, who)
    if person != who.person_id and not may(who, Action.STEER_DUTY):
        raise NotFound("no such person")
    email = address_of(site.house, who.municipality, person)
    return handover(site.house, who.municipality, email, site.now(), lang, site.address)
