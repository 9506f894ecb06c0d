"""The log, one JSON line for each thing: when, what, under which number; keys and addresses masked."""

import hashlib
import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import TextIO

REQUEST: ContextVar[str] = ContextVar("request", default="")
_EMAIL = re.compile(r"([\w.+-])[\w.+-]*@([\w-]+\.[\w.-]+)")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+")
_KEY = re.compile(r"(?<![\w-])(?:intlflow_)?[\w-]{32,}(?![\w-])")
_USER = re.compile(r"(\w://)[^/\s@]+@")
_QUERY = re.compile(r"(\w://[^\s?]+|(?<=\s)/[^\s?]*)\?\S+")
LONGEST = 2000
LONGEST_TRACE = 8000


def redacted(text: str) -> str:
    """Text without what must not stand in a log: keys, passwords, questions in addresses, people."""
    text = _QUERY.sub(r"\1?…", _USER.sub(r"\1…@", text))
    text = _KEY.sub(_mark, _BEARER.sub(r"\1 …", text))
    return _EMAIL.sub(r"\1…@\2", text)


def _mark(found: re.Match[str]) -> str:
    """A short mark of a key, by which two lines can be told to be about the same one."""
    return "#" + hashlib.sha256(found[0].encode()).hexdigest()[:8]


class Lines(logging.Formatter):
    """Each record as one line of JSON.

    Args:
        now: asks the clock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def format(self, record: logging.LogRecord) -> str:
        """The line; what could break it in two is escaped by JSON itself."""
        said = {
            "at": self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": record.name,
            "says": redacted(record.getMessage())[:LONGEST],
            "request": REQUEST.get(),
            **{key: _plain(value) for key, value in getattr(record, "more", {}).items()},
        }
        if record.exc_info:
            said["trace"] = redacted(self.formatException(record.exc_info))[-LONGEST_TRACE:]
        return json.dumps({key: value for key, value in said.items() if value != ""})


def _plain(value: object) -> object:
    return redacted(value)[:LONGEST] if isinstance(value, str) else value


def keep_log(out: TextIO, now: Callable[[], datetime]) -> None:
    """Let everything that is logged in this process go there, as such lines.

    Args:
        out: such as standard error.
        now: asks the clock.
    """
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines(now))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("intlflow").setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
