"""The page behind a link in a letter: one question, one button, no sign-in. Opening it does nothing."""

from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.keys import digest, same, seal
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_letters
from intlflow.app.duties.answer_by_link import Question, answer, question, receipt
from intlflow.app.situation import local_day
from intlflow.domain.facts import one_line
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import ANYBODY, NotHere, StaleForm
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import chosen_language, render, what_is_wrong

router = pages()
Anybody = Annotated[Visitor | None, ANYBODY]
Here = Annotated[Site, Depends(site_of)]
KIND = "answer-form"
NOINDEX = {"x-robots-tag": "noindex, nofollow"}


@router.get("/l/{ticket}")
def opened(request: Request, who: Anybody, site: Here, ticket: str) -> Response:
    """A link that was opened, by its reader or by a machine that looks through letters."""
    asked = question(site.house, ticket, site.now())
    return _ask(request, site, ticket, asked) if asked else _gone(request)


@router.post("/l/{ticket}")
def answered(request: Request, who: Anybody, site: Here, ticket: str, form: Form) -> Response:
    """The button was pressed."""
    if not same(form.mark, _mark(site, ticket)):
        raise StaleForm
    asked = question(site.house, ticket, site.now())
    if asked is None:
        return _gone(request, 410)
    note, day = one_line(form.get("note")), form.get("on")
    words = site.house.words[_lang(request, asked.who.lang)]
    try:
        done = answer(site.house, ticket, date.fromisoformat(day), note, site.now())
    except ValueError:
        wrong = words.of("form", "not-a-date").format(example=local_day(site.now()))
        return _ask(request, site, ticket, asked, wrong=wrong, day=day, note=note)
    except Refused as no:
        wrong = what_is_wrong(words, no)
        return _ask(request, site, ticket, asked, wrong=wrong, day=day, note=note)
    if done is None:
        return _gone(request, 410)
    sealed = f"{done.number}.{_seal(site, done.number)}"
    answer_ = RedirectResponse(f"/svar/{sealed}", 303, headers=NOINDEX)
    answer_.background = BackgroundTask(after_letters, site.house, 1)
    return answer_


@router.get("/svar/{receipt_}")
def thanks(request: Request, who: Anybody, site: Here, receipt_: str) -> Response:
    """What was noted, and how it is put right."""
    number, _, mark = receipt_.partition(".")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise NotHere
    if not same(mark, _seal(site, int(number))):
        raise NotHere
    seen = receipt(site.house, int(number), site.now())
    return _page(request, "answered.html", 200, seen.lang, seen, seen=seen)


def _mark(site: Site, ticket: str) -> str:
    """What the form of this very link carries, so that no foreign page can send it."""
    return seal(site.secret, KIND, digest(ticket))


def _seal(site: Site, number: int) -> str:
    return seal(site.secret, "receipt", str(number))


def _lang(request: Request, own: str) -> str:
    return chosen_language(request) or own


def _ask(
    request: Request, site: Site, ticket: str, asked: Question, *, wrong: str = "",
    day: str = "", note: str = "",
) -> Response:  # fmt: skip
    return _page(
        request, "answer.html", 422 if wrong else 200, asked.who.lang, asked,
        asked=asked, ticket=ticket, mark=_mark(site, ticket), wrong=wrong, note=note,
        day=day or str(local_day(site.now())),
    )  # fmt: skip


def _gone(request: Request, status: int = 200) -> Response:
    """Used, too old, mistyped: one page for all, which tells nobody whether there was such a link."""
    return _page(request, "answer_gone.html", status, "", None)


def _page(
    request: Request, template: str, status: int, lang: str, about: Any, **said: Any
) -> Response:
    """A page for somebody who is not signed in, in the language of the letter."""
    if about is not None:
        said |= {"municipality": about.municipality, "contact": about.contact}
    page = render(
        request, None, template, status, lang=_lang(request, lang) if lang else "", **said
    )
    page.headers.update(NOINDEX)
    return page
