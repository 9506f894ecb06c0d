"""Whom the news of calls concerns: who chose a call hears that its deadline moved, the coordinator the rest.

What was told is remembered in the transaction that writes the letters, so a move is told once although the
program that saw it was stopped before it could tell.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from intlflow.app import context, notices
from intlflow.app.calls import following
from intlflow.app.calls.knowing import Seen, is_outside, see
from intlflow.app.house import House
from intlflow.app.situation import gather, local_day, situate
from intlflow.domain.cast import Cast, Recipient
from intlflow.domain.words import Role
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.store import call_choices, calls, cases, letters, meta, people
from intlflow.store.call_choices import CHOSEN, DISMISSED, Choice
from intlflow.store.calls import Moved
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import instant, stamp

GRACE = timedelta(days=30)  # what moved before that is no news
LISTED = 25  # calls in one letter; the rest is counted
_ROLES = (Role.PROJECT_MANAGER, Role.CONTACT, Role.MANAGER, Role.SUBMITTER, Role.COORDINATOR)


@dataclass(slots=True)
class Desk:
    """One municipality's letters of one moment, written together."""

    house: House
    tx: Tx
    pack: Pack
    at: datetime
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day it is."""
        return local_day(self.at)

    def coordinators(self) -> list[Recipient]:
        """Who gets what is meant for the coordinator."""
        return notices.audience(self._everybody(), (Role.COORDINATOR,))

    def _everybody(self) -> Cast:
        return Cast(people.appointed(self.tx, self.pack.key, (), str(self.day)), None, None)

    def write(
        self,
        recipient: Recipient,
        template: str,
        key: str,
        said: Mapping[str, Any],
        place: str = "",
    ) -> None:
        """Write one letter in its reader's language; `said` is by language."""
        words = self.house.words[recipient.holder.lang]
        whole = (
            context.shared(
                self.pack, words, context.contact_of(self.pack, self._everybody()), self.day
            )
            | context.personal(self.pack, words, recipient)
            | {"eyebrow": self.pack.municipality.name, "place": place}
            | said[words.lang]
        )
        text = self.house.writer.write(template, words.lang, self.pack.key, whole)
        mine = f"{key}:{recipient.holder.person_id}"
        self.rows += notices.compose(
            self.house, self.pack, None, recipient, template, text, mine, self.at
        )


def tell_moved(house: House, at: datetime) -> int:
    """Write the letters about deadlines that have moved since last time; how many letters."""
    return sum(_tell_in(house, pack, at) for _, pack in sorted(house.packs.items()))


def _tell_in(house: House, pack: Pack, at: datetime) -> int:
    key = f"calls-told:{pack.key}"
    with reading(house.engine) as tx:
        if not calls.moved_since(tx, int(meta.get(tx, key) or 0)):
            return 0
    with writing(house.engine) as tx:
        moved = calls.moved_since(tx, int(meta.get(tx, key) or 0))
        if not moved:
            return 0
        desk = Desk(house, tx, pack, at)
        _write(desk, together(moved, at))
        letters.insert(tx, desk.rows)
        meta.put(tx, key, str(moved[-1].id))
    return len(desk.rows)


def together(moved: list[Moved], at: datetime) -> list[Moved]:
    """One move per call, from what was told before to what holds now; without what is no news."""
    by_call: dict[int, list[Moved]] = defaultdict(list)
    for each in moved:
        by_call[each.call_id].append(each)
    found = [
        replace(steps[-1], was=steps[0].was, before=steps[0].before) for steps in by_call.values()
    ]
    return [
        each
        for each in found
        if each.was != each.now
        and at - instant(each.at) <= GRACE
        and max(instant(each.was), instant(each.now)) > at
    ]


def _write(desk: Desk, moved: list[Moved]) -> None:
    rows = calls.by_ids(desk.tx, [each.call_id for each in moved])
    said: dict[int, list[Choice]] = defaultdict(list)
    for choice in call_choices.holding(desk.tx, desk.pack.key):
        said[choice.call_id].append(choice)
    others: list[tuple[Seen, Moved]] = []
    for each in moved:
        seen = see(desk.pack, rows[each.call_id], desk.at, said[each.call_id])
        if any(choice.verdict == CHOSEN for choice in seen.choices):
            _tell_choosers(desk, seen, each)
        elif not is_outside(seen) and not seen.whole(DISMISSED):
            others.append((seen, each))
    if others:
        _tell_coordinator(desk, others)


def _tell_choosers(desk: Desk, seen: Seen, moved: Moved) -> None:
    """Cases follow the new day; one letter each to those who chose the call, whatever they chose it for."""
    followed = {
        choice.case_ref: following.after_move(
            desk.house, desk.tx, choice, moved.was, moved.now, desk.at
        )
        for choice in seen.choices
        if choice.verdict == CHOSEN and choice.case_ref
    }
    for recipient, choice in concerned(desk, seen):
        case = choice.case_ref
        said = {
            lang: {
                "heading": seen.call.title,
                "item": {
                    "call": seen.call.external_id,
                    "title": seen.call.title,
                    "was": words.moment(moved.was),
                    "now": words.moment(moved.now),
                    "earlier": moved.now < moved.was,
                    "over": instant(moved.now) <= desk.at,
                    "case": case,
                    **_of_case(followed.get(case), words),
                    "news": moved.news,
                    "url": seen.call.url,
                },
            }
            for lang, words in desk.house.words.items()
        }
        unit = desk.pack.units[choice.unit].name if choice.unit in desk.pack.units else ""
        desk.write(recipient, "call/moved", f"call-moved:{moved.id}:{moved.at}", said, unit)


def _of_case(it: following.Followed | None, words: Words) -> dict[str, str]:
    nothing = {"follows": "", "own_day": "", "stands": ""}
    return following.in_words(it, words) if it is not None else nothing


def concerned(desk: Desk, seen: Seen) -> list[tuple[Recipient, Choice]]:
    """Who chose a call and still has a part in it, and who leads the case; else the coordinator."""
    found: dict[int, tuple[Recipient, Choice]] = {}
    for choice in seen.choices:
        if choice.verdict != CHOSEN:
            continue
        reached = _of_choice(desk, choice) or desk.coordinators()
        for recipient in reached:
            found.setdefault(recipient.holder.person_id, (recipient, choice))
    return list(found.values())


def _of_choice(desk: Desk, choice: Choice) -> list[Recipient]:
    cast = _cast_of(desk, choice)
    person = people.by_id(desk.tx, choice.person_id, str(desk.day))
    held = cast.roles_of(choice.person_id)
    roles = [role for role in _ROLES if role in held]
    found = [Recipient(person.only(roles[0]), roles[0])] if person and roles else []
    leading = cast.told(Role.PROJECT_MANAGER) if choice.case_ref else []
    return found + [each for each in leading if each.holder.person_id != choice.person_id]


def _cast_of(desk: Desk, choice: Choice) -> Cast:
    case = cases.load(desk.tx, choice.case_ref) if choice.case_ref else None
    if case is not None:
        return situate(desk.house, desk.tx, case, desk.at).cast
    if choice.unit in desk.pack.units:
        unit = desk.pack.unit_on(choice.unit, desk.day)
        return gather(desk.tx, desk.pack, unit, desk.day, 0, None)
    return Cast(people.appointed(desk.tx, desk.pack.key, (), str(desk.day)), None, None)


def _tell_coordinator(desk: Desk, others: list[tuple[Seen, Moved]]) -> None:
    """One letter about all the calls that nobody chose, the earliest deadline first."""
    others.sort(key=lambda each: (each[1].now, each[0].call.external_id))
    said = {
        lang: {
            "heading": "",
            "item": {"number": len(others), "more": max(0, len(others) - LISTED)},
            "items": [
                {
                    "call": seen.call.external_id,
                    "title": seen.call.title,
                    "was": words.moment(moved.was),
                    "now": words.moment(moved.now),
                    "news": moved.news,
                }
                for seen, moved in others[:LISTED]
            ],
        }
        for lang, words in desk.house.words.items()
    }
    last = max(moved.id for _, moved in others)
    for recipient in desk.coordinators():
        desk.write(recipient, "call/moved_others", f"calls-moved:{last}:{stamp(desk.at)}", said)
