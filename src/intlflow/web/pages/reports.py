"""The year's reports: which unit has answered, a unit's own page, and the compilation of them all."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Path, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.annual_handover import handed_over
from intlflow.app.house import NotFound
from intlflow.app.key_figures import behind
from intlflow.app.papers.annual import annual
from intlflow.app.papers.figures import COUNTS
from intlflow.app.papers.lengths import Length
from intlflow.app.papers.making import FORMS
from intlflow.app.papers.unit_text import unit_text
from intlflow.app.report_status import show, status
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import act, year_of
from intlflow.domain.lifecycle import Refused
from intlflow.domain.report_answers import TYPED, Answers
from intlflow.papers.html import as_part
from intlflow.papers.model import Paper
from intlflow.store import unit_reports
from intlflow.store.engine import reading
from intlflow.web.doorman import NotHere, check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.handing import paper_file
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.slow import Making, going_page, slow_file
from intlflow.web.view import language, render, what_is_wrong, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_REPORTS)]
Compiler = Annotated[Visitor, needs(Action.READ_SUMMARY)]
Here = Annotated[Site, Depends(site_of)]
Year = Annotated[int, Path(ge=2000, le=2200)]
GRANTING = "granting-rate"  # counts applications
MAY = {"submit": Action.WRITE_REPORT, "nothing": Action.WRITE_REPORT,
       "approve": Action.APPROVE_REPORT, "return": Action.RETURN_REPORT}  # fmt: skip


@router.get("/arsrapport")
def this_year(site: Here, who: Compiler) -> Response:
    """The compilation of the year that is being collected."""
    return RedirectResponse(f"/arsrapport/{year_of(local_day(site.now()))}", 303)


@router.get("/arsrapport/{year}")
def compilation(
    request: Request, who: Compiler, site: Here, year: Year, langd: str = "", gjort: str = ""
) -> Response:
    """The compilation as a page, with every gap named and each number leading to its rows."""
    lang, length = language(request, who), _length(langd)
    paper = annual(site.house, who.municipality, year, site.now(), lang, site.address, length)
    part = as_part(paper, site.house.words[lang])
    handed = handed_over(site.house, who.municipality, year)
    return render(
        request, who, "annual.html", year=year, paper=paper, part=part, length=str(length),
        handed=handed, done=bool(gjort and handed),
    )  # fmt: skip


@router.get("/arsrapport/{year}/fil/{form}")
def compiled_file(
    request: Request, who: Compiler, site: Here, year: Year, form: str, langd: str = ""
) -> Response:
    """The same as a file; what takes long is made beside, and a page tells how it goes."""
    lang, length = language(request, who), _length(langd)
    paper = annual(site.house, who.municipality, year, site.now(), lang, site.address, length)
    return slow_file(site, who, paper, form, _making(request, who, year, form, length).page)


@router.get("/arsrapport/{year}/gors/{form}/{making}")
def compiled_slowly(
    request: Request, who: Compiler, site: Here, year: Year, form: str, making: str, langd: str = ""
) -> Response:
    """How far a file of the compilation has come, then the file."""
    if form not in FORMS:
        raise NotFound("no such file")
    return going_page(request, site, who, _making(request, who, year, form, _length(langd)), making)


def _making(request: Request, who: Visitor, year: int, form: str, length: Length) -> Making:
    """A file of the compilation with its addresses."""
    more = "" if length is Length.FULL else f"?langd={length}"
    say = words_of(request, who)
    return Making(
        say.of("paper_annual", "title").format(year=year),
        form,
        f"/arsrapport/{year}/fil/{form}{more}",
        f"/arsrapport/{year}/gors/{form}/{{}}{more}",
        f"/arsrapport/{year}{more}",
    )


def _length(asked: str) -> Length:
    """How much of the year is asked for; whatever nobody knows is the whole."""
    return Length(asked) if asked in set(Length) else Length.FULL


@router.get("/arsrapport/{year}/rader/{figure}")
def rows_behind(request: Request, who: Compiler, site: Here, year: Year, figure: str) -> Response:
    """The projects that a figure counts."""
    what = "application" if figure == GRANTING else figure.partition("-")[0]
    if what not in COUNTS:
        return RedirectResponse(f"/rapporter/{year}", 303)
    refs = behind(site.house, who.municipality, year, what)
    return render(request, who, "annual_rows.html", year=year, figure=figure, what=what, refs=refs)


@router.get("/rapporter")
def reports_now(site: Here, who: Reader) -> Response:
    """How the collection of this year's reports stands."""
    return RedirectResponse(f"/rapporter/{year_of(local_day(site.now()))}", 303)


@router.get("/rapporter/{year}")
def reports(request: Request, who: Reader, site: Here, year: Year) -> Response:
    """Each unit and where its report stands."""
    rows = [
        row
        for row in status(site.house, who.municipality, year, site.now())
        if _may(who, site, Action.READ_REPORTS, row["unit"])
    ]
    with reading(site.house.engine) as tx:
        asked = unit_reports.answered_reports(tx)
    first = min((y for key, _, y in asked if key == who.municipality), default=year)
    return render(request, who, "reports.html", year=year, rows=rows, earlier=first < year)


@router.get("/enhetsrapport/{unit}")
def own_report(who: Reader, site: Here, unit: str) -> Response:
    """A unit's report of the year that is being collected."""
    _see(who, site, unit)
    return RedirectResponse(f"/enhetsrapport/{quote(unit)}/{year_of(local_day(site.now()))}", 303)


@router.get("/enhetsrapport/{unit}/{year}")
def unit_report(
    request: Request, who: Reader, site: Here, unit: str, year: Year, gjort: str = ""
) -> Response:
    """A unit's year as the register knows it, and what is left for the unit to say."""
    return _page(request, who, unit, year, done=gjort[:20])


@router.get("/enhetsrapport/{unit}/{year}/text")
def own_text(request: Request, who: Reader, site: Here, unit: str, year: Year) -> Response:
    """The unit's text for its nämnd, as a page."""
    paper, lang = _text(request, who, unit, year), language(request, who)
    part = as_part(paper, site.house.words[lang])
    address = f"/enhetsrapport/{quote(unit)}/{year}/text"
    back = address.rpartition("/")[0]
    return render(request, who, "paper.html", paper=paper, part=part, address=address, back=back)


@router.get("/enhetsrapport/{unit}/{year}/text/{form}")
def own_text_file(
    request: Request, who: Reader, site: Here, unit: str, year: Year, form: str
) -> Response:
    """The same as a file."""
    return paper_file(site, who, _text(request, who, unit, year), form)


def _text(request: Request, who: Visitor, unit: str, year: int) -> Paper:
    site, lang = site_of(request), language(request, who)
    _see(who, site, unit)
    return unit_text(site.house, who.municipality, unit, year, site.now(), lang, site.address)


@router.post("/enhetsrapport/{unit}/{year}/{act_}")
def do(
    request: Request, who: Reader, site: Here, unit: str, year: Year, act_: str, form: Form
) -> Response:
    """Hand the report in, sign that there was nothing, approve it, or ask for more."""
    check_form(request, who, form.mark)
    _see(who, site, unit)
    if act_ not in MAY or not _may(who, site, MAY[act_], unit):
        raise NotHere
    answers = _answers(form) if act_ == "submit" else None
    version = form.get("version")
    try:
        act(
            site.house, act_, municipality=who.municipality, unit=unit, year=year, by=who.email,
            at=site.now(), note=form.get("note"), answers=answers,
            version=int(version) if version.isascii() and version.isdigit() else None,
        )  # fmt: skip
    except Refused as no:
        refusal = what_is_wrong(words_of(request, who), no)
        place = str(no.details.get("fact", "note"))
        return _page(
            request, who, unit, year, sent=answers, note=form.get("note"), wrong=(place, refusal)
        )
    return RedirectResponse(f"/enhetsrapport/{quote(unit)}/{year}?gjort={act_}", 303)


def _answers(form: Sent) -> Answers:
    tried = {
        name.removeprefix("tried-"): form.get(name) == "yes"
        for name in form.fields
        if name.startswith("tried-") and form.get(name) in ("yes", "no")
    }
    return Answers(tried, **{name: form.get(name).strip() for name in TYPED})


def _page(
    request: Request,
    who: Visitor,
    unit: str,
    year: int,
    *,
    done: str = "",
    sent: Answers | None = None,
    note: str = "",
    wrong: tuple[str, str] = ("", ""),
) -> Response:
    site = site_of(request)
    _see(who, site, unit)
    refused = ""
    try:
        told = show(site.house, who.municipality, unit, year, site.now())
    except Refused as no:
        told = None
        refused = what_is_wrong(words_of(request, who), no)
    pack, lang = site.house.pack(who.municipality), language(request, who)
    return render(
        request,
        who,
        "unit_report.html",
        status=422 if wrong[1] else 200,
        unit=pack.units[unit],
        year=year,
        newest=local_day(site.now()).year,
        told=told,
        refused=refused,
        forms=pack.names[lang].forms,
        said=sent or Answers.of(told["facts"].get("answers") if told else None),
        note=note,
        wrong=wrong,
        done=done,
        able={verb for verb, action in MAY.items() if _may(who, site, action, unit)},
    )


def _see(who: Visitor, site: Site, unit: str) -> None:
    """Let somebody in to a unit's report; foreign and missing look the same.

    Raises:
        NotFound: no such unit, or none of theirs.
    """
    if unit not in site.house.pack(who.municipality).units:
        raise NotFound("no such unit")
    if not _may(who, site, Action.READ_REPORTS, unit):
        raise NotFound("no such unit")


def _may(who: Visitor, site: Site, action: Action, unit: str) -> bool:
    pack = site.house.pack(who.municipality)
    today = pack.unit_on(unit, local_day(site.now())).key
    return can(who, action, Place(who.municipality, today))
