"""Searching everything that one may see."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.search_page import find_for
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render

router = pages()


@router.get("/sok")
def search(
    request: Request,
    who: Annotated[Visitor, needs(Action.OWN_ACCOUNT)],
    site: Annotated[Site, Depends(site_of)],
    q: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """What has all the words, the best match first."""
    text = q.replace("\x00", "")
    found = find_for(site.house, who, text, site.now())
    return render(request, who, "search.html", text=text, found=found)
