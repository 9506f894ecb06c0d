"""Utskick: what was sent, what came back, what is held, and why somebody got a letter."""

from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_letters
from intlflow.app.outbox_page import STATES, list_outbox, queue, see_letter, steer_letter
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import NotHere, check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_LETTERS)]
Steerer = Annotated[Visitor, needs(Action.STEER_LETTERS)]
Here = Annotated[Site, Depends(site_of)]
STEPS = {"hall": "hold", "skicka": "release", "avbryt": "cancel"}
# A letter's HTML has its own styles, and nothing else: it runs nothing, asks nobody, sends nothing.
LETTER_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


@router.get("/utskick")
def outbox(
    request: Request,
    who: Reader,
    site: Here,
    lage: Annotated[str, Query(max_length=20)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    sida: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Every letter, with the filter in the address."""
    status, text = lage if lage in STATES else "", q.replace("\x00", "").strip()
    listed = list_outbox(site.house, who, status, text, sida)
    link = partial(_link, {"lage": status, "q": text})
    return render(
        request, who, "outbox.html", listed=listed, chosen=status, text=text, link=link,
        states=STATES, queue=queue(site.house, who, site.now()),
    )  # fmt: skip


def _link(now: dict[str, Any], **other: Any) -> str:
    """The same list with something in its filter changed."""
    return "/utskick?" + urlencode({key: value for key, value in (now | other).items() if value})


@router.get("/utskick/{letter}")
def one_letter(
    request: Request,
    who: Reader,
    site: Here,
    letter: str,
    gjort: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """One letter: its text, how it went, why its reader got it."""
    seen = see_letter(site.house, who, letter, language(request, who))
    return render(request, who, "letter.html", seen=seen, done=gjort, refusal="")


@router.get("/utskick/{letter}/html")
def as_html(request: Request, who: Reader, site: Here, letter: str) -> Response:
    """The letter as a mail program shows it."""
    seen = see_letter(site.house, who, letter, language(request, who))
    if not seen.html:
        raise NotHere
    return HTMLResponse(seen.html, headers={"content-security-policy": LETTER_CSP})


@router.post("/utskick/{letter}/{step}")
def steer_one(
    request: Request, who: Steerer, site: Here, letter: str, step: str, form: Form
) -> Response:
    """Hold it, send it (again), or never send it."""
    check_form(request, who, form.mark)
    if step not in STEPS:
        raise NotHere
    try:
        steer_letter(site.house, who, letter, STEPS[step], site.now())
    except Refused as no:
        seen = see_letter(site.house, who, letter, language(request, who))
        said = words_of(request, who).sentence("refusal", no.why, **no.details)
        return render(request, who, "letter.html", 409, seen=seen, done="", refusal=said)
    answer = RedirectResponse(f"/utskick/{letter}?gjort={step}", 303)
    if STEPS[step] == "release":
        answer.background = BackgroundTask(after_letters, site.house, 1)
    return answer
