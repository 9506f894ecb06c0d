"""Holding something back from disposal and erasure while a trial, an audit or a request needs it."""

from datetime import datetime
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.persons.whom import find, in_office
from intlflow.app.registers.finding import case_called
from intlflow.domain.facts import one_line
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import acts, holds
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

MAY = (Role.REGISTRAR, Role.COORDINATOR)


def hold(
    house: House, municipality: str, about: str, *, reason: str, by: str, at: datetime
) -> dict[str, Any]:
    """Hold a case or a person back.

    Args:
        house: the installation.
        municipality: the pack's key.
        about: a case's reference, or `person 17`, or a person's address.
        reason: why; who names people in it, names them in the register.
        by: a registrar's or the coordinator's address.
        at: now.

    Raises:
        NotFound: no such municipality, person or case.
        Refused: it isn't theirs to do, without a reason, or it is held already.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, MAY)
        where = _about(tx, pack, about)
        why = one_line(reason)
        if not why:
            raise Refused("hold-without-reason")
        if holds.holding(tx, municipality, where):
            raise Refused("on-hold", about=where)
        number = holds.hold(tx, municipality, where, why, stamp(at), actor)
        given = {"hold": number, "about": where}
        acts.append(tx, municipality, "hold", given, at=stamp(at), by=actor, role=role)
    return {"hold": number, "about": where, "reason": why}


def lift(house: House, municipality: str, number: int, *, by: str, at: datetime) -> int:
    """Let go of what was held; gives the hold's number.

    Raises:
        NotFound: no such municipality or person, or nothing is held by that number.
        Refused: it isn't theirs to do.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, MAY)
        if not holds.lift(tx, municipality, number, stamp(at), actor):
            raise NotFound(f"nothing is held by number {number}; see `intlflow disposal holds`")
        given = {"hold": number}
        acts.append(tx, municipality, "lift", given, at=stamp(at), by=actor, role=role)
    return number


def every(house: House, municipality: str) -> list[dict[str, Any]]:
    """All holds, lifted ones too, newest first.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return holds.every(tx, pack.key)


def _about(tx: Tx, pack: Pack, about: str) -> str:
    typed = one_line(about).lower().removeprefix("person ")
    if "@" in typed or typed.isdigit():
        return f"person {find(tx, pack, typed).number}"
    return case_called(tx, pack.key, about).ref
