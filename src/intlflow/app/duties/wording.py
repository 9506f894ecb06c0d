"""How a duty is said in a letter: what to do, by when, how it stands, and which sentence demands it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from intlflow.app import context
from intlflow.app.duties.ground import Ground, free_around
from intlflow.app.duties.occurrences import Open, talks
from intlflow.domain.calendar import working_day_before
from intlflow.domain.duty import DEPUTY, Done
from intlflow.domain.facts import Fact
from intlflow.domain.ledger import Outcome
from intlflow.domain.words import Kind, Stage
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.store.duties import NoteRow

MOST_POINTS = 4
Said = dict[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell one person."""

    one: Open
    note: NoteRow

    @property
    def key(self) -> str:
        """What a digest remembers, so that it says nothing twice."""
        return item_key(self.one, self.note.day)


def item_key(one: Open, day: str) -> str:
    """An occurrence and whether its day has passed."""
    late = one.occurrence.due.isoformat() < day
    return "/".join((*one.key[1:], "late" if late else "open"))


def said(ground: Ground, item: Item, day: date, words: Words, owners: Sequence[str]) -> Said:
    """One item in words.

    Args:
        ground: what is known.
        item: the occurrence and the note that it is told by.
        day: the day of the letter.
        words: the reader's language.
        owners: the names of those who owe it today.
    """
    one, note = item.one, item.note
    duty, subject, occurrence = one.duty, one.subject, one.occurrence
    due, lang = occurrence.due, words.lang
    last = working_day_before(due, free_around(due))
    ask, state = ask_of(one, lang), _state(duty.done, due, day)
    return {
        "title": duty.title.said(lang),
        "ask": ask,
        "do": ask[:1].upper() + ask[1:],
        "when": _when(one, state, words),
        "about": subject.name if subject.key else "",
        "unit": subject.unit,
        "due": words.weekday(due),
        "work_by": words.weekday(last) if last != due else "",
        "state": state,
        "days_late": max(0, (day - due).days),
        "mine": is_mine(one, note),
        "owner": _owner(owners, words.of("role", duty.owner), words),
        "told": [words.weekday(d) for d in _told_before(ground, item, day)],
        "done": talks(ground, one) if duty.done is Done.TALK else 0,
        "needed": occurrence.needed,
        "postponed": bool(occurrence.moved),
        "moved_from": words.weekday(subject.moved[0]) if subject.moved else "",
        "moved_to": words.weekday(subject.moved[1]) if subject.moved else "",
        "rule": _rule(one.pack, duty.rule, lang),
        "how": words.section("how")[str(duty.done)],
        "answer": "",
    }


def _owner(names: Sequence[str], role: str, words: Words) -> str:
    """Who is to do it: by name when that is known, and in which role."""
    return words.of("duty", "who").format(name=", ".join(names), role=role) if names else role


def _when(one: Open, state: str, words: Words) -> str:
    """By when it is to be done, or should have been."""
    if one.subject.moved:
        old, new = (words.weekday(day) for day in one.subject.moved)
        return words.of("duty", "moved").format(old=old, day=new)
    return words.of("duty", state).format(day=words.weekday(one.occurrence.due))


def ask_of(one: Open, lang: str) -> str:
    """What is to be done, in a language."""
    if one.subject.ask is None:
        return one.duty.ask.said(lang)
    return one.subject.ask[lang == "en"]


def _state(done: Done, due: date, day: date) -> str:
    if due > day:
        return "ahead"
    if done is Done.TOLD:
        return "told"
    return "today" if due == day else "late"


def is_mine(one: Open, note: NoteRow) -> bool:
    """Whether the reader is the one who owes it, or stands in; else they hear of it from outside."""
    return note.role == one.duty.owner or note.step.endswith((f">{DEPUTY}", ">carrier", ">holder"))


def _told_before(ground: Ground, item: Item, day: date) -> list[date]:
    """The last days on which somebody was told of the occurrence before."""
    recorded = ground.recorded.get(item.one.key, {})
    days = {on for outcome, on in recorded.values() if outcome == Outcome.TOLD}
    return [date.fromisoformat(on) for on in sorted(days) if on < day.isoformat()][-3:]


def _rule(pack: Pack, key: str | None, lang: str) -> Mapping[str, str] | None:
    return context.rule_behind(pack, pack.rules.get(key) if key else None, lang)


def points(ground: Ground, item: Item, words: Words) -> list[str]:
    """What a unit has to talk about: its own cases, the nearest day of each first."""
    return points_of(ground, item.one.pack, item.one.subject.key, words)


def points_of(ground: Ground, pack: Pack, unit: str, words: Words) -> list[str]:
    """The same for a unit by its key."""
    found = []
    units = pack.lineage(unit)
    for case in ground.cases_of(pack.key, Kind.PROJECT):
        if case.unit in units and case.stage != Stage.ARCHIVE:
            day = case.facts.get(Fact.CALL_DEADLINE) or case.facts.get(Fact.PERIOD_END)
            phase = words.of(f"phase.{case.kind}", case.phase)
            line = f"{case.title} ({case.ref}): {phase}"
            if isinstance(day, str) and case.phase in ("support", "writing", "financed"):
                line += f", {words.of('duty', 'last_day')} {words.weekday(day)}"
            found.append((str(day or "9999"), line))
    return [line for _, line in sorted(found)[:MOST_POINTS]]
