"""Writing a comment, putting it right, and taking it back: each wording stays as a trace of the next."""

from dataclasses import replace
from datetime import datetime

from intlflow.app.access.permission import Visitor
from intlflow.app.access.tokens import owner
from intlflow.app.comments.about import Thing, find
from intlflow.app.comments.talk import circle_of, levels
from intlflow.app.house import House, NotFound
from intlflow.domain.comment import LONGEST, Level, State, may_change
from intlflow.domain.facts import many_lines, one_line
from intlflow.domain.lifecycle import Refused
from intlflow.store import cases, comments
from intlflow.store.comments import Wording
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import instant, stamp


def comment(
    house: House, who: Visitor, kind: str, key: str, *, text: str, level: str, at: datetime
) -> int:
    """Write a comment and give back its number.

    Args:
        house: the installation.
        who: whose it is.
        kind: what it is about.
        key: which.
        text: as typed; line breaks stay.
        level: who sees it.
        at: now, with a time zone.

    Raises:
        NotFound: there is no such thing, or none that is theirs to see and to comment on.
        Refused: nothing was written, too much, or the level is not theirs.
    """
    thing, pack = find(house, who, kind, key, at), house.pack(who.municipality)
    circle = circle_of(thing, who, pack, at)
    open_to = levels(thing, who, circle) if who.email else ()
    if not open_to:
        raise NotFound("nothing to comment on")
    row = Wording(
        number=0,
        municipality=pack.key,
        kind=thing.kind,
        key=thing.key,
        unit=circle,
        visibility=_level(level, open_to),
        state=State.WRITTEN,
        text=_text(text),
        person_id=who.person_id,
        at=stamp(at),
    )
    with writing(house.engine) as tx:
        return comments.write(tx, row)


def writer(house: House, ref: str, email: str, at: datetime) -> Visitor:
    """Somebody in the register of a case's municipality, as the command line names them.

    Raises:
        NotFound: no such case or person.
    """
    with reading(house.engine) as tx:
        case = cases.load(tx, ref.strip().upper())
    if case is None:
        raise NotFound(f"no case '{one_line(ref)[:80]}'; see `intlflow case list`")
    return owner(house, case.municipality, email, at)


def own_comment(house: House, who: Visitor, number: int, at: datetime) -> tuple[Wording, Thing]:
    """One's own comment and what it is about, while it may still be changed.

    Raises:
        NotFound: it is not theirs, what it is about is no longer theirs to see, or it was taken back.
        Refused: `comment-stands`, when it is too late.
    """
    with reading(house.engine) as tx:
        row = _own(tx, who, number, at)
    return row, find(house, who, row.kind, row.key, at)


def change(
    house: House, who: Visitor, number: int, *, text: str, level: str, at: datetime
) -> Thing:
    """Put one's own comment right; gives back what it is about.

    Raises:
        NotFound: it is not theirs, or was taken back.
        Refused: it is too late, nothing was written, too much, or the level is not theirs.
    """
    row, thing = own_comment(house, who, number, at)
    open_to = levels(thing, who, row.unit)
    new = replace(row, text=_text(text), visibility=_level(level, open_to), state=State.CHANGED)
    if (new.text, new.visibility) != (row.text, row.visibility):
        _again(house, who, new, at)
    return thing


def withdraw(house: House, who: Visitor, number: int, at: datetime) -> Thing:
    """Take one's own comment back; gives back what it is about. That it was there is still told.

    Raises:
        NotFound: it is not theirs, or was taken back already.
        Refused: it is too late.
    """
    row, thing = own_comment(house, who, number, at)
    _again(house, who, replace(row, text="", state=State.WITHDRAWN), at)
    return thing


def _again(house: House, who: Visitor, new: Wording, at: datetime) -> None:
    with writing(house.engine) as tx:
        _own(tx, who, new.number, at)  # nobody has taken it back meanwhile
        comments.write(tx, replace(new, at=stamp(at)))


def _own(tx: Tx, who: Visitor, number: int, at: datetime) -> Wording:
    rows = comments.wordings(tx, who.municipality, number)
    if not rows or rows[0].person_id != who.person_id or rows[-1].state == State.WITHDRAWN:
        raise NotFound("no such comment")
    if not may_change(instant(rows[0].at), at):
        raise Refused("comment-stands")
    return rows[-1]


def _text(text: str) -> str:
    clean = many_lines(text)
    if not clean:
        raise Refused("bad-fact", fact="text", form="empty", example="")
    if len(clean) > LONGEST:
        raise Refused("bad-fact", fact="text", form="too-long", example=str(LONGEST))
    return clean


def _level(level: str, open_to: tuple[Level, ...]) -> Level:
    if level not in open_to:
        raise Refused("comment-level", open=[str(each) for each in open_to])
    return Level(level)
