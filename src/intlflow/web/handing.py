"""Handing a paper out, as a page or as a file."""

from fastapi import Request
from starlette.responses import Response

from intlflow.app.access.permission import Visitor
from intlflow.app.papers.making import file_made
from intlflow.papers.html import as_part
from intlflow.papers.model import Paper
from intlflow.papers.render import KINDS, Form
from intlflow.web.site import Site, site_of
from intlflow.web.view import page_above, render


def paper_page(request: Request, who: Visitor, paper: Paper, address: str) -> Response:
    """A paper as a page, with links to the same as files.

    Args:
        request: what was asked.
        who: by whom.
        paper: what is shown.
        address: of the page itself; its files are below it.
    """
    words = site_of(request).house.words[paper.lang]
    return render(
        request, who, "paper.html", paper=paper, part=as_part(paper, words), address=address,
        back=page_above(request, address.rpartition("/")[0]),
    )  # fmt: skip


def paper_file(site: Site, who: Visitor, paper: Paper, form: str) -> Response:
    """A paper in the form that was asked for, to be kept.

    Raises:
        NotFound: there is no such form.
        Refused: one of the municipality's templates can't be used.
    """
    name, made = file_made(site.house, who.municipality, paper, form)
    kept = f'attachment; filename="{name}"'
    return Response(made, media_type=KINDS[Form(form)], headers={"content-disposition": kept})
