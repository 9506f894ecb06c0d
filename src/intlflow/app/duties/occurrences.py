"""Which duties are open on a day, and which of them are met."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from intlflow.app.duties.ground import Ground, Key, free_around
from intlflow.app.duties.subjects import Subject, subjects
from intlflow.domain.calendar import shift_working_days
from intlflow.domain.duty import Done, MonthDay, Occurrence, Per
from intlflow.domain.facts import Fact
from intlflow.domain.months import shift_months
from intlflow.domain.rhythm import around, every, in_windows
from intlflow.domain.unit_report import answered
from intlflow.packs.duties import Duty, When
from intlflow.packs.model import Pack

FARTHEST = timedelta(days=180)  # that something can be postponed at a time
MOST_POSTPONEMENTS = 2
FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Open:
    """One time that a duty falls due for one subject."""

    pack: Pack
    duty: Duty
    subject: Subject
    occurrence: Occurrence

    @property
    def key(self) -> Key:
        """What it is called in the ledger."""
        return self.pack.key, self.duty.key, self.subject.key, self.occurrence.period

    @property
    def closes(self) -> date:
        """Until when it is chased."""
        return closes(self.duty, self.occurrence)


def closes(duty: Duty, occurrence: Occurrence) -> date:
    """The last day on which anybody is told of an occurrence."""
    return FOREVER if duty.standing else occurrence.due + timedelta(days=duty.grace_days)


def opened(
    ground: Ground, pack: Pack, duty: Duty, day: date, ahead: timedelta = timedelta(0)
) -> Iterator[Open]:
    """Everything of a duty that is open on a day, or opens within so long; met or not.

    What fell due before the municipality's duties began to be counted is left in peace, unless it
    stands until it is done.
    """
    since = ground.since[pack.key]
    windows = _windows(duty.windows, *_reach(duty, day, ahead)) if duty.window else ()
    late = ground.steering.postpones(pack.key, duty.key)  # what is over may have been postponed
    shared = [
        one
        for one in windows
        if (duty.standing or one.due >= since) and (late or closes(duty, one) >= day)
    ]
    if duty.window and not shared:
        return
    for subject in subjects(ground, pack, duty, day):
        for one in shared if duty.window else occurrences(duty, subject, day, ahead):
            if not duty.standing and one.due < since:
                continue
            moved = ground.steering.moved(pack.key, duty.key, subject.key, one)
            if closes(duty, moved) >= day:
                yield Open(pack, duty, subject, moved)


def _reach(duty: Duty, day: date, ahead: timedelta) -> tuple[date, date]:
    """How far back something may have fallen due that is still open, and how far ahead one looks."""
    grace = timedelta(days=duty.grace_days)
    postponed = FARTHEST if duty.standing else MOST_POSTPONEMENTS * (FARTHEST + grace)
    return day - grace - postponed, day + ahead


def occurrences(duty: Duty, subject: Subject, day: date, ahead: timedelta) -> Iterator[Occurrence]:
    """What hangs on a subject's days around a day, before anybody has moved it."""
    first, last = _reach(duty, day, ahead)
    if duty.when:
        anchors = subject.anchors.get(duty.when.anchor, ())
        if not duty.standing:
            anchors = tuple(a for a in anchors if a >= first - _at_most(duty.when))
        found = [around(a, lambda a: _opens(duty, a), lambda a: _due(duty, a)) for a in anchors]
        latest = max((one.opens for one in found if one.opens <= day), default=day)
        for one in found:  # once the next has opened, the one before is history
            if latest <= one.opens <= last and (duty.standing or one.due >= first):
                yield one
    elif duty.every:
        ends = subject.anchors.get(duty.every.until, ()) if duty.every.until else ()
        end = max(ends, default=None)
        for start in subject.anchors.get(duty.every.anchor, ()):
            yield from every(duty.every.months, start, end, duty.lead_days, first, last)


def _at_most(when: When) -> timedelta:
    """More than lies between an anchor and the day counted from it, whichever way."""
    months, weeks, working = abs(when.months), abs(when.weeks), abs(when.working_days)
    return timedelta(days=31 * months + abs(when.days) + 7 * weeks + 3 * working + 30)


@lru_cache(maxsize=4096)
def _windows(
    windows: tuple[tuple[MonthDay, MonthDay, bool], ...], first: date, last: date
) -> tuple[Occurrence, ...]:
    return tuple(in_windows(windows, first, last))


def _due(duty: Duty, anchor: date) -> date:
    assert duty.when is not None
    return counted(duty.when, anchor)


def _opens(duty: Duty, anchor: date) -> date:
    return _due(duty, anchor) - timedelta(days=duty.lead_days)


def counted(when: When, anchor: date) -> date:
    """The day that lies so far from another."""
    day = shift_months(anchor, when.months) + timedelta(days=when.days, weeks=when.weeks)
    if not when.working_days:
        return day
    return shift_working_days(day, when.working_days, free_around(day))


def met(ground: Ground, one: Open) -> bool:
    """Whether an occurrence is done, so that nobody need hear of it."""
    return any(_met_by(ground, one, subject) for subject in _lineage(one))


def _lineage(one: Open) -> tuple[str, ...]:
    """A unit and those it took over from: what they did counts for it."""
    if one.duty.per is not Per.UNIT or one.duty.done is Done.REPORT:  # each unit reports for itself
        return (one.subject.key,)
    return one.pack.lineage(one.subject.key)


def _met_by(ground: Ground, one: Open, subject: str) -> bool:
    municipality, duty, _, period = one.key
    if one.duty.done is Done.TALK:
        return talks(ground, one) >= one.occurrence.needed
    if (municipality, duty, subject, period) in ground.logs:
        return True
    if one.duty.done is Done.RESULTS:
        return _results_told(ground, municipality, subject)
    if one.duty.done is Done.EFFECT and one.duty.when:
        return one.duty.when.months in ground.effects.get((municipality, subject), ())
    if one.duty.done is Done.ACTIVITY:
        return one.occurrence.year in ground.used.get((municipality, subject), ())
    if one.duty.done is Done.HANDOVER:
        return (municipality, one.occurrence.year - 1) in ground.handed
    if one.duty.done is Done.REPORT:
        return answered(ground.reports.get((municipality, subject, int(period[:4]))))
    return one.duty.done is Done.APPOINTMENT and _appointed(ground, one)


def _results_told(ground: Ground, municipality: str, subject: str) -> bool:
    """Whether an evaluation's sheet says what was produced, or its case does."""
    for row in ground.chosen.get(municipality, ()):
        if str(row.number) == subject:
            case = ground.case_called(row.case_ref)
            return bool(row.results or (case and case.facts.get(Fact.RESULTS)))
    return False


def talks(ground: Ground, one: Open) -> int:
    """How many talks there have been in the occurrence's calendar year."""
    municipality, duty, _, _ = one.key
    year = one.occurrence.year
    return sum(ground.talks[municipality, duty, subject, year] for subject in _lineage(one))


def _appointed(ground: Ground, one: Open) -> bool:
    """Whether somebody has been appointed for the time to come: from the opening day or later."""
    opens, due = one.occurrence.opens.isoformat(), one.occurrence.due.isoformat()
    rows = ground.people.of(one.pack.key, "")
    return any(
        row.role == one.duty.role
        and row.valid_from >= opens
        and (row.valid_to is None or row.valid_to >= due)
        for row in rows
    )
