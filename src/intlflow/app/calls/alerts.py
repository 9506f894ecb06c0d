"""New calls that answer to what matters here: told once, to contact persons and the coordinator."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from intlflow.app import notices
from intlflow.app.calls import matching
from intlflow.app.calls.matching import Hit
from intlflow.app.calls.telling import LISTED, Desk
from intlflow.app.evaluating import lessons
from intlflow.app.house import House
from intlflow.app.situation import gather, local_day
from intlflow.domain.cast import Recipient
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import call_choices, letters
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp


def tell_new(house: House, at: datetime) -> int:
    """Write one letter to each whom a new call concerns; how many letters. Told matches stay told."""
    return sum(_tell_in(house, pack, at) for _, pack in sorted(house.packs.items()))


def _tell_in(house: House, pack: Pack, at: datetime) -> int:
    with reading(house.engine) as tx:
        found = _untold(tx, pack, at)
    if not found:
        return 0
    with writing(house.engine) as tx:
        told = call_choices.told_matches(tx, pack.key)
        fresh = [hit for hit in found if (hit.seen.row.id, hit.issue.key) not in told]
        desk = Desk(house, tx, pack, at)
        for recipient, place, hits in _readers(desk, fresh):
            best = max(hit.seen.row.id for hit in hits)
            key = f"calls-new:{pack.key}:{place}:{best}:{stamp(at)}"
            desk.write(recipient, "call/new", key, _said(desk, hits), place)
        letters.insert(tx, desk.rows)
        call_choices.note_matches(
            tx,
            [
                (pack.key, hit.seen.row.id, hit.issue.key, hit.score, hit.reason, stamp(at))
                for hit in fresh
            ],
        )
    return len(desk.rows)


def _untold(tx: Tx, pack: Pack, at: datetime) -> list[Hit]:
    told = call_choices.told_matches(tx, pack.key)
    seen = matching.open_to_us(tx, pack, at)
    found = matching.ranked(matching.hits(seen, _wanted(tx, pack, at)))
    return [hit for hit in found if (hit.seen.row.id, hit.issue.key) not in told]


def _wanted(tx: Tx, pack: Pack, at: datetime) -> list[matching.Issue]:
    """What boards have prioritised, and the goals of the pack."""
    day = local_day(at)
    return [*matching.planned(tx, pack, day), *matching.issues(pack, day)]


def _readers(desk: Desk, fresh: list[Hit]) -> list[tuple[Recipient, str, list[Hit]]]:
    """Each reader once: the coordinator reads all, a contact person what answers to the unit's own issues."""
    by_unit: dict[str, list[Hit]] = defaultdict(list)
    for hit in fresh:
        if hit.issue.unit:
            by_unit[hit.issue.unit].append(hit)
    found = [(each, "", fresh) for each in desk.coordinators()] if fresh else []
    had = {recipient.holder.person_id for recipient, *_ in found}
    for key, hits in by_unit.items():
        unit = desk.pack.unit_on(key, desk.day)
        cast = gather(desk.tx, desk.pack, unit, desk.day, 0, None)
        for each in notices.audience(cast, (Role.CONTACT,)):
            if each.holder.person_id not in had:
                had.add(each.holder.person_id)
                found.append((each, unit.name, hits))
    return found


def _said(desk: Desk, hits: list[Hit]) -> dict[str, dict[str, Any]]:
    """What a letter says, in each language; a call that answers to several issues stands once."""
    best: dict[int, Hit] = {}
    for hit in hits:
        best.setdefault(hit.seen.row.id, hit)
    rows, pack = list(best.values()), desk.pack
    learnt = {
        hit.seen.row.id: len(lessons.of_programme(desk.tx, pack, hit.seen.programme))
        for hit in rows[:LISTED]
    }
    return {
        lang: {
            "heading": "",
            "item": {"number": len(rows), "more": max(0, len(rows) - LISTED)},
            "items": [
                {
                    "call": hit.seen.call.external_id,
                    "title": hit.seen.call.title,
                    "deadline": spoken.moment(hit.seen.deadline) if hit.seen.deadline else "",
                    "issue": _label(pack, hit, lang),
                    "words": hit.reason,
                    "lessons": learnt[hit.seen.row.id],
                }
                for hit in rows[:LISTED]
            ],
        }
        for lang, spoken in desk.house.words.items()
    }


def _label(pack: Pack, hit: Hit, lang: str) -> str:
    """What the issue is called in a language."""
    known = {area.key: area.label for area in pack.strategic_area}
    known |= {goal.key: goal.label for goal in pack.goal}
    return known[hit.issue.key].said(lang) if hit.issue.key in known else hit.issue.label
