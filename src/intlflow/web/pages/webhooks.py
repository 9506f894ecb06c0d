"""Other systems that are told of cases, for whoever sets the installation up."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app import webhooks
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, this_site
from intlflow.web.view import render, what_is_wrong, words_of

router = pages()
Keeper = Annotated[Visitor, needs(Action.CONFIGURE)]
Here = Annotated[Site, Depends(this_site)]


@router.get("/drift/system")
def told_systems(request: Request, who: Keeper, site: Here) -> Response:
    """Who is told, how it goes, and a form for one more."""
    return _show(request, who, site)


@router.post("/drift/system")
def tell_system(request: Request, who: Keeper, site: Here, form: Form) -> Response:
    """Tell one more; its secret is shown on the page that answers, and never again."""
    check_form(request, who, form.mark)
    typed = {name: form.get(name)[:500] for name in ("name", "url", "events")}
    events = typed["events"].replace(",", " ").split()
    try:
        secret = webhooks.add(
            site.house, who, name=typed["name"], url=typed["url"], events=events, at=site.now()
        )
    except Refused as no:
        said = what_is_wrong(words_of(request, who), no)
        where = {"bad-fact": "name", "webhook-event": "events"}.get(no.why, "url")
        return _show(request, who, site, wrong={where: said}, typed=typed)
    return _show(request, who, site, fresh=secret)


@router.post("/drift/system/{hook}/ta-bort")
def end_system(request: Request, who: Keeper, site: Here, hook: int, form: Form) -> Response:
    """Tell one nothing more."""
    check_form(request, who, form.mark)
    webhooks.end(site.house, who.municipality, min(hook, 2**31), site.now())
    return RedirectResponse("/drift/system", 303)


def _show(
    request: Request,
    who: Visitor,
    site: Site,
    *,
    wrong: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    fresh: str = "",
) -> Response:
    return render(
        request,
        who,
        "webhooks.html",
        422 if wrong else 200,
        hooks=webhooks.listed(site.house, who.municipality),
        wrong=wrong or {},
        typed=typed or {"name": "", "url": "", "events": ""},
        fresh=fresh,
    )
