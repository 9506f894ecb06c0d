"""Before an idea is handed in: what looks like it already, so that two units don't do the same alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can
from intlflow.app.case_board import place_of
from intlflow.app.finding import catch_up
from intlflow.app.house import House
from intlflow.app.others import Reasons, reasons_of
from intlflow.domain.facts import Facts, one_line
from intlflow.domain.words import Kind
from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import reading
from intlflow.store.search_words import words

SHOWN = 5
ENOUGH = 2  # two words that few others have, or the same call


@dataclass(frozen=True, slots=True)
class Similar:
    """Something that looks like the idea.

    Args:
        ref, title, phase: of the case; empty when it is not theirs to see.
        unit: who works with it.
        reasons: what is the same, in words.
    """

    ref: str
    title: str
    phase: str
    unit: str
    reasons: tuple[str, ...]


def similar_to(
    house: House, who: Visitor, title: str, given: Mapping[str, str], at: datetime
) -> list[Similar]:
    """Cases that look like an idea, the nearest first; of another's only whose it is and why.

    Args:
        house: the installation.
        who: who brings the idea.
        title: as typed.
        given: facts as typed, by name.
        at: now, with a time zone.
    """
    pack = house.pack(who.municipality)
    catch_up(house, pack.key)
    idea = _as_case(pack.key, title, given)
    with reading(house.engine) as tx:
        reasons: Reasons = reasons_of(tx, idea)
        enough = min(ENOUGH, max(1, len(words(idea.title))))
        near = [ref for ref in reasons if sum(why[0] for why in reasons[ref]) >= enough]
        near.sort(key=lambda ref: (-sum(why[0] for why in reasons[ref]), ref))
        found = [row for ref in near[:SHOWN] if (row := cases.load(tx, ref))]
    lang = who.lang == "en"
    return [
        _shown(row, can(who, Action.READ_CASE, place_of(row, pack, who, at)), said)
        for row in found
        for said in [tuple(why[3] if lang else why[2] for why in reasons[row.ref])]
    ]


def _shown(row: CaseRow, theirs: bool, said: tuple[str, ...]) -> Similar:
    if theirs:
        return Similar(row.ref, row.title, row.phase, row.unit_name, said)
    return Similar("", "", "", row.unit_name, said)


def _as_case(municipality: str, title: str, given: Mapping[str, str]) -> CaseRow:
    """The idea as a case that does not exist."""
    return CaseRow(
        id=0,
        ref="",
        municipality=municipality,
        kind=Kind.PROJECT,
        unit="",
        unit_name="",
        title=one_line(title),
        phase="",
        stage="",
        stage_entry=0,
        version=0,
        facts=Facts(given),
        opened_by=0,
        opened_at="",
        changed_at="",
    )
