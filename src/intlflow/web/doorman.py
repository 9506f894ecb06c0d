"""Who knocks: the visitor behind a request, and whether this page is for them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from fastapi import Depends, Request, Response

from intlflow.app.access import second_step
from intlflow.app.access.by_name import by_proxy
from intlflow.app.access.entering import visitor
from intlflow.app.access.keys import same, seal
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.web.hands import handed
from intlflow.web.peer import comes_from
from intlflow.web.site import Site, site_of

IDLE = timedelta(minutes=60)
FORM_FIELD = "_form"


class NotSignedIn(Exception):
    """The page is for somebody, and nobody is signed in."""


class NotHere(Exception):
    """There is no such page for this visitor: what is foreign looks like what is missing."""


class StaleForm(Exception):
    """A form without this session's mark: sent from elsewhere, or kept over a new sign-in."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands before a route; a test reads it off every route there is."""

    action: Action | None  # None: open to everybody
    late: bool = field(
        default=False, kw_only=True
    )  # what is sent by somebody whose session ran out is taken care of, not lost

    async def __call__(self, request: Request) -> Visitor | None:
        """The visitor, if this page is for them.

        A look into SQLite costs less than a thread does; into PostgreSQL it is a journey.
        """
        if site_of(request).house.engine.dialect.name == "sqlite":
            return self.let_in(request)
        return cast(Visitor | None, await handed(self.let_in)(request))

    def let_in(self, request: Request) -> Visitor | None:
        """The visitor, if this page is for them.

        Raises:
            NotSignedIn: nobody is signed in, and somebody must be.
            NotHere: it is for others.
        """
        who = present(request)
        if self.action is None:
            return who
        if who is None:
            if self.late:
                return None
            raise NotSignedIn
        if not may(who, self.action):
            raise NotHere
        return who


def needs(action: Action) -> Any:
    """A page for whoever may do this somewhere; where exactly, the page asks itself."""
    return Depends(Guard(action))


def keeps(action: Action) -> Any:
    """The same, but nobody is let through as None: the page keeps what a lapsed session has typed."""
    return Depends(Guard(action, late=True))


ANYBODY: Any = Depends(Guard(None))


def cookie_name(site: Site) -> str:
    """The session's cookie; over TLS the browser itself guards whose it is."""
    return "__Host-sid" if site.https else "sid"


def present(request: Request) -> Visitor | None:
    """Whoever is signed in, and has shown all that they must."""
    site = site_of(request)
    entry = site.house.settings.entry
    if entry.proxy_header and comes_from(request, entry.proxy_addresses):
        email = request.headers.get(entry.proxy_header, "").strip()
        return by_proxy(site.house, email, site.now()) if email else None
    who = _by_session(request)
    if who is not None and second_step.is_asked(site.house, who):
        return None
    if who is not None:
        request.state.key = _key(request)
    return who


def lapsed(request: Request) -> Visitor | None:
    """Whose session the browser carries, even if it was left alone too long: only to keep their words.

    A session that somebody has ended, or whose person has left, is nobody's.
    """
    site = site_of(request)
    key, _, rest = request.cookies.get(cookie_name(site), "").partition("~")
    minute, _, mark = rest.partition("~")
    if not key or not same(mark, seal(site.secret, "seen", key, minute)):
        return None
    return visitor(site.house, key, site.now(), lapsed=True)


def half_in(request: Request) -> Visitor | None:
    """Whoever has still to show a code."""
    who = _by_session(request)
    return who if who and second_step.is_asked(site_of(request).house, who) else None


def _key(request: Request) -> str:
    return request.cookies.get(cookie_name(site_of(request)), "").partition("~")[0]


def _by_session(request: Request) -> Visitor | None:
    """Whose session the browser carries, if it was used within the hour."""
    site, at = site_of(request), site_of(request).now()
    key, _, rest = request.cookies.get(cookie_name(site), "").partition("~")
    minute, _, mark = rest.partition("~")
    if not key or not same(mark, seal(site.secret, "seen", key, minute)):
        return None
    if not minute.isdigit() or at - _at_minute(minute, at) > IDLE:
        return None
    return visitor(site.house, key, at)


def _at_minute(minute: str, at: datetime) -> datetime:
    return datetime.fromtimestamp(int(minute[:12]) * 60, at.tzinfo)


def used_this_minute(request: Request) -> bool:
    """Whether the browser's cookie says so already, and needs no new one."""
    site = site_of(request)
    return request.cookies.get(cookie_name(site), "").split("~")[1:2] == [_minute(site)]


def _minute(site: Site) -> str:
    return str(int(site.now().timestamp()) // 60)


def remember(response: Response, site: Site, key: str) -> None:
    """Let the browser carry the session; every page moves the hour on, and nothing is written for it."""
    response.set_cookie(
        cookie_name(site),
        cookie_value(site, key),
        httponly=True,
        samesite="lax",
        secure=site.https,
        path="/",
    )


def cookie_value(site: Site, key: str) -> str:
    """A session's key with the minute in which it was used last, sealed."""
    minute = _minute(site)
    return f"{key}~{minute}~{seal(site.secret, 'seen', key, minute)}"


def forget(response: Response, site: Site) -> None:
    """Take the session from the browser."""
    response.delete_cookie(cookie_name(site), path="/", secure=site.https, httponly=True)


def form_mark(site: Site, who: Visitor | None) -> str:
    """What a form of this session carries, so that no foreign page can send one."""
    return seal(site.secret, "form", who.session) if who else ""


def check_form(request: Request, who: Visitor, given: str) -> None:
    """Refuse a form that was not made for this session.

    Raises:
        StaleForm: it was not.
    """
    if not same(given, form_mark(site_of(request), who)):
        raise StaleForm
