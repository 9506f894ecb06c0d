"""A case, a letter, a person as plain data for whoever shows it: command line, web, JSON."""

from datetime import datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.situation import Situation, look_up, somebody
from intlflow.domain.lifecycle import Move, Refused, judge, may
from intlflow.domain.link_keys import without_keys
from intlflow.domain.words import Kind
from intlflow.store import cases, journal, letters, people, tasks
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.letters import LetterRow

Plain = dict[str, Any]
KEYS = ("account/sign-in",)  # letters with a key in them, which nobody but their reader may see


def list_cases(
    house: House, *, municipality: str | None, stage: str | None, kind: str | None
) -> list[Plain]:
    """Cases, newest first."""
    if municipality is not None:
        house.pack(municipality)
    with reading(house.engine) as tx:
        return [_head(case) for case in cases.find(tx, municipality, stage, kind)]


def show_case(house: House, ref: str, at: datetime) -> Plain:
    """A case with its history, tasks, dates, support and letters.

    Raises:
        NotFound: there is no such case.
    """
    with reading(house.engine) as tx:
        return told(tx, look_up(house, tx, ref, at))


def told(tx: Tx, here: Situation) -> Plain:
    """The same, of a case that has been looked up."""
    case = here.case
    rows = journal.of_case(tx, case.id)
    written = letters.find(tx, address=None, status=None, case_id=case.id)
    names = people.names(tx, {r.person_id for r in rows} | {w.person_id for w in written})
    return _head(case) | {
        "unit_now": here.unit.name if here.unit.name != case.unit_name else None,
        "opened_by": names.get(case.opened_by),
        "facts": case.facts,
        "tasks": [task._asdict() for task in tasks.of_case(tx, case.id)],
        "milestones": [date._asdict() for date in tasks.milestones(tx, case.id)],
        "support": _support(tx, case),
        "journal": [_entry(row, names) for row in rows],
        "letters": [letter_line(letter, names) for letter in reversed(written)],
    }


def _head(case: CaseRow) -> Plain:
    return {
        "ref": case.ref,
        "kind": case.kind,
        "municipality": case.municipality,
        "unit": case.unit,
        "unit_name": case.unit_name,
        "title": case.title,
        "stage": case.stage,
        "phase": case.phase,
        "stage_entry": case.stage_entry,
        "version": case.version,
        "opened_at": case.opened_at,
        "changed_at": case.changed_at,
    }


def _entry(row: journal.JournalRow, names: dict[int, str]) -> Plain:
    return {
        "seq": row.seq,
        "at": row.at,
        "by": names.get(row.person_id, "?"),
        "role": row.role,
        "verb": row.verb,
        "source": row.source,
        "target": row.target,
        "unit_name": row.unit_name,
        "given": row.given,
        "hash": row.hash,
    }


def _support(tx: Tx, case: CaseRow) -> list[Plain]:
    keys = ("at", "by", "kind", "minutes", "note")
    return [dict(zip(keys, row, strict=True)) for row in tasks.support(tx, case.id)]


def letter_line(letter: LetterRow, names: dict[int, str]) -> Plain:
    """A letter without its text."""
    return {
        "id": letter.id,
        "to": names.get(letter.person_id, "?"),
        "address": letter.address,
        "role": letter.role,
        "channel": letter.channel,
        "lang": letter.lang,
        "template": letter.template,
        "subject": letter.subject,
        "status": letter.status,
        "attempts": letter.attempts,
        "created_at": letter.created_at,
        "ended_at": letter.ended_at,
        "due_at": letter.due_at,
        "reply": letter.reply,
        "message_id": letter.message_id,
    }


def list_letters(house: House, *, address: str | None, status: str | None) -> list[Plain]:
    """Letters, newest first."""
    with reading(house.engine) as tx:
        rows = letters.find(tx, address=address, status=status, case_id=None)
        names = people.names(tx, {row.person_id for row in rows})
        return [letter_line(row, names) for row in rows]


def show_letter(house: House, letter_id: str) -> Plain | None:
    """A letter with its text; None when no single letter begins with this id."""
    with reading(house.engine) as tx:
        row = letters.get(tx, letter_id)
        if row is None:
            return None
        names = people.names(tx, {row.person_id})
        secret = row.template in KEYS
        return letter_line(row, names) | {
            "from": row.sender,
            "reply_to": row.reply_to,
            "body": "" if secret else without_keys(row.body),
            "html": "" if secret else without_keys(row.html),
        }


def moves_open(house: House, ref: str, *, by: str, at: datetime) -> list[Plain]:
    """Every move of the case's table from where it stands, for one person: open, or why not.

    Raises:
        NotFound: no such case or person.
    """
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        return moves_of(here, somebody(tx, here.pack, by, here.day).person_id, at)


def moves_of(here: Situation, person_id: int, at: datetime) -> list[Plain]:
    """The same, of a case that has been looked up; it must still be open for reading."""
    roles = here.cast.roles_of(person_id)
    return [_open(here, row, roles, at) for row in here.lifecycle.open_from(here.phase)]


def _open(here: Situation, row: Move, roles: frozenset[Any], at: datetime) -> Plain:
    who = here.pack.who_may(Kind(here.case.kind), row.verb)
    shown: Plain = {
        "verb": row.verb,
        "target": str(row.target),
        "who": [str(role) for role in who or row.who],
        "needs": [str(fact) for fact in row.facts],
        "takes": [str(fact) for fact in row.takes],
        "tells": [str(role) for role in row.tells],
        "open": True,
        "refused": None,
    }
    try:
        _judge_before(here, row, roles, who, at)
    except Refused as no:
        shown |= {"open": False, "refused": {"why": no.why, "details": no.details}}
    return shown


def _judge_before(
    here: Situation, row: Move, roles: frozenset[Any], who: Any, at: datetime
) -> None:
    """Judge what can be judged before the facts are given: role, tasks, deadline."""
    may(row, roles, who)
    early = [c for c in row.checks if c in _WITHOUT_FACTS]
    judge(
        Move(row.source, row.verb, row.target, row.who, tuple(early)),
        here,
        roles=roles,
        given={},
        words=here.pack.vocabulary(here.day),
        at=at,
        who=who,
    )


_WITHOUT_FACTS = frozenset({"tasks-open", "deadline-passed"})
