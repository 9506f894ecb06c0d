"""What every flow shares: the open house, the clock, and how a run names itself."""

import os
import socket
from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo

from prefect.client.schemas.objects import State
from prefect.states import Completed

from intlflow import clock
from intlflow.app.house import House, open_house
from intlflow.settings import Settings

TAG = "intlflow"
ZONE = "Europe/Stockholm"


@cache
def house() -> House:
    """The installation that this process works for, opened once.

    Raises:
        NotReady: there is no database yet.
    """
    return open_house(Settings.from_env(os.environ))


def holder() -> str:
    """Who holds a piece of work: this machine and this process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def ended(sentence: str) -> State[str]:
    """End a run well, with a sentence that stands beside it on Prefect's pages."""
    return Completed(message=sentence, data=sentence)


def shelf(ref: str) -> str:
    """The key of a case's artifact: Prefect takes a to z, digits and dashes alone."""
    return ref.lower().translate(str.maketrans("åäöé", "aaoe"))


def dated(what: str) -> Callable[[], str]:
    """A name for a run that a clock starts: what it does, and when by a Swedish clock."""
    return lambda: f"{what} {clock.now().astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}"
