"""Letters that no row of a table causes: meetings that move, what becomes of a decision, calls."""

from collections.abc import Iterator
from typing import Any

from intlflow.domain.words import Role

MOMENT, OTHER = "22 september 2027 kl. 17:00", "20 oktober 2027 kl. 17:00"
STEPS = ("Nämnden 14 april 2027, handlingsstopp 1 april 2027", "Kommunstyrelsen 1 juni 2027")
WAYS = ("Beslut på delegation, som anmäls till nämnden.",)
Told = tuple[str, Role, dict[str, Any]]


def of_meetings() -> Iterator[Told]:
    """A meeting moved or cancelled, a plan that stands worse; with and without what may be left out."""
    for what in ("moved", "cancelled"):
        for full in (True, False):
            plan = _plan("tight" if full else "red", full=full)
            plan["item"] |= {
                "what": what, "body": "Nämnden", "day": "14 april 2027", "to": "21 april 2027",
                "reason": "Lokalen är upptagen." if full else "",
            }  # fmt: skip
            for role in (Role.COORDINATOR, Role.PROJECT_MANAGER, Role.CONTACT):
                yield "meeting/changed", role, plan
    for colour in ("tight", "unknown", "red"):
        yield "meeting/reach", Role.COORDINATOR, _plan(colour, full=colour != "unknown")


def _plan(colour: str, *, full: bool) -> dict[str, Any]:
    item = {
        "colour": colour, "stands": "Hinner, men det är knappt", "deadline": MOMENT,
        "memo": "7 mars 2027" if full else "", "earliest": "" if full else "1 juni 2027",
    }  # fmt: skip
    return {"item": item, "steps": STEPS, "ways": WAYS if full else ()}


def of_decisions() -> Iterator[Told]:
    """What becomes of a decision afterwards."""
    for event in ("annulled", "appealed", "extract", "stands"):
        for said in ("", "Kammarrättens dom i mål 12-27."):
            item = {
                "decision": "Nämnden 2027-04-14 § 31 bifall", "text": said, "note": said,
                "day": "3 maj 2027",
            }  # fmt: skip
            for role in (Role.COORDINATOR, Role.PROJECT_MANAGER):
                yield f"decision/{event}", role, {"item": item}


def of_calls(ref: str, title: str) -> Iterator[Told]:
    """A deadline that moves, for those who chose the call and for the coordinator."""
    for earlier, over in ((False, False), (True, False), (True, True)):
        for more in ("", "The deadline has been extended."):
            item = {
                "call": ref, "title": title, "was": MOMENT, "now": OTHER, "earlier": earlier,
                "over": over, "case": ref if more else "", "news": more, "url": "",
                "follows": "", "own_day": "", "stands": "",
            }  # fmt: skip
            yield "call/moved", Role.CONTACT, {"item": item}
            for so in ({"follows": ref}, {"follows": ref, "stands": "Ja"}, {"own_day": OTHER}):
                yield "call/moved", Role.CONTACT, {"item": item | so}
    one = {"call": ref, "title": title, "was": MOMENT, "now": OTHER, "news": ""}
    for number in (1, 2, 40):
        rows = [one] * min(number, 25)
        item = {"number": number, "more": number - len(rows)}
        yield "call/moved_others", Role.COORDINATOR, {"item": item, "items": rows}
    for number, day in ((1, ""), (2, MOMENT), (40, MOMENT)):
        suits = {"call": ref, "title": title, "deadline": day, "issue": "Skola", "words": "school"}
        suits |= {"lessons": number - 1}
        rows = [suits] * min(number, 25)
        item = {"number": number, "more": number - len(rows)}
        for role in (Role.COORDINATOR, Role.CONTACT):
            yield "call/new", role, {"item": item, "items": rows}
