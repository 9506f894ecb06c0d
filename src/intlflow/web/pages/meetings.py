"""When the bodies meet: the list, one meeting and what hangs on it, and whole lists brought in."""

from collections.abc import Iterable
from datetime import date, time
from itertools import groupby
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.comments.talk import talk_about
from intlflow.app.house import NotFound
from intlflow.app.meetings import changing
from intlflow.app.meetings.changing import Changed
from intlflow.app.meetings.hanging import hanging_on
from intlflow.app.meetings.importing import import_meetings, text_of
from intlflow.app.meetings.showing import list_meetings, show_meeting
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.letters.words import Words
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.REACH)]
Keeper = Annotated[Visitor, needs(Action.KEEP_MEETINGS)]
Here = Annotated[Site, Depends(site_of)]
Line = Annotated[str, Query(max_length=40)]
TYPED = ("body", "day", "start", "stop", "notice", "reason", "extra")
EXAMPLES = dict.fromkeys(("day", "stop", "notice"), "2027-02-09") | {"start": "13:30"}
EMPTY = dict.fromkeys(TYPED, "")


@router.get("/sammantraden")
def meetings_page(
    request: Request, who: Reader, site: Here, organ: Line = "", alla: Line = ""
) -> Response:
    """The meetings to come, of one body or of all; the earlier ones too when asked for."""
    pack, at = site.house.pack(who.municipality), site.now()
    body = organ if organ in pack.bodies else None
    since = date(1, 1, 1) if alla else None
    rows = list_meetings(site.house, pack.key, at, body=body, since=since)
    return render(
        request,
        who,
        "meetings.html",
        rows=rows,
        ahead=[row for row in rows if row["day"] >= str(local_day(at))],
        past=_by_year(row for row in reversed(rows) if row["day"] < str(local_day(at))),
        body=body or "",
        earlier=bool(alla),
        bodies=[each for each in pack.body if each.holds(local_day(at))],
        hanging=hanging_on(site.house, pack.key, at) if may(who, Action.KEEP_MEETINGS) else {},
    )


def _by_year(rows: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Meetings that have been, by year, in the order they come in."""
    return [(year, list(those)) for year, those in groupby(rows, key=lambda row: row["day"][:4])]


@router.get("/sammantraden/ny")
def new_meeting(request: Request, who: Keeper, site: Here, organ: Line = "") -> Response:
    """Where a meeting is added."""
    return _form(request, who, EMPTY | {"body": organ})


@router.post("/sammantraden/ny")
def add_meeting(request: Request, who: Keeper, site: Here, form: Form) -> Response:
    """Add a meeting."""
    check_form(request, who, form.mark)
    typed = {name: form.get(name) for name in TYPED}
    wrong = _wrong(words_of(request, who), typed)
    if wrong:
        return _form(request, who, typed, wrong=wrong)
    try:
        done = changing.add(
            site.house,
            who.municipality,
            typed["body"],
            _needed_day(typed["day"]),
            by=who.email,
            at=site.now(),
            start=_hour(typed["start"]),
            stop=_day(typed["stop"]),
            notice=_day(typed["notice"]),
            extra=bool(typed["extra"]),
            reason=typed["reason"],
        )
    except (Refused, NotFound, ValueError) as no:
        return _form(request, who, typed, _why(request, who, no))
    return _done(done, "inlagt")


@router.get("/sammantraden/{number}")
def one_meeting(
    request: Request,
    who: Keeper,
    site: Here,
    number: int,
    gjort: Line = "",
    arenden: Annotated[int, Query(ge=0, le=9999)] = 0,
    brev: Annotated[int, Query(ge=0, le=9999)] = 0,
) -> Response:
    """One meeting: what hangs on it, how it is moved or cancelled, what was done to it."""
    return _meeting(request, who, number, done=(gjort, arenden, brev))


@router.post("/sammantraden/{number}/flytta")
def move_meeting(request: Request, who: Keeper, site: Here, number: int, form: Form) -> Response:
    """Move a meeting; the cases that counted on it are planned anew and their people told."""
    check_form(request, who, form.mark)
    try:
        done = changing.move(
            site.house,
            who.municipality,
            number,
            _needed_day(form.get("day")),
            by=who.email,
            at=site.now(),
            start=_hour(form.get("start")),
            reason=form.get("reason"),
        )
    except (Refused, ValueError) as no:
        return _meeting(request, who, number, sent=form, refusal=_why(request, who, no))
    return _done(done, "flyttat")


@router.post("/sammantraden/{number}/stall-in")
def cancel_meeting(request: Request, who: Keeper, site: Here, number: int, form: Form) -> Response:
    """Cancel a meeting; the cases that counted on it are planned anew and their people told."""
    check_form(request, who, form.mark)
    try:
        done = changing.cancel(
            site.house,
            who.municipality,
            number,
            by=who.email,
            at=site.now(),
            reason=form.get("why"),
        )
    except Refused as no:
        return _meeting(request, who, number, sent=form, refusal=_why(request, who, no))
    return _done(done, "installt")


def _done(done: Changed, what: str) -> Response:
    letters = sum(hit.letters for hit in done.hits)
    told = f"gjort={what}&arenden={len(done.hits)}&brev={letters}"
    return RedirectResponse(f"/sammantraden/{done.row.number}?{told}", 303)


def _form(
    request: Request,
    who: Visitor,
    typed: dict[str, str],
    refusal: str = "",
    wrong: dict[str, str] | None = None,
) -> Response:
    site = site_of(request)
    pack = site.house.pack(who.municipality)
    return render(
        request,
        who,
        "meeting_new.html",
        422 if wrong else 409 if refusal else 200,
        typed=typed,
        wrong=wrong or {},
        refusal=refusal,
        bodies=[each for each in pack.body if each.holds(local_day(site.now()))],
    )


def _meeting(
    request: Request,
    who: Visitor,
    number: int,
    *,
    done: tuple[str, int, int] = ("", 0, 0),
    sent: Sent | None = None,
    refusal: str = "",
) -> Response:
    site = site_of(request)
    typed = {name: sent.get(name) if sent else "" for name in ("day", "start", "reason", "why")}
    return render(
        request,
        who,
        "meeting.html",
        409 if refusal else 200,
        one=show_meeting(site.house, who.municipality, number),
        talk=talk_about(site.house, who, "meeting", str(number), site.now()),
        hanging=hanging_on(site.house, who.municipality, site.now()).get(number, []),
        done=done,
        typed=typed,
        refusal=refusal,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _wrong(words: Words, typed: dict[str, str]) -> dict[str, str]:
    """What is the matter with each field of a new meeting."""
    found = {} if typed["body"] else {"body": words.of("beside", "unchosen")}
    if not typed["day"]:
        found["day"] = words.of("form", "empty")
    for name, example in EXAMPLES.items():
        try:
            (_hour if name == "start" else _day)(typed[name])
        except ValueError:
            why = "not-like" if name == "start" else "not-a-date"
            found[name] = words.of("form", why).format(example=example)
    return found


def _needed_day(text: str) -> date:
    return date.fromisoformat(text)


def _hour(text: str) -> time | None:
    return time.fromisoformat(text).replace(tzinfo=None) if text else None


def _why(request: Request, who: Visitor, no: Exception) -> str:
    words = words_of(request, who)
    if isinstance(no, Refused):
        return words.sentence("refusal", no.why, **no.details)
    if isinstance(no, NotFound):
        return words.of("form", "empty")
    return words.of("form", "not-a-date").format(example="2027-02-09")


@router.get("/import/sammantraden")
def meetings_list(request: Request, who: Keeper, site: Here, organ: Line = "") -> Response:
    """Where a list of meetings is pasted or chosen."""
    return _list(request, who, {"body": organ, "year": "", "text": ""})


@router.post("/import/sammantraden")
def bring_meetings(request: Request, who: Keeper, site: Here, form: Form) -> Response:
    """Tell what a list would do; with `gor`, do it, all of it or nothing."""
    check_form(request, who, form.mark)
    year = form.get("year")
    typed = {"body": form.get("body"), "year": year, "text": form.get("text")}
    file = form.files.get("file")
    data = file.file.read() if file is not None and file.filename else typed["text"].encode()
    typed["text"] = text_of(data)
    pack = site.house.pack(who.municipality)
    told = import_meetings(
        site.house,
        pack.key,
        data,
        at=site.now(),
        body=typed["body"] if typed["body"] in pack.bodies else "",
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        by=who.email if form.get("gor") else None,
    )
    if told.applied:
        letters = sum(hit.letters for hit in told.hits)
        new, other = told.count("add"), len(told.lines) - told.count("add") - told.count("nothing")
        return RedirectResponse(
            f"/import/sammantraden/klart?nya={new}&andrade={other}"
            f"&arenden={len(told.hits)}&brev={letters}",
            303,
        )
    return _list(request, who, typed, told)


@router.get("/import/sammantraden/klart")
def meetings_brought(
    request: Request,
    who: Keeper,
    nya: Annotated[int, Query(ge=0, le=9999)] = 0,
    andrade: Annotated[int, Query(ge=0, le=9999)] = 0,
    arenden: Annotated[int, Query(ge=0, le=9999)] = 0,
    brev: Annotated[int, Query(ge=0, le=9999)] = 0,
) -> Response:
    """What a list has done."""
    done = {"new": nya, "changed": andrade, "cases": arenden, "letters": brev}
    return render(request, who, "meetings_done.html", done=done)


def _list(request: Request, who: Visitor, typed: dict[str, str], told: Any = None) -> Response:
    site, words = site_of(request), words_of(request, who)
    pack = site.house.pack(who.municipality)
    mistakes = [(each.line, each.said(words)) for each in told.mistakes] if told else []
    return render(
        request,
        who,
        "meetings_import.html",
        422 if mistakes else 200,
        typed=typed,
        told=told,
        mistakes=mistakes,
        bodies=[each for each in pack.body if each.holds(local_day(site.now()))],
    )
