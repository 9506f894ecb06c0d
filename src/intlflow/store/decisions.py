"""Decisions in the database: added with the move that records them, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intlflow.store.engine import Tx
from intlflow.store.journal import STANDS

_COLUMNS = (
    "municipality, case_id, seq, subject, act, body, body_name, day, section, outcome, method,"
    " text, delegate, not_taking_part, motion, extract_to, report_to, at"
)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision."""

    id: int
    municipality: str
    case_id: int
    seq: int
    subject: str
    act: str
    body: str
    body_name: str
    day: str
    section: str
    outcome: str
    method: str
    text: str
    delegate: str
    not_taking_part: str
    motion: str
    extract_to: str
    report_to: str
    at: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened to a decision."""

    decision_id: int
    kind: str
    day: str
    note: str
    person_id: int
    at: str


UNDONE = "undone"  # the move that recorded it was taken back
_STANDS = (
    "NOT EXISTS (SELECT 1 FROM decision_event e WHERE e.decision_id = decision.id"
    f" AND e.kind = '{UNDONE}')"
)


def add(tx: Tx, **row: Any) -> int:
    """Keep a decision and give back its number."""
    columns = _COLUMNS.split(", ")
    marks = ", ".join("?" * len(columns))
    made = tx.one(
        f"INSERT INTO decision ({_COLUMNS}) VALUES ({marks}) RETURNING id",
        *(row[column] for column in columns),
    )
    assert made is not None
    return int(made[0])


def of_case(tx: Tx, case_id: int) -> list[DecisionRow]:
    """A case's decisions, oldest first."""
    sql = f"SELECT id, {_COLUMNS} FROM decision WHERE case_id = ? AND {_STANDS} ORDER BY seq, id"
    return [DecisionRow(*values) for values in tx.all(sql, case_id)]


def load(tx: Tx, number: int) -> DecisionRow | None:
    """One decision by its number."""
    found = tx.one(f"SELECT id, {_COLUMNS} FROM decision WHERE id = ?", number)
    return DecisionRow(*found) if found else None


def of_municipality(tx: Tx, municipality: str) -> list[DecisionRow]:
    """A municipality's decisions, newest first."""
    sql = (
        f"SELECT id, {_COLUMNS} FROM decision WHERE municipality = ? AND {_STANDS}"
        " ORDER BY day DESC, id DESC"
    )
    return [DecisionRow(*values) for values in tx.all(sql, municipality)]


def note(tx: Tx, event: EventRow) -> None:
    """Add what happened to a decision."""
    tx.run(
        "INSERT INTO decision_event (decision_id, kind, day, note, person_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        event.decision_id,
        event.kind,
        event.day,
        event.note,
        event.person_id,
        event.at,
    )


def events(tx: Tx, decisions: Sequence[int]) -> list[EventRow]:
    """What has happened to some decisions, oldest first."""
    marks = ", ".join("?" * len(decisions)) or "NULL"
    sql = (
        "SELECT decision_id, kind, day, note, person_id, at FROM decision_event"
        f" WHERE decision_id IN ({marks}) ORDER BY id"
    )
    return [EventRow(*values) for values in tx.all(sql, *decisions)]


@dataclass(frozen=True, slots=True)
class Unreported:
    """A decision that somebody took on a body's behalf, and that the body has not been told of."""

    id: int
    municipality: str
    case_id: int
    report_to: str
    body_name: str
    day: str
    section: str
    delegate: str


def unreported(tx: Tx) -> list[Unreported]:
    """Every decision that is still to be reported, oldest first."""
    rows = tx.all(
        "SELECT d.id, d.municipality, d.case_id, d.report_to, d.body_name, d.day, d.section,"
        " d.delegate FROM decision d WHERE d.report_to <> '' AND NOT EXISTS (SELECT 1"
        " FROM decision_event e WHERE e.decision_id = d.id"
        f" AND e.kind IN ('reported', '{UNDONE}')) ORDER BY d.id"
    )
    return [Unreported(*row) for row in rows]


def matter_began(tx: Tx, case_id: int, verbs: Sequence[str]) -> int:
    """The journal row with which a case's present matter began; 0 before there is one."""
    marks = ", ".join("?" * len(verbs))
    sql = (
        f"SELECT max(j.seq) FROM journal j WHERE j.case_id = ? AND j.verb IN ({marks}) AND {STANDS}"
    )
    found = tx.one(sql, case_id, *verbs)
    return int(found[0] or 0) if found else 0


def since_began(tx: Tx, municipality: str | None, verbs: Sequence[str]) -> list[DecisionRow]:
    """The decisions of cases since their present matters began, oldest first; None: of them all."""
    where, values = ("", ()) if municipality is None else ("municipality = ? AND ", (municipality,))
    marks = ", ".join("?" * len(verbs))
    sql = (
        f"SELECT id, {_COLUMNS} FROM decision WHERE {where}{_STANDS} AND seq > coalesce("
        "(SELECT max(j.seq) FROM journal AS j WHERE j.case_id = decision.case_id"
        f" AND j.verb IN ({marks}) AND {STANDS}), 0) ORDER BY case_id, seq, id"
    )
    return [DecisionRow(*values) for values in tx.all(sql, *values, *verbs)]
