"""What somebody may find: the search's answers without the cases that are not theirs to see."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can, may
from intlflow.app.case_board import place_of
from intlflow.app.finding import find
from intlflow.app.house import House
from intlflow.domain.words import Kind
from intlflow.store import cases
from intlflow.store.engine import reading

ASKED = 60  # so that enough are left when some are not theirs
SHOWN = 20
_NEEDED = {"call": Action.READ_CALLS, "programme": Action.READ_CALLS}
CASES = frozenset(str(kind) for kind in Kind)


def find_for(house: House, who: Visitor, text: str, at: datetime) -> list[dict[str, Any]]:
    """What has all the words and is theirs to see, the best match first.

    Args:
        house: the installation.
        who: for whom.
        text: words, or beginnings of words.
        at: now, with a time zone.
    """
    if not text.strip():
        return []
    found = find(house, who.municipality, text, most=ASKED)
    pack, seen = house.pack(who.municipality), []
    with reading(house.engine) as tx:
        for each in found:
            if each["kind"] in CASES:
                case = cases.load(tx, each["ref"])
                place = place_of(case, pack, who, at) if case else None
                if place is None or not can(who, Action.READ_CASE, place):
                    continue
            elif not may(who, _NEEDED.get(each["kind"], Action.READ_REGISTERS)):
                continue
            seen.append(each | {"address": _address(each)})
    return seen[:SHOWN]


def _address(found: dict[str, Any]) -> str:
    """The page of what was found."""
    if found["kind"] in CASES:
        return f"/arende/{found['ref']}"
    if found["kind"] == "decision":
        return f"/arende/{found['ref'].split(' ')[0]}" if "-" in found["ref"] else "/projekt"
    if found["kind"] == "call":
        return f"/utlysningar/{quote(found['ref'], safe='')}"
    if found["kind"] == "programme":
        return f"/utlysningar?program={quote(found['ref'], safe='')}"
    return f"/register/{found['kind']}/{found['ref']}"
