"""One duty of one unit, board, document or case: what it asks, how it stands, what has happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.duties import ground, wording
from intlflow.app.duties.answering import capacity, find_duty, find_subject
from intlflow.app.duties.board import of_subject
from intlflow.app.duties.planning import Planner
from intlflow.app.duties.seeing import in_address, may_see
from intlflow.app.duties.showing import logged, row_of, source_of
from intlflow.app.duties.subjects import Subject, subjects
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.duty import Done
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties, people
from intlflow.store.duties import SteerRow
from intlflow.store.engine import Tx, reading

BY_HAND = (Done.TALK, Done.LOG, Done.HANDOVER)  # the others follow from the register or the report
MOST_TOLD = 30
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """What the page of a duty shows.

    Args:
        row: how it stands now, or the next time; None when nothing is open within a year.
        later: what comes after that.
        about: the name of what it is about.
        unit: the name of the unit behind it, where it is about something smaller.
        points: what a unit has to talk about.
        logged: what was noted, latest first.
        told: what letters there were, latest first.
        decided: what the coordinator has decided, latest first.
        may_note: whether this visitor may say that it is done.
        paused: whether nobody is told of it for the time being.
    """

    duty: str
    subject: str
    title: str
    ask: str
    done: str
    about: str
    unit: str
    case: str | None
    source: dict[str, str] | None
    row: Row | None
    later: list[Row]
    points: list[str]
    logged: list[Row]
    told: list[Row]
    decided: list[Row]
    may_note: bool
    paused: bool


def duty_page(
    house: House, who: Visitor, key: str, subject: str, at: datetime, lang: str
) -> DutyPage:
    """What somebody sees of a duty.

    Raises:
        NotFound: no such duty or subject, or none that is theirs to see: the answer is the same.
    """
    pack, duty = find_duty(house, who.municipality, key)
    day = local_day(at)
    with reading(house.engine) as tx:
        planner = Planner(ground.load(house, tx, day), day)
        about = _seen(planner, who, pack, duty, subject)
        told, decided = _told(tx, pack, duty, about), _decided(tx, pack, duty, about)
        logs = duties.logs_of(tx, pack.key, duty.key, about.key)
        ids = {row.person_id for row in logs} | {row["person_id"] for row in decided}
        names = people.names(tx, ids)
    rows = [row_of(planner, one, lang) for one in of_subject(planner, pack, duty, about.key)]
    rows.sort(key=lambda row: (row["state"] == "upcoming", row["due"]))
    for row in decided:
        row["by"] = names.get(row.pop("person_id"), "?")
    note = capacity(planner.ground, pack, duty, about, who.person_id, day)
    return DutyPage(
        duty=duty.key,
        subject=about.key,
        title=duty.title.said(lang),
        ask=about.ask[lang == "en"] if about.ask else duty.ask.said(lang),
        done=str(duty.done),
        about=about.name,
        unit=about.unit if about.unit != about.name else "",
        case=about.case.ref if about.case else None,
        source=source_of(pack, duty, lang),
        row=rows[0] if rows else None,
        later=rows[1:4],
        points=wording.points_of(planner.ground, pack, about.key, house.words[lang])
        if duty.done is Done.TALK
        else [],
        logged=list(logged(logs, names))[::-1],
        told=told,
        decided=decided,
        may_note=duty.done in BY_HAND and note is not None and _may(who, pack, about),
        paused=planner.ground.steering.paused(pack.key, duty.key, about.key, day) is not None,
    )


def _may(who: Visitor, pack: Pack, about: Subject) -> bool:
    return bool(who.email) and may_see(who, pack, about, Action.ANSWER_DUTY)


def _seen(planner: Planner, who: Visitor, pack: Pack, duty: Duty, subject: str) -> Subject:
    about = find_subject(planner.ground, pack, duty, subject, planner.day)
    if not may_see(who, pack, about):
        raise NotFound("no such duty")
    return about


def addresses(house: House, who: Visitor, at: datetime) -> dict[str, list[tuple[str, str]]]:
    """Where each duty of the municipality can be opened: the address and what it is about.

    Args:
        house: the installation.
        who: whoever is shown the links; a duty that they see nothing of has none.
        at: now, with a time zone.
    """
    pack, day = house.pack(who.municipality), local_day(at)
    if not may(who, Action.READ_DUTIES):
        return {}
    with reading(house.engine) as tx:
        known = ground.load(house, tx, day)
        return {
            duty.key: [
                (f"/plikt/{duty.key}/{in_address(each.key)}", each.name)
                for each in subjects(known, pack, duty, day)
                if may_see(who, pack, each)
            ]
            for duty in pack.duty
        }


def see_duty(house: House, who: Visitor, key: str, subject: str, at: datetime) -> str:
    """The key of what a duty is about, if somebody may see it.

    Raises:
        NotFound: there is no such duty, or none that is theirs.
    """
    return seen_subject(house, who, key, subject, at)[1].key


def seen_subject(
    house: House, who: Visitor, key: str, subject: str, at: datetime
) -> tuple[Duty, Subject]:
    """A duty and what it is about, if somebody may see it.

    Raises:
        NotFound: there is no such duty, or none that is theirs.
    """
    pack, duty = find_duty(house, who.municipality, key)
    day = local_day(at)
    with reading(house.engine) as tx:
        planner = Planner(ground.load(house, tx, day), day)
    return duty, _seen(planner, who, pack, duty, subject)


def _told(tx: Tx, pack: Pack, duty: Duty, about: Subject) -> list[Row]:
    """Each step that the ledger holds, with those who had a letter about it."""
    notes = duties.told_about(tx, pack.key, duty.key, about.key)
    names = people.names(tx, {person for _, _, person, _ in notes})
    return [
        {
            "period": period,
            "outcome": outcome,
            "at": at,
            "people": [
                names.get(person, "?")
                for noted, rung, person, letter in notes
                if (noted, rung) == (period, step) and letter not in (None, duties.QUIET)
            ],
        }
        for period, step, outcome, at in duties.steps_about(
            tx, pack.key, duty.key, about.key, MOST_TOLD
        )
    ]


def _decided(tx: Tx, pack: Pack, duty: Duty, about: Subject) -> list[Row]:
    rows = [row for row in duties.steering(tx) if _is_about(row, pack, duty, about)]
    return [
        {
            "kind": row.kind,
            "until": row.until,
            "reason": row.reason,
            "at": row.at,
            "all": row.subject == "" and about.key != "",
            "person_id": row.person_id,
        }
        for row in reversed(rows)
    ]


def _is_about(row: SteerRow, pack: Pack, duty: Duty, about: Subject) -> bool:
    return (row.municipality, row.duty) == (pack.key, duty.key) and row.subject in ("", about.key)
