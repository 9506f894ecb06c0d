"""A file that takes long: handed out at once when it is quick, else a page says how it goes first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from intlflow import clock
from intlflow.app.access.permission import Visitor
from intlflow.app.house import NotFound
from intlflow.app.papers import made_files
from intlflow.app.papers.making import FORMS, file_made
from intlflow.domain.lifecycle import Refused
from intlflow.papers.model import Paper
from intlflow.papers.render import KINDS, Form
from intlflow.web.running import Progress, Running
from intlflow.web.site import Site
from intlflow.web.view import render, words_of

PATIENCE = 1.0  # seconds that a press waits before a page tells how it goes
WORKS = Running()


@contextmanager
def _ticking(step: Progress) -> Iterator[None]:
    """Note each second how long it has taken: nobody knows how much is left of a page being set."""
    begun, over = clock.elapsed(), threading.Event()

    def tick() -> None:
        while not over.wait(1.0):
            step(int(clock.elapsed() - begun), 0)

    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        over.set()
        ticker.join()


@dataclass(frozen=True, slots=True)
class Making:
    """A file in the making, for its page.

    Args:
        title: what it will be, in words: the paper's title.
        form: docx, pdf and the like.
        file: the address of the file itself.
        page: the address of the page that tells how it goes, without the key.
        back: where one came from.
    """

    title: str
    form: str
    file: str
    page: str
    back: str


def slow_file(site: Site, who: Visitor, paper: Paper, form: str, going: str) -> Response:
    """A paper's file; if it isn't made within a second, the way to the page that tells how it goes.

    Two presses for the same make it once, in whichever process.

    Args:
        site: the pages.
        who: who asks.
        paper: what is shown.
        form: one of `FORMS`.
        going: the address of that page, with `{}` where the file's key stands.

    Raises:
        NotFound: there is no such form.
        Refused: one of the municipality's templates can't be used.
    """
    if form not in FORMS:
        raise NotFound(f"a paper is had as {', '.join(FORMS)}, not as '{form}'")
    house, key, at = (
        site.house,
        made_files.key_of(site.house, who.municipality, paper, form),
        site.now(),
    )
    made = made_files.load(house, key, at)
    if made is None:
        note = made_files.note_of(house, key)
        WORKS.forget(key, note)

        def job(step: Progress) -> None:
            with _ticking(step):
                made = file_made(house, who.municipality, paper, form)[1]
            made_files.save(house, key, made, at)

        work = WORKS.start(key, note, job)
        if not work.end.wait(PATIENCE):
            return RedirectResponse(going.format(key), 303)
        if work.trouble is not None:
            raise work.trouble
        made = made_files.load(house, key, at)
        if made is None:
            return RedirectResponse(going.format(key), 303)
    kept = f'attachment; filename="{quote(paper.key)}.{form}"'
    return Response(made, media_type=KINDS[Form(form)], headers={"content-disposition": kept})


def going_page(request: Request, site: Site, who: Visitor, making: Making, key: str) -> Response:
    """How far a file has come: it refreshes itself, leads to the file, or says what went wrong.

    Raises:
        NotFound: the key is none.
    """
    if not made_files.is_key(key):
        raise NotFound("no such file")
    work = WORKS.find(key, made_files.note_of(site.house, key))
    done = made_files.load(site.house, key, site.now()) is not None
    if work is None and not done:
        return RedirectResponse(making.file, 303)  # its hour is over, or its process died
    refusal = ""
    if work is not None and isinstance(work.trouble, Refused):
        refusal = words_of(request, who).sentence(
            "refusal", work.trouble.why, **work.trouble.details
        )
    return render(
        request,
        who,
        "making.html",
        making=making,
        here=f"{making.page}".format(key),
        done=done,
        seconds=work.done if work else 0,
        stopped=work is not None and work.trouble is not None and not done,
        refusal=refusal,
    )
