"""The day's post: one letter for each person, whatever fell due, with everything they are to be told.

What is met before its letter is written is left out; who has had a letter today gets the rest tomorrow.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from intlflow.app import context, notices
from intlflow.app.duties import digest, leading, wording
from intlflow.app.duties.occurrences import Open
from intlflow.app.duties.planning import Planner
from intlflow.app.duties.seeing import in_address
from intlflow.app.duties.wishes import Told, told_by
from intlflow.app.duties.wording import Item
from intlflow.app.house import House
from intlflow.domain.cast import Holder, Recipient
from intlflow.domain.duty import Done, Per
from intlflow.domain.journal import canonical
from intlflow.domain.words import Role
from intlflow.letters.render import Written
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.store import letters
from intlflow.store.duties import QUIET, NoteRow

HELD = "held-beforehand"  # why a letter waits, as templates/words/*.toml say it
Link = Callable[[Item], str]


def no_link(_: Item) -> str:
    """A letter without links that act."""
    return ""


@dataclass(frozen=True, slots=True)
class Post:
    """One person's letter of the day, before it is put into words.

    Args:
        notes: everything that it tells, also what `items` says in fewer words.
        held: whether it is to wait for a person.
        opening: the lines that it begins with instead of its own.
    """

    municipality: str
    person: Holder
    role: Role
    stands_in: bool
    vacancy: bool
    items: tuple[Item, ...]
    coming: digest.Coming | None = None
    notes: tuple[NoteRow, ...] = ()
    held: bool = False
    opening: str = ""

    @property
    def keys(self) -> list[str]:
        """What the next digest need not say again."""
        coming = self.coming.keys if self.coming else []
        return sorted({item.key for item in self.items} | set(coming))


@dataclass
class Settled:
    """What a day's post comes to: letters to write, and notes that are done with."""

    posts: list[Post] = field(default_factory=list)
    told: list[NoteRow] = field(default_factory=list)
    quiet: list[NoteRow] = field(default_factory=list)
    left: list[Post] = field(default_factory=list)  # letters that somebody decided are not to be


class Desk:
    """Gathers the day's post from the notes.

    Args:
        planner: the day, with everything that is known.
    """

    def __init__(self, planner: Planner) -> None:
        self.planner, self.ground, self.day = planner, planner.ground, planner.day
        self._opens: dict[tuple[str, str], dict[tuple[str, str], Open]] = {}
        self._shared: dict[tuple[str, str], context.Context] = {}

    def find(self, note: NoteRow) -> Open | None:
        """The occurrence that a note is about, if it is still open and somebody still owes it."""
        place = (note.municipality, note.duty)
        if place not in self._opens:
            pack = self.ground.packs.get(note.municipality)
            duty = pack.duties.get(note.duty) if pack else None
            found = self.planner.opened(pack, duty) if pack and duty else []
            self._opens[place] = {(o.subject.key, o.occurrence.period): o for o in found}
        one = self._opens[place].get((note.subject, note.period))
        return None if one is None or self.planner.silent(one) else one

    def settle(self, only: set[int] | None = None) -> Settled:
        """Decide on every note that waits; `only` some people's, when a person asked for it."""
        settled, today = Settled(), self.day.isoformat()
        digests = digest.due(self) if only is None else {}
        for person in sorted({*self.ground.untold, *digests}):
            if only is not None and person not in only:
                continue
            if today in self.ground.posts.get(person, {}):
                continue
            self._of_person(settled, person, today, digests.get(person))
        return settled

    def pass_on(self) -> tuple[list[NoteRow], list[NoteRow]]:
        """What waits for people who have left, and the same for whoever holds their role now."""
        left: list[NoteRow] = []
        for person in list(self.ground.untold):
            if self.ground.people.person(person, self.today) is None:
                left += self.ground.untold.pop(person)
        instead = [
            replace(
                note,
                id=None,
                person_id=recipient.holder.person_id,
                stands_in=recipient.stands_in,
                vacancy=recipient.vacancy,
            )
            for note in left
            if (one := self.find(note))
            for recipient in self.planner.recipients(one, note.role)
        ]
        for note in instead:
            self.ground.untold[note.person_id].append(note)
        return left, instead

    def _of_person(
        self, settled: Settled, number: int, today: str, coming: digest.Coming | None
    ) -> None:
        person = self.ground.people.person(number, today)
        notes = self.ground.untold.pop(number, [])
        looked, wishes = [(note, self.find(note)) for note in notes], self.ground.wishes
        settled.quiet += [note for note, one in looked if one is None]
        found = [(note, one) for note, one in looked if one and not wishes.sent(told_by(note))]
        left = [(note, one) for note, one in found if wishes.left_out(told_by(note))]
        mine = [(note, one) for note, one in found if not wishes.left_out(told_by(note))]
        settled.quiet += [note for note, _ in left]
        settled.told += [note for note, _ in mine]
        if person is None:
            return
        week = self._week(number)
        if coming and wishes.left_out(week):
            settled.left.append(self._post(person, number, left, coming))
            coming = None
        elif left:
            settled.left.append(self._post(person, number, left, None))
        if not (mine or coming):
            return
        post = self._post(person, number, mine, coming)
        settled.posts.append(post)
        self.ground.posts[number][today] = canonical(post.keys)

    def _week(self, person: int) -> Told:
        """What a decision about somebody's Monday overview hangs on."""
        municipality = self.ground.people.persons[person].municipality
        return (*digest.ledger_key(municipality, self.day), "week", person)

    def told(self, post: Post) -> list[Told]:
        """Everything that a letter tells, as decisions about it hang on it."""
        week = [self._week(post.person.person_id)] if post.coming else []
        return [told_by(note) for note in post.notes] + week

    def _post(
        self,
        person: Holder,
        number: int,
        found: Sequence[tuple[NoteRow, Open]],
        coming: digest.Coming | None,
    ) -> Post:
        items = {one.key: Item(one, note) for note, one in found}  # the latest note speaks
        first = min((item.note for item in items.values()), key=_closest, default=None)
        post = Post(
            municipality=self.ground.people.persons[number].municipality,
            person=person,
            role=Role(first.role) if first else coming.role if coming else Role.CONTACT,
            stands_in=bool(first and first.stands_in),
            vacancy=bool(first and first.vacancy),
            items=tuple(sorted(items.values(), key=_urgency)),
            coming=coming.without({item.key for item in items.values()}) if coming else None,
            notes=tuple(note for note, _ in found),
        )
        told, wishes = self.told(post), self.ground.wishes
        return replace(post, held=wishes.held(told), opening=wishes.opening(told))

    def shared(self, pack: Pack, words: Words) -> context.Context:
        """What all of a municipality's letters of the day say in a language."""
        key = (pack.key, words.lang)
        if key not in self._shared:
            cast = self.ground.people.cast(pack.key, (), self.today)
            contact = context.contact_of(pack, cast)
            self._shared[key] = context.shared(pack, words, contact, self.day)
        return self._shared[key]

    @cached_property
    def today(self) -> str:
        """The day as it is kept."""
        return self.day.isoformat()


def _closest(note: NoteRow) -> tuple[bool, bool]:
    """What somebody is told in their own place comes before what they are told in another's."""
    return note.vacancy, note.stands_in


def _urgency(item: Item) -> tuple[date, str]:
    return item.one.occurrence.due, item.one.subject.name


def written(
    house: House, desk: Desk, post: Post, at: datetime, link: Link = no_link
) -> list[tuple[Any, ...]]:
    """A person's letter of the day, as the outbox keeps it.

    Args:
        house: the installation.
        desk: the day.
        post: the letter before it is put into words.
        at: now.
        link: gives the address by which its reader answers an item; only mail to them alone has it.
    """
    pack = desk.ground.packs[post.municipality]
    recipient = Recipient(post.person, post.role, post.stands_in, post.vacancy)
    key = post_key(desk.today, post.person.person_id)
    template, text = worded(house, desk, post, link)
    rows = notices.compose(house, pack, None, recipient, template, text, key, at)
    if len(rows) > 1 and link is not no_link:
        template, text = worded(house, desk, post)
        open_to_all = notices.compose(house, pack, None, recipient, template, text, key, at)
        rows = [r if r[7] == notices.MAIL else o for r, o in zip(rows, open_to_all, strict=True)]
    return [letters.as_held(row, HELD) for row in rows] if post.held else rows


def worded(house: House, desk: Desk, post: Post, link: Link = no_link) -> tuple[str, Written]:
    """A person's letter of the day in words: which letter it is, and its texts."""
    pack, words = desk.ground.packs[post.municipality], house.words[post.person.lang]
    recipient = Recipient(post.person, post.role, post.stands_in, post.vacancy)
    template, said = _said(desk, post, pack, words, link, house.settings.address or "")
    common, personal = desk.shared(pack, words), context.personal(pack, words, recipient)
    said["opening"] = post.opening
    return template, house.writer.write(template, words.lang, pack.key, common | personal | said)


def post_key(day: str, person: int) -> str:
    """What a person's letter of a day is known by: there can't be two."""
    return f"duty:{day}:{person}"


def _said(
    desk: Desk, post: Post, pack: Pack, words: Words, link: Link, site: str
) -> tuple[str, dict[str, object]]:
    """Which letter it is, and what it says besides what all letters say."""
    items = [
        wording.said(desk.ground, i, desk.day, words, _owners(desk, i))
        | {"answer": link(i), "paper": leading.paper(i.one, words, site)}
        for i in post.items
    ]
    if len(items) == 1 and not (post.coming and post.coming.lines):
        item, one = items[0], post.items[0].one
        talk = one.duty.done is Done.TALK
        points = wording.points(desk.ground, post.items[0], words) if talk else []
        said = {
            "item": item,
            "points": points,
            "told": item["told"],
            "rule": item["rule"],
            "how": _how(item, words),
            "answer": item["answer"],
            "path": _path(one),
            "papers": [item["paper"]] if item["paper"] else [],
            "heading": item["title"],
            "eyebrow": item["about"] or pack.municipality.name,
            "place": item["unit"],
        }
        return ("duty/talk" if talk and item["mine"] else "duty/one"), said
    return "duty/several", _of_several(desk, post, items, words)


def _how(item: dict[str, object], words: Words) -> str:
    """How the reader answers, if it is theirs to answer."""
    if item["answer"]:
        return words.of("how", "link")
    return str(item["how"]) if item["mine"] else ""


def _path(one: Open) -> str:
    """Where on the pages one reads more: the case that it is about, or the duty."""
    if one.duty.per is Per.EVALUATION:
        return f"/utvarderingar/{one.subject.key}"
    if one.subject.case is not None:
        return f"/arende/{one.subject.case.ref}"
    return f"/plikt/{one.duty.key}/{quote(in_address(one.subject.key))}"


def _owners(desk: Desk, item: Item) -> list[str]:
    """Who owes it today, by name; only asked for where the reader is somebody else."""
    if wording.is_mine(item.one, item.note):
        return []
    found = desk.planner.cast(item.one).told(item.one.duty.owner)
    return [recipient.holder.name for recipient in found if not recipient.vacancy]


def _of_several(
    desk: Desk, post: Post, items: Sequence[dict[str, object]], words: Words
) -> dict[str, object]:
    groups = [
        {"title": words.of("duty", key), "rows": rows}
        for key, mine in (("to_do", True), ("to_know", False))
        if (rows := [item for item in items if item["mine"] is mine])
    ]
    coming = post.coming.said(words) if post.coming else {"lines": [], "standing": []}
    return {
        "items": items,
        "groups": groups,
        "own_rules": True,
        "path": "/",
        "coming": coming["lines"],
        "standing": coming["standing"],
        "heading": words.of("duty", "several"),
        "eyebrow": words.weekday(desk.day),
    }


def done_with(settled: Settled, today: str) -> list[tuple[str, int]]:
    """Notes that are told or quiet, as the database keeps it."""
    told = [(today, note.id) for note in settled.told if note.id is not None]
    return told + [(QUIET, note.id) for note in settled.quiet if note.id is not None]
