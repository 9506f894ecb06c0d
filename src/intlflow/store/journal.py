"""The journal in the database: rows are added at the end of the chain and never touched again."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from intlflow.domain.journal import GENESIS, digest, link
from intlflow.store.engine import Tx

_COLUMNS = (
    "municipality, number, case_id, seq, at, person_id, role, verb, source, target, unit_name,"
    " given, salt, digest, hash"
)

UNDO = "undo"  # the verb that takes the row before it back

# Of a journal row `j`: nobody has taken it back.
STANDS = (
    "NOT EXISTS (SELECT 1 FROM journal u WHERE u.case_id = j.case_id AND u.seq = j.seq + 1"
    f" AND u.verb = '{UNDO}')"
)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One thing that happened."""

    municipality: str
    number: int
    case_id: int
    seq: int
    at: str
    person_id: int
    role: str
    verb: str
    source: str
    target: str
    unit_name: str
    given: str
    salt: str
    digest: str
    hash: str

    def sealed(self) -> dict[str, Any]:
        """What the hash covers: everything but what can be erased, and the hash itself."""
        return {
            "municipality": self.municipality,
            "number": self.number,
            "case_id": self.case_id,
            "seq": self.seq,
            "at": self.at,
            "person_id": self.person_id,
            "role": self.role,
            "verb": self.verb,
            "source": self.source,
            "target": self.target,
            "unit_name": self.unit_name,
            "digest": self.digest,
        }


class Sealed(NamedTuple):
    """What became of a row: its hash, and whether some other system may wait to hear of it."""

    hash: str
    awaited: bool


def append(tx: Tx, *, given: str, salt: str, **row: Any) -> Sealed:
    """Tie one row to the end of its municipality's chain.

    Args:
        tx: the transaction of the move itself.
        given: the facts given, as canonical JSON.
        salt: random text, so that erased words can't be guessed from their digest.
        row: municipality, case_id, seq, at, person_id, role, verb, source, target, unit_name.
    """
    length, head, awaited = _head(tx, row["municipality"])
    row["number"], row["digest"] = length + 1, digest(salt, given)
    seal = link(head, row)
    tx.run(_INSERT, *_sealed(row), given, salt, row["digest"], seal)
    tx.run(_LENGTHEN, length + 1, seal, row["municipality"])
    return Sealed(seal, awaited)


_END = (
    "SELECT length, head, EXISTS (SELECT 1 FROM webhook w WHERE w.municipality = chain.municipality"
    " AND w.ended_at IS NULL) FROM chain WHERE municipality = ?"
)
_LENGTHEN = "UPDATE chain SET length = ?, head = ? WHERE municipality = ?"
_sealed = itemgetter(*_COLUMNS.split(", ")[:11])
_INSERT = f"INSERT INTO journal ({_COLUMNS}) VALUES ({', '.join('?' * 15)})"


def _head(tx: Tx, municipality: str) -> tuple[int, str, bool]:
    """The end of the chain, and whether a webhook stands.

    The second is asked in the same breath: it spares every move a question that is nearly always no.
    """
    found = tx.one(_END, municipality)
    if found is None:
        tx.run(
            "INSERT INTO chain (municipality, length, head) VALUES (?, 0, ?) ON CONFLICT DO NOTHING",
            municipality,
            GENESIS,
        )
        found = tx.one(_END, municipality)
    assert found is not None
    return int(found[0]), str(found[1]), bool(found[2])


def of_case(tx: Tx, case_id: int) -> list[JournalRow]:
    """A case's history, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM journal WHERE case_id = ? ORDER BY seq"
    return [JournalRow(*values) for values in tx.all(sql, case_id)]


def last_of_case(tx: Tx, case_id: int) -> JournalRow:
    """The newest row of a case; every case has at least its opening."""
    sql = f"SELECT {_COLUMNS} FROM journal WHERE case_id = ? ORDER BY seq DESC LIMIT 1"
    values = tx.one(sql, case_id)
    assert values is not None
    return JournalRow(*values)


def chains(tx: Tx) -> list[tuple[str, int, str]]:
    """Every municipality's chain: key, length, head."""
    return [
        (str(key), length if isinstance(length, int) else -1, str(head))
        for key, length, head in tx.all(
            "SELECT municipality, length, head FROM chain ORDER BY municipality"
        )
    ]


def written_in(tx: Tx) -> set[str]:
    """The keys of chains that have rows, whatever the chain table says."""
    return {str(row[0]) for row in tx.all("SELECT DISTINCT municipality FROM journal")}


def walk(tx: Tx, municipality: str, page: int = 1_000) -> Iterator[JournalRow]:
    """A municipality's whole journal in the chain's order."""
    after = 0
    while True:
        rows = tx.all(
            f"SELECT {_COLUMNS} FROM journal WHERE municipality = ? AND number > ?"
            " ORDER BY number LIMIT ?",
            municipality,
            after,
            page,
        )
        for values in rows:
            yield JournalRow(*values)
        if len(rows) < page:
            return
        after = int(rows[-1][1])


def entered(tx: Tx) -> dict[int, str]:
    """When each case came to the phase it stands in."""
    rows = tx.all("SELECT case_id, max(at) FROM journal WHERE source <> target GROUP BY case_id")
    return {int(case): str(at) for case, at in rows}


def latest(tx: Tx, municipality: str, case_ids: list[int] | None, limit: int) -> list[JournalRow]:
    """What happened last in a municipality, or in some of its cases, newest first."""
    where, values = "municipality = ?", list[object]([municipality])
    if case_ids is not None:
        where += f" AND case_id IN ({', '.join('?' * len(case_ids)) or 'NULL'})"
        values += case_ids
    sql = f"SELECT {_COLUMNS} FROM journal WHERE {where} ORDER BY at DESC, number DESC LIMIT ?"
    return [JournalRow(*row) for row in tx.all(sql, *values, limit)]


def others_at(tx: Tx, municipality: str, case_id: int, at: str) -> bool:
    """Whether another case was moved in the same instant, by the same act."""
    return (
        tx.one(
            "SELECT 1 FROM journal WHERE municipality = ? AND case_id <> ? AND at = ? LIMIT 1",
            *(municipality, case_id, at),
        )
        is not None
    )
