"""Acts on the data itself, chained like the journal: who was erased, what was disposed of, by which decision.

An act also tells which journal rows say something else since, and their new digests. So the journal can
lose a name and still be verified.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from intlflow.domain.journal import GENESIS, canonical, link
from intlflow.store import tables_person  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx

CHAIN = "/acts"  # after the municipality's key: the acts' own chain
ROWS = "rows"  # in what an act was given: journal row → its digest since, nothing where all is gone
_COLUMNS = "municipality, number, at, person_id, role, verb, given, hash"


@dataclass(frozen=True, slots=True)
class Act:
    """One act."""

    municipality: str
    number: int
    at: str
    person_id: int | None
    role: str
    verb: str
    given: str
    hash: str

    def sealed(self) -> dict[str, Any]:
        """What the hash covers: everything but itself."""
        return {name: getattr(self, name) for name in _COLUMNS.split(", ")[:-1]}


def append(
    tx: Tx,
    municipality: str,
    verb: str,
    given: dict[str, Any],
    *,
    at: str,
    by: int | None,
    role: str = "",
) -> int:
    """Tie an act to the end of a municipality's chain of acts; gives its number.

    Args:
        tx: the transaction of the act itself.
        municipality: whose data.
        verb: what was done.
        given: to whom or what, by number, and by which decision; never a name.
        at: when.
        by: whose number; None: the clock.
        role: in which capacity.
    """
    chain = municipality + CHAIN
    tx.run(
        "INSERT INTO chain (municipality, length, head) VALUES (?, 0, ?) ON CONFLICT DO NOTHING",
        *(chain, GENESIS),
    )
    end = tx.one("SELECT length, head FROM chain WHERE municipality = ?", chain)
    assert end is not None
    new = Act(municipality, int(end[0]) + 1, at, by, role, verb, canonical(given), "")
    seal = link(str(end[1]), new.sealed())
    tx.run(
        f"INSERT INTO register_act ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *(*new.sealed().values(), seal),
    )
    sql = "UPDATE chain SET length = ?, head = ? WHERE municipality = ?"
    tx.run(sql, new.number, seal, chain)
    return new.number


def walk(tx: Tx, municipality: str) -> Iterator[Act]:
    """A municipality's acts in the chain's order."""
    sql = f"SELECT {_COLUMNS} FROM register_act WHERE municipality = ? ORDER BY number"
    for row in tx.all(sql, municipality):
        yield Act(*row)


def rewritten(tx: Tx) -> dict[tuple[str, int], str]:
    """The journal rows that acts have changed: municipality and number → digest since."""
    found: dict[tuple[str, int], str] = {}
    for key, given in tx.all("SELECT municipality, given FROM register_act ORDER BY number"):
        rows = json.loads(given).get(ROWS, {})
        found |= {(key, int(number)): digest for number, digest in rows.items()}
    return found


def written_in(tx: Tx) -> set[str]:
    """The keys of chains that have acts, whatever the chain table says."""
    rows = tx.all("SELECT DISTINCT municipality FROM register_act")
    return {f"{row[0]}{CHAIN}" for row in rows}
