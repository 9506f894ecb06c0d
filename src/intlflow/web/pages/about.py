"""What everybody may read: accessibility, personal data, what this is."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from intlflow.app.access.permission import Visitor
from intlflow.app.persons.accounting import record
from intlflow.web.doorman import ANYBODY
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Anybody = Annotated[Visitor | None, ANYBODY]
Here = Annotated[Site, Depends(site_of)]


@router.get("/om")
def about(request: Request, who: Anybody) -> Response:
    """What intlflow is, and which version."""
    return render(request, who, "about.html")


@router.get("/tillganglighet")
def accessibility(request: Request, who: Anybody) -> Response:
    """The accessibility statement that the law asks for."""
    return render(request, who, "accessibility.html")


@router.get("/personuppgifter")
def personal_data(request: Request, who: Anybody, site: Here) -> Response:
    """Which personal data is kept, why, and for how long."""
    pack = site.house.packs.get(who.municipality) if who else None
    told = record(pack, words_of(request, who))
    return render(request, who, "personal_data.html", told=told)
