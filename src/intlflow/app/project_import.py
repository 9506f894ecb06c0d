"""Bringing somebody's own list of projects in: first told line by line, then done as one batch."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.project_lines import Ground, ProjectReader
from intlflow.app.record import Salt, new_salt
from intlflow.app.situation import local_day, somebody
from intlflow.domain.alike import bare
from intlflow.domain.cast import Holder
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.journal import canonical
from intlflow.domain.lifecycle import Refused
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.list_units import Place
from intlflow.domain.listed import Outcome
from intlflow.domain.proposals import Known, Proposal, propose
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.sources.sheet import Table, Unreadable, read_table
from intlflow.sources.sheet_words import ListWords
from intlflow.store import cases, imports, journal, people
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

VERB = "import"
PROJECT = LIFECYCLES[Kind.PROJECT]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ListTold:
    """What a list would do, or did.

    Args:
        batch: its number; None: nothing was written, because it was a dry run or nothing was new.
        proposals: one per line, in the list's order.
        unknown: headings that mean nothing to us; their cells are kept with the line.
        without: sheets without headings, with how many rows they have.
    """

    municipality: str
    file: str
    batch: int | None
    proposals: tuple[Proposal, ...]
    unknown: tuple[str, ...]
    without: tuple[tuple[str, int], ...]

    def counts(self) -> dict[str, int]:
        """How many lines end how."""
        return {str(each): sum(1 for p in self.proposals if p.outcome is each) for each in Outcome}


def look_at_projects(
    house: House,
    municipality: str,
    file: str,
    data: bytes,
    *,
    at: datetime,
    units: Mapping[str, str] | None = None,
) -> ListTold:
    """Tell line by line what a list of projects would do; nothing is changed.

    Args:
        house: the installation.
        municipality: the pack's key.
        file: the file's name.
        data: the file: XLSX, XLS, ODS or text.
        at: now, with a time zone.
        units: what the list calls a unit → the unit's key, where it can't be told.

    Raises:
        NotFound: no such municipality or unit.
        Refused: the file can't be read as a list of projects.
    """
    reader = _Reader(house, municipality, file, data, at, units or {})
    with reading(house.engine) as tx:
        return reader.told(None, reader.proposals(tx))


def import_projects(
    house: House,
    municipality: str,
    file: str,
    data: bytes,
    *,
    by: str,
    at: datetime,
    units: Mapping[str, str] | None = None,
    salt: Salt = new_salt,
    progress: Progress = lambda *_: None,
) -> ListTold:
    """Bring a list of projects in as one batch; where nothing is new, nothing is written.

    Args:
        house, municipality, file, data, at, units: as for `look_at_projects`.
        by: the e-mail address of the coordinator who does it.
        salt: randomness for the journal rows.
        progress: told how many lines are done.

    Raises:
        NotFound: no such municipality, unit or person.
        Refused: the file can't be read, or somebody else than a coordinator asks.
    """
    reader = _Reader(house, municipality, file, data, at, units or {})
    with writing(house.engine) as tx:
        actor = coordinator(tx, reader.pack, by, at)
        proposals = reader.proposals(tx)
        if not any(p.outcome in (Outcome.CREATE, Outcome.CHANGE) for p in proposals):
            return reader.told(None, proposals)
        writer = _Writer(tx, reader, actor, salt)
        number = writer.write(proposals, progress)
    return reader.told(number, proposals)


def coordinator(tx: Tx, pack: Pack, by: str, at: datetime) -> Holder:
    """The coordinator with this address.

    Raises:
        NotFound: nobody has it.
        Refused: they are no coordinator.
    """
    day = local_day(at)
    person = somebody(tx, pack, by, day)
    held = {
        h.role
        for h in people.appointed(tx, pack.key, (), str(day))
        if h.person_id == person.person_id
    }
    if Role.COORDINATOR not in held:
        raise Refused("not-your-role", verb=VERB, kind=Kind.PROJECT, who=[Role.COORDINATOR])
    return person


def ground(
    house: House, tx: Tx, pack: Pack, file: str, at: datetime, units: Mapping[str, str]
) -> Ground:
    """What a list is read against.

    Raises:
        NotFound: a unit was chosen that doesn't exist.
    """
    day = local_day(at)
    own = [(w.kind, w.written, w.means) for w in pack.list_word if w.kind != "unit"]
    chosen = {bare(w.written): w.means for w in pack.list_word if w.kind == "unit"}
    chosen |= {bare(text): key for text, key in units.items()}
    for key in chosen.values():
        if key not in pack.units:
            known = ", ".join(sorted(pack.units))
            raise NotFound(f"no unit '{key}' in {pack.municipality.name}; there are {known}")
    phases = {
        bare(words.of("phase.project", phase)): str(phase)
        for words in house.words.values()
        for phase in PROJECT.phases
    }
    here = [
        p
        for p in people.everyone(tx)
        if p.municipality == pack.key and p.email and p.active(str(day))
    ]
    names = [bare(p.name) for p in here]
    addresses = {bare(p.name): p.email or "" for p in here if names.count(bare(p.name)) == 1}
    addresses |= {p.email or "": p.email or "" for p in here}
    places = _places(pack, at)
    return Ground(pack, ListWords(own), places, chosen, phases, addresses, day, file)


def _places(pack: Pack, at: datetime) -> list[Place]:
    """Every unit, under its own name and its board's."""
    day, places = local_day(at), []
    for unit in pack.unit:
        now = pack.unit_on(unit.key, day).key
        places.append(Place(unit.key, unit.name, now))
        if unit.body in pack.bodies and unit.holds(day):
            body = pack.bodies[unit.body]
            places.append(Place(unit.key, body.name, now, board=True))
            places.append(Place(unit.key, body.key, now, board=True))
    return places


class _Reader:
    """One list, read against one municipality."""

    def __init__(
        self, house: House, municipality: str, file: str, data: bytes, at: datetime,
        units: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.house, self.pack, self.file = house, house.pack(municipality), file
        self.at, self.units = at, units
        self.sha256 = hashlib.sha256(data).hexdigest()
        own = [(w.kind, w.written, w.means) for w in self.pack.list_word if w.kind != "unit"]
        self.table = _table(data, ListWords(own))

    def proposals(self, tx: Tx) -> tuple[Proposal, ...]:
        found = ground(self.house, tx, self.pack, self.file, self.at, self.units)
        lines = ProjectReader(found, self.table).all()
        return tuple(propose(lines, known_projects(tx, self.pack, self.at)))

    def told(self, batch: int | None, proposals: tuple[Proposal, ...]) -> ListTold:
        table = self.table
        return ListTold(
            self.pack.key, self.file, batch, proposals, table.unknown, table.without
        )  # fmt: skip


def _table(data: bytes, words: ListWords) -> Table:
    try:
        return read_table(data, words.all("column"), ("title",))
    except Unreadable as no:
        raise Refused(f"list-{no.why}", **no.details) from no


def known_projects(tx: Tx, pack: Pack, at: datetime) -> list[Known]:
    """Every project of a municipality, with what imports wrote to it."""
    wrote, day = imports.written_before(tx, pack.key), local_day(at)
    return [
        Known(
            case.ref, case.title, pack.unit_on(case.unit, day).key, case.phase, case.facts,
            wrote.get(case.id),
        )
        for case in reversed(cases.find(tx, pack.key, None, str(Kind.PROJECT)))
    ]  # fmt: skip


class _Writer:
    """Writes a batch: cases, their journal rows, and every line as it stood."""

    def __init__(self, tx: Tx, reader: _Reader, actor: Holder, salt: Salt) -> None:
        self.tx, self.reader, self.actor, self.salt = tx, reader, actor, salt
        self.key, self.moment = reader.pack.key, stamp(reader.at)
        self.year = local_day(reader.at).year
        self.numbers: dict[str, int] = {}  # line → the case that it made

    def write(self, proposals: Sequence[Proposal], progress: Progress) -> int:
        tx, before = self.tx, imports.last_number(self.tx, self.key, self.year)
        length, head = imports.chain(tx, self.key) or (0, "")
        number = self._open(length, head)
        rows = []
        for position, proposal in enumerate(proposals):
            rows.append((number, position, *self._line(proposal)))
            progress(position + 1, len(proposals))
        imports.add_rows(tx, rows)
        end, after = imports.chain(tx, self.key), imports.last_number(tx, self.key, self.year)
        assert end is not None
        told = canonical({"year": self.year, "before": before, "after": after})
        imports.close_batch(tx, number, end[0] - length, end[1], told)
        return number

    def _open(self, length: int, head: str) -> int:
        reader = self.reader
        return imports.open_batch(
            self.tx,
            {
                "municipality": self.key, "kind": "projects", "name": reader.file,
                "sha256": reader.sha256, "at": self.moment, "person_id": self.actor.person_id,
                "state": "applied", "chain_length": length, "chain_head": head, "chain_end": "",
                "journal_rows": 0, "sequence": "",
            },
        )  # fmt: skip

    def _line(self, proposal: Proposal) -> tuple[Any, ...]:
        """Do what a line asks for, and keep the line."""
        case_id, version, before = self._carry_out(proposal)
        line = proposal.listed
        read = {**line.facts, "title": line.title, "unit": line.unit, "phase": line.phase}
        marks = [[m.place, m.field, str(m.sure), m.why, dict(m.details)] for m in line.marks]
        return (
            self.key, line.place, str(proposal.outcome), case_id, canonical(dict(line.cells)),
            canonical(read), canonical(marks), canonical(before) if before else "", version,
        )  # fmt: skip

    def _carry_out(self, proposal: Proposal) -> tuple[int | None, int, dict[str, Any]]:
        if proposal.outcome is Outcome.CREATE:
            number = self._create(proposal)
            self.numbers[proposal.listed.place] = number
            return number, 1, {}
        if proposal.outcome is Outcome.CHANGE:
            return self._change(proposal)
        if proposal.same_as in self.numbers:
            return self.numbers[proposal.same_as], 0, {}
        case = cases.load(self.tx, proposal.ref) if proposal.ref else None
        return (case.id if case else None), 0, {}

    def _create(self, proposal: Proposal) -> int:
        line, pack = proposal.listed, self.reader.pack
        stage = str(PROJECT.stage(line.phase))
        case: dict[str, Any] = {
            "ref": cases.next_ref(self.tx, self.key, pack.municipality.prefix, self.year),
            "municipality": self.key, "kind": str(Kind.PROJECT), "unit": line.unit,
            "unit_name": line.unit_name, "title": line.title, "phase": line.phase, "stage": stage,
            "stage_entry": 1, "version": 1, "facts": line.facts,
            "opened_by": self.actor.person_id, "opened_at": self.moment, "changed_at": self.moment,
        }  # fmt: skip
        number = cases.insert(self.tx, case)
        self._journal(number, 1, "", line.phase, line.unit_name, line.facts)
        return number

    def _change(self, proposal: Proposal) -> tuple[int, int, dict[str, Any]]:
        case = cases.load(self.tx, proposal.ref)
        assert case is not None
        source = str(proposal.listed.facts[str(Fact.IMPORTED_FROM)])
        given = Facts({**proposal.changes, str(Fact.IMPORTED_FROM): source})
        self._advance(case, Facts(case.facts | given))
        self._journal(case.id, case.version + 1, case.phase, case.phase, case.unit_name, given)
        before = {
            "facts": case.facts, "changed_at": case.changed_at, "changed": sorted(given)
        }  # fmt: skip
        return case.id, case.version + 1, before

    def _advance(self, case: CaseRow, facts: Facts) -> None:
        cases.advance(
            self.tx, case, phase=case.phase, stage=case.stage, stage_entry=case.stage_entry,
            facts=facts, at=self.moment,
        )  # fmt: skip

    def _journal(
        self, case_id: int, seq: int, source: str, target: str, unit_name: str, given: Facts
    ) -> None:
        journal.append(
            self.tx, given=canonical(given), salt=self.salt(), municipality=self.key,
            case_id=case_id, seq=seq, at=self.moment, person_id=self.actor.person_id,
            role=str(Role.COORDINATOR), verb=VERB, source=source, target=target,
            unit_name=unit_name,
        )  # fmt: skip
