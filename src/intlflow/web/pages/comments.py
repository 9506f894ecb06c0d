"""Comments: written on the page of what they are about; put right or taken back on one of their own."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.comments.talk import talk_about
from intlflow.app.comments.writing import change, comment, own_comment, withdraw
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, what_is_wrong, words_of

router = pages()
Writer = Annotated[Visitor, needs(Action.COMMENT)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/kommentarer/{about}/{subject:path}")
def all_comments(request: Request, who: Writer, site: Here, about: str, subject: str) -> Response:
    """The comments on something, on a page of their own."""
    return _page(request, who, about, subject)


@router.post("/kommentarer/{about}/{subject:path}")
def write_comment(
    request: Request, who: Writer, site: Here, about: str, subject: str, form: Form
) -> Response:
    """Write one."""
    check_form(request, who, form.mark)
    text, level, at = form.get("text"), form.get("level"), site.now()
    try:
        number = comment(site.house, who, about, subject, text=text, level=level, at=at)
    except Refused as no:
        return _page(request, who, about, subject, (text, level), no)
    address = talk_about(site.house, who, about, subject, at).thing.address
    return RedirectResponse(f"{address}#kommentar-{number}", 303)


@router.get("/kommentar/{number}")
def one_comment(request: Request, who: Writer, site: Here, number: int) -> Response:
    """One's own comment, to be put right or taken back."""
    row, _ = own_comment(site.house, who, number, site.now())
    return _own(request, who, number, row.text, row.visibility)


@router.post("/kommentar/{number}")
def change_comment(request: Request, who: Writer, site: Here, number: int, form: Form) -> Response:
    """Put it right."""
    check_form(request, who, form.mark)
    text, level = form.get("text"), form.get("level")
    try:
        thing = change(site.house, who, number, text=text, level=level, at=site.now())
    except Refused as no:
        if no.why == "comment-stands":
            raise
        return _own(request, who, number, text, level, no)
    return RedirectResponse(f"{thing.address}#kommentar-{number}", 303)


@router.post("/kommentar/{number}/ta-tillbaka")
def take_back(request: Request, who: Writer, site: Here, number: int, form: Form) -> Response:
    """Take it back."""
    check_form(request, who, form.mark)
    thing = withdraw(site.house, who, number, site.now())
    return RedirectResponse(f"{thing.address}#kommentar-{number}", 303)


def _page(
    request: Request,
    who: Visitor,
    about: str,
    subject: str,
    typed: tuple[str, str] = ("", ""),
    no: Refused | None = None,
) -> Response:
    site = site_of(request)
    talk = talk_about(site.house, who, about, subject, site.now())
    wrong = _why(request, who, no)
    return render(
        request, who, "comments.html", 422 if wrong else 200, talk=talk, typed=typed, wrong=wrong
    )


def _own(
    request: Request,
    who: Visitor,
    number: int,
    text: str,
    level: str,
    no: Refused | None = None,
) -> Response:
    site = site_of(request)
    row, thing = own_comment(site.house, who, number, site.now())
    talk = talk_about(site.house, who, row.kind, row.key, site.now())
    wrong = _why(request, who, no)
    return render(
        request,
        who,
        "comment.html",
        422 if wrong else 200,
        number=number,
        talk=talk,
        thing=thing,
        typed=(text, level),
        wrong=wrong,
    )


def _why(request: Request, who: Visitor, no: Refused | None) -> str:
    return what_is_wrong(words_of(request, who), no) if no else ""
