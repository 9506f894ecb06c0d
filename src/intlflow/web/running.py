"""Long work that goes on while its page shows how far it has come."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

log = logging.getLogger("intlflow.web")
Progress = Callable[[int, int], None]
MOST = 100  # finished pieces of work that are remembered


@dataclass
class Work:
    """One piece of work.

    Args:
        done, of: how far it has come.
        result: what it gave, once it is over.
        trouble: what stopped it.
        end: set when it is over.
    """

    done: int = 0
    of: int = 0
    result: Any = None
    trouble: Exception | None = None
    end: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether it has ended, well or badly."""
        return self.end.is_set()

    def step(self, done: int, of: int) -> None:
        """Note how far it has come."""
        self.done, self.of = done, of


class Running:
    """The work of this process, by key."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}
        self._turn = threading.Lock()

    def start(self, key: str, job: Callable[[Progress], Any]) -> Work:
        """Begin something, once: what runs already under this key goes on."""
        with self._turn:
            known = self._works.get(key)
            if known is not None and not known.trouble:
                return known
            work = self._works[key] = Work()
            for old in [k for k, w in self._works.items() if w.over][:-MOST]:
                del self._works[old]
        threading.Thread(target=_do, args=(work, job), daemon=True).start()
        return work

    def find(self, key: str) -> Work | None:
        """Work that was begun here."""
        return self._works.get(key)


def _do(work: Work, job: Callable[[Progress], Any]) -> None:
    try:
        work.result = job(work.step)
    except Exception as error:  # noqa: BLE001 - whatever it was, the page must say that it stopped
        work.trouble = error
        log.warning("work stopped: %s", type(error).__name__)
    finally:
        work.end.set()
