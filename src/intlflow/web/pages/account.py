"""Signing in and out, one's sessions, language and looks."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app.access import by_link, demo_cast, entering, first_admin
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_letters
from intlflow.web.agents import few_words
from intlflow.web.doorman import ANYBODY, NotHere, check_form, forget, needs, remember
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.peer import address_of
from intlflow.web.problems import TooMany
from intlflow.web.site import Site, this_site
from intlflow.web.texts import LANGUAGES
from intlflow.web.view import THEMES, render

router = pages()
Anybody = Annotated[Visitor | None, ANYBODY]
Own = Annotated[Visitor, needs(Action.OWN_ACCOUNT)]
Here = Annotated[Site, Depends(this_site)]
PARTNER = "partner"
SESSIONS_SHOWN = 12


def inside(where: str) -> str:
    """A place on our own pages to go on to; anything else becomes the first page."""
    parts = urlsplit(where)
    fine = where.startswith("/") and not where.startswith(("//", "/\\"))
    return where if fine and not parts.netloc and not parts.scheme and where.isprintable() else "/"


@router.get("/logga-in")
def sign_in(
    request: Request, who: Anybody, site: Here, till: str = "/", sparat: str = ""
) -> Response:
    """Where one says who one is."""
    if who is not None:
        return RedirectResponse(inside(till), 303)
    cast = demo_cast.offered(site.house, site.now()) if site.demo else []
    return _sign_in(request, site, inside(till), cast=cast, kept=bool(sparat))


@router.post("/logga-in")
def ask_for_link(request: Request, who: Anybody, site: Here, form: Form) -> Response:
    """Ask for a link by letter; the answer is the same whether or not the address is known."""
    at, email = site.now(), form.get("email")[:320]
    wait = site.limits.addresses.wait(address_of(request))
    wait = wait or site.limits.accounts.wait(email.casefold())
    if wait:
        raise TooMany(wait)
    asked = by_link.ask(site.house, email, address=site.address, at=at)
    answer = _sign_in(request, site, inside(form.get("till", "/")), asked=True)
    answer.set_cookie(
        PARTNER, asked.partner, max_age=600, httponly=True, samesite="lax", secure=site.https
    )
    answer.background = BackgroundTask(after_letters, site.house, asked.written)
    return answer


def _sign_in(
    request: Request,
    site: Site,
    till: str,
    *,
    cast: list[Any] | None = None,
    asked: bool = False,
    kept: bool = False,
) -> Response:
    return render(
        request,
        None,
        "sign_in.html",
        till=till,
        cast=cast or [],
        asked=asked,
        kept=kept,
        nobody_yet=first_admin.nobody_yet(site.house, site.now()),
        first_pack=next(iter(site.house.packs)),
        by_provider=site.provider is not None,
    )


@router.get("/logga-in/{ticket}")
def link_opened(request: Request, who: Anybody, site: Here, ticket: str) -> Response:
    """A link that was opened: nothing happens until somebody presses the button."""
    good = by_link.stands(site.house, ticket, site.now())
    return render(request, None, "sign_in_link.html", good=good, ticket=ticket)


@router.post("/logga-in/{ticket}")
def link_used(request: Request, who: Anybody, site: Here, ticket: str, form: Form) -> Response:
    """The button was pressed: begin a session, if this is the browser that asked."""
    wait = site.limits.addresses.wait(address_of(request))
    if wait:
        raise TooMany(wait)
    agent = request.headers.get("user-agent", "")
    partner = request.cookies.get(PARTNER, "")
    key = by_link.use(site.house, ticket, partner, agent=agent, at=site.now())
    if key is None:
        return render(request, None, "sign_in_link.html", 410, good=False, ticket=ticket)
    answer = RedirectResponse("/", 303)
    remember(answer, site, key)
    answer.delete_cookie(PARTNER, secure=site.https, httponly=True)
    return answer


@router.post("/prova-som/{person}")
def step_into(request: Request, who: Anybody, site: Here, person: int, form: Form) -> Response:
    """With the made-up register on this machine alone: step into somebody's shoes."""
    if not site.demo or not _on_this_machine(request, site):
        raise NotHere
    agent = request.headers.get("user-agent", "")
    if not demo_cast.is_offered(site.house, person, site.now()):
        raise NotHere
    key = entering.enter(site.house, person, way="demo", agent=agent, at=site.now())
    answer = RedirectResponse(inside(form.get("till", "/")), 303)
    remember(answer, site, key)
    return answer


def _on_this_machine(request: Request, site: Site) -> bool:
    names = ("127.0.0.1", "localhost", "::1", "testclient")
    asked = urlsplit(site.address).hostname
    return asked in names and (request.client is None or request.client.host in names)


@router.post("/logga-ut")
def sign_out(request: Request, who: Own, site: Here, form: Form) -> Response:
    """End this session."""
    check_form(request, who, form.mark)
    entering.leave(site.house, who)
    answer = RedirectResponse("/logga-in", 303)
    forget(answer, site)
    return answer


@router.get("/mitt-konto")
def own_account(request: Request, who: Own, site: Here, alla: str = "") -> Response:
    """Who one is here, one's roles, and where one is signed in: here, and the latest elsewhere."""
    sessions = entering.own_sessions(site.house, who, site.now())
    shown = sessions if alla else sessions[:SESSIONS_SHOWN]
    return render(
        request, who, "account.html", sessions=shown, more=len(sessions) - len(shown),
        roles=_roles(site, who), browser=few_words,
    )  # fmt: skip


def _roles(site: Site, who: Visitor) -> list[dict[str, Any]]:
    pack = site.house.pack(who.municipality)
    names = {**{key: unit.name for key, unit in pack.units.items()}}
    names |= {key: body.name for key, body in pack.bodies.items()}
    return [
        {"role": str(role), "where": names.get(scope, scope)}
        for role, scope in sorted(who.roles, key=lambda held: (held[0], held[1]))
    ]


@router.post("/mitt-konto/avsluta")
def end_sessions(request: Request, who: Own, site: Here, form: Form) -> Response:
    """End another of one's sessions, or all others."""
    check_form(request, who, form.mark)
    entering.leave_other(site.house, who, form.get("session") or None)
    return RedirectResponse("/mitt-konto", 303)


@router.post("/sprak")
def choose_language(request: Request, who: Anybody, site: Here, form: Form) -> Response:
    """Read the pages in another language, in this browser."""
    return _choose(site, "lang", form.get("lang"), LANGUAGES, form.get("till", "/"))


@router.post("/utseende")
def choose_look(request: Request, who: Anybody, site: Here, form: Form) -> Response:
    """Light, dark, or as the machine says."""
    return _choose(site, "theme", form.get("theme"), ("", *THEMES), form.get("till", "/"))


def _choose(
    site: Site, name: str, value: str, allowed: tuple[str, ...], where: str
) -> RedirectResponse:
    answer = RedirectResponse(inside(where), 303)
    if value in allowed:
        answer.set_cookie(
            name, value, max_age=365 * 86400, samesite="lax", secure=site.https, httponly=True
        )
    return answer
