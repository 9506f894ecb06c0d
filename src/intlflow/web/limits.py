"""How often somebody may ask: counted in memory over a sliding time, forgotten when it has passed."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

MOST_KEYS = 10_000  # whoever asks under ever new names does not fill the memory


@dataclass(slots=True)
class Limit:
    """At most so many in so many seconds, for each name.

    Args:
        most: how many.
        seconds: in what time.
        clock: counts seconds, and is never set back.
    """

    most: int
    seconds: float
    clock: Callable[[], float]
    _seen: "OrderedDict[str, list[float]]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, name: str) -> int:
        """Count one more; nought if it may be, else the seconds to wait."""
        now = self.clock()
        with self._lock:
            times = [at for at in self._seen.pop(name, []) if at > now - self.seconds]
            refused = len(times) >= self.most
            if not refused:
                times.append(now)
            self._seen[name] = times
            while len(self._seen) > MOST_KEYS:
                self._seen.popitem(last=False)
        return ceil(times[0] + self.seconds - now) if refused else 0

    def forget(self, name: str) -> None:
        """Begin anew for a name."""
        with self._lock:
            self._seen.pop(name, None)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is counted.

    Args:
        accounts: asking to be let in, for each account.
        addresses: the same for each network address; a whole municipality may sit behind one.
        codes: wrong codes of the second step, for each person.
        programs: requests with one key.
    """

    accounts: Limit
    addresses: Limit
    codes: Limit
    programs: Limit


def usual(clock: Callable[[], float], processes: int = 1) -> Limits:
    """The limits as they are shipped (RELIABILITY: ten in a quarter of an hour for each account).

    Each process counts for itself, so that each of several gets its share.
    """
    quarter = 15 * 60.0

    def share(most: int) -> int:
        return ceil(most / processes)

    return Limits(
        accounts=Limit(share(10), quarter, clock),
        addresses=Limit(share(100), quarter, clock),
        codes=Limit(share(5), quarter, clock),
        programs=Limit(share(600), 60.0, clock),
    )
