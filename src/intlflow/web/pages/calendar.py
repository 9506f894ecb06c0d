"""Kalender: a month of meetings, last days, planned dates and duties, and addresses for calendar programs."""

from calendar import Calendar
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.calendar import feeds, ics
from intlflow.app.calendar.gathering import Asked, Entry, Scope, What, entries, gathered
from intlflow.app.situation import local_day
from intlflow.packs.holidays import free_days
from intlflow.web.doorman import ANYBODY, check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_DUTIES)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/kalender")
def month(
    request: Request,
    who: Reader,
    site: Here,
    manad: Annotated[str, Query(max_length=10)] = "",
    slag: Annotated[str, Query(max_length=20)] = "",
    mitt: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """A month, as a grid and as a list."""
    today = local_day(site.now())
    first = _month(manad, today)
    last = _next(first) - timedelta(days=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    scope = Scope.PERSON if mitt else Scope.MUNICIPALITY
    asked = Asked(weeks[0][0], weeks[-1][-1], scope)
    found = gathered(entries(site.house, who, asked, words_of(request, who), site.now()))
    kind = slag if slag in set(What) else ""
    steers = may(who, Action.KEEP_MEETINGS)
    shown = [_led(one) if steers else one for one in found if kind in ("", one.what)]
    days: dict[date, list[Entry]] = {}
    for one in shown:
        days.setdefault(one.day, []).append(one)
    now = {"manad": f"{first:%Y-%m}" if manad else "", "slag": kind, "mitt": mitt}
    return render(
        request, who, "calendar.html", weeks=weeks, first=first, days=days, kind=kind,
        whose=scope, kinds=tuple(What), free=free_days((first.year - 1, first.year, first.year + 1)),
        before=f"{first - timedelta(days=1):%Y-%m}", after=f"{_next(first):%Y-%m}",
        listed=[one for one in shown if first <= one.day <= last], link=partial(_link, now),
    )  # fmt: skip


def _led(one: Entry) -> Entry:
    """A meeting leads to its page, for those who keep them."""
    if one.what is not What.MEETING:
        return one
    return replace(one, path=f"/sammantraden/{one.uid.removeprefix('meeting-')}")


def _month(text: str, today: date) -> date:
    """The first day of the month that was asked for, else of this one."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if abs(asked.year - today.year) <= 10 else today.replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _link(now: dict[str, Any], **other: Any) -> str:
    """The same month with something in its filter changed."""
    asked = {key: value for key, value in (now | other).items() if value}
    return "/kalender" + (f"?{urlencode(asked)}" if asked else "")


@router.get("/kalender/prenumerera")
def subscribe(
    request: Request,
    who: Reader,
    site: Here,
    gjort: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """One's own addresses for calendar programs."""
    own = feeds.own_feeds(site.house, who, site.secret)
    offers = feeds.offered(site.house, who, site.now())
    return render(
        request, who, "subscribe.html", own=own, offers=offers, address=site.address, done=gjort
    )


@router.post("/kalender/prenumerera")
def make_address(request: Request, who: Reader, site: Here, form: Form) -> Response:
    """Get an address, or another in its place."""
    check_form(request, who, form.mark)
    scope, _, unit = form.get("calendar").partition(":")
    feeds.make(site.house, who, scope, unit, secret=site.secret, at=site.now())
    return RedirectResponse("/kalender/prenumerera?gjort=ny", 303)


@router.post("/kalender/prenumerera/ta-bort")
def drop_address(request: Request, who: Reader, site: Here, form: Form) -> Response:
    """Take an address back."""
    check_form(request, who, form.mark)
    feeds.revoke(site.house, who, form.get("address"))
    return RedirectResponse("/kalender/prenumerera?gjort=borta", 303)


@router.get("/kalender.ics", dependencies=[ANYBODY])
def feed(site: Here, nyckel: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The days behind an address, for a calendar program."""
    at = site.now()
    who, name, found = feeds.read(site.house, nyckel, at)
    pack, words = site.house.pack(who.municipality), site.house.words[who.lang]
    file = ics.written(
        found,
        name=words.of("calendar", "name").format(name=name or who.name),
        domain=pack.municipality.sender_address.rpartition("@")[2],
        address=site.address,
        words=words,
        at=at,
    )
    heads = {"content-disposition": 'inline; filename="intlflow.ics"', "x-robots-tag": "noindex"}
    return Response(file, media_type="text/calendar; charset=utf-8", headers=heads)
