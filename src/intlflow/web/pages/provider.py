"""Signing in at the municipality's own identity provider."""

import logging
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access import by_name
from intlflow.app.access.keys import same
from intlflow.web.doorman import ANYBODY, NotHere, remember
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.oidc import CALLBACK, Errand, NotVouched, Provider, new_errand
from intlflow.web.pages.account import inside
from intlflow.web.peer import address_of
from intlflow.web.problems import TooMany
from intlflow.web.site import Site, this_site
from intlflow.web.view import render

router = pages()
Here = Annotated[Site, Depends(this_site)]
COOKIE = "oidc"
LONGEST = 4000
log = logging.getLogger("intlflow.web.entry")


def provider_of(site: Site) -> Provider:
    """The provider that is set.

    Raises:
        NotHere: none is.
    """
    if site.provider is None:
        raise NotHere
    return site.provider


@router.get("/logga-in-med/oidc", dependencies=[ANYBODY])
def go_there(request: Request, site: Here, till: str = "/") -> Response:
    """To the provider; nothing is kept but in the browser."""
    provider, errand = provider_of(site), new_errand(inside(till))
    try:
        where = provider.way_there(errand, site.now())
    except NotVouched as no:
        log.warning("the identity provider does not answer: %s", no)
        return render(request, None, "provider.html", 502, good=False, code="", state="")
    answer = RedirectResponse(where, 303)
    answer.set_cookie(
        COOKIE,
        errand.kept(site.secret, site.now()),
        max_age=600,
        httponly=True,
        samesite="lax",
        secure=site.https,
        path="/logga-in-med",
    )
    return answer


@router.get(CALLBACK, dependencies=[ANYBODY])
def back_again(
    request: Request,
    site: Here,
    code: Annotated[str, Query(max_length=LONGEST)] = "",
    state: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Back from the provider: a button that goes on, so that looking alone never lets anybody in."""
    provider_of(site)
    errand = Errand.read(site.secret, request.cookies.get(COOKIE, ""), site.now())
    good = errand is not None and bool(code) and same(errand.state, state)
    return render(
        request, None, "provider.html", 200 if good else 410, good=good, code=code, state=state
    )


@router.post(CALLBACK, dependencies=[ANYBODY])
def go_on(request: Request, site: Here, form: Form) -> Response:
    """Ask the provider who it was, and let them in if we know them."""
    wait = site.limits.addresses.wait(address_of(request))
    if wait:
        raise TooMany(wait)
    provider, at = provider_of(site), site.now()
    errand = Errand.read(site.secret, request.cookies.get(COOKIE, ""), at)
    key = None
    if errand is not None and same(errand.state, form.get("state")):
        try:
            email = provider.vouched(errand, form.get("code")[:LONGEST], at)
            agent = request.headers.get("user-agent", "")
            key = by_name.enter(site.house, email, way="oidc", agent=agent, at=at)
        except NotVouched as no:
            log.warning("nobody was vouched for: %s", no)
    if key is None or errand is None:
        return render(request, None, "provider.html", 410, good=False, code="", state="")
    answer = RedirectResponse(errand.till, 303)
    remember(answer, site, key)
    answer.delete_cookie(COOKIE, path="/logga-in-med", secure=site.https, httponly=True)
    return answer
