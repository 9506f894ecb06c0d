"""Two pages for those who look from outside: half a page for those elected, one for the auditors."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.revision import journal_csv, revision, story
from intlflow.app.summary import summary
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render

router = pages()
Elected = Annotated[Visitor, needs(Action.READ_SUMMARY)]
Auditor = Annotated[Visitor, needs(Action.READ_AUDIT)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/ks")
def summary_page(request: Request, who: Elected, site: Here) -> Response:
    """What those elected need to know, on half a page."""
    seen = summary(site.house, who, site.now(), language(request, who))
    return render(request, who, "summary.html", seen=seen)


@router.get("/revision")
def revision_page(request: Request, who: Auditor, site: Here) -> Response:
    """What an auditor asks first, each answer with its rows."""
    seen = revision(site.house, who, site.now(), language(request, who))
    return render(request, who, "revision.html", seen=seen)


@router.get("/revision/arende/{ref}")
def story_page(request: Request, who: Auditor, site: Here, ref: str) -> Response:
    """One case from idea to effect, everything in the order of time."""
    told = story(site.house, who, ref, site.now(), language(request, who))
    return render(request, who, "story.html", told=told)


@router.get("/revision/journal.csv")
def journal_file(who: Auditor, site: Here) -> Response:
    """The whole journal as a file, to be kept and checked elsewhere."""
    return Response(
        journal_csv(site.house, who.municipality),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="journal.csv"'},
    )
