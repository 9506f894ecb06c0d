"""The second step of signing in, in the database."""

from dataclasses import dataclass

from intlflow.store import tables_second_step  # noqa: F401 - declares the tables
from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What a person's phone knows as well.

    Args:
        sealed: the secret, encrypted.
        last_used: the time step of the last code.
    """

    person_id: int
    sealed: str
    last_used: int
    made_at: str


def of(tx: Tx, person_id: int) -> SecondStep | None:
    """A person's, if they have set it up."""
    found = tx.one(
        "SELECT person_id, sealed, last_used, made_at FROM second_step WHERE person_id = ?",
        person_id,
    )
    return SecondStep(*found) if found else None


def keep(tx: Tx, row: SecondStep, codes: list[str]) -> None:
    """Keep it, with the digests of the codes for when the phone is gone, in place of what was."""
    forget(tx, row.person_id)
    tx.run(
        "INSERT INTO second_step (person_id, sealed, last_used, made_at) VALUES (?, ?, ?, ?)",
        *(row.person_id, row.sealed, row.last_used, row.made_at),
    )
    tx.many(
        "INSERT INTO recovery_code (digest, person_id) VALUES (?, ?)",
        [(code, row.person_id) for code in codes],
    )


def used(tx: Tx, person_id: int, step: int) -> bool:
    """Note that a time step's code was used; False when it, or a later one, was used before."""
    sql = "UPDATE second_step SET last_used = ? WHERE person_id = ? AND last_used < ?"
    return tx.run(sql, step, person_id, step) == 1


def spend(tx: Tx, person_id: int, code: str) -> bool:
    """Use up a code for when the phone is gone."""
    sql = "DELETE FROM recovery_code WHERE digest = ? AND person_id = ?"
    return tx.run(sql, code, person_id) == 1


def left(tx: Tx, person_id: int) -> int:
    """How many of those are left."""
    found = tx.one("SELECT COUNT(*) FROM recovery_code WHERE person_id = ?", person_id)
    return int(found[0]) if found else 0


def forget(tx: Tx, person_id: int) -> bool:
    """Let a person set it up anew."""
    tx.run("DELETE FROM recovery_code WHERE person_id = ?", person_id)
    return tx.run("DELETE FROM second_step WHERE person_id = ?", person_id) == 1
