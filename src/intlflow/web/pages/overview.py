"""The first page: what to do now, whom one waits for, the nearest dates, what happened last."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.overview import overview
from intlflow.web.doorman import needs
from intlflow.web.site import Site, this_site
from intlflow.web.view import language, render

router = APIRouter()


@router.get("/")
def first_page(
    request: Request,
    who: Annotated[Visitor, needs(Action.OWN_ACCOUNT)],
    site: Annotated[Site, Depends(this_site)],
) -> Response:
    """One person's day."""
    seen = overview(site.house, who, site.now(), language(request, who))
    return render(request, who, "overview.html", seen=seen)
