"""The first page: what to do now, whom one waits for, the nearest dates, what happened last."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.overview import overview
from intlflow.app.year_round import year_round
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.site import Site, this_site
from intlflow.web.view import language, render
from intlflow.web.wheel import wheel

router = pages()


@router.get("/")
def first_page(
    request: Request,
    who: Annotated[Visitor, needs(Action.OWN_ACCOUNT)],
    site: Annotated[Site, Depends(this_site)],
) -> Response:
    """One person's day."""
    at, lang = site.now(), language(request, who)
    seen = overview(site.house, who, at, lang)
    round_ = year_round(site.house, who, at, lang) if may(who, Action.READ_DUTIES) else None
    return render(request, who, "overview.html", seen=seen, wheel=wheel(round_) if round_ else None)
