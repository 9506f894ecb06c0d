"""Keys for programs, made and taken back by their owner under Mitt konto."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access import tokens
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.view import render, what_is_wrong, words_of

router = pages()
Own = Annotated[Visitor, needs(Action.OWN_ACCOUNT)]
Here = Annotated[Site, Depends(this_site)]
LIVES = (30, 90, 365)


@router.get("/mitt-konto/nycklar")
def own_keys(request: Request, who: Own, site: Here) -> Response:
    """The keys one has made."""
    return _show(request, who)


@router.post("/mitt-konto/nycklar")
def new_key(request: Request, who: Own, site: Here, form: Form) -> Response:
    """Make a key; it is shown on the page that answers, and never again."""
    check_form(request, who, form.mark)
    days = form.get("days")
    try:
        key = tokens.make(
            site.house,
            who,
            name=form.get("name"),
            scopes=form.all("scope"),
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0,
            at=site.now(),
        )
    except Refused as no:
        name = "name" if no.why == "bad-fact" else "scope" if no.why == "token-scope" else "days"
        said = what_is_wrong(words_of(request, who), no)
        return _show(request, who, wrong={name: said}, typed=form.get("name"))
    return _show(request, who, fresh=key)


def _show(
    request: Request,
    who: Visitor,
    *,
    wrong: dict[str, str] | None = None,
    typed: str = "",
    fresh: str = "",
) -> Response:
    site = site_of(request)
    mine = tokens.own(site.house, who.person_id, site.now())
    status = 422 if wrong else 200
    return render(
        request,
        who,
        "keys.html",
        status,
        keys=mine,
        wrong=wrong or {},
        typed=typed,
        fresh=fresh,
        lives=LIVES,
        address=site.address,
    )


@router.post("/mitt-konto/nycklar/{token}/ta-bort")
def revoke_key(request: Request, who: Own, site: Here, token: str, form: Form) -> Response:
    """Take a key back."""
    check_form(request, who, form.mark)
    tokens.revoke(site.house, who.person_id, token)
    return RedirectResponse("/mitt-konto/nycklar", 303)
