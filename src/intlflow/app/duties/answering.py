"""Saying that a duty is done: a talk that was held, a review that was made; corrected where it was wrong.

A duty that is met goes quiet in the same moment: what was still to be told is not, and a letter that
has not left is taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from intlflow.app import notices, typed
from intlflow.app.duties import ground
from intlflow.app.duties.desk import post_key
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.occurrences import Open, met, opened, talks
from intlflow.app.duties.subjects import Subject, subjects
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day, somebody
from intlflow.domain.cast import Holder, Recipient
from intlflow.domain.duty import Done, Per
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties, letters, people
from intlflow.store.duties import LogRow
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

LONGEST_TOPICS = 1_000
AHEAD = timedelta(days=400)  # how early something may be done for a period to come
ALONE = ("duty/one", "duty/talk")  # letters that tell of one occurrence and nothing else
TAKEN_BACK = "the duty was met before the letter left"


@dataclass(frozen=True, slots=True)
class Logged:
    """What was noted.

    Args:
        number: of the row, for correcting it.
        duty, subject, period: what it counts for.
        day, forum: when and where it was done.
        count: how far the unit has come this year, such as `1/2`; empty for other duties.
        met: whether the duty is met now.
    """

    number: int
    municipality: str
    duty: str
    subject: str
    about: str
    period: str
    day: date
    forum: str
    count: str
    met: bool


def find_duty(house: House, municipality: str, key: str) -> tuple[Pack, Duty]:
    """A duty of a municipality.

    Raises:
        NotFound: no such municipality or duty; says which there are.
    """
    pack = house.pack(municipality)
    if key not in pack.duties:
        raise NotFound(
            f"no duty '{key}' in {pack.municipality.name}; there are {', '.join(pack.duties)}"
        )
    return pack, pack.duties[key]


def find_subject(known: Ground, pack: Pack, duty: Duty, key: str, day: date) -> Subject:
    """What a duty is about, by its key.

    Raises:
        NotFound: no such unit, document or case owes it; says which do.
    """
    found = {subject.key: subject for subject in subjects(known, pack, duty, day)}
    if duty.per is Per.MUNICIPALITY and not key:
        return found[""]
    wanted = key.strip()
    for name in (wanted, wanted.lower(), wanted.upper()):
        if name in found and name:
            return found[name]
    some = ", ".join(list(found)[:30]) or "none"
    raise NotFound(f"'{duty.key}' is not owed by '{key}' on {day}; it is owed by {some}")


def log(
    house: House,
    municipality: str,
    key: str,
    *,
    subject: str,
    by: str,
    on: date,
    forum: str,
    at: datetime,
    topics: str = "",
    note: str = "",
    corrects: int | None = None,
) -> Logged:
    """Note that a duty has been done.

    Any forum counts: the plan says 't.ex. ledningsgrupp'.

    Args:
        house: the installation.
        municipality: its key.
        key: the duty's key.
        subject: the unit, document or case; empty for the whole municipality.
        by: the address of whoever notes it: who owes it, the manager or the coordinator.
        on: the day it was done.
        forum: where, in a word or two; asked for where talks are counted.
        at: now, with a time zone.
        topics: what was talked about.
        note: anything else.
        corrects: the number of the row that this one stands in for.

    Raises:
        NotFound: no such municipality, duty, subject, person or row.
        Refused: a day that has not come, a unit that is not theirs, the same again.
    """
    with writing(house.engine) as tx:
        return log_in(
            house, tx, municipality, key, subject=subject, by=by, on=on, forum=forum, at=at,
            topics=topics, note=note, corrects=corrects,
        )  # fmt: skip


def log_in(
    house: House,
    tx: Tx,
    municipality: str,
    key: str,
    *,
    subject: str,
    by: str,
    on: date,
    forum: str,
    at: datetime,
    topics: str = "",
    note: str = "",
    corrects: int | None = None,
) -> Logged:
    """The same as `log` inside a transaction that is open already."""
    pack, duty = find_duty(house, municipality, key)
    today = local_day(at)
    known = ground.load(house, tx, today)
    about = find_subject(known, pack, duty, subject, today)
    person, role = _who(tx, known, pack, duty, about, by, today)
    row = LogRow(
        0, pack.key, duty.key, about.key, _period(known, pack, duty, about, on),
        on.isoformat(), typed.line("forum", forum, needed=duty.done is Done.TALK),
        typed.line("topics", topics, most=LONGEST_TOPICS), typed.line("note", note),
        person.person_id, str(role), stamp(at), corrects, withdrawn=False,
    )  # fmt: skip
    _allowed(tx, row, on, today)
    number = duties.log(tx, row)
    return _after(house, tx, pack, duty, about, replace(row, id=number), today)


def withdraw(house: House, number: int, *, by: str, reason: str, at: datetime) -> LogRow:
    """Take back something that was noted by mistake; both rows stay in the history.

    Raises:
        NotFound: no such row or person.
        Refused: it is taken back already, no reason, or not theirs to take back.
    """
    today = local_day(at)
    with writing(house.engine) as tx:
        row = standing_row(tx, number)
        pack, duty = find_duty(house, row.municipality, row.duty)
        known = ground.load(house, tx, today)
        about = find_subject(known, pack, duty, row.subject, today)
        person, role = _who(tx, known, pack, duty, about, by, today)
        back = replace(
            row,
            note=typed.line("reason", reason, needed=True),
            person_id=person.person_id,
            role=str(role),
            at=stamp(at),
            corrects=row.id,
            withdrawn=True,
        )
        return replace(back, id=duties.log(tx, back))


def place_of_row(house: House, municipality: str, number: int) -> tuple[str, str]:
    """Which duty of which subject something that was noted is about.

    Raises:
        NotFound: nothing in this municipality has this number.
    """
    with reading(house.engine) as tx:
        row = duties.log_row(tx, number)
    if row is None or row.municipality != municipality:
        raise NotFound(f"nothing logged has number {number}; see `intlflow duty show`")
    return row.duty, row.subject


def standing_row(tx: Tx, number: int) -> LogRow:
    """A row that is neither corrected nor taken back.

    Raises:
        NotFound: there is none with this number.
        Refused: it has been corrected; says by which.
    """
    row = duties.log_row(tx, number)
    if row is None:
        raise NotFound(f"nothing logged has number {number}; see `intlflow duty show`")
    later = next(
        (r for r in duties.logs_of(tx, row.municipality, row.duty, None) if r.corrects == row.id),
        None,
    )
    if row.withdrawn or later is not None:
        raise Refused("log-corrected", number=number, by_number=later.id if later else number)
    return row


def _who(
    tx: Tx, known: Ground, pack: Pack, duty: Duty, about: Subject, by: str, today: date
) -> tuple[Holder, Role]:
    """Who notes it, and in which capacity they may."""
    person = somebody(tx, pack, by, today)
    held = capacity(known, pack, duty, about, person.person_id, today)
    if held is None:
        allowed = list(dict.fromkeys(map(str, (duty.owner, Role.MANAGER, Role.COORDINATOR))))
        raise Refused("not-your-duty", about=about.name, who=allowed)
    return person, held


def capacity(
    known: Ground, pack: Pack, duty: Duty, about: Subject, person_id: int, today: date
) -> Role | None:
    """In which role somebody may say that a duty is done; None: it is not theirs to say."""
    cast = known.people.cast(
        pack.key,
        about.scopes,
        today.isoformat(),
        submitter=about.case.opened_by if about.case else None,
        manager=about.case.facts.get("project_manager") if about.case else None,
    )
    may = (duty.owner, Role.CONTACT, Role.MANAGER, Role.COORDINATOR, Role.PROJECT_MANAGER)
    roles = cast.roles_of(person_id) | _deputy_of(cast.deputies(duty.owner), person_id, duty)
    return next((role for role in may if role in roles), None)


def _deputy_of(deputies: Iterable[Recipient], person_id: int, duty: Duty) -> frozenset[Role]:
    """A deputy may say that it is done, whether or not the holder is at work."""
    mine = any(deputy.holder.person_id == person_id for deputy in deputies)
    return frozenset({duty.owner}) if mine else frozenset()


def _period(known: Ground, pack: Pack, duty: Duty, about: Subject, on: date) -> str:
    """Which time it counts for: the calendar year of a talk, else what is open, the earliest unmet first."""
    if duty.done is Done.TALK:
        return str(on.year)
    mine = [one for one in opened(known, pack, duty, on, AHEAD) if one.subject.key == about.key]
    if not mine:
        raise Refused("nothing-open", duty=duty.title.sv, about=about.name)
    mine.sort(key=lambda one: (met(known, one), one.occurrence.due))
    return mine[0].occurrence.period


def _allowed(tx: Tx, row: LogRow, on: date, today: date) -> None:
    """Refuse what can't have happened, and what is there already."""
    if on > today:
        raise Refused("day-ahead", day=on.isoformat(), today=today.isoformat())
    if (today - on).days > AHEAD.days:
        raise Refused("day-too-old", day=on.isoformat())
    if row.corrects is not None:
        old = standing_row(tx, row.corrects)
        if (old.municipality, old.duty, old.subject) != (row.municipality, row.duty, row.subject):
            raise Refused("log-of-another", number=row.corrects)
    same = [r for r in duties.logs_of(tx, row.municipality, row.duty, row.subject) if _same(r, row)]
    gone = {r.corrects for r in duties.logs_of(tx, row.municipality, row.duty, row.subject)}
    standing = [r for r in same if r.id not in gone and r.id != row.corrects and not r.withdrawn]
    if standing:
        first = standing[0]
        name = people.names(tx, {first.person_id}).get(first.person_id, "?")
        raise Refused("logged-already", who_name=name, at=first.at, number=first.id)


def _same(old: LogRow, new: LogRow) -> bool:
    """The same talk noted twice: the same day, in the same forum."""
    return old.day == new.day and old.forum.casefold() == new.forum.casefold()


def _after(
    house: House, tx: Tx, pack: Pack, duty: Duty, about: Subject, row: LogRow, today: date
) -> Logged:
    """What follows in the same transaction: a duty that is met goes quiet."""
    known = ground.load(house, tx, today)
    mine = [o for o in opened(known, pack, duty, today, AHEAD) if o.subject.key == about.key]
    done = [one for one in mine if met(known, one)]
    for one in done:
        quieten(tx, known, one)
    counted = mine[0] if mine and duty.done is Done.TALK else None
    year = talks(known, replace_year(counted, int(row.day[:4]))) if counted else 0
    return Logged(
        number=row.id,
        municipality=pack.key,
        duty=duty.key,
        subject=about.key,
        about=about.name,
        period=row.period,
        day=date.fromisoformat(row.day),
        forum=row.forum,
        count=f"{year}/{len(duty.window)}" if counted else "",
        met=any(one.occurrence.period.startswith(row.period[:4]) for one in done),
    )


def replace_year(one: Open, year: int) -> Open:
    """The same duty, counted over another year."""
    return replace(one, occurrence=replace(one.occurrence, year=year))


def quieten(tx: Tx, known: Ground, one: Open) -> None:
    """Nobody need hear of an occurrence any more; letters about it alone that have not left come back."""
    for number, day in duties.quieten(tx, *one.key):
        person = known.people.person(number, day)
        if person is not None and duties.only_about(tx, number, day, *one.key):
            ids = notices.letter_ids(post_key(day, number), person)
            letters.take_back(tx, list(ids), ALONE, TAKEN_BACK)
