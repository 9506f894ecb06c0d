"""The governing documents: what holds, what is overdue, and how every promise in them is followed."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.comments.talk import talk_about
from intlflow.app.duties.page import addresses
from intlflow.app.promises import promises_of
from intlflow.app.registers.documents import list_documents, show_document
from intlflow.app.situation import local_day
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.opens import cases_that_open
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_DOCUMENTS)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/styrdokument")
def documents_page(
    request: Request, who: Reader, site: Here, dag: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """The documents, or those that held on a day."""
    at, wrong, day = site.now(), "", None
    try:
        day = date.fromisoformat(dag) if dag else None
    except ValueError:
        wrong = words_of(request, who).of("form", "not-a-date").format(example="2020-01-01")
    rows = list_documents(site.house, who.municipality, at, on=day)
    promises = promises_of(site.house, who.municipality, at, language(request, who))
    return render(
        request,
        who,
        "documents.html",
        422 if wrong else 200,
        rows=rows,
        titles={
            row["key"]: row["title"] for row in list_documents(site.house, who.municipality, at)
        },
        day=day,
        typed=dag,
        wrong=wrong,
        promises=promises,
    )


@router.get("/styrdokument/{document}")
def document_page(request: Request, who: Reader, site: Here, document: str) -> Response:
    """One document: its days, its versions, and every promise in it with its evidence."""
    at, lang = site.now(), language(request, who)
    one = show_document(site.house, who.municipality, document, at)
    rows, pack = list_documents(site.house, who.municipality, at), site.house.pack(who.municipality)
    promises = promises_of(site.house, who.municipality, at, lang, one["key"])
    return render(
        request,
        who,
        "document.html",
        one=one,
        opens=cases_that_open(request, who, [one["ref"]]),
        talk=talk_about(site.house, who, "document", one["key"], at),
        titles={row["key"]: row["title"] for row in rows},
        promises=promises,
        where=addresses(site.house, who, at),
        terms=[t for t in pack.mandate if t.council_from <= local_day(at)],
    )
