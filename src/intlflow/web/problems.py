"""Trouble as programs read it: `application/problem+json` (RFC 9457) with the words that people get."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import JSONResponse

KIND = "application/problem+json"


class TooMany(Exception):
    """Somebody asks too often.

    Args:
        wait: seconds until the next try is worth anything.
    """

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class OutOfScope(Exception):
    """The key may not do this.

    Args:
        scope: what it would have to allow.
    """

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class BadInput(Exception):
    """Something given can't be used.

    Args:
        why: the key of its sentence.
        place: the parameter or field.
    """

    def __init__(self, why: str, place: str) -> None:
        super().__init__(why)
        self.why, self.place = why, place


def problem(
    request: Request,
    status: int,
    why: str,
    said: str,
    *,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """One trouble, told.

    Args:
        request: what was asked.
        status: the answer's number.
        why: a word that a program can compare with.
        said: a sentence for a person: what happened and what to do.
        more: what else is known: places, details.
        headers: of the answer.
    """
    body = {
        "type": f"urn:intlflow:problem:{why}",
        "title": said,
        "status": status,
        "why": why,
        "instance": request.url.path,
        **(more or {}),
    }
    return JSONResponse(body, status, headers, KIND)
