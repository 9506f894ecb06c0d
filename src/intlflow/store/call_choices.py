"""What a municipality has chosen and dismissed among the calls, and which matches it was told of."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from intlflow.store.engine import Tx

CHOSEN, DISMISSED = "chosen", "dismissed"


@dataclass(frozen=True, slots=True)
class Choice:
    """One verdict. For the same unit and case the latest row holds.

    Args:
        unit: a unit's key; empty: for the whole municipality.
        case_ref: the case it is meant for, if there is one.
        verdict: `chosen` or `dismissed`.
        person_id: whose verdict.
    """

    municipality: str
    call_id: int
    unit: str
    case_ref: str
    verdict: str
    reason: str
    person_id: int
    at: str


_COLUMNS = ", ".join(field.name for field in fields(Choice))


def add(tx: Tx, it: Choice) -> None:
    """Add a verdict; those before it stay."""
    tx.run(
        f"INSERT INTO call_choice ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *(it.municipality, it.call_id, it.unit, it.case_ref, it.verdict, it.reason),
        *(it.person_id, it.at),
    )


def history(tx: Tx, municipality: str, call_id: int) -> list[Choice]:
    """Everything ever said of a call, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM call_choice WHERE municipality = ? AND call_id = ? ORDER BY id"
    return [Choice(*row) for row in tx.all(sql, municipality, call_id)]


def holding(tx: Tx, municipality: str) -> list[Choice]:
    """The verdicts that hold, in the order they were given."""
    sql = f"SELECT {_COLUMNS} FROM call_choice WHERE municipality = ? ORDER BY id"
    rows = [Choice(*row) for row in tx.all(sql, municipality)]
    return list({(row.call_id, row.unit, row.case_ref): row for row in rows}.values())


def of_case(tx: Tx, municipality: str, ref: str) -> list[Choice]:
    """The verdicts that hold for one case: what was considered for it."""
    return [row for row in holding(tx, municipality) if row.case_ref == ref]


def told_matches(tx: Tx, municipality: str) -> set[tuple[int, str]]:
    """Which calls were told for which issues."""
    sql = "SELECT call_id, issue FROM call_match WHERE municipality = ?"
    return {(int(call), str(issue)) for call, issue in tx.all(sql, municipality)}


def note_matches(tx: Tx, rows: Sequence[tuple[str, int, str, int, str, str]]) -> None:
    """Note what was told: municipality, call, issue, score, reason, at."""
    tx.many(
        "INSERT INTO call_match (municipality, call_id, issue, score, reason, at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        list(rows),
    )
