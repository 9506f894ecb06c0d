"""Twin towns as a register: the cases that made them, with agreement, areas and last sign of life."""

from typing import Any

from intlflow.app.house import House
from intlflow.domain.facts import Fact
from intlflow.domain.registers import COOPERATION
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack
from intlflow.store import cases, registers
from intlflow.store.engine import Tx, reading

Plain = dict[str, Any]
NEVER_MADE = ("rejected", "withdrawn")


def list_towns(house: House, municipality: str) -> list[Plain]:
    """Every twin town and every proposal of one.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return towns_of(tx, pack)


def towns_of(tx: Tx, pack: Pack) -> list[Plain]:
    """A view of the cases; agreement and areas stand in the register of cooperations."""
    rows = registers.newest(tx, COOPERATION.table, pack.key)
    made = {row["case_ref"]: row for row in rows if row["case_ref"] and not row["withdrawn"]}
    by_case = registers.last_days(tx, pack.key, "case_ref")
    by_cooperation = registers.last_days(tx, pack.key, "cooperation")
    found = []
    for case in reversed(cases.find(tx, pack.key, None, Kind.TWIN_TOWN)):
        if case.phase in NEVER_MADE:
            continue
        row = made.get(case.ref, {})
        days = [by_case.get(case.ref), by_cooperation.get(row.get("number"))]
        decided = case.facts.day(Fact.COUNCIL_DECISION)
        found.append(
            {
                "ref": case.ref,
                "title": case.title,
                "partner": case.facts.get(Fact.PARTNER),
                "country": case.facts.get(Fact.COUNTRY),
                "phase": case.phase,
                "unit": pack.units[case.unit].key,
                "since": str(decided) if decided else case.opened_at[:10],
                "cooperation": row.get("number"),
                "agreement": row.get("agreement"),
                "agreed_on": row.get("agreed_on"),
                "areas": (row.get("areas") or "").split("\n") if row.get("areas") else [],
                "last_activity": max((day for day in days if day), default=None),
            }
        )
    return found
