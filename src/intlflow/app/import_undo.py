"""Taking a list out again: whole where nothing has happened since, else by counter-moves, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.project_import import coordinator
from intlflow.app.record import Salt, new_salt
from intlflow.domain.facts import Facts
from intlflow.domain.journal import canonical
from intlflow.domain.lifecycle import Refused
from intlflow.domain.project import Phase
from intlflow.domain.words import Role, Stage
from intlflow.store import cases, imports, journal, list_batches, people
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.imports import Batch, Row
from intlflow.store.instants import stamp
from intlflow.store.list_batches import ListRow

VERB = "undo_import"


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of a batch.

    Args:
        whole: it is gone as if it had never been; else each case got a counter-move.
        cases: how many cases, people or meetings were taken out or put back.
    """

    municipality: str
    batch: int
    whole: bool
    cases: int


def list_imports(house: House, municipality: str | None) -> list[dict[str, Any]]:
    """Every list that was brought in, newest first."""
    with reading(house.engine) as tx:
        found = imports.batches(tx, municipality)
        others = list_batches.batches(tx, municipality)
        known = {each.person_id for each in found}
        names = people.names(
            tx, known | {each.person_id for each in others if each.person_id is not None}
        )
        counts = imports.counts_in(tx, municipality)
        told = [_told(each, names, counts.get(each.id, {})) for each in found]
        told += [_told(each, names, each.counts()) for each in others]
        return sorted(told, key=lambda each: str(each["at"]), reverse=True)


def _told(it: Batch | ListRow, names: dict[int, str], lines: dict[str, int]) -> dict[str, Any]:
    return {
        "batch": it.id, "municipality": it.municipality, "kind": it.kind,
        "file": it.name, "sha256": it.sha256, "at": it.at,
        "by": names.get(it.person_id or 0, ""), "state": it.state,
        "lines": lines,
    }  # fmt: skip


def show_import(house: House, municipality: str, number: int) -> dict[str, Any]:
    """One batch with what became of each of its lines.

    Raises:
        NotFound: no such batch.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        batch = imports.batch(tx, number)
        if batch is None or batch.municipality != municipality:
            raise NotFound(_no_batch(number, pack.municipality.name))
        names = people.names(tx, {batch.person_id})
        counts = imports.counts_in(tx, municipality)
        keys = ("place", "outcome", "ref", "title")
        rows = [dict(zip(keys, line, strict=True)) for line in imports.lines(tx, number)]
    return _told(batch, names, counts.get(batch.id, {})) | {"rows": rows}


def _no_batch(number: int, name: str) -> str:
    return f"no import {number} in {name}; see `intlflow import list`"


def undo_import(
    house: House, municipality: str, number: int, *, by: str, at: datetime, salt: Salt = new_salt
) -> Undone:
    """Take a list out again.

    Args:
        house: the installation.
        municipality: the pack's key.
        number: the batch; see `list_imports`.
        by: the e-mail address of the coordinator who does it.
        at: now, with a time zone.
        salt: randomness for the journal rows.

    Raises:
        NotFound: no such municipality, batch or person.
        Refused: people have worked on its cases since; each is named. Or it was taken out before.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor = coordinator(tx, pack, by, at)
        batch = imports.batch(tx, number)
        if batch is None or batch.municipality != municipality:
            raise NotFound(_no_batch(number, pack.municipality.name))
        if batch.state != "applied":
            raise Refused("import-undone", batch=number)
        rows = imports.touched(tx, number)
        told = [text for row in reversed(rows) for text in _since(tx, batch, row)]
        if told:
            raise Refused("import-worked-on", batch=number, since=told)
        whole = _is_last(tx, batch, rows)
        if whole:
            imports.take_out(
                tx, batch, {row.case_id: _before(tx, row) for row in rows if row.before}
            )
        else:
            _Counter(tx, batch, actor.person_id, stamp(at), salt).all(rows)
    return Undone(municipality, number, whole, len(rows))


def _since(tx: Tx, batch: Batch, row: Row) -> list[str]:
    """What people have done with a line's case since; one sentence each."""
    case = cases.load_by_id(tx, row.case_id)
    later = [each for each in journal.of_case(tx, row.case_id) if each.seq > row.version]
    names = people.names(tx, {each.person_id for each in later})
    told = [
        f"{row.place} ({case.ref}): {each.verb}, {names.get(each.person_id, '?')}, {each.at[:10]}"
        for each in later
    ]
    if not told and imports.read_later(tx, batch.id, row.case_id):
        told = [f"{row.place} ({case.ref}): a later import"]
    if "support" in imports.hanging_on(tx, row.case_id):
        told.append(f"{row.place} ({case.ref}): support")
    return told


def _is_last(tx: Tx, batch: Batch, rows: list[Row]) -> bool:
    """Whether nothing was written after the batch that hangs on it."""
    here = (batch.chain_length + batch.journal_rows, batch.chain_end)
    hangs = any(imports.hanging_on(tx, row.case_id) for row in rows if not row.before)
    return imports.chain(tx, batch.municipality) == here and not hangs


def _before(tx: Tx, row: Row) -> tuple[str, Facts, str]:
    """A changed case as it was."""
    case = cases.load_by_id(tx, row.case_id)
    return case.phase, Facts(row.before["facts"]), str(row.before["changed_at"])


class _Counter:
    """Takes a batch back by moves of its own: new cases are withdrawn, changed facts put back."""

    def __init__(self, tx: Tx, batch: Batch, person_id: int, moment: str, salt: Salt) -> None:
        self.tx, self.batch, self.person_id = tx, batch, person_id
        self.moment, self.salt = moment, salt

    def all(self, rows: list[Row]) -> None:
        for row in rows:
            case = cases.load_by_id(self.tx, row.case_id)
            if row.before:
                self._put_back(case, row)
            else:
                self._withdraw(case)
        imports.mark_undone(self.tx, self.batch.id)

    def _withdraw(self, case: CaseRow) -> None:
        given = Facts({"reason": f"Importen {self.batch.id} ({self.batch.name}) är ångrad."})
        seq = case.version + 1
        cases.advance(
            self.tx, case, phase=str(Phase.WITHDRAWN), stage=str(Stage.ARCHIVE), stage_entry=seq,
            facts=Facts(case.facts | given), at=self.moment,
        )  # fmt: skip
        self._journal(case, str(Phase.WITHDRAWN), given)

    def _put_back(self, case: CaseRow, row: Row) -> None:
        """A fact that was not known before is given as nothing: then it isn't known any more."""
        old = row.before["facts"]
        given = Facts({name: old.get(name) for name in row.before["changed"]})
        facts = Facts({k: v for k, v in (case.facts | given).items() if v is not None})
        cases.advance(
            self.tx, case, phase=case.phase, stage=case.stage, stage_entry=case.stage_entry,
            facts=facts, at=self.moment,
        )  # fmt: skip
        self._journal(case, case.phase, given)

    def _journal(self, case: CaseRow, target: str, given: Facts) -> None:
        journal.append(
            self.tx, given=canonical(given), salt=self.salt(),
            municipality=case.municipality, case_id=case.id, seq=case.version + 1, at=self.moment,
            person_id=self.person_id, role=str(Role.COORDINATOR), verb=VERB, source=case.phase,
            target=target, unit_name=case.unit_name,
        )  # fmt: skip
