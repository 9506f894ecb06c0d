"""Calls: which are open, why they might be for us, chosen or dismissed with a reason."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.calls import choosing, following, showing
from intlflow.app.comments.talk import talk_about
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_CALLS)]
Chooser = Annotated[Visitor, needs(Action.CHOOSE_CALLS)]
Here = Annotated[Site, Depends(site_of)]
MOST = 200


@router.get("/utlysningar")
def list_of_calls(
    request: Request,
    who: Reader,
    site: Here,
    alla: Annotated[str, Query(max_length=10)] = "",
    program: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """Calls that answer to our issues first, then all that are open or coming."""
    at, house = site.now(), site.house
    known = {each.key: each.name for each in house.pack(who.municipality).programme}
    only = program if program in known else ""
    told = showing.list_calls(house, who.municipality, at, every=bool(alla), programme=only)
    fitting = showing.matches(house, who.municipality, at)[:MOST]
    return render(
        request, who, "calls.html", told=told, fitting=fitting, most=MOST, of=known.get(only, "")
    )


@router.get("/utlysningar/{call}")
def one_call(request: Request, who: Reader, site: Here, call: str) -> Response:
    """One call: money, deadlines as they were, terms, what was chosen."""
    return _call(request, who, call)


@router.post("/utlysningar/{call}")
def say_of_call(request: Request, who: Chooser, site: Here, call: str, form: Form) -> Response:
    """Choose a call, or dismiss it with a reason."""
    check_form(request, who, form.mark)
    say = choosing.dismiss if form.get("svar") == "dismiss" else choosing.choose
    reason, at = form.get("reason"), site.now()
    try:
        say(site.house, who.municipality, call, by=who.email, at=at, reason=reason)
    except Refused as no:
        wrong = words_of(request, who).sentence("refusal", no.why, **no.details)
        return _call(request, who, call, wrong, reason)
    return RedirectResponse("/utlysningar", 303)


def _call(request: Request, who: Visitor, call: str, wrong: str = "", reason: str = "") -> Response:
    site = site_of(request)
    told = showing.show_call(site.house, who.municipality, call, site.now())
    talk = talk_about(site.house, who, "call", told["call"], site.now())
    status = 409 if wrong else 200
    return render(
        request, who, "call.html", status, told=told, wrong=wrong, reason=reason, talk=talk
    )


@router.post("/utlysningar/{call}/folj")
def follow_call(request: Request, who: Chooser, site: Here, call: str, form: Form) -> Response:
    """Give a case the deadline of the call that was chosen for it."""
    check_form(request, who, form.mark)
    at, ref = site.now(), form.get("arende")
    try:
        following.follow(site.house, who.municipality, call, ref, by=who.email, at=at)
    except Refused as no:
        wrong = words_of(request, who).sentence("refusal", no.why, **no.details)
        return _call(request, who, call, wrong)
    return RedirectResponse(f"/arende/{ref}", 303)
