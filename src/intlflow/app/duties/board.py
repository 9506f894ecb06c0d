"""All duties at a glance: the units and what each has done, what is late, what is coming."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from intlflow.app.access.permission import Visitor
from intlflow.app.duties import ground
from intlflow.app.duties.occurrences import Open, opened
from intlflow.app.duties.planning import Planner
from intlflow.app.duties.seeing import may_see
from intlflow.app.duties.showing import row_of, source_of
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.duty import Done, Per
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store.engine import reading

COMING = timedelta(days=120)
Row = dict[str, Any]
_FIRST = ("overdue", "open", "paused", "waived", "met", "upcoming")  # what a cell shows of several


@dataclass
class DutyBoard:
    """What the page of duties shows.

    Args:
        columns: the duties that each unit owes, the twice-a-year talk first.
        units: a unit's key and name, and one cell for each column; None: it does not owe it.
        overdue: everything that should have been done, the oldest first.
        open: what can be done now, and by when; what many units owe on the same day as one line.
        coming: what opens within four months, in the same way.
    """

    columns: list[Row] = field(default_factory=list)
    units: list[tuple[str, str, list[Row | None]]] = field(default_factory=list)
    overdue: list[Row] = field(default_factory=list)
    open: list[Row] = field(default_factory=list)
    coming: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many cells there are of each state."""
        found: dict[str, int] = {}
        for _, _, cells in self.units:
            for cell in filter(None, cells):
                found[cell["state"]] = found.get(cell["state"], 0) + 1
        return found


def duty_board(house: House, who: Visitor, at: datetime, lang: str) -> DutyBoard:
    """The duties that somebody sees.

    Args:
        house: the installation.
        who: for whom.
        at: now, with a time zone.
        lang: of titles.
    """
    pack, day = house.pack(who.municipality), local_day(at)
    with reading(house.engine) as tx:
        planner = Planner(ground.load(house, tx, day), day)
    rows = [
        row_of(planner, one, lang) | {"per": str(duty.per), "done": str(duty.done)}
        for duty in pack.duty
        if duty.done is not Done.TOLD
        for one in opened(planner.ground, pack, duty, day, COMING)
        if may_see(who, pack, one.subject)
    ]
    board = DutyBoard()
    _matrix(board, pack, [row for row in rows if row["per"] == Per.UNIT], day, lang)
    rows.sort(key=lambda row: (row["due"], row["title"], row["about"]))
    board.overdue = [row for row in rows if row["state"] == "overdue"]
    board.open = _gathered(row for row in rows if row["state"] == "open")
    rows.sort(key=lambda row: row["opens"])
    board.coming = _gathered(row for row in rows if row["state"] == "upcoming")
    return board


def _matrix(board: DutyBoard, pack: Pack, rows: list[Row], day: date, lang: str) -> None:
    """Units down, duties across; in each cell what most needs to be seen."""
    of_units = [d for d in pack.duty if d.per is Per.UNIT and any(r["duty"] == d.key for r in rows)]
    of_units.sort(key=lambda duty: duty.done is not Done.TALK)
    cells: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: (_FIRST.index(row["state"]), row["due"])):
        cells.setdefault((row["subject"], row["duty"]), row)
    board.columns = [_column(pack, duty, lang) for duty in of_units]
    board.units = [
        (unit.key, unit.name, [cells.get((unit.key, duty.key)) for duty in of_units])
        for unit in pack.unit
        if unit.holds(day) and any((unit.key, duty.key) in cells for duty in of_units)
    ]


def _column(pack: Pack, duty: Duty, lang: str) -> Row:
    return {
        "duty": duty.key,
        "title": duty.title.said(lang),
        "ask": duty.ask.said(lang),
        "source": source_of(pack, duty, lang),
    }


def _gathered(rows: Iterable[Row]) -> list[Row]:
    """What several owe by the same day, as one line that says how many they are."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        line = found.setdefault((row["duty"], row["due"]), row | {"many": 0})
        line["many"] += 1
        if line["many"] > 1:
            line["count"] = ""  # each has its own
    return list(found.values())


def of_subject(planner: Planner, pack: Pack, duty: Duty, subject: str) -> list[Open]:
    """A subject's occurrences that are open, or open within the time that is shown."""
    ones = opened(planner.ground, pack, duty, planner.day, timedelta(days=400))
    return [one for one in ones if one.subject.key == subject]
