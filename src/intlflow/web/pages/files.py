"""Stylesheet, script and typeface; robots are told to stay away."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import PlainTextResponse, Response

from intlflow.web.doorman import ANYBODY, NotHere
from intlflow.web.hands import pages
from intlflow.web.site import Site, this_site
from intlflow.web.statics import FOREVER, PREFIX

router = pages()


@router.get(PREFIX + "/{name}", dependencies=[ANYBODY])
def static(request: Request, site: Annotated[Site, Depends(this_site)]) -> Response:
    """A file whose name says what is in it, so that it need never be asked for again."""
    found = site.statics.by_path.get(request.url.path)
    if found is None:
        raise NotHere
    return Response(found.content, media_type=found.media_type, headers={"cache-control": FOREVER})


@router.get("/tema/{name}", dependencies=[ANYBODY])
def look(site: Annotated[Site, Depends(this_site)], name: str) -> Response:
    """A municipality's own colours, or its logo; the question behind the name changes with them."""
    dress = site.dresses.get(name.partition(".")[0])
    if dress is None or name not in dress.files:
        raise NotHere
    content, kind = dress.files[name]
    return Response(content, media_type=kind, headers={"cache-control": FOREVER})


@router.get("/robots.txt", dependencies=[ANYBODY])
def robots() -> Response:
    """Nothing here is for search engines."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
