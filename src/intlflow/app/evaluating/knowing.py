"""What the register knows already of what is evaluated, so that nobody types it again on the sheet."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from intlflow.app.registers.tagging import label
from intlflow.domain.facts import Fact
from intlflow.domain.registers import (
    ACTIVITY,
    COOPERATION,
    LEG,
    NETWORK,
    RESOURCE,
    TAG,
    TRIP,
)
from intlflow.domain.travel import total
from intlflow.packs.model import Pack
from intlflow.store import registers
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx
from intlflow.store.registers import Row

Plain = dict[str, Any]
FACTS = (
    Fact.PROGRAMME, Fact.CALL, Fact.PERIOD_START, Fact.PERIOD_END, Fact.TOTAL_BUDGET,
    Fact.OWN_CONTRIBUTION, Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED, Fact.AMOUNT_PAID,
)  # fmt: skip
TAGS = ("expected", "actual", "effect", "sdg", "sustainability")


def known(tx: Tx, pack: Pack, row: Row, case: CaseRow | None) -> Plain:
    """The case's facts, tags, hours, journeys; of a cooperation or network its agreement and use.

    Args:
        tx: an open transaction.
        pack: the municipality.
        row: the evaluation.
        case: the case that it is about, if it is about one.
    """
    trips = _trips(tx, pack, row)
    told: Plain = {
        "facts": {},
        "tags": {},
        "hours": None,
        "activities": len(_activities(tx, pack, row)),
        "trips": len(trips),
        "kg": _carbon(tx, pack, trips) if trips else None,
        "lines": _lines(tx, pack, row),
    }
    if case is None:
        return told
    tags: dict[str, list[str]] = defaultdict(list)
    for each in registers.newest(tx, TAG.table, pack.key, case_ref=case.ref):
        if not each["withdrawn"] and each["about"] in TAGS:
            tags[each["about"]].append(label(pack, each["about"], each["word"]))
    used = [
        Decimal(each["hours"])
        for each in registers.newest(tx, RESOURCE.table, pack.key, case_ref=case.ref)
        if each["stage"] == "used" and each["hours"] and not each["withdrawn"]
    ]
    facts = {str(fact): case.facts[fact] for fact in FACTS if fact in case.facts}
    return told | {"facts": facts, "tags": dict(tags), "hours": str(sum(used)) if used else None}


def _where(row: Row) -> Plain:
    """How other registers say that they belong to the same thing."""
    if row["case_ref"]:
        return {"case_ref": row["case_ref"]}
    return {key: row[key] for key in ("cooperation", "network") if row[key]}


def _activities(tx: Tx, pack: Pack, row: Row) -> list[Row]:
    rows = registers.newest(tx, ACTIVITY.table, pack.key, **_where(row))
    return [each for each in rows if not each["withdrawn"]]


def _trips(tx: Tx, pack: Pack, row: Row) -> list[Row]:
    if row["cooperation"]:  # a journey belongs to one through what it was for
        own = {each["number"] for each in _activities(tx, pack, row)}
        rows = [t for t in registers.newest(tx, TRIP.table, pack.key) if t["activity"] in own]
    else:
        rows = registers.newest(tx, TRIP.table, pack.key, **_where(row))
    return [each for each in rows if not each["withdrawn"]]


def _carbon(tx: Tx, pack: Pack, trips: list[Row]) -> str:
    own = {each["number"] for each in trips}
    legs = registers.newest(tx, LEG.table, pack.key)
    return str(total([Decimal(g["kg"]) for g in legs if g["trip"] in own and not g["withdrawn"]]))


def _lines(tx: Tx, pack: Pack, row: Row) -> dict[str, str]:
    """What the register says of a cooperation or a network, by field."""
    names: tuple[str, ...]
    if row["cooperation"]:
        register, names = COOPERATION, ("agreement", "agreed_on", "areas", "worth")
    elif row["network"]:
        register, names = NETWORK, ("member_since", "fee", "benefit")
    else:
        return {}
    number = row[register.key]
    found = registers.versions(tx, register.table, pack.key, number)[:1]
    return {
        name: str(each[name]).replace("\n", ", ") for each in found for name in names if each[name]
    }
