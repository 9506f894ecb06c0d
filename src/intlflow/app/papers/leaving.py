"""All that somebody who leaves has in hand, read in one look for the handover pack."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, can
from intlflow.app.case_board import place_of
from intlflow.app.duties.showing import list_duties
from intlflow.app.handover import handover
from intlflow.app.house import House
from intlflow.app.registers.open_points import waiting
from intlflow.app.registers.reading import Reader, rows_of
from intlflow.app.situation import local_day
from intlflow.domain.cast import Holder
from intlflow.domain.registers import ATTACHMENT, COOPERATION, GROUP, MEETING, NETWORK, POINT
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import case_lists, cases, people, register, registers
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading

Plain = dict[str, Any]
AHEAD = ("overdue", "open", "upcoming")
OWNED = (COOPERATION, NETWORK, GROUP)
IN_WORKING_GROUP = frozenset({Role.COORDINATOR, Role.CONTACT, Role.LEAD})
CENTRAL = frozenset({
    Role.COORDINATOR, Role.CONTROLLER, Role.REGISTRAR, Role.SECRETARY, Role.DIRECTOR, Role.LEAD,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody has in hand.

    Args:
        told: as `handover` gives it: name, roles, tasks, untold, letters.
        person: their number in the register.
        cases: the open cases they have part in and may see, by reference, with in which roles.
        tasks: what waits to be done in these.
        milestones: the planned dates ahead in these.
        duties: what their appointments owe: late, open or to come within a year.
        points: what a group has agreed that they do.
        owned: register and row: what they look after.
        meetings: of the working group, to come; none for whoever is not in it.
        around: whom they work with.
        files: what is kept in their cases: file, the case, and whether it is secret.
    """

    pack: Pack
    told: Plain
    person: int
    cases: dict[str, tuple[CaseRow, tuple[str, ...]]]
    tasks: tuple[Plain, ...]
    milestones: tuple[Plain, ...]
    duties: tuple[Plain, ...]
    points: tuple[Plain, ...]
    owned: tuple[tuple[str, Plain], ...]
    meetings: tuple[Plain, ...]
    around: tuple[Holder, ...]
    files: tuple[Plain, ...]


def look(house: House, municipality: str, email: str, at: datetime, lang: str) -> Leaving:
    """Read what somebody has in hand; no case that they themselves may not see.

    Args:
        house: the installation.
        municipality: the pack's key.
        email: whose.
        at: now, with a time zone.
        lang: of duties, in words.

    Raises:
        NotFound: no such municipality, or nobody with this address.
    """
    pack, day = house.pack(municipality), local_day(at)
    told = handover(house, municipality, email, at, lang)
    address = told["email"]
    held = frozenset((Role(row["role"]), row["scope"]) for row in told["roles"])
    duties = list_duties(house, at, municipality=municipality, lang=lang)
    with reading(house.engine) as tx:
        person = register.find_person(tx, municipality, address) or 0
        who = Visitor(person, municipality, told["name"], address, lang, held)
        seen = _cases(tx, pack, who, told, at)
        reader = Reader(tx, pack)
        points = [reader.plain(POINT, row) for row in waiting(tx, municipality)]
        return Leaving(
            pack=pack,
            told=told,
            person=person,
            cases=seen,
            tasks=tuple(row for row in told["tasks"] if row["ref"] in seen),
            milestones=tuple(
                row for row in case_lists.dates_after(tx, municipality, str(day)) if row["ref"] in seen
            ),
            duties=tuple(
                row for row in duties
                if row["state"] in AHEAD and {(row["owner"], row["subject"]), (row["owner"], "")} & held
            ),
            points=tuple(point for point in points if point["owner"] == address),
            owned=tuple(
                (of.key, row)
                for of in OWNED
                for row in rows_of(tx, pack, of, day)
                if row["owner"] == address
            ),
            meetings=_meetings(tx, pack, held, str(day)),
            around=_around(tx, pack, held, address, str(day)),
            files=_files(tx, municipality, seen),
        )  # fmt: skip


def _cases(
    tx: Tx, pack: Pack, who: Visitor, told: Plain, at: datetime
) -> dict[str, tuple[CaseRow, tuple[str, ...]]]:
    """The open cases that somebody has part in, as far as they may see them."""
    parts = {case["ref"]: tuple(case["parts"]) for case in told["cases"]}
    return {
        case.ref: (case, parts[case.ref])
        for case in cases.find(tx, pack.key, None, None)
        if case.ref in parts and can(who, Action.READ_CASE, place_of(case, pack, who, at))
    }


def _meetings(tx: Tx, pack: Pack, held: frozenset[tuple[Role, str]], day: str) -> tuple[Plain, ...]:
    if not any(role in IN_WORKING_GROUP for role, _ in held):
        return ()
    rows = registers.newest(tx, MEETING.table, pack.key, circle=0)
    ahead = [
        row for row in rows
        if not row["withdrawn"] and row["status"] == "planned" and row["day"] >= day
    ]  # fmt: skip
    return tuple(sorted(ahead, key=lambda row: str(row["day"])))


def _around(
    tx: Tx, pack: Pack, held: frozenset[tuple[Role, str]], address: str, day: str
) -> tuple[Holder, ...]:
    """Whom one works with: the municipality's central people, and those of one's own units."""
    own = {scope for _, scope in held if scope}
    bodies = {pack.units[scope].body for scope in own if scope in pack.units}
    everywhere = any(role is Role.COORDINATOR for role, _ in held)
    scopes = (*pack.units, *pack.bodies) if everywhere else (*sorted(own | bodies),)
    return tuple(
        holder
        for holder in people.appointed(tx, pack.key, scopes, day)
        if holder.email != address and (holder.scope or holder.role in CENTRAL)
    )


def _files(tx: Tx, municipality: str, seen: dict[str, Any]) -> tuple[Plain, ...]:
    rows = registers.newest(tx, ATTACHMENT.table, municipality)
    return tuple(
        {"file": row["file"], "ref": ref, "secrecy": row["secrecy"]}
        for row in rows
        if not row["withdrawn"] and (ref := str(row["about"]).rpartition(" ")[2]) in seen
    )
