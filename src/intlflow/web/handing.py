"""Handing a paper out as a file."""

from starlette.responses import Response

from intlflow.app.access.permission import Visitor
from intlflow.app.papers.making import file_made
from intlflow.papers.model import Paper
from intlflow.papers.render import KINDS, Form
from intlflow.web.site import Site


def paper_file(site: Site, who: Visitor, paper: Paper, form: str) -> Response:
    """A paper in the form that was asked for, to be kept.

    Raises:
        NotFound: there is no such form.
        Refused: one of the municipality's templates can't be used.
    """
    name, made = file_made(site.house, who.municipality, paper, form)
    kept = f'attachment; filename="{name}"'
    return Response(made, media_type=KINDS[Form(form)], headers={"content-disposition": kept})
