"""Taking one person out of every table, in one transaction; the journal's chain holds all the same."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from intlflow.app.persons.whom import Whom
from intlflow.app.record import Salt
from intlflow.app.situation import local_day
from intlflow.domain.journal import digest
from intlflow.domain.mentions import Mentions, called
from intlflow.domain.personal import HELD, Held, Shape
from intlflow.store import acts, meta, person_data, search, sweeping
from intlflow.store.engine import Tx
from intlflow.store.instants import stamp
from intlflow.store.person_data import Row

OPEN = ("waiting", "retrying", "held", "sending")  # letters that somebody may still get


@dataclass
class Gone:
    """What was taken away, or would be.

    Args:
        rows: how many rows were changed, by table.
        sealed: journal rows that say something else since → their new digests.
        kept: decisions that name the person and stay as they are, by number.
        letters: how many letters that hadn't left were cancelled.
    """

    rows: Counter[str] = field(default_factory=Counter)
    sealed: dict[int, str] = field(default_factory=dict)
    kept: list[int] = field(default_factory=list)
    letters: int = 0


def forget(
    tx: Tx, whom: Whom, mentions: Mentions, *, at: datetime, salt: Salt, decisions: bool
) -> Gone:
    """Take a person's name and addresses out of everything but, as a rule, decisions.

    Args:
        tx: an open transaction.
        whom: the person; the row stays, as a number.
        mentions: how they can be named.
        at: now.
        salt: randomness for the journal rows that are written anew.
        decisions: take them out of decisions, too.
    """
    work = _Work(tx, whom, mentions, at, salt, decisions)
    for table, columns in groupby(HELD, key=lambda held: held.table):
        work.table(table, list(columns))
    work.gone.letters = _cancel(tx, whom)
    _sign_out(work.gone, tx, whom)
    search.forget(tx, whom.municipality)
    meta.put(tx, sweeping.DUE, stamp(at))
    return work.gone


@dataclass
class _Work:
    tx: Tx
    whom: Whom
    mentions: Mentions
    at: datetime
    salt: Salt
    decisions: bool
    gone: Gone = field(default_factory=Gone)

    @property
    def put(self) -> str:
        return called(self.whom.number)

    def table(self, table: str, columns: list[Held]) -> None:
        if all(held.shape in (Shape.WHO, Shape.INDEX) for held in columns):
            return
        mine = _letters_to(self.tx, self.whom) if table == "letter_text" else set()
        for row in person_data.rows(self.tx, table, self.whom.municipality):
            new = self._row(table, columns, row)
            if row.get("letter_id") in mine and (row["body"] or row["html"]):
                new |= {"body": "", "html": ""}  # it was written to them; its rest is about them
            new = {name: value for name, value in new.items() if value != row[name]}
            if new:
                person_data.change(self.tx, table, row, new)
                self.gone.rows[table] += 1

    def _row(self, table: str, columns: list[Held], row: Row) -> dict[str, Any]:
        if table == "person":
            return self._own() if row["id"] == self.whom.number else {}
        new: dict[str, Any] = {}
        for held in columns:
            value = row[held.column]
            if value and held.shape not in (Shape.WHO, Shape.INDEX):
                new |= self._value(held, row, str(value))
        return new

    def _own(self) -> dict[str, Any]:
        if self.whom.erased_at:
            return {}
        yesterday = str(local_day(self.at) - timedelta(days=1))
        return {
            "name": self.put,
            "email": None,
            "title": "",
            "channels": "",
            "active_to": min(self.whom.active_to or yesterday, yesterday),
            "erased_at": stamp(self.at),
        }

    def _value(self, held: Held, row: Row, value: str) -> dict[str, Any]:
        match held.shape:
            case Shape.ADDRESS:
                return {held.column: ""} if self.mentions.there(value) else {}
            case Shape.JSON:
                return {held.column: self.mentions.without_json(value, self.put)}
            case Shape.SEALED:
                return self._sealed(row, value)
            case Shape.DECISION if not self.decisions:
                if self.mentions.there(value):
                    number = row["decision_id"] if "decision_id" in row else row["id"]
                    self.gone.kept = sorted({*self.gone.kept, int(number)})
                return {}
        return {held.column: self.mentions.without(value, self.put)}

    def _sealed(self, row: Row, given: str) -> dict[str, Any]:
        new = self.mentions.without_json(given, self.put)
        if new == given:
            return {}
        salt = self.salt()  # the old one could betray the old words by guessing
        self.gone.sealed[row["number"]] = digest(salt, new)
        return {"given": new, "salt": salt}


def _letters_to(tx: Tx, whom: Whom) -> set[str]:
    return {str(row[0]) for row in tx.all("SELECT id FROM letter WHERE person_id = ?", whom.number)}


def _sign_out(gone: Gone, tx: Tx, whom: Whom) -> None:
    """No browser, no link and no program is let in any more; what they kept for themselves goes."""
    for table in ("session", "ticket", "draft", "saved_filter"):
        if ended := tx.run(f"DELETE FROM {table} WHERE person_id = ?", whom.number):
            gone.rows[table] += ended


def _cancel(tx: Tx, whom: Whom) -> int:
    marks = ", ".join("?" * len(OPEN))
    return tx.run(
        "UPDATE letter SET status = 'cancelled', due_at = NULL, lease = NULL, reply = ''"
        f" WHERE person_id = ? AND status IN ({marks})",
        *(whom.number, *OPEN),
    )


def note(
    tx: Tx, whom: Whom, gone: Gone, verb: str, *, at: datetime, by: int | None, role: str, why: str
) -> int:
    """Note an erasure in the chain of acts: whom by number, why, and the journal's new digests."""
    given = {
        "person": whom.number,
        "why": why,
        "changed": dict(sorted(gone.rows.items())),
        acts.ROWS: {str(number): seal for number, seal in sorted(gone.sealed.items())},
    }
    return acts.append(tx, whom.municipality, verb, given, at=stamp(at), by=by, role=role)
