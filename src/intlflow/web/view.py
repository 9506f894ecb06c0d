"""Making a page: a template, what it says, and what every page has around it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse
from starlette.routing import Match

from intlflow import __version__
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, allowed, may
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.letters.words import Words
from intlflow.web.doorman import form_mark, remember, used_this_minute
from intlflow.web.site import Site, site_of
from intlflow.web.texts import LANGUAGES

THEMES = ("light", "dark")


def language(request: Request, who: Visitor | None) -> str:
    """The language that was chosen here, else the visitor's own, else Swedish."""
    return chosen_language(request) or (who.lang if who else "sv")


def chosen_language(request: Request) -> str:
    """The language that was chosen in this browser; empty: none was."""
    chosen = request.cookies.get("lang", "")
    return chosen if chosen in LANGUAGES else ""


def words_of(request: Request, who: Visitor | None) -> Words:
    """The words of the visitor's language."""
    return site_of(request).words(language(request, who), who.municipality if who else "")


def what_is_wrong(words: Words, no: Refused) -> str:
    """Why the rules said no, where the label of the field stands beside it already."""
    if no.why == "bad-fact":
        return words.sentence("form", str(no.details["form"]), example=no.details.get("example"))
    return words.sentence("refusal", no.why, **no.details)


def render(
    request: Request,
    who: Visitor | None,
    template: str,
    status: int = 200,
    *,
    lang: str = "",
    **said: Any,
) -> HTMLResponse:
    """A page as it is sent.

    Args:
        request: what was asked.
        who: the visitor, if one is signed in.
        template: its file under `templates/web`.
        status: the answer's number.
        lang: of somebody who is known without being signed in.
        said: what the template shows.
    """
    site, lang = site_of(request), lang or language(request, who)
    text = site.pages[lang].get_template(template).render(_around(request, site, who, lang) | said)
    answer = HTMLResponse(text, status)
    key = getattr(request.state, "key", None)
    if key and not used_this_minute(request):
        remember(answer, site, key)
    return answer


def _around(request: Request, site: Site, who: Visitor | None, lang: str) -> dict[str, Any]:
    at, words = site.now(), site.words(lang, who.municipality if who else "")
    pack = site.house.packs.get(who.municipality) if who else None
    theme = request.cookies.get("theme", "")
    return {
        "pieces": {},
        "who": who,
        "may": partial(_may, who),
        "allowed": allowed(who) if who else frozenset(),
        "pack": pack,
        "dress": site.dresses.get(who.municipality) if who else None,
        "municipality": pack.municipality.name if pack else "",
        "contact": pack.municipality.reply_to if pack else "",
        "w": words,
        "at": at,
        "today": local_day(at),
        "days": partial(days_between, local_day(at)),
        "path": request.url.path,
        "section": _section(request),
        "here": _here(request),
        "form": form_mark(site, who),
        "theme": theme if theme in THEMES else "",
        "demo": site.demo,
        "version": __version__,
    }


def _here(request: Request) -> str:
    """Where the buttons on every page lead back to: what answered a form, to the page of the form."""
    path = request.url.path
    if request.method in ("GET", "HEAD"):
        return path + (f"?{request.url.query}" if request.url.query else "")
    return page_above(request, path)


def page_above(request: Request, path: str) -> str:
    """An address if there is a page at it, else the nearest page above."""
    while path and not _opens(request, path):
        path = path.rpartition("/")[0]
    return path or "/"


def _opens(request: Request, path: str) -> bool:
    asked = {**request.scope, "method": "GET", "path": path}
    routes = request.app.router.routes
    return any(route.matches(asked)[0] is Match.FULL for route in routes)


def _section(request: Request) -> str:
    """The first word of the page's pattern: one of a few, whatever was asked for; empty: no page."""
    pattern = str(getattr(request.scope.get("route"), "path", ""))
    return pattern and "/" + pattern[1:].partition("/")[0]


def _may(who: Visitor | None, action: str) -> bool:
    return who is not None and may(who, Action(action))


def days_between(today: Any, day: str | datetime) -> int:
    """Whole days from today until a day; below nought when it has passed."""
    text = day if isinstance(day, str) else day.isoformat()
    then = local_day(datetime.fromisoformat(text)) if "T" in text else None
    gap: timedelta = (then or type(today).fromisoformat(text)) - today
    return gap.days
