"""Inställningar och drift: what holds, and what to do about it, on one page."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.operation import operation
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render

router = pages()
Operator = Annotated[Visitor, needs(Action.READ_OPERATION)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/drift")
def operation_page(request: Request, who: Operator, site: Here) -> Response:
    """How the installation stands and is set up."""
    return render(request, who, "operation.html", seen=operation(site.house, who, site.now()))
