"""From what may go to what has gone: list, proposal, decision, carried out with a proof left behind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.disposal.due import due
from intlflow.app.house import House, NotFound
from intlflow.app.persons import sweep
from intlflow.app.persons.whom import in_office
from intlflow.app.situation import local_day
from intlflow.domain.facts import BadFact, Fact, read_fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.retention import Kept
from intlflow.domain.words import Outcome, Role
from intlflow.packs.model import Pack
from intlflow.store import acts, cases, disposals, meta, people, search, sweeping
from intlflow.store.disposals import Listed
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

Plain = dict[str, Any]
PROPOSE = (Role.REGISTRAR, Role.COORDINATOR)
APPROVE = (Role.REGISTRAR,)


@dataclass(frozen=True, slots=True)
class Disposed:
    """What a decision took away.

    Args:
        number: the list's.
        done: what went, kind and object.
        kept: what was on the list and stays: since held, promised for longer, or gone already.
        act: the number of the proof in the chain of acts.
        swept: the files were written anew; False: that is done at night.
    """

    number: int
    municipality: str
    decision: str
    done: list[tuple[str, str]]
    kept: list[tuple[str, str]]
    act: int
    swept: bool


def list_due(house: House, municipality: str, at: datetime) -> list[Plain]:
    """What may be proposed today, and by which rule; nothing is kept of it.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return [_plain(each) for each in due(tx, pack, local_day(at))]


def propose(house: House, municipality: str, *, by: str, at: datetime) -> Plain:
    """Keep what may go today as a proposal with a number, for a decision.

    Raises:
        NotFound: no such municipality or person.
        Refused: it isn't theirs to propose, or there is nothing.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, PROPOSE)
        found = due(tx, pack, local_day(at))
        if not found:
            raise Refused("nothing-to-dispose")
        number = disposals.add(tx, municipality, found, at=stamp(at), by=actor)
        given = {"list": number, "items": len(found)}
        acts.append(tx, municipality, "propose", given, at=stamp(at), by=actor, role=role)
        return _shown(tx, pack, number)


def show(house: House, municipality: str, number: int) -> Plain:
    """A list, whatever became of it.

    Raises:
        NotFound: no such municipality or list.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return _shown(tx, pack, number)


def every(house: House, municipality: str) -> list[Plain]:
    """All lists, newest first.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return [_shown(tx, pack, row.id) for row in disposals.every(tx, pack.key)]


def withdraw(house: House, municipality: str, number: int, *, by: str, at: datetime) -> Plain:
    """Take a proposal back.

    Raises:
        NotFound: no such municipality, person or list.
        Refused: it isn't theirs to take back, or it is decided on already.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, PROPOSE)
        _open(tx, pack, number)
        disposals.close(tx, number, "withdrawn", decision="", by=actor, at=stamp(at))
        given = {"list": number}
        acts.append(tx, municipality, "withdraw", given, at=stamp(at), by=actor, role=role)
        return _shown(tx, pack, number)


def approve(
    house: House, municipality: str, number: int, *, decision: str, by: str, at: datetime
) -> Disposed:
    """Carry out what a disposal decision says of a list, all of it in one transaction.

    What is held by now, or kept by a longer rule, stays and is told.

    Args:
        house: the installation.
        municipality: the pack's key.
        number: the list.
        decision: the decision (gallringsbeslut), e.g. `ks 2027-03-02 § 14`.
        by: a registrar's address.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality, person or list.
        Refused: it isn't theirs to do, no decision that says yes, or the list is decided on already.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, APPROVE)
        said = decided(pack, decision, at)
        _open(tx, pack, number)
        now = {(each.kind, each.object) for each in due(tx, pack, local_day(at))}
        wanted = disposals.items(tx, number)
        done = [each for each in wanted if (each.kind, each.object) in now]
        kept = [each for each in wanted if (each.kind, each.object) not in now]
        rows: dict[int, str] = {}
        for item in done:
            rows |= _take(house, tx, pack, item)
            disposals.mark(tx, number, item, "done")
        for item in kept:
            disposals.mark(tx, number, item, "kept")
        disposals.close(tx, number, "done", decision=said, by=actor, at=stamp(at))
        given = {
            "list": number,
            "decision": said,
            "items": [[each.kind, each.object, each.rule, each.until] for each in done],
            acts.ROWS: {str(row): seal for row, seal in sorted(rows.items())},
        }
        act = acts.append(tx, municipality, "dispose", given, at=stamp(at), by=actor, role=role)
        search.forget(tx, municipality)
        meta.put(tx, sweeping.DUE, stamp(at))
    swept = sweep.now(house)
    return Disposed(number, municipality, said, _names(done), _names(kept), act, swept)


def decided(pack: Pack, decision: str, at: datetime) -> str:
    """A disposal decision as it is kept, once it is one and says yes.

    Raises:
        Refused: it is none, of no body of ours, in the future, or a no.
    """
    try:
        read = read_fact(Fact.BODY_DECISION, decision, pack.vocabulary(local_day(at)))
    except BadFact as error:
        raise Refused("no-disposal-decision", example=error.example) from error
    assert isinstance(read, dict)
    if read["outcome"] != Outcome.APPROVED:
        raise Refused("no-disposal-decision", example=f"ks {local_day(at)} § 14")
    return f"{read['body']} {read['date']} § {read['section']}"


def _take(house: House, tx: Tx, pack: Pack, item: Listed) -> dict[int, str]:
    """Take one thing away; gives the journal rows whose words went with it."""
    if item.kind == Kept.LETTER:
        where = "municipality = ? AND case_id IS NULL AND substr(created_at, 1, 7) = ?"
        disposals.drop_letters(tx, where, pack.key, item.object)
        return {}
    case = cases.load(tx, item.object)
    assert case is not None
    disposals.drop_letters(tx, "case_id = ?", case.id)
    disposals.drop_notes(tx, case.id)
    if item.kind != Kept.IDEA:
        return {}
    title = house.words["sv"].of("disposal", "title")
    rows, files = disposals.empty_case(tx, case.id, case.ref, title)
    sweep.note_files(tx, files)
    return rows


def _open(tx: Tx, pack: Pack, number: int) -> None:
    row = disposals.get(tx, pack.key, number)
    if row is None:
        raise NotFound(
            f"no disposal list {number} in {pack.municipality.name}; see `intlflow disposal lists`"
        )
    if row.state != "proposed":
        raise Refused("list-closed", number=number, state=row.state)


def _shown(tx: Tx, pack: Pack, number: int) -> Plain:
    row = disposals.get(tx, pack.key, number)
    if row is None:
        raise NotFound(
            f"no disposal list {number} in {pack.municipality.name}; see `intlflow disposal lists`"
        )
    names = people.names(tx, {row.person_id, row.approved_by or row.person_id})
    return {
        "list": row.id,
        "municipality": row.municipality,
        "state": row.state,
        "proposed_at": row.at,
        "proposed_by": names[row.person_id],
        "decision": row.decision,
        "closed_at": row.done_at,
        "closed_by": names[row.approved_by] if row.approved_by else None,
        "items": [_plain(each) for each in disposals.items(tx, number)],
    }


def _plain(item: Listed) -> Plain:
    return {
        "kind": item.kind,
        "object": item.object,
        "until": item.until,
        "rule": item.rule,
        "state": item.state,
    }


def _names(items: list[Listed]) -> list[tuple[str, str]]:
    return [(each.kind, each.object) for each in items]
