"""Kommande brev: what will be sent and when, as it will look; held, reworded, left out, sent at once."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_letters
from intlflow.app.duties.coming import (
    LONGEST_OPENING,
    coming_letter,
    coming_letters,
    decide,
    send_now,
)
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import NotHere, check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_LETTERS)]
Steerer = Annotated[Visitor, needs(Action.STEER_LETTERS)]
Here = Annotated[Site, Depends(site_of)]
SPANS = (7, 14, 30, 60)
WISHES = {
    "hall": "hold",
    "slapp": "unhold",
    "inled": "opening",
    "bocka-ur": "leave_out",
    "ta-med": "take_in",
}


@router.get("/paminnelser/brev")
def coming(
    request: Request,
    who: Reader,
    site: Here,
    dagar: Annotated[int, Query(ge=1, le=60)] = 14,
    gjort: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The letters of the coming days."""
    days = coming_letters(site.house, who, site.now(), dagar)
    return render(request, who, "coming.html", coming=days, span=dagar, spans=SPANS, done=gjort)


@router.get("/paminnelser/brev/{day}/{person}")
def one_coming(
    request: Request,
    who: Reader,
    site: Here,
    day: str,
    person: int,
    gjort: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """One letter to come, as it will look."""
    return _show(request, who, day, person, done=gjort)


@router.post("/paminnelser/brev/{day}/{person}/skicka-nu")
def send_at_once(
    request: Request, who: Steerer, site: Here, day: str, person: int, form: Form
) -> Response:
    """Send it now instead of on its day."""
    check_form(request, who, form.mark)
    try:
        written = send_now(site.house, who, _day(day), person, site.now())
    except Refused as no:
        return _refused(request, who, day, person, no)
    answer = RedirectResponse("/paminnelser/brev?gjort=skickat", 303)
    answer.background = BackgroundTask(after_letters, site.house, written)
    return answer


@router.post("/paminnelser/brev/{day}/{person}/{wish}")
def decide_coming(
    request: Request, who: Steerer, site: Here, day: str, person: int, wish: str, form: Form
) -> Response:
    """Hold it, let it go, give it other opening lines, leave it out or take it in again."""
    check_form(request, who, form.mark)
    if wish not in WISHES:
        raise NotHere
    text = form.get("opening") if wish == "inled" else ""
    try:
        decide(site.house, who, _day(day), person, WISHES[wish], site.now(), text)
    except Refused as no:
        return _refused(request, who, day, person, no, opening=text)
    return RedirectResponse(f"/paminnelser/brev/{day}/{person}?gjort={wish}", 303)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotHere from error


def _refused(
    request: Request, who: Visitor, day: str, person: int, no: Refused, opening: str = ""
) -> Response:
    said = words_of(request, who).sentence("refusal", no.why, **no.details)
    if no.why == "no-coming-letter":
        raise NotHere
    return _show(request, who, day, person, refusal=said, opening=opening)


def _show(
    request: Request, who: Visitor, day: str, person: int, *, done: str = "", refusal: str = "",
    opening: str = "",
) -> Response:  # fmt: skip
    site = site_of(request)
    try:
        one = coming_letter(site.house, who, _day(day), person, site.now())
    except Refused as no:
        raise NotHere from no
    return render(
        request, who, "coming_letter.html", 409 if refusal else 200, one=one, done=done,
        refusal=refusal, opening=opening or one.opening, longest=LONGEST_OPENING,
    )  # fmt: skip
