"""The annual collection on its days: each report is opened when it is asked for, and closed at its end."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from intlflow.app import unit_reports as collection
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.occurrences import closes
from intlflow.app.duties.planning import Wanted
from intlflow.domain.duty import Done
from intlflow.domain.rhythm import in_windows
from intlflow.domain.unit_report import State
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import unit_reports
from intlflow.store.engine import Tx

BACK = timedelta(days=400)  # a collection that ended longer ago is left as it is
SILENT = (State.NOT_OPENED, State.STARTED)


def collect(tx: Tx, known: Ground, day: date, at: datetime, wanted: Wanted) -> None:
    """Open the reports whose time has come, and close those whose time is over.

    Args:
        tx: the tick's transaction.
        known: what is known; learns what was opened and closed.
        day: the day it is.
        at: now, with a time zone.
        wanted: which duties are looked at.
    """
    changed, states = False, defaultdict[tuple[str, int], list[str]](list)
    for (municipality, _, year), state in known.reports.items():
        states[municipality, year].append(state)
    for pack in known.packs.values():
        for duty in pack.duty:
            if duty.done is Done.REPORT and wanted(pack, duty):
                changed |= _of_duty(tx, known.since[pack.key], states, pack, duty, day, at)
    if changed:
        known.reports = unit_reports.answered_reports(tx)


def _of_duty(
    tx: Tx,
    since: date,
    states: Mapping[tuple[str, int], list[str]],
    pack: Pack,
    duty: Duty,
    day: date,
    at: datetime,
) -> bool:
    changed = False
    for one in in_windows(duty.windows, day - BACK, day):
        if one.opens > day or one.due < since:
            continue
        mine = states.get((pack.key, one.year), [])
        if day <= closes(duty, one):
            expected = sum(1 for _ in collection.units_of(pack, one.year))
            if len(mine) < expected:
                changed |= bool(collection.open_in(tx, pack, one.year, at).opened)
        elif any(state in SILENT for state in mine):
            changed |= bool(collection.close_in(tx, pack, one.year, at))
    return changed
