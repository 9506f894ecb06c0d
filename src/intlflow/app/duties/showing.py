"""What people may see of duties: what is open and how it stands, why, and everything that happened to it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from intlflow.app.duties import digest, ground
from intlflow.app.duties.answering import find_duty
from intlflow.app.duties.ground import Ground, free_around
from intlflow.app.duties.occurrences import Open, met, opened
from intlflow.app.duties.planning import Planner
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.calendar import working_day_before
from intlflow.domain.duty import Done
from intlflow.domain.ladder import steps_of
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties, people
from intlflow.store.duties import LogRow
from intlflow.store.engine import Tx, reading

AHEAD = timedelta(days=366)
STATES = ("overdue", "open", "upcoming", "met", "waived", "paused")


def list_duties(
    house: House,
    at: datetime,
    *,
    municipality: str | None = None,
    subject: str | None = None,
    key: str | None = None,
    ahead: timedelta = AHEAD,
    lang: str = "sv",
) -> list[dict[str, Any]]:
    """Every occurrence that is open or opens within a year, with how it stands.

    Args:
        house: the installation.
        at: now, with a time zone.
        municipality: only this one.
        subject: only this unit, document or case, by its key.
        key: only this duty.
        ahead: how far one looks.
        lang: of what is said in words.

    Raises:
        NotFound: no such municipality or duty.
    """
    packs = [house.pack(municipality)] if municipality else list(house.packs.values())
    if key is not None and municipality is not None:
        find_duty(house, municipality, key)
    day = local_day(at)
    with reading(house.engine) as tx:
        planner = Planner(ground.load(house, tx, day), day)
    rows = [
        row_of(planner, one, lang)
        for pack in packs
        for duty in pack.duty
        if key in (None, duty.key) and duty.done is not Done.TOLD
        for one in opened(planner.ground, pack, duty, day, ahead)
        if subject is None or one.subject.key.casefold() == subject.casefold()
    ]
    return sorted(rows, key=lambda r: (STATES.index(r["state"]), r["due"], r["duty"], r["about"]))


def row_of(planner: Planner, one: Open, lang: str) -> dict[str, Any]:
    """An occurrence with how it stands, as plain data."""
    duty, occurrence, day = one.duty, one.occurrence, planner.day
    last = occurrence.due
    coming = _next_step(planner, one)
    return {
        "municipality": one.pack.key,
        "duty": duty.key,
        "title": duty.title.said(lang),
        "subject": one.subject.key,
        "about": one.subject.name,
        "period": occurrence.period,
        "opens": occurrence.opens.isoformat(),
        "due": last.isoformat(),
        "work_by": working_day_before(last, free_around(last)).isoformat(),
        "state": state_of(planner, one),
        "days_late": max(0, (day - last).days),
        "count": digest.counts(planner.ground, one) if duty.done is Done.TALK else "",
        "owner": str(duty.owner),
        "who": [r.holder.name for r in planner.cast(one).told(duty.owner)],
        "postponed": occurrence.moved,
        "next_letter": coming,
        "source": source_of(one.pack, duty, lang),
    }


def state_of(planner: Planner, one: Open) -> str:
    """How an occurrence stands on the planner's day."""
    if why := planner.silent(one):
        return why
    if one.occurrence.opens > planner.day:
        return "upcoming"
    return "overdue" if one.occurrence.due < planner.day else "open"


def _next_step(planner: Planner, one: Open) -> dict[str, str] | None:
    """The next day on which somebody is told, if nothing happens before."""
    if planner.silent(one):
        return None
    first, last = planner.day + timedelta(days=1), planner.day + AHEAD + timedelta(days=60)
    free = free_around(planner.day)
    coming = steps_of(one.duty.ladder, one.occurrence, first=first, last=last, free=free)
    if not coming:
        return None
    return {"day": coming[0].day.isoformat(), "to": coming[0].to}


def source_of(pack: Pack, duty: Duty, lang: str) -> dict[str, str] | None:
    """The sentence of a governing document that demands a duty; None when none does."""
    rule = pack.rules.get(duty.rule) if duty.rule else None
    if rule is None:
        return None
    return {
        "document": pack.documents[rule.document].title,
        "section": rule.section,
        "quote": rule.quote,
        "says": rule.says.said(lang),
    }


def show_duty(
    house: House, municipality: str, key: str, at: datetime, subject: str | None = None
) -> dict[str, Any]:
    """A duty whole: what it asks for and why, how it stands for each, and what has happened.

    Raises:
        NotFound: no such municipality or duty.
    """
    pack, duty = find_duty(house, municipality, key)
    rows = list_duties(house, at, municipality=municipality, subject=subject, key=key)
    day = local_day(at)
    with reading(house.engine) as tx:
        known = ground.load(house, tx, day)
        history = [
            _history(tx, one)
            for one in opened(known, pack, duty, day)
            if subject is None or one.subject.key.casefold() == subject.casefold()
        ]
        logs = duties.logs_of(tx, municipality, key, None)
        mine = [row for row in logs if subject is None or row.subject == subject]
        decided = [
            asdict(row)
            for row in duties.steering(tx)
            if (row.municipality, row.duty) == (municipality, key)
        ]
        names = people.names(tx, {row.person_id for row in mine} | _deciders(decided))
    for row in decided:
        row["by"] = names.get(row.pop("person_id"), "?")
    return {
        "municipality": municipality,
        "duty": key,
        "title": duty.title.sv,
        "title_en": duty.title.en,
        "ask": duty.ask.sv,
        "clock": str(duty.clock),
        "per": str(duty.per),
        "done": str(duty.done),
        "owner": str(duty.owner),
        "grace_days": duty.grace_days,
        "standing": duty.standing,
        "ladder": [rung.model_dump(mode="json") for rung in duty.ladder],
        "source": source_of(pack, duty, "sv"),
        "occurrences": rows,
        "history": history,
        "logged": list(logged(mine, names)),
        "decided": decided,
    }


def _deciders(rows: list[dict[str, Any]]) -> set[int]:
    return {int(row["person_id"]) for row in rows}


def _history(tx: Tx, one: Open) -> dict[str, Any]:
    """What the ledger holds of an occurrence, and who was told."""
    told = duties.notes_of(tx, *one.key)
    names = people.names(tx, {person for _, person, _, _ in told})
    return {
        "subject": one.subject.key,
        "period": one.occurrence.period,
        "steps": [
            {
                "step": step,
                "outcome": outcome,
                "day": day,
                "at": at,
                "people": [
                    {"name": names.get(person, "?"), "role": role, "letter": letter}
                    for noted, person, role, letter in told
                    if noted == step
                ],
            }
            for step, outcome, day, at in duties.steps(tx, *one.key)
        ],
    }


def logged(rows: list[LogRow], names: dict[int, str]) -> Iterator[dict[str, Any]]:
    """What was noted, each with who noted it and which row stands in for it."""
    corrected = {row.corrects: row.id for row in rows if row.corrects is not None}
    for row in rows:
        shown = asdict(row)
        shown["by"] = names.get(shown.pop("person_id"), "?")
        shown["corrected_by"] = corrected.get(row.id)
        yield shown


def overdue(known: Ground, day: date) -> list[Open]:
    """Everything that should have been done and is not."""
    planner = Planner(known, day)
    return [
        one
        for pack in known.packs.values()
        for duty in pack.duty
        if duty.done is not Done.TOLD
        for one in opened(known, pack, duty, day)
        if one.occurrence.due < day and not met(known, one) and not planner.silent(one)
    ]
