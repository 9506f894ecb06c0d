"""Every promise of the governing documents with its evidence: what carries it, and how it is followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.duty import Done
from intlflow.domain.facts import LOCAL
from intlflow.packs.model import Pack, Rule
from intlflow.store import duties, promises
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import stamp

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carrier:
    """Something in intlflow that carries a promise out.

    Args:
        what: duty, move, stage or task.
        kind: of the case; empty for a duty.
        key: of the duty, the verb, the stage or the point.
        title: of a duty or a point, in the visitor's language.
        met: how often it was done this year; of a stage, how many cases stand there now.
        late: how many are overdue today.
        open: how many are open and in time.
    """

    what: str
    kind: str
    key: str
    title: str
    met: int = 0
    late: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of a governing document, and what becomes of it."""

    key: str
    document: str
    section: str
    quote: str
    says: str
    carriers: tuple[Carrier, ...]

    @property
    def late(self) -> int:
        """How much of it is overdue today."""
        return sum(each.late for each in self.carriers)

    @property
    def met(self) -> int:
        """How often it was kept this year."""
        return sum(each.met for each in self.carriers if each.what != "stage")

    @property
    def state(self) -> str:
        """`late`, `kept`, `waiting` for something to fall due, or `nobody`: nothing carries it."""
        if not self.carriers:
            return "nobody"
        return "late" if self.late else "kept" if self.met else "waiting"


def promises_of(
    house: House,
    municipality: str,
    at: datetime,
    lang: str,
    document: str | None = None,
    *,
    days: tuple[date, date] | None = None,
) -> list[Promise]:
    """Every rule of the municipality, or of one document, with how it is followed this year.

    Args:
        house: the installation.
        municipality: the pack's key.
        at: now, with a time zone.
        lang: of what is said in words.
        document: only this one, by the key in the pack.
        days: the first and the last on which what was done counts; None: this year's.

    Raises:
        NotFound: no such municipality.
    """
    pack, today = house.pack(municipality), local_day(at)
    days = days or (date(today.year, 1, 1), date(today.year, 12, 31))
    rows = list_duties(house, at, municipality=municipality, lang=lang)
    with reading(house.engine) as tx:
        seen = _Seen(tx, pack, rows, today, days)
    return [
        Promise(
            key=rule.key,
            document=rule.document,
            section=rule.section,
            quote=rule.quote,
            says=rule.says.said(lang),
            carriers=tuple(seen.carriers(rule, lang)),
        )
        for rule in pack.rule
        if document in (None, rule.document)
    ]


class _Seen:
    """What has happened between two days, looked up once for every rule."""

    def __init__(
        self, tx: Tx, pack: Pack, rows: list[Plain], today: date, days: tuple[date, date]
    ) -> None:
        self.pack, (first, last) = pack, map(str, days)
        begun, over = (
            stamp(datetime.combine(day, time(), LOCAL))
            for day in (days[0], days[1] + timedelta(days=1))
        )
        self.moves = promises.moves_since(tx, pack.key, begun, over)
        self.stages = promises.stages_now(tx, pack.key)
        self.tasks = promises.tasks_since(tx, pack.key, begun, str(today), over)
        logged = duties.logs_of(tx, pack.key, None, None)
        replaced = {row.corrects for row in logged}
        talks = {duty.key for duty in pack.duty if duty.done is Done.TALK}  # each counts by its day
        self.met: dict[str, set[tuple[str, str]]] = {}
        for log in logged:
            if first <= log.day <= last and not log.withdrawn and log.id not in replaced:
                when = log.day if log.duty in talks else log.period
                self.met.setdefault(log.duty, set()).add((log.subject, when))
        self.late: dict[str, int] = {}
        self.open: dict[str, int] = {}
        for row in rows:
            if row["state"] == "met" and first <= row["due"] <= last and row["duty"] not in talks:
                self.met.setdefault(row["duty"], set()).add((row["subject"], row["period"]))
            elif row["state"] == "overdue":
                self.late[row["duty"]] = self.late.get(row["duty"], 0) + 1
            elif row["state"] == "open":
                self.open[row["duty"]] = self.open.get(row["duty"], 0) + 1

    def carriers(self, rule: Rule, lang: str) -> Iterator[Carrier]:
        """What carries a rule out."""
        for duty in self.pack.duty:
            if duty.rule == rule.key:
                key, title = duty.key, duty.title.said(lang)
                met, late = len(self.met.get(key, ())), self.late.get(key, 0)
                yield Carrier("duty", "", key, title, met, late, self.open.get(key, 0))
        for item in self.pack.checklist:
            if item.rule == rule.key:
                kind = str(item.kind)
                counts = self.tasks.get((kind, item.key), (0, 0, 0))
                yield Carrier("task", kind, item.key, item.title.said(lang), *counts)
        for name in rule.moves:
            kind, _, verb = name.partition(".")
            yield Carrier("move", kind, verb, "", self.moves.get((kind, verb), 0))
        for name in rule.stages:
            kind, _, stage = name.partition(".")
            yield Carrier("stage", kind, stage, "", self.stages.get((kind, stage), 0))
