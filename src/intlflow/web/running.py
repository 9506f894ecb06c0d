"""Long work that goes on while its page shows how far it has come, whichever process is asked."""

import json
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intlflow import clock
from intlflow.domain.lifecycle import Refused

log = logging.getLogger("intlflow.web")
Progress = Callable[[int, int], None]
MOST = 100  # finished pieces of work that are remembered
TOLD = 0.5  # seconds between two notes of how far it has come
DEAD = 120.0  # seconds without a note after which the process is taken to have died


@dataclass
class Work:
    """One piece of work.

    Args:
        note: the file that tells the other processes how far it has come.
        done, of: how far that is.
        result: what it gave, once it is over.
        trouble: what stopped it.
        batch: the number of what it brought in, for its page.
        end: set when it is over.
    """

    note: Path
    done: int = 0
    of: int = 0
    result: Any = None
    trouble: Exception | None = None
    batch: int | None = None
    end: threading.Event = field(default_factory=threading.Event)
    _told: float = 0.0

    @property
    def over(self) -> bool:
        """Whether it has ended, well or badly."""
        return self.end.is_set()

    def step(self, done: int, of: int) -> None:
        """Note how far it has come."""
        self.done, self.of = done, of
        if clock.elapsed() - self._told > TOLD:
            self.tell()

    def tell(self, *, over: bool = False) -> None:
        """Write the note anew, whole or not at all."""
        self._told = clock.elapsed()
        no = self.trouble
        said = {
            "done": self.done,
            "of": self.of,
            "over": over,
            "batch": self.batch,
            "trouble": no is not None,
            "why": no.why if isinstance(no, Refused) else None,
            "details": dict(no.details) if isinstance(no, Refused) else {},
        }
        draft = self.note.with_suffix(f".{os.getpid()}.new")
        draft.write_text(json.dumps(said, default=str), "utf-8")
        draft.replace(self.note)


def elsewhere(note: Path) -> Work | None:
    """Work that another process does or did, by its note; None: there is none, or it has died."""
    try:
        said, changed = json.loads(note.read_bytes()), note.stat().st_mtime
    except (FileNotFoundError, ValueError):
        return None
    if not said["over"] and clock.now().timestamp() - changed > DEAD:
        return None
    work = Work(note, said["done"], said["of"], batch=said["batch"])
    if said["trouble"]:
        work.trouble = Refused(said["why"], **said["details"]) if said["why"] else OSError("died")
    if said["over"]:
        work.end.set()
    return work


class Running:
    """The work of this process, by key, and through its notes that of the others."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}
        self._turn = threading.Lock()

    def start(self, key: str, note: Path, job: Callable[[Progress], Any]) -> Work:
        """Begin something, once: what runs already under this key goes on."""
        with self._turn:
            known = self._works.get(key) or elsewhere(note)
            if known is not None and not known.trouble:
                return known
            work = self._works[key] = Work(note)
            work.tell()
            for old in [k for k, w in self._works.items() if w.over][:-MOST]:
                del self._works[old]
        threading.Thread(target=_do, args=(work, job), daemon=True).start()
        return work

    def forget(self, key: str, note: Path) -> None:
        """Let what is over be done anew: what it gave is there no more."""
        with self._turn:
            known = self._works.get(key) or elsewhere(note)
            if known is not None and known.over:
                self._works.pop(key, None)
                note.unlink(missing_ok=True)

    def find(self, key: str, note: Path) -> Work | None:
        """Work that was begun here or in another process."""
        return self._works.get(key) or elsewhere(note)


def _do(work: Work, job: Callable[[Progress], Any]) -> None:
    try:
        work.result = job(work.step)
        work.batch = getattr(work.result, "batch", None)
    except Exception as error:  # noqa: BLE001 - whatever it was, the page must say that it stopped
        work.trouble = error
        log.warning("work stopped: %s", type(error).__name__)
    finally:
        with suppress(OSError):
            work.tell(over=True)
        work.end.set()
