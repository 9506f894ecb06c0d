"""Letters to come: what the next ticks will send, as each will look; held, reworded, left out, sent now.

It is the tick's own planning on the days to come, so what is shown is what goes, unless somebody does
something before.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from intlflow.app.access.keys import NewKey, new_key
from intlflow.app.access.permission import Visitor
from intlflow.app.duties import ground, preview
from intlflow.app.duties.answer_links import PATH, answer_links, has_link
from intlflow.app.duties.desk import Desk, Post, worded, written
from intlflow.app.duties.ground import Ground
from intlflow.app.duties.planning import Planner
from intlflow.app.duties.wishes import Told, told_by
from intlflow.app.duties.wording import Item
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.facts import one_line
from intlflow.domain.journal import canonical
from intlflow.domain.lifecycle import Refused
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack
from intlflow.store import duties, letter_wishes, letters
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp
from intlflow.store.letter_wishes import WishRow

MOST_DAYS = 60
LONGEST_OPENING = 1_000
KINDS = ("hold", "unhold", "opening", "leave_out", "take_in")


@dataclass(frozen=True, slots=True)
class ComingLetter:
    """One letter to come.

    Args:
        day: when it is written.
        person_id, name, email, role: to whom, and in which capacity.
        subject, body: as it will look; where its reader's own link will stand, there is a mark.
        held: whether it will wait for a person.
        opening: the lines that somebody has put in the place of its own.
        left_out: whether somebody has decided that it is not to be.
        about: duty and subject of each thing that it tells.
    """

    day: date
    person_id: int
    name: str
    email: str | None
    role: str
    subject: str
    body: str
    held: bool
    opening: str
    left_out: bool
    about: tuple[tuple[str, str], ...]


def coming_letters(
    house: House, who: Visitor, at: datetime, days: int
) -> list[tuple[date, list[ComingLetter]]]:
    """The letters of the coming days, day by day.

    Args:
        house: the installation.
        who: for whom; only their own municipality's letters.
        at: now, with a time zone.
        days: how many days ahead, today included.
    """
    today = local_day(at)
    with reading(house.engine) as tx:
        known = ground.load(house, tx, today)
    last = today + timedelta(days=min(days, MOST_DAYS) - 1)
    found = []
    for day in preview.days_from(known, today, last, _only(who.municipality)):
        posts = _of_day(day, who.municipality)
        if posts:
            found.append((day.day, [_worded(house, day, *one, at) for one in posts]))
    return found


def coming_letter(house: House, who: Visitor, day: date, person: int, at: datetime) -> ComingLetter:
    """One person's letter of a day to come.

    Raises:
        Refused: there is none any more.
    """
    with reading(house.engine) as tx:
        known = ground.load(house, tx, local_day(at))
    found, post, left = _find(known, who, day, person, at)
    return _worded(house, found, post, left, at)


def _only(municipality: str) -> Callable[[Pack, Duty], bool]:
    return lambda pack, _: pack.key == municipality


def _of_day(day: preview.Day, municipality: str) -> list[tuple[Post, bool]]:
    """A day's letters, and those that somebody has left out."""
    posts = [(post, False) for post in day.posts] + [(post, True) for post in day.left]
    mine = [one for one in posts if one[0].municipality == municipality]
    return sorted(mine, key=lambda one: (one[0].person.name, one[0].person.person_id))


def _find(
    known: Ground, who: Visitor, day: date, person: int, at: datetime
) -> tuple[preview.Day, Post, bool]:
    today = local_day(at)
    if not today <= day < today + timedelta(days=MOST_DAYS):
        raise Refused("no-coming-letter")
    for each in preview.days_from(known, today, day, _only(who.municipality)):
        if each.day == day:
            for post, left in _of_day(each, who.municipality):
                if post.person.person_id == person:
                    return each, post, left
    raise Refused("no-coming-letter")


def _worded(house: House, day: preview.Day, post: Post, left: bool, at: datetime) -> ComingLetter:
    assert day.desk is not None
    _, text = worded(house, day.desk, post, _sample(house, post, at))
    return ComingLetter(
        day=day.day,
        person_id=post.person.person_id,
        name=post.person.name,
        email=post.person.email,
        role=str(post.role),
        subject=text.subject,
        body=text.body,
        held=post.held,
        opening=post.opening,
        left_out=left,
        about=tuple((item.one.duty.key, item.one.subject.key) for item in post.items),
    )


def _sample(house: House, post: Post, at: datetime) -> Callable[[Item], str]:
    """Where the reader's own links will stand."""
    address = house.settings.address

    def link(item: Item) -> str:
        fits = address and post.person.email and has_link(item, at)
        return f"{address}{PATH}…" if fits else ""

    return link


def decide(
    house: House, who: Visitor, day: date, person: int, kind: str, at: datetime, text: str = ""
) -> None:
    """Decide about a letter to come; the tick that writes it honours that.

    Args:
        house: the installation.
        who: who decides.
        day, person: which letter.
        kind: hold, unhold, opening, leave_out, take_in.
        at: now, with a time zone.
        text: the opening lines; empty: the letter's own.

    Raises:
        Refused: there is no such letter any more, or the lines are too long.
    """
    if kind not in KINDS:
        raise Refused("no-coming-letter")
    clean = "\n".join(one_line(line) for line in text.strip().splitlines())
    if len(clean) > LONGEST_OPENING:
        raise Refused("opening-too-long", most=LONGEST_OPENING)
    with writing(house.engine) as tx:
        known = ground.load(house, tx, local_day(at))
        found, post, _ = _find(known, who, day, person, at)
        assert found.desk is not None
        _keep(tx, who, found.desk.told(post), kind, clean, at)


def _keep(tx: Tx, who: Visitor, told: list[Told], kind: str, text: str, at: datetime) -> None:
    rows = [WishRow(*each, kind, text, who.person_id, stamp(at)) for each in told]
    letter_wishes.add(tx, rows)


def send_now(
    house: House, who: Visitor, day: date, person: int, at: datetime, key: NewKey = new_key
) -> int:
    """Write a letter to come at once, once; when its day comes, its reader is not told again.

    Args:
        house: the installation.
        who: who decides.
        day, person: which letter.
        at: now, with a time zone.
        key: randomness.

    Returns:
        how many letters were written: one for each of the reader's channels.

    Raises:
        Refused: there is no such letter any more, or its reader has had today's letter.
    """
    today = local_day(at)
    with writing(house.engine) as tx:
        _, post, _ = _find(ground.load(house, tx, today), who, day, person, at)
        known = ground.load(house, tx, today)
        if str(today) in known.posts.get(person, {}):
            raise Refused("letter-today-already", name=post.person.name)
        desk, now = Desk(Planner(known, today)), _as_of(post, str(today))
        link = answer_links(house, tx, now, at, key)
        rows = written(house, desk, now, at, link)
        letters.insert(tx, rows)
        row = (person, str(today), now.municipality, canonical(now.keys), stamp(at))
        duties.post(tx, [row])
        duties.note_told(tx, now.notes, str(today))
        _keep(tx, who, [told_by(note) for note in post.notes], "sent", "", at)
    return len(rows)


def _as_of(post: Post, today: str) -> Post:
    """The same letter as if its day were today; nothing holds it any more."""
    notes = {told_by(note): replace(note, id=None, day=today) for note in post.notes}
    items = tuple(Item(item.one, notes[told_by(item.note)]) for item in post.items)
    return replace(post, items=items, notes=tuple(notes.values()), held=False)
