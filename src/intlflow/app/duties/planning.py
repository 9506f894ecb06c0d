"""What a tick does on a day: which steps go into the ledger, and who is to be told of what.

It looks at the ground alone, so a preview that asks the same questions gets the same answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from intlflow.app.duties.ground import Ground, Key, free_around
from intlflow.app.duties.occurrences import Open, met, opened
from intlflow.app.duties.subjects import carrier_of
from intlflow.domain.cast import Cast, Holder, Recipient
from intlflow.domain.duty import CARRIER, DEPUTY, HOLDER, Occurrence, Per, Step
from intlflow.domain.facts import Fact
from intlflow.domain.ladder import steps_of
from intlflow.domain.ledger import Outcome, Verdict, judge
from intlflow.domain.words import Role
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store.duties import NoteRow

Wanted = Callable[[Pack, Duty], bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """One step of one occurrence, with what became of it and who is told."""

    one: Open
    step: Step
    outcome: Outcome
    recipients: tuple[Recipient, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """The ledger's key."""
        return *self.one.key, self.step.key


@dataclass
class Planner:
    """Plans one day.

    Args:
        ground: what is known.
        day: the day it is, once the office has opened.
        moved: cases whose days moved today, as (reference, new day): they are told of that instead.
    """

    ground: Ground
    day: date
    moved: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._casts: dict[tuple[str, tuple[str, ...], int | None], Cast] = {}
        self._opened: dict[tuple[str, str], list[Open]] = {}
        self._free = free_around(self.day)
        self.hushed: list[
            tuple[Open, Step, str]
        ] = []  # steps of today that nobody hears of, and why

    def plan(self, wanted: Wanted) -> list[Judged]:
        """Every step whose day has come and that the ledger does not hold, judged."""
        judged: list[Judged] = []
        for pack in self.ground.packs.values():
            for duty in pack.duty:
                if wanted(pack, duty):
                    judged += self._of_duty(pack, duty)
        return judged

    def _of_duty(self, pack: Pack, duty: Duty) -> list[Judged]:
        come_to: dict[Occurrence, list[Step]] = {}  # many units share an occurrence's days
        judged: list[Judged] = []
        for one in self.opened(pack, duty):
            if one.occurrence not in come_to:
                come_to[one.occurrence] = self.steps(pack, duty, one.occurrence)
            come, recorded = come_to[one.occurrence], self.ground.recorded.get(one.key, {})
            if all(step.key in recorded for step in come):
                continue
            if why := self.silent(one):
                self.hushed += [(one, step, why) for step in come if step.day == self.day]
            else:
                judged += self._of_occurrence(one, come, recorded)
        return judged

    def opened(self, pack: Pack, duty: Duty) -> list[Open]:
        """Everything of a duty that is open on the day."""
        key = (pack.key, duty.key)
        if key not in self._opened:
            self._opened[key] = list(opened(self.ground, pack, duty, self.day))
        return self._opened[key]

    def steps(self, pack: Pack, duty: Duty, occurrence: Occurrence) -> list[Step]:
        """An occurrence's steps up to this day, as far back as they can matter."""
        grace = timedelta(days=duty.grace_days)
        first = max(self.ground.since[pack.key] - grace, self.day - grace - timedelta(days=400))
        return steps_of(duty.ladder, occurrence, first=first, last=self.day, free=self._free)

    def silent(self, one: Open) -> str | None:
        """Why nobody is told of an occurrence: met, waived or paused; None when they are."""
        municipality, duty, subject, period = one.key
        steering = self.ground.steering
        if steering.waived(municipality, duty, subject, period):
            return "waived"
        if steering.paused(municipality, duty, subject, self.day):
            return "paused"
        return "met" if met(self.ground, one) else None

    def _of_occurrence(
        self, one: Open, come: list[Step], recorded: dict[str, tuple[str, str]]
    ) -> list[Judged]:
        verdicts = judge(
            come, recorded, self.day, grace=one.duty.grace_days, since=one.subject.since
        )
        return [self._with_people(one, verdict) for verdict in verdicts]

    def _with_people(self, one: Open, verdict: Verdict) -> Judged:
        step, outcome = verdict.step, verdict.outcome
        if outcome is not Outcome.TOLD:
            return Judged(one, step, outcome)
        if (one.subject.key, one.occurrence.period) in self.moved:
            return Judged(one, step, Outcome.OVERTAKEN)
        found = tuple(self.recipients(one, step.to))
        return Judged(one, step, outcome if found else Outcome.NOBODY, found)

    def recipients(self, one: Open, to: str) -> list[Recipient]:
        """Who is told of an occurrence today by a rung that names a role, or `deputy` and its like."""
        if to == HOLDER:
            person = self.ground.people.person(one.subject.holder, self.day.isoformat())
            return [Recipient(person, self._capacity(one, person))] if person else []
        cast = self.cast(one)
        if to == DEPUTY:
            return cast.deputies(one.duty.owner)
        if to == CARRIER:
            case = one.subject.case
            return cast.told(carrier_of(case)) if case else []
        return cast.told(Role(to))

    def _capacity(self, one: Open, person: Holder) -> Role:
        """As what somebody is told of what is their own: who decided is told as what they are here."""
        usual = one.duty.role or one.duty.owner
        if one.duty.per is not Per.DECISION:
            return usual
        return min(self.cast(one).roles_of(person.person_id), default=usual)

    def cast(self, one: Open) -> Cast:
        """Who is who around a subject today."""
        case = one.subject.case
        key = (one.pack.key, one.subject.scopes, case.id if case else None)
        if key not in self._casts:
            self._casts[key] = self.ground.people.cast(
                one.pack.key,
                one.subject.scopes,
                self.day.isoformat(),
                submitter=case.opened_by if case else None,
                manager=case.facts.get(Fact.PROJECT_MANAGER) if case else None,
            )
        return self._casts[key]


def notes_of(judged: Judged, day: date) -> list[NoteRow]:
    """Whom to tell of a step, each once."""
    seen: dict[int, Recipient] = {}
    for recipient in judged.recipients:
        seen.setdefault(recipient.holder.person_id, recipient)
    return [
        NoteRow(
            None,
            *judged.key,
            person_id=person,
            role=str(recipient.role),
            stands_in=recipient.stands_in,
            vacancy=recipient.vacancy,
            day=day.isoformat(),
        )
        for person, recipient in seen.items()
    ]


def ledger_row(judged: Judged, at: str) -> tuple[str, ...]:
    """A step as the ledger keeps it."""
    return (
        *judged.key,
        str(judged.outcome),
        judged.step.day.isoformat(),
        judged.one.closes.isoformat(),
        at,
    )


def take(ground: Ground, judged: list[Judged], day: date) -> None:
    """Let the ground know what a plan has come to, as the ledger will."""
    for each in judged:
        key: Key = each.one.key
        ground.recorded[key][each.step.key] = (str(each.outcome), day.isoformat())
        for note in notes_of(each, day):
            ground.untold[note.person_id].append(note)
