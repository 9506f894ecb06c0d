"""When something can't be done: a page that says what happened and what to do, never a trace."""

import logging
import secrets
from typing import Any, cast
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.permission import Visitor
from intlflow.app.house import NotFound
from intlflow.domain.lifecycle import Refused
from intlflow.web import doorman
from intlflow.web.api.door import carried
from intlflow.web.problems import BadInput, OutOfScope, TooMany, problem
from intlflow.web.site import site_of
from intlflow.web.view import language, render, words_of

log = logging.getLogger("intlflow.web")


def add_to(app: FastAPI) -> None:
    """Let every kind of trouble end in a page."""
    app.add_exception_handler(doorman.NotSignedIn, sign_in_first)
    app.add_exception_handler(doorman.NotHere, missing)
    app.add_exception_handler(doorman.StaleForm, stale_form)
    app.add_exception_handler(NotFound, missing)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(OutOfScope, out_of_scope)
    app.add_exception_handler(TooMany, too_many)
    app.add_exception_handler(BadInput, bad_input)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(HTTPException, other)
    app.add_exception_handler(Exception, unforeseen)


def is_program(request: Request) -> bool:
    """Whether a program asks, which wants JSON."""
    path = request.url.path
    return path.startswith("/api/") or path.endswith((".json", ".csv"))


def _who(request: Request) -> Visitor | None:
    held = getattr(request.state, "bearer", None)
    if held is not None:
        return cast(Visitor, held.who)
    return doorman.present(request)


def _told(request: Request, status: int, why: str, **more: Any) -> Response:
    """A trouble that has a sentence of its own, for a program."""
    headers = more.pop("headers", None)
    said = words_of(request, _who(request)).sentence("problem", why, **more)
    return problem(request, status, why, said, more=more, headers=headers)


def sign_in_first(request: Request, _: Exception) -> Response:
    """Somebody must be signed in: to the page where one does that, and back here after."""
    if is_program(request):
        return _told(request, 401, "not-signed-in", headers={"www-authenticate": "Bearer"})
    if doorman.half_in(request) is not None:
        return RedirectResponse("/logga-in-kod", 303)
    here = request.url.path if request.method == "GET" else "/"
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return RedirectResponse(f"/logga-in?till={quote(here + query, safe='')}", 303)


def missing(request: Request, _: Exception) -> Response:
    """There is no such page, or not for this visitor: the same answer."""
    if is_program(request):
        return _told(request, 404, "not-found")
    more = (
        {} if request.method == "GET" else {"here": "/"}
    )  # its form's page may not be there either
    return render(request, _who(request), "trouble.html", 404, kind="missing", detail="", **more)


def stale_form(request: Request, _: Exception) -> Response:
    """The form was made for another session."""
    return render(request, _who(request), "trouble.html", 403, kind="stale-form", detail="")


def refused(request: Request, error: Exception) -> Response:
    """The rules said no where no form was at hand to say it in."""
    assert isinstance(error, Refused)
    who = _who(request)
    if is_program(request):
        words = site_of(request).house.words[language(request, who)]  # it reads the keys
        said = words.sentence("refusal", error.why, **error.details)
        more = {"details": jsonable_encoder(error.details)}
        return problem(request, 409, error.why, said, more=more)
    said = words_of(request, who).sentence("refusal", error.why, **error.details)
    return render(request, who, "trouble.html", 409, kind="refused", detail=said)


def out_of_scope(request: Request, error: Exception) -> Response:
    """A program's key that may not do this."""
    assert isinstance(error, OutOfScope)
    heads = {"www-authenticate": f'Bearer error="insufficient_scope", scope="{error.scope}"'}
    return _told(request, 403, "out-of-scope", scope=error.scope, headers=heads)


def too_many(request: Request, error: Exception) -> Response:
    """Somebody asks too often."""
    assert isinstance(error, TooMany)
    heads = {"retry-after": str(error.wait)}
    if is_program(request):
        return _told(request, 429, "too-many", wait=error.wait, headers=heads)
    said = words_of(request, None).sentence("problem", "too-many", wait=error.wait)
    answer = render(request, None, "trouble.html", 429, kind="refused", detail=said)
    answer.headers.update(heads)
    return answer


def bad_input(request: Request, error: Exception) -> Response:
    """Something given that can't be used."""
    assert isinstance(error, BadInput)
    if is_program(request):
        return _told(request, 422, error.why, places=[error.place])
    return render(request, _who(request), "trouble.html", 422, kind="misread", detail="")


def misread(request: Request, error: Exception) -> Response:
    """An address or a form that can't be read."""
    assert isinstance(error, RequestValidationError)
    if is_program(request):
        if _without_key(request):
            return sign_in_first(request, error)
        places = [".".join(str(part) for part in each["loc"])[:200] for each in error.errors()]
        return _told(request, 422, "misread", places=places)
    return render(request, _who(request), "trouble.html", 422, kind="misread", detail="")


def _without_key(request: Request) -> bool:
    """Whether a program came without a key: then that is what it is told, whatever else it sent.

    The framework reads a body before it asks our guards.
    """
    return request.url.path.startswith("/api/v1/") and carried(request) is None


def other(request: Request, error: Exception) -> Response:
    """What the framework itself turns away: no such address, no such method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return missing(request, error)
    if is_program(request):
        if error.status_code == 400 and _without_key(request):
            return sign_in_first(request, error)
        return _told(request, error.status_code, "misread", headers=error.headers)
    answer = render(
        request, _who(request), "trouble.html", error.status_code, kind="misread", detail=""
    )
    answer.headers.update(error.headers or {})
    return answer


def unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours: it gets a number, the log gets the rest."""
    number = secrets.token_hex(4)
    log.error("fault %s at %s %s", number, request.method, request.url.path, exc_info=error)
    if is_program(request):
        return _told(request, 500, "fault", number=number)
    return render(request, None, "trouble.html", 500, kind="fault", detail=number)
