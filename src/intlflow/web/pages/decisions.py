"""Decisions: what waits for which body, one decision, recording what a body said, stepping aside."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_move
from intlflow.app.case_page import seen_case
from intlflow.app.comments.talk import talk_about
from intlflow.app.decisions.afterwards import note_event
from intlflow.app.decisions.agenda import agenda
from intlflow.app.decisions.asking import Desk, decision_desk, seen_decision
from intlflow.app.decisions.recording import record_decision
from intlflow.app.decisions.recusal import recuse
from intlflow.app.house import NotFound
from intlflow.domain.appeal import After
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.lifecycle import Refused
from intlflow.web.asking import asker
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.hands import pages
from intlflow.web.overtaken import tell_overtaken
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, what_is_wrong, words_of
from intlflow.web.widgets import Field, how_empty

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_CASE)]
Recorder = Annotated[Visitor, needs(Action.RECORD_DECISION)]
Here = Annotated[Site, Depends(site_of)]
MOST = 60  # decisions on the page
TYPED = ("day", "other_day", "section", "outcome", "version")
FOLDED = (*(Fact.DECISION_TEXT, Fact.METHOD, Fact.NOT_TAKING_PART, Fact.MOTION, Fact.EXTRACT_TO),)


@router.get("/beslut")
def decisions_page(request: Request, who: Reader, site: Here) -> Response:
    """What waits for a body's word, and what was decided."""
    return render(
        request, who, "decisions.html", seen=agenda(site.house, who, site.now()), most=MOST
    )


@router.get("/beslut/{number}")
def decision_page(
    request: Request, who: Reader, site: Here, number: int, gjort: str = ""
) -> Response:
    """One decision: its extract to paste, how it stands in law, what has happened to it."""
    return _decision(request, who, number, done=gjort[:20])


def _decision(
    request: Request, who: Visitor, number: int, done: str = "", refusal: str = "", **typed: str
) -> Response:
    site = site_of(request)
    shown = seen_decision(site.house, who, number, site.now())
    kinds = [str(kind) for kind in After]
    return render(
        request,
        who,
        "decision.html",
        409 if refusal else 200,
        one=shown,
        talk=talk_about(site.house, who, "decision", str(number), site.now()),
        kinds=kinds,
        done=done if done in kinds else "",
        refusal=refusal,
        typed=typed,
    )


@router.post("/beslut/{number}/notera")
def note_on_decision(
    request: Request, who: Recorder, site: Here, number: int, form: Form
) -> Response:
    """Note what happened to a decision: adjusted, announced, appealed, reported, sent."""
    check_form(request, who, form.mark)
    seen_decision(site.house, who, number, site.now(), Action.RECORD_DECISION)
    kind, day, words = form.get("kind"), form.get("day"), words_of(request, who)
    try:
        note_event(
            site.house,
            number,
            After(kind),
            by=who.email,
            day=date.fromisoformat(day) if day else None,
            note=form.get("note"),
            at=site.now(),
        )
    except ValueError:
        said = words.of("form", "not-a-date").format(example="2027-02-09")
    except Refused as no:
        said = words.sentence("refusal", no.why, **no.details)
    else:
        return RedirectResponse(f"/beslut/{number}?gjort={kind}", 303)
    return _decision(request, who, number, refusal=said, kind=kind, day=day, note=form.get("note"))


@router.get("/arende/{ref}/beslut/nytt")
def decision_form(
    request: Request, who: Recorder, site: Here, ref: str, delegation: str = ""
) -> Response:
    """Where a decision is recorded: the body whose turn it is, one of its days, what it said."""
    desk = decision_desk(site.house, who, ref, site.now(), delegated=bool(delegation))
    return _show(request, who, desk, _fields(request, who, desk), {})


@router.post("/arende/{ref}/beslut/nytt")
def record(request: Request, who: Recorder, site: Here, ref: str, form: Form) -> Response:
    """Record what the body decided; the case moves as the decision says."""
    check_form(request, who, form.mark)
    delegated = bool(form.get("delegation"))
    try:
        desk = decision_desk(site.house, who, ref, site.now(), delegated=delegated)
    except Refused:  # somebody was faster
        return tell_overtaken(request, who, ref, form)
    words = words_of(request, who)
    typed = {name: form.get(name) for name in TYPED}
    day = typed["other_day"] or typed["day"]
    wrong = {
        name: words.of("form", "empty")
        for name, text in (("day", day), ("section", typed["section"]))
        if not text
    }
    optional = [replace(field, needed=False) for field in _fields(request, who, desk)]
    fields, given = asker(request, who).read(optional, form)
    wrong |= {field.name: field.wrong for field in fields if field.wrong}
    refusal = ""
    if not wrong:
        section = typed["section"].removeprefix("§").strip()
        outcome = typed["outcome"] or desk.turn.outcomes[0]
        try:
            done = record_decision(
                site.house,
                ref,
                f"{desk.turn.body} {day} § {section} {outcome}",
                by=who.email,
                given=given,
                at=site.now(),
                version=_version(form),
            )
        except Refused as no:
            refusal, wrong = _refused(request, who, no)
        else:
            answer = RedirectResponse(f"/arende/{done.moved.ref}?gjort=beslut#beslut", 303)
            answer.background = BackgroundTask(after_move, site.house, done.moved)
            return answer
    return _show(request, who, desk, fields, wrong, typed, refusal)


def _refused(request: Request, who: Visitor, no: Refused) -> tuple[str, dict[str, str]]:
    """Why not: at its field where it has one, else on top."""
    words = words_of(request, who)
    if no.why == "missing":
        return "", {str(name): words.of(*how_empty(name)) for name in no.details["facts"]}
    said = what_is_wrong(words, no)
    if no.why == "bad-fact":
        name = str(no.details["fact"])
        return "", {"day" if name == Fact.BODY_DECISION else name: said}
    return said, {}


def _version(form: Sent) -> int | None:
    text = form.get("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _fields(request: Request, who: Visitor, desk: Desk) -> list[Field]:
    """The facts beside the decision itself: what a yes needs, and what stands in the minutes."""
    maker, known = asker(request, who), desk.here.case.facts
    delegated = [Fact.DELEGATE] if not desk.name else []
    more = [*FOLDED, *([Fact.CONDITION] if desk.turn.condition else [])]
    shown = {*delegated, *desk.turn.needs, *more}
    more += [fact for fact in desk.turn.more if fact not in shown and fact is not Fact.DELEGATE]
    return [
        *(maker.field(fact, Facts(), needed=True) for fact in delegated),
        *(maker.field(fact, known, needed=True) for fact in desk.turn.needs),
        *(maker.field(fact, Facts(), needed=False, folded=True) for fact in more),
    ]


def _show(
    request: Request,
    who: Visitor,
    desk: Desk,
    fields: list[Field],
    wrong: dict[str, str],
    typed: dict[str, str] | None = None,
    refusal: str = "",
) -> Response:
    marked = [replace(field, wrong=wrong.get(field.name, field.wrong)) for field in fields]
    status = 409 if refusal else 422 if wrong else 200
    return render(
        request,
        who,
        "decision_new.html",
        status,
        desk=desk,
        fields=marked,
        wrong=wrong,
        typed=typed or dict.fromkeys(TYPED, ""),
        fresh=typed is None,
        refusal=refusal,
    )


@router.get("/arende/{ref}/jav")
def recusal_form(request: Request, who: Recorder, site: Here, ref: str) -> Response:
    """Where one notes that somebody steps aside."""
    return _recusal(request, who, ref)


@router.post("/arende/{ref}/jav")
def note_recusal(request: Request, who: Recorder, site: Here, ref: str, form: Form) -> Response:
    """Note that somebody steps aside from a case, or takes part in it again."""
    check_form(request, who, form.mark)
    typed = {name: form.get(name) for name in ("who", "reason", "back")}
    seen_case(site.house, who, Action.RECORD_DECISION, ref, site.now())
    try:
        recuse(
            site.house,
            ref,
            typed["who"],
            by=who.email,
            reason=typed["reason"],
            at=site.now(),
            back=bool(typed["back"]),
        )
    except (Refused, NotFound) as no:
        words = words_of(request, who)
        if isinstance(no, Refused):
            said = words.sentence("refusal", no.why, **no.details)
        else:
            said = words.of("beside", "unchosen")
        return _recusal(request, who, ref, typed, said)
    return RedirectResponse(f"/arende/{ref.upper()}?gjort=jav#beslut", 303)


def _recusal(
    request: Request,
    who: Visitor,
    ref: str,
    typed: dict[str, str] | None = None,
    refusal: str = "",
) -> Response:
    site = site_of(request)
    here = seen_case(site.house, who, Action.RECORD_DECISION, ref, site.now())
    people: dict[str, Any] = dict(asker(request, who).people)
    return render(
        request,
        who,
        "recusal.html",
        409 if refusal else 200,
        case=here.case,
        people=people,
        recused=list(here.case.facts.get(Fact.RECUSED) or ()),
        typed=typed or {},
        refusal=refusal,
    )
