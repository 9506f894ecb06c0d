"""Evaluations: what is chosen and why, each sheet with its goals and effects, and the paper of it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.evaluating import choosing
from intlflow.app.evaluating.seeing import check_writer, seen_list, seen_sheet
from intlflow.app.evaluating.sheets import candidates, next_due
from intlflow.app.papers.evaluation import sheet_paper
from intlflow.domain.evaluation import LESSONS, SHEET, Verdict
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import EVALUATION, EVALUATION_EFFECT, EVALUATION_GOAL, Register
from intlflow.papers.html import as_part
from intlflow.papers.model import Paper
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.handing import paper_file
from intlflow.web.hands import pages
from intlflow.web.opens import cases_that_open
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render, what_is_wrong, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_EVALUATIONS)]
Writer = Annotated[Visitor, needs(Action.WRITE_EVALUATION)]
Chooser = Annotated[Visitor, needs(Action.CHOOSE_EVALUATIONS)]
Here = Annotated[Site, Depends(site_of)]
Done = Annotated[str, Query(max_length=20)]
PAGE = "/utvarderingar"
PARTS = {"mal": EVALUATION_GOAL, "effekt": EVALUATION_EFFECT}
DAYS = ("chosen_by", "results_due", "effects_from")
ASKED = ("about", "why_chosen", *DAYS)


@router.get(PAGE)
def evaluations(request: Request, who: Reader, site: Here, gjort: Done = "") -> Response:
    """What is chosen, what waits first; the coordinator sees what nobody has decided about."""
    return _list(request, who, {}, "", "", gjort)


@router.post(PAGE)
def choose(request: Request, who: Chooser, site: Here, form: Form) -> Response:
    """Choose something, or say that it is not chosen."""
    check_form(request, who, form.mark)
    given = {name: form.get(name) for name in ASKED}
    what, _, named = given["about"].partition(":")
    if what not in choosing.KINDS or not named:
        said = words_of(request, who).sentence("refusal", "evaluation-of-one")
        return _list(request, who, given, said, "about")
    try:
        kept = choosing.choose(
            site.house, who.municipality, what, named, given["why_chosen"], by=who.email,
            at=site.now(), chosen=form.get("answer") != "no",
            more={name: given[name] for name in DAYS if given[name]},
        )  # fmt: skip
    except Refused as no:
        place, said = _wrong(request, who, no, "why_chosen")
        return _list(request, who, given, said, place)
    if form.get("answer") == "no":
        return RedirectResponse(f"{PAGE}?gjort=inte", 303)
    return RedirectResponse(f"{PAGE}/{kept.number}?gjort=vald", 303)


@router.post(PAGE + "/oppna/{ref}")
def open_lessons(request: Request, who: Writer, site: Here, ref: str, form: Form) -> Response:
    """Open the five questions about a refused application."""
    check_form(request, who, form.mark)
    check_writer(site.house, who, ref, site.now())
    kept, _ = choosing.open_sheet(site.house, who.municipality, ref, by=who.email, at=site.now())
    return RedirectResponse(f"{PAGE}/{kept.number}", 303)


@router.get(PAGE + "/{number}")
def sheet(request: Request, who: Reader, site: Here, number: str, gjort: Done = "") -> Response:
    """One evaluation: its answers, its goals and effects, and what is still to be told."""
    return _sheet(request, who, number, {}, {}, gjort)


@router.post(PAGE + "/{number}")
def write(request: Request, who: Writer, site: Here, number: str, form: Form) -> Response:
    """Fill in the sheet."""
    check_form(request, who, form.mark)
    told = seen_sheet(site.house, who, number, site.now(), Action.WRITE_EVALUATION)
    asked = LESSONS if told["verdict"] == Verdict.LESSONS else SHEET
    given = {name: form.get(name) for name in asked if name in form.fields}
    shown = {name: _typed(told["sheet"].get(name)) for name in given}
    new = {name: text for name, text in given.items() if text != shown[name]}
    return _do(request, who, number, given, "results", "sparat", lambda: choosing.write(
        site.house, who.municipality, number, new, by=who.email, at=site.now()
    ))  # fmt: skip


@router.post(PAGE + "/{number}/mal")
def add_goal(request: Request, who: Writer, site: Here, number: str, form: Form) -> Response:
    """Note how far a goal was reached."""
    return _add(request, who, number, EVALUATION_GOAL, form, "mal")


@router.post(PAGE + "/{number}/effekt")
def add_effect(request: Request, who: Writer, site: Here, number: str, form: Form) -> Response:
    """Note an effect."""
    return _add(request, who, number, EVALUATION_EFFECT, form, "effekt")


@router.post(PAGE + "/{number}/ta-ut")
def take_out(request: Request, who: Chooser, site: Here, number: str, form: Form) -> Response:
    """Take out what was chosen by mistake."""
    check_form(request, who, form.mark)
    seen_sheet(site.house, who, number, site.now())
    reason = {"reason": form.get("reason")}
    return _do(request, who, number, reason, "reason", "uttagen", lambda: choosing.remove(
        site.house, who.municipality, number, by=who.email, at=site.now(), reason=reason["reason"]
    ), PAGE)  # fmt: skip


@router.get(PAGE + "/{number}/papper")
def paper_page(request: Request, who: Reader, site: Here, number: str) -> Response:
    """The evaluation as a paper."""
    paper = _paper(request, who, number)
    part = as_part(paper, site.house.words[paper.lang])
    address = f"{PAGE}/{number}/papper"
    back = address.rpartition("/")[0]
    return render(request, who, "paper.html", paper=paper, part=part, address=address, back=back)


@router.get(PAGE + "/{number}/papper/{form}")
def paper_as_file(request: Request, who: Reader, site: Here, number: str, form: str) -> Response:
    """The same as a file."""
    return paper_file(site, who, _paper(request, who, number), form)


def _paper(request: Request, who: Visitor, number: str) -> Paper:
    site = site_of(request)
    seen_sheet(site.house, who, number, site.now())
    lang = language(request, who)
    return sheet_paper(site.house, who.municipality, number, site.now(), lang, site.address)


def _add(
    request: Request, who: Visitor, number: str, register: Register, form: Sent, done: str
) -> Response:
    check_form(request, who, form.mark)
    site = site_of(request)
    seen_sheet(site.house, who, number, site.now(), Action.WRITE_EVALUATION)
    given = {
        field.name: form.get(field.name)
        for field in register.fields
        if field.name != "evaluation" and form.get(field.name)
    }
    return _do(request, who, number, given, register.name, done, lambda: choosing.add_part(
        site.house, who.municipality, register.key, number, given, by=who.email, at=site.now()
    ))  # fmt: skip


def _do(
    request: Request,
    who: Visitor,
    number: str,
    given: dict[str, str],
    field: str,
    done: str,
    act: Callable[[], object],
    back: str = "",
) -> Response:
    """Do something to a sheet and show it; a refusal shows what was typed, and what is wrong."""
    try:
        act()
    except Refused as no:
        place, said = _wrong(request, who, no, field)
        return _sheet(request, who, number, given, {place: said})
    return RedirectResponse(f"{back or f'{PAGE}/{number}'}?gjort={done}", 303)


def _wrong(request: Request, who: Visitor, no: Refused, otherwise: str) -> tuple[str, str]:
    """Which field it is about, and the sentence."""
    words = words_of(request, who)
    missing = no.details.get("facts") or []
    place = str(no.details.get("fact") or (missing[0] if missing else otherwise))
    return place, what_is_wrong(words, no)


def _typed(value: object) -> str:
    """An answer as it stands in its field of the form."""
    if isinstance(value, dict):
        return f"{value['amount']} {value['currency']}"
    return "" if value is None else str(value)


def _list(
    request: Request, who: Visitor, typed: dict[str, str], wrong: str, place: str, done: str = ""
) -> Response:
    site = site_of(request)
    rows = seen_list(site.house, who, site.now())
    left = candidates(site.house, who.municipality, site.now())
    refused = [one["ref"] for one in left["refused"]]
    opens = cases_that_open(request, who, [*(one["ref"] for one in rows), *refused])
    left["refused"] = [one for one in left["refused"] if one["ref"] in opens]
    return render(
        request, who, "evaluations.html", 422 if wrong else 200,
        rows=[one | {"next": next_due(one)} for one in rows], left=left, opens=opens,
        typed=dict.fromkeys(ASKED, "") | typed, wrong={place: wrong} if wrong else {}, done=done,
    )  # fmt: skip


def _sheet(
    request: Request,
    who: Visitor,
    number: str,
    typed: dict[str, str],
    wrong: dict[str, str],
    done: str = "",
) -> Response:
    site = site_of(request)
    told = seen_sheet(site.house, who, number, site.now())
    lang = language(request, who)
    paper = sheet_paper(site.house, who.municipality, str(told["number"]), site.now(), lang)
    fields = {field.name: field for field in EVALUATION.fields}
    shown = {name: typed.get(name, _typed(value)) for name, value in told["sheet"].items()}
    return render(
        request, who, "evaluation.html", 422 if wrong else 200,
        told=told, opens=cases_that_open(request, who, [told["ref"]]),
        shown=shown, typed=typed, wrong=wrong, done=done, fields=fields,
        goal=EVALUATION_GOAL, effect=EVALUATION_EFFECT,
        known=paper.section("known"), part=as_part(paper, site.house.words[lang]),
    )  # fmt: skip
