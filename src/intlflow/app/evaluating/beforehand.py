"""What was learnt before in the programme that an idea names, shown before there is a case of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.calls.knowing import programme_named, programme_of
from intlflow.app.case_board import leads, place_of
from intlflow.app.evaluating.lessons import bare, of_programme
from intlflow.app.house import House
from intlflow.domain.facts import Fact
from intlflow.packs.model import Pack
from intlflow.packs.programmes import Programme
from intlflow.store import calls, cases
from intlflow.store.engine import Tx, reading

Plain = dict[str, Any]
MOST = 10


@dataclass(frozen=True, slots=True)
class Learnt:
    """What an idea's programme has taught.

    Args:
        programmes: their names, as the pack says them.
        lessons: those that the visitor may read, the newest case first.
        hidden: how many more there are, for the coordinator to tell of.
    """

    programmes: tuple[str, ...] = ()
    lessons: tuple[Plain, ...] = ()
    hidden: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.lessons or self.hidden)


def learnt_before(
    house: House, who: Visitor, title: str, given: Mapping[str, str], at: datetime
) -> Learnt:
    """The lessons of the programmes that an idea names, as far as somebody may read them.

    Args:
        house: the installation.
        who: who brings the idea.
        title: as typed.
        given: facts as typed, by name.
        at: now, with a time zone.
    """
    if not (title or any(given.values())):
        return Learnt()
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        named = named_in(tx, pack, title, given)
        found = {one["ref"]: one for each in named for one in of_programme(tx, pack, each)}
        seen = [one for each in found.values() if (one := _seen(tx, pack, who, each, at))]
    if not found:
        return Learnt()
    return Learnt(tuple(each.name for each in named), tuple(seen[:MOST]), len(found) - len(seen))


def named_in(tx: Tx, pack: Pack, title: str, given: Mapping[str, str]) -> list[Programme]:
    """The programmes that an idea names: in its field, by its call, else in its words.

    A name in capitals (LIFE) is only found in capitals: it is a word that people use for other things.
    """
    if own := [p for p in pack.programme if _is(p, given.get(Fact.PROGRAMME, ""))]:
        return own
    call = given.get(Fact.CALL, "").strip()
    known = calls.called(tx, call) if call else None
    named = programme_of(pack, known.call) if known else programme_named(pack, call)
    if named is not None:
        return [named]
    text = " \n ".join((given.get(Fact.PROGRAMME, ""), call, title, given.get(Fact.PURPOSE, "")))
    found = [each for each in pack.programme if _said(bare(each.name), text)]
    return [each for each in found if not any(_longer(other, each) for other in found)]


def _is(programme: Programme, said: str) -> bool:
    return said.strip().casefold() in (
        programme.key, programme.name.casefold(), bare(programme.name).casefold()
    )  # fmt: skip


def _said(name: str, text: str) -> bool:
    how = re.NOFLAG if name.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, how) is not None


def _longer(other: Programme, one: Programme) -> bool:
    """Whether a name is part of another that is named, too: CERV of CERV Town Twinning."""
    return other is not one and bare(one.name) in bare(other.name)


def _seen(tx: Tx, pack: Pack, who: Visitor, lesson: Plain, at: datetime) -> Plain | None:
    """A lesson, with whether its case may be opened; None: it is not for the visitor to read."""
    case = cases.load(tx, lesson["ref"])
    if case is None:
        return None
    place = place_of(case, pack, who, at)
    if not can(who, Action.READ_EVALUATIONS, Place(pack.key, place.unit, leads(case, who))):
        return None
    return lesson | {"open": can(who, Action.READ_CASE, place)}
