"""Which evaluations somebody sees and may write on, and what the page of a case says of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can
from intlflow.app.evaluating import lessons
from intlflow.app.evaluating.choosing import find, standing_row, was_refused
from intlflow.app.evaluating.sheets import list_sheets, load, show_sheet
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.packs.model import Pack
from intlflow.store import cases
from intlflow.store.engine import reading

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OfCase:
    """What the page of a case says of evaluation.

    Args:
        number: its evaluation, if it has one that the visitor may see.
        verdict, standing: what was decided, and how far it has come.
        refused: whether its five questions can be answered and nobody has.
        lessons: what was learnt before in the same programme.
    """

    number: int | None
    verdict: str
    standing: str
    refused: bool
    lessons: tuple[Plain, ...]


def of_case(house: House, who: Visitor, ref: str) -> OfCase:
    """What the page of a case says of evaluation; whoever may not read any sees nothing of it."""
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        case = cases.load(tx, ref)
        if case is None or case.municipality != pack.key:
            raise NotFound("no such case")
        row = standing_row(tx, pack.key, {"case_ref": ref})
        told = load(tx, pack, (row,)).plain(row) if row else None
        reads = can(who, Action.READ_EVALUATIONS, Place(pack.key, case.unit, _leads(who, case)))
        learnt = lessons.of_case(tx, pack, case) if reads else []
    return OfCase(
        told["number"] if told and reads else None,
        told["verdict"] if told else "",
        told["standing"] if told else "",
        told is None and was_refused(case),
        tuple(learnt),
    )


def seen_list(house: House, who: Visitor, at: datetime) -> list[Plain]:
    """The evaluations that somebody may see, what waits first."""
    rows = list_sheets(house, who.municipality)
    pack = house.pack(who.municipality)
    return [one for one in rows if _can(house, who, pack, one, Action.READ_EVALUATIONS, at)]


def seen_sheet(
    house: House,
    who: Visitor,
    number: str,
    at: datetime,
    action: Action = Action.READ_EVALUATIONS,
) -> Plain:
    """An evaluation whole, if it is somebody's to see or to write on.

    Raises:
        NotFound: there is none, or none of theirs: the answer is the same.
    """
    pack = house.pack(who.municipality)
    told = show_sheet(house, who.municipality, number)
    if not _can(house, who, pack, told, action, at):
        raise NotFound("no such evaluation")
    return told | {"writes": _can(house, who, pack, told, Action.WRITE_EVALUATION, at)}


def check_writer(house: House, who: Visitor, which: str, at: datetime) -> None:
    """Raise unless a case's or an evaluation's sheet is somebody's to write on.

    Raises:
        NotFound: there is none, or none of theirs.
    """
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        case = cases.load(tx, which.strip().upper())
        if case is not None and case.municipality != pack.key:
            case = None
        row = find(tx, pack.key, which) if case is None else None
    unit, ref = (
        (case.unit, case.ref) if case else (row["unit"], row["case_ref"]) if row else ("", None)
    )
    one = {"unit": unit, "ref": ref}
    if not _can(house, who, pack, one, Action.WRITE_EVALUATION, at):
        raise NotFound("no such evaluation")


def _can(house: House, who: Visitor, pack: Pack, one: Plain, action: Action, at: datetime) -> bool:
    own = False
    if one["ref"]:
        with reading(house.engine) as tx:
            case = cases.load(tx, one["ref"])
            own = case is not None and _leads(who, case)
    unit = pack.unit_on(one["unit"], local_day(at)).key
    return bool(who.email) and can(who, action, Place(pack.key, unit, own))


def _leads(who: Visitor, case: cases.CaseRow) -> bool:
    """Whether somebody leads a case: who once brought the idea doesn't write its evaluation."""
    return bool(who.email) and case.facts.get(Fact.PROJECT_MANAGER) == who.email
