"""Everything about one person in one answer (GDPR article 15), and nothing about anybody else."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from intlflow.app.house import House
from intlflow.app.persons.whom import Whom, find
from intlflow.domain.mentions import Mentions, Names, hide_others, json_strings
from intlflow.domain.personal import HELD, Held, Shape
from intlflow.packs.model import Pack
from intlflow.store import person_data
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import stamp
from intlflow.store.person_data import Row

Plain = dict[str, Any]
_NOT_SHOWN = {"salt", "hash", "digest", "lease", "html", "heading", "said", "given", "facts"}


def export(
    house: House, municipality: str, who: str, *, at: datetime, also: Iterable[str] = ()
) -> Plain:
    """Every row in which a person appears, table by table, with others' names and addresses hidden.

    Args:
        house: the installation.
        municipality: the pack's key.
        who: number or address.
        at: now.
        also: other spellings of the name, and older addresses.

    Raises:
        NotFound: no such municipality or person.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        whom = find(tx, pack, who)
        reader = _Reader(tx, pack, whom, whom.mentions(also))
        tables = [
            reader.table(table, list(columns))
            for table, columns in groupby(HELD, key=lambda held: held.table)
        ]
    found = [table for table in tables if table["rows"]]
    return {
        "person": whom.number,
        "municipality": municipality,
        "name": whom.name,
        "email": whom.email,
        "made_at": stamp(at),
        "erased_at": whom.erased_at,
        "tables": [{**table, "count": len(table["rows"])} for table in found],
    }


class _Reader:
    """Reads one person's rows; whoever else is named in them becomes `[…]`."""

    def __init__(self, tx: Tx, pack: Pack, whom: Whom, mentions: Mentions) -> None:
        self.tx, self.pack, self.whom, self.mentions = tx, pack, whom, mentions
        sql = "SELECT name FROM person WHERE municipality = ? AND id <> ?"
        self.others = Names(str(row[0]) for row in tx.all(sql, pack.key, whom.number))
        self._letters: set[str] = set()

    def table(self, table: str, columns: list[Held]) -> Plain:
        rows = [
            self._shown(columns, row)
            for row in person_data.rows(self.tx, table, self.pack.key)
            if self._is_in(table, columns, row)
        ]
        return {"table": table, "purpose": str(columns[0].purpose), "rows": rows}

    def _is_in(self, table: str, columns: list[Held], row: Row) -> bool:
        """Whether the person appears in a row; a letter's text belongs to whoever it was sent to."""
        there = row.get("letter_id") in self._letters or any(self._names(h, row) for h in columns)
        if table == "letter" and there:
            self._letters.add(row["id"])
        return there

    def _names(self, held: Held, row: Row) -> bool:
        value = row[held.column]
        if held.shape is Shape.WHO:
            return bool(value == self.whom.number)
        if held.shape in (Shape.JSON, Shape.SEALED):
            return any(self.mentions.there(text) for text in json_strings(value))
        return held.shape is not Shape.OWN and self.mentions.there(value)

    def _shown(self, columns: list[Held], row: Row) -> Plain:
        """A row without what is only for machines, and without others' numbers."""
        shapes = {held.column: held.shape for held in columns}
        shown: Plain = {}
        for name, value in row.items():
            shape = shapes.get(name)
            if shape is Shape.WHO:
                if value == self.whom.number:
                    shown[name] = value
            elif shape in (Shape.JSON, Shape.SEALED):
                shown[name] = self._part(value)
            elif name not in _NOT_SHOWN and value not in (None, ""):
                shown[name] = self._hidden(value) if isinstance(value, str) else value
        return shown

    def _part(self, value: str) -> Any:
        """Of a JSON value, what is about the person."""
        return self._kept(json.loads(value)) if value else None

    def _kept(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._hidden(value) if self.mentions.there(value) else None
        if isinstance(value, list):
            return [kept for each in value if (kept := self._kept(each)) is not None] or None
        if isinstance(value, dict):
            kept = {key: self._kept(each) for key, each in value.items()}
            return {key: each for key, each in kept.items() if each is not None} or None
        return None

    def _hidden(self, text: str) -> str:
        return hide_others(text, self.mentions, self.others, "[…]")


def where(found: Plain) -> dict[str, int]:
    """Which tables hold the person, and how many rows of each."""
    counted = Counter({each["table"]: each["count"] for each in found["tables"]})
    return dict(counted)
