"""Påminnelser: every duty and how it stands; one duty, where it is noted done, waived or postponed."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.comments.talk import talk_about
from intlflow.app.duties import answering, deciding
from intlflow.app.duties.board import duty_board
from intlflow.app.duties.page import duty_page, see_duty
from intlflow.app.duties.seeing import from_address, in_address
from intlflow.app.situation import local_day
from intlflow.domain.facts import one_line
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.hands import pages
from intlflow.web.opens import cases_that_open
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render, what_is_wrong, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_DUTIES)]
Answerer = Annotated[Visitor, needs(Action.ANSWER_DUTY)]
Steerer = Annotated[Visitor, needs(Action.STEER_DUTY)]
Here = Annotated[Site, Depends(site_of)]
NOTED = ("on", "forum", "topics", "note", "corrects")
STEERED = ("kind", "until", "reason")
Wrong = dict[str, str]


@router.get("/paminnelser")
def all_duties(request: Request, who: Reader, site: Here) -> Response:
    """Units and duties at a glance, what is late and what is coming."""
    board = duty_board(site.house, who, site.now(), language(request, who))
    return render(request, who, "duties.html", board=board)


@router.get("/plikt/{duty}/{subject:path}")
def one_duty(
    request: Request,
    who: Reader,
    site: Here,
    duty: str,
    subject: str,
    gjort: Annotated[str, Query(max_length=40)] = "",
    ratta: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """One duty: what it asks, how it stands, what has happened."""
    return _show(request, who, duty, subject, done=gjort, corrects=ratta)


@router.post("/plikt/{duty}/{subject:path}")
def note_duty(
    request: Request, who: Answerer, site: Here, duty: str, subject: str, form: Form
) -> Response:
    """Note that it has been done, or put right what was noted."""
    check_form(request, who, form.mark)
    key = see_duty(site.house, who, duty, from_address(subject), site.now())
    given = {name: form.get(name) for name in NOTED}
    wrong = _wrong_days(request, who, form, "on", needed=True)
    if not wrong:
        wrong = _tried(request, who, "on", lambda: _note(site, who, duty, key, given))
    if wrong:
        return _show(request, who, duty, subject, noted=given, wrong=wrong)
    return RedirectResponse(f"/plikt/{duty}/{in_address(key)}?gjort=noterat", 303)


def _note(site: Site, who: Visitor, duty: str, key: str, given: dict[str, str]) -> None:
    answering.log(
        site.house,
        who.municipality,
        duty,
        subject=key,
        by=who.email,
        on=date.fromisoformat(given["on"]),
        forum=given["forum"],
        topics=one_line(given["topics"]),
        note=one_line(given["note"]),
        corrects=int(given["corrects"]) if given["corrects"].isdigit() else None,
        at=site.now(),
    )


@router.post("/plikt-rad/{number}/ta-tillbaka")
def withdraw_note(request: Request, who: Answerer, site: Here, number: int, form: Form) -> Response:
    """Take back something that was noted by mistake."""
    check_form(request, who, form.mark)
    duty, subject = answering.place_of_row(site.house, who.municipality, number)
    see_duty(site.house, who, duty, subject, site.now())
    wrong = _tried(
        request,
        who,
        "reason",
        lambda: answering.withdraw(
            site.house, number, by=who.email, reason=form.get("reason"), at=site.now()
        ),
    )
    if wrong:
        return _show(request, who, duty, in_address(subject), corrects=number, wrong=wrong)
    return RedirectResponse(f"/plikt/{duty}/{in_address(subject)}?gjort=borttaget", 303)


@router.post("/styr-plikt/{duty}/{subject:path}")
def steer_duty(
    request: Request, who: Steerer, site: Here, duty: str, subject: str, form: Form
) -> Response:
    """The coordinator waives, postpones, pauses or takes up again, with the reason."""
    check_form(request, who, form.mark)
    key = see_duty(site.house, who, duty, from_address(subject), site.now())
    given = {name: form.get(name) for name in STEERED}
    wrong = _wrong_days(request, who, form, "until", needed=given["kind"] == "postpone")
    if not wrong:
        wrong = _tried(request, who, "reason", lambda: _steer(site, who, duty, key, given))
    if wrong:
        return _show(request, who, duty, subject, steered=given, wrong=wrong)
    return RedirectResponse(f"/plikt/{duty}/{in_address(key)}?gjort={given['kind']}", 303)


def _steer(site: Site, who: Visitor, duty: str, key: str, given: dict[str, str]) -> None:
    until = date.fromisoformat(given["until"]) if given["until"] else None
    common: dict[str, Any] = {
        "subject": key,
        "by": who.email,
        "reason": given["reason"],
        "at": site.now(),
    }
    place = (site.house, who.municipality, duty)
    match given["kind"]:
        case "waive":
            deciding.waive(*place, **common)
        case "postpone" if until:
            deciding.postpone(*place, until=until, **common)
        case "pause":
            deciding.pause(*place, until=until, **common)
        case "resume":
            deciding.resume(*place, **common)
        case _:
            raise Refused("unknown-steering")


def _wrong_days(request: Request, who: Visitor, form: Sent, name: str, *, needed: bool) -> Wrong:
    """What is the matter with a day that was typed."""
    text, words = form.get(name), words_of(request, who)
    if not text:
        return {name: words.of("form", "empty")} if needed else {}
    try:
        date.fromisoformat(text)
    except ValueError:
        return {name: words.of("form", "not-a-date").format(example="2027-03-01")}
    return {}


def _tried(request: Request, who: Visitor, place: str, act: Callable[[], object]) -> Wrong:
    """Do it; when the rules say no, what they say, and at which field."""
    try:
        act()
    except Refused as no:
        name = str(no.details.get("fact", place))
        return {name: what_is_wrong(words_of(request, who), no)}
    return {}


def _show(
    request: Request,
    who: Visitor,
    duty: str,
    subject: str,
    *,
    done: str = "",
    corrects: int = 0,
    noted: dict[str, str] | None = None,
    steered: dict[str, str] | None = None,
    wrong: Wrong | None = None,
) -> Response:
    site = site_of(request)
    page = duty_page(
        site.house, who, duty, from_address(subject), site.now(), language(request, who)
    )
    row = next((row for row in page.logged if row["id"] == corrects), None)
    fresh = {"on": str(local_day(site.now())), "forum": "", "topics": "", "note": ""}
    if row is not None:
        fresh = {"on": row["day"]} | {name: row[name] for name in ("forum", "topics", "note")}
    where = f"{duty}/{in_address(page.subject)}"
    more = {} if request.method == "GET" else {"here": f"/plikt/{where}"}
    return render(
        request,
        who,
        "duty.html",
        422 if wrong else 200,
        **more,
        page=page,
        opens=cases_that_open(request, who, [page.case]),
        talk=talk_about(site.house, who, "duty", where, site.now()),
        where=where,
        noted=noted or fresh | {"corrects": str(corrects) if row else ""},
        steered=steered or dict.fromkeys(STEERED, ""),
        wrong=wrong or {},
        done=done,
    )
