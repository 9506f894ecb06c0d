"""The list of duties as it was worked out last, as long as nothing has been written since."""

import threading
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.store import changes

Rows = list[dict[str, Any]]
_Key = tuple[str, str, date]
_known: WeakKeyDictionary[Engine, dict[_Key, tuple[int, Rows]]] = WeakKeyDictionary()
_lock = threading.Lock()
MOST = 64


def duties_of(house: House, municipality: str, at: datetime, lang: str) -> Rows:
    """Every duty of a municipality that is open or opens within a year; not to be changed.

    Args:
        house: the installation.
        municipality: the pack's key.
        at: now, with a time zone.
        lang: of what is said in words.
    """
    now = changes.mark(house.engine)  # before reading: what is written meanwhile is read next time
    if now is None:
        return list_duties(house, at, municipality=municipality, lang=lang)
    key = municipality, lang, local_day(at)
    with _lock:
        kept = _known.setdefault(house.engine, {})
        found = kept.get(key)
    if found is not None and found[0] == now:
        return found[1]
    rows = list_duties(house, at, municipality=municipality, lang=lang)
    with _lock:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = now, rows
    return rows
