"""A tick: whatever has fallen due and isn't in the ledger is written into it, and the day's letters with it.

It may run once a day, every hour, twice at once or after a month of silence: the letters come out the
same, once each. Nothing is asked of the clock but what time it is now.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intlflow.app.access.keys import NewKey, new_key
from intlflow.app.duties import digest, ground, moved
from intlflow.app.duties.answer_links import answer_links
from intlflow.app.duties.collecting import collect
from intlflow.app.duties.desk import Desk, Post, done_with, written
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.planning import Judged, Planner, Wanted, ledger_row, notes_of, take
from intlflow.app.house import House, NotFound
from intlflow.app.meetings import watch
from intlflow.domain.duty import Clock
from intlflow.domain.facts import LOCAL
from intlflow.domain.journal import canonical
from intlflow.domain.ledger import Outcome
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties, letters
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

OFFICE_OPENS = 7  # o'clock in Sweden; nobody is written to before


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did.

    Args:
        day: the day it worked for.
        judged: every step that went into the ledger.
        letters: how many letters were written.
        told: how many people they went to.
        waiting: how many notes wait for tomorrow's letter.
    """

    day: date
    judged: tuple[Judged, ...]
    letters: int
    told: int
    waiting: int

    def count(self, outcome: Outcome) -> int:
        """How many steps came out so."""
        return sum(each.outcome is outcome for each in self.judged)


def working_day_of(at: datetime) -> date:
    """The day that a tick works for: before the office opens, still the day before."""
    local = at.astimezone(LOCAL)
    return local.date() if local.hour >= OFFICE_OPENS else local.date() - timedelta(days=1)


def everything(_: Pack, __: Duty) -> bool:
    """Wanted: all duties of all municipalities."""
    return True


def just(house: House, name: str, municipality: str | None = None) -> Wanted:
    """Wanted: the duties of one clock, or one duty, perhaps of one municipality alone.

    Raises:
        NotFound: there is no such clock, duty or municipality.
    """
    packs = [house.pack(municipality)] if municipality else list(house.packs.values())
    keys = {pack.key for pack in packs}
    known = sorted({str(clock) for clock in Clock} | {d.key for p in packs for d in p.duty})
    if name and name not in known:
        raise NotFound(f"no clock or duty '{name}'; there are {', '.join(known)}")
    return lambda pack, duty: pack.key in keys and (not name or name in (duty.clock, duty.key))


def about(subject: str | None) -> Callable[[Judged], bool]:
    """Only what concerns one unit, document or case, by its key; None: everything."""
    if not subject:
        return lambda _: True
    return lambda judged: judged.one.subject.key.casefold() == subject.strip().casefold()


def tick(
    house: House,
    at: datetime,
    *,
    wanted: Wanted = everything,
    write: bool = True,
    only: Callable[[Judged], bool] = lambda _: True,
    key: NewKey = new_key,
) -> Ticked:
    """Do what is due, in one transaction.

    Args:
        house: the installation.
        at: now, with a time zone.
        wanted: which duties are looked at.
        write: write the day's letters too, or leave that to the tick that gathers them.
        only: which of their steps, when a person asked for one unit's.
        key: randomness, for the links by which readers answer.
    """
    day = working_day_of(at)
    with writing(house.engine) as tx:
        known = ground.load(house, tx, day)
        ground.keep_since(tx, known)
        collect(tx, known, day, at, wanted)
        planner = Planner(known, day, _see_moves(tx, known, day, at))
        judged = _record(tx, [each for each in planner.plan(wanted) if only(each)], day, at)
        take(known, judged, day)
        if not write:
            return Ticked(day, tuple(judged), 0, 0, sum(map(len, known.untold.values())))
        rows, people = _write(house, tx, planner, at, key)
        looked = [p for p in house.packs.values() if any(wanted(p, duty) for duty in p.duty)]
        rows += watch.look(house, tx, looked, known.cases, day, at)
        waiting = sum(map(len, known.untold.values()))
    return Ticked(day, tuple(judged), rows, people, waiting)


def _see_moves(tx: Tx, known: Ground, day: date, at: datetime) -> set[tuple[str, str]]:
    """Take in the days that have moved since the last tick."""
    found = list(moved.changes(known))
    moved.keep(tx, known, found, stamp(at))
    moved.take(known, found, day)
    return {(each.case.ref, each.new.isoformat()) for each in found if each.old is not None}


def _record(tx: Tx, judged: list[Judged], day: date, at: datetime) -> list[Judged]:
    """Write steps into the ledger; gives back those that nobody had written before."""
    if not judged:
        return []
    moment = stamp(at)
    duties.record(tx, [ledger_row(each, moment) for each in judged])
    fresh = duties.fresh(tx, moment)
    new = [each for each in judged if each.key in fresh]
    duties.note(tx, [note for each in new for note in notes_of(each, day)])
    return new


def _write(house: House, tx: Tx, planner: Planner, at: datetime, key: NewKey) -> tuple[int, int]:
    """Write the day's letters; gives back how many letters, to how many people."""
    desk, known = Desk(planner), planner.ground
    left, instead = desk.pass_on()
    duties.told(tx, [(duties.QUIET, note.id) for note in left if note.id is not None])
    duties.note(tx, instead)
    # Notes get their numbers when they are kept, so what waits is read anew.
    known.untold.clear()
    for note in duties.untold(tx):
        known.untold[note.person_id].append(note)
    settled = desk.settle()
    rows = [
        row
        for post in settled.posts
        for row in written(house, desk, post, at, answer_links(house, tx, post, at, key))
    ]
    letters.insert(tx, rows)
    duties.post(tx, _kept(settled.posts, desk.today, stamp(at)))
    duties.told(tx, done_with(settled, desk.today))
    duties.record(tx, [(*row, stamp(at)) for row in digest.mark(known, planner.day)])
    return len(rows), len(settled.posts)


def _kept(posts: Iterable[Post], today: str, at: str) -> list[tuple[int, str, str, str, str]]:
    return [
        (post.person.person_id, today, post.municipality, canonical(post.keys), at)
        for post in posts
    ]
