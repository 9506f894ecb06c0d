"""The shortest road to a phase, read from the lifecycle's table, and plausible facts for each move."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Move
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import BodyKind, Kind, Role
from intlflow.packs.model import Pack

if TYPE_CHECKING:
    from intlflow.app.demo.cases import Story

F = Fact
Address = Callable[..., str]


def to(kind: Kind, phase: str) -> list[Move]:
    """The fewest moves from the start to a phase."""
    lifecycle = LIFECYCLES[kind]
    roads: dict[str, list[Move]] = {str(lifecycle.start): []}
    ahead = [str(lifecycle.start)]
    while ahead:
        here = ahead.pop(0)
        for row in lifecycle.open_from(here):
            if str(row.target) not in roads:
                roads[str(row.target)] = [*roads[here], row]
                ahead.append(str(row.target))
    return roads[phase]


def facts_for(
    story: "Story", pack: Pack, row: Move | None, day: date, address: Address
) -> dict[str, str]:
    """What a move asks for: the story's own facts first, else something plausible for that day."""
    needs = row.facts if row else _opening_facts(story.kind)
    plausible = _plausible(story, pack, day, address, refused=bool(row and "refuse" in row.verb))
    return {str(fact): story.facts.get(str(fact)) or plausible[fact] for fact in needs}


def _opening_facts(kind: Kind) -> tuple[Fact, ...]:
    return tuple(need for need in LIFECYCLES[kind].opening.needs if isinstance(need, Fact))


def _plausible(
    story: "Story", pack: Pack, day: date, address: Address, *, refused: bool
) -> dict[Fact, str]:
    owner = pack.units[story.unit].body
    later, soon = day + timedelta(days=900), day + timedelta(days=60)
    ref = f"{day:%y}-{len(story.title):03d}"
    return {
        F.REASON: "Underlaget räcker inte för att gå vidare nu.",
        F.WAKE_ON: str(day + timedelta(days=180)),
        F.PROJECT_MANAGER: address(Role.CONTACT, Role.MANAGER),
        F.FORMS: story.forms,
        F.CALL: "Ordinarie utlysning",
        F.CALL_DEADLINE: f"{day + timedelta(days=story.days // 2 + 30)}T17:00",
        F.TOTAL_BUDGET: "1200000 SEK",
        F.OWN_SOURCE: "Förvaltningens ram",
        F.FINANCING_DECISION: f"{owner} {day} § 31 {'avslag' if refused else 'bifall'}",
        F.OWN_CONTRIBUTION: "300000 SEK",
        F.RECEIPT: f"A{ref} {day}",
        F.AMOUNT_APPLIED: "900000 SEK",
        F.SUPPLEMENT_DUE: f"{soon}T17:00",
        F.FUNDER_DECISION: f"B{ref} {day}",
        F.AMOUNT_GRANTED: "700000 SEK" if story.to == "reduced" else "900000 SEK",
        F.CONDITION: "Avtal med alla partner ska vara undertecknade.",
        F.CONDITION_DUE: str(soon),
        F.CONDITION_MET_ON: str(day),
        F.AGREEMENT: f"C{ref} {day}",
        F.PERIOD_START: str(day + timedelta(days=14)),
        F.PERIOD_END: str(later),
        F.FINAL_REPORT: f"D{ref} {day}",
        F.AMOUNT_PAID: "880000 SEK",
        F.RESULTS: "Målen nåddes; arbetssättet är infört i ordinarie verksamhet.",
        F.EFFECTS: "Personalen använder metoden varje vecka.",
        F.LESSONS: "Börja partnersökningen tidigare.",
        F.RETAIN_UNTIL: str(day + timedelta(days=3650)),
        F.PARTNER: story.title,
        F.COUNTRY: "DE",
        F.PURPOSE: "Utbyte mellan skolor, kultur och näringsliv.",
        F.MEMO: f"Tjänsteskrivelse {day}",
        F.COMMITTEE_DECISION: f"{_body(pack, BodyKind.WORKING_COMMITTEE)} {day} § 12",
        F.BOARD_DECISION: f"{_body(pack, BodyKind.EXECUTIVE_BOARD)} {day} § 40",
        F.COUNCIL_DECISION: f"{_body(pack, BodyKind.COUNCIL)} {day} § 77",
        F.ADOPTION: f"{story.facts.get('decided_by', 'ks')} {day} § 55",
        F.VALID_FROM: str(day),
        F.REVISE_BY: str(later),
        F.REPLACED_BY: "Ny version",
    }


def _body(pack: Pack, kind: BodyKind) -> str:
    return next(body.key for body in pack.body if body.kind is kind)
