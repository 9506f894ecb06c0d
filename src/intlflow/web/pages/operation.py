"""Is it alive? For whoever watches over the machine."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import JSONResponse, Response

from intlflow.app.house import schema_here
from intlflow.store.engine import SCHEMA
from intlflow.web.doorman import ANYBODY
from intlflow.web.hands import pages
from intlflow.web.site import Site, this_site

router = pages()


@router.get("/halsa", dependencies=[ANYBODY])
def health(site: Annotated[Site, Depends(this_site)]) -> Response:
    """Whether the pages can reach their database; says nothing else to anybody."""
    fine = schema_here(site.house) == SCHEMA
    return JSONResponse({"status": "ok" if fine else "fault"}, 200 if fine else 503)
