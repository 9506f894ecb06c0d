"""Stops the letters while the clock can't be believed, and says so, until somebody has looked."""

import json
import time
from datetime import datetime, timedelta
from pathlib import Path

from intlflow.app.house import House
from intlflow.domain.clockguard import Reading, doubt
from intlflow.store import meta
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import instant, stamp

LAST = "clock-last"
DOUBT = "clock-doubt"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Doubtful(RuntimeError):
    """The clock has jumped; the message says how far and what to do."""


def look(at: datetime) -> Reading:
    """What the clocks show: the one that can be set, and the one that can't.

    Args:
        at: now, from the door.
    """
    boot = _BOOT.read_text("ascii").strip() if _BOOT.exists() else ""
    ran = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else 0.0
    return Reading(at, boot, ran)


def believe(house: House, now: Reading) -> None:
    """Let a tick go on, or stop it. A clock that was made up for trying things out is not watched.

    Raises:
        Doubtful: the clock has jumped; nothing is written until `accept`.
    """
    if house.settings.clock is not None:
        return
    with writing(house.engine) as tx:
        why = meta.get(tx, DOUBT) or _why(tx, now)
        if why is None:
            meta.put(tx, LAST, _kept(now))
        else:
            meta.put_once(tx, DOUBT, why)
    if why is not None:
        raise Doubtful(f"{said(why)}; nothing is written until somebody says that it is right")


def accept(house: House, now: Reading) -> None:
    """Somebody has looked: the clock is right as it is now."""
    with writing(house.engine) as tx:
        meta.drop(tx, DOUBT)
        meta.put(tx, LAST, _kept(now))


def doubted(house: House) -> str | None:
    """Why nothing is written, in words; None when all is well."""
    with reading(house.engine) as tx:
        why = meta.get(tx, DOUBT)
    return said(why) if why else None


def _why(tx: Tx, now: Reading) -> str | None:
    kept = meta.get(tx, LAST)
    last = _read(kept) if kept else None
    found = doubt(last, now)
    if found is None or last is None:
        return None
    ran = now.ran - last.ran if last.boot == now.boot else 0.0
    off = (now.at - last.at - timedelta(seconds=ran)).total_seconds()
    return json.dumps(
        {"why": found, "last": stamp(last.at), "now": stamp(now.at), "off": round(off)}
    )


def said(why: str) -> str:
    """How the clock jumped, in words."""
    found = json.loads(why)
    way = "back" if found["why"] == "clock-back" else "forward"
    hours = abs(found["off"]) / 3600
    return (
        f"the clock has jumped {way} by {hours:.1f} h: it was {found['last'][:16]}Z and became "
        f"{found['now'][:16]}Z. Put it right, or say `intlflow tick --accept-clock` if it is right now"
    )


def _kept(now: Reading) -> str:
    return json.dumps({"at": stamp(now.at), "boot": now.boot, "ran": now.ran})


def _read(text: str) -> Reading:
    kept = json.loads(text)
    return Reading(instant(kept["at"]), kept["boot"], kept["ran"])
