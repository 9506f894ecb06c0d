"""The demo's rows in the registers: the networks that the packs tell of, and made-up organisations."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from intlflow import assets
from intlflow.app.house import House
from intlflow.app.registers import trips
from intlflow.app.registers.finding import central_unit
from intlflow.app.registers.keeping import Desk, add
from intlflow.app.situation import local_day
from intlflow.domain.registers import COOPERATION, NETWORK, REGISTERS, TRIP
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import cases, people
from intlflow.store.engine import reading, writing

MEMBER_FOR = timedelta(days=1200)


def enter(house: House, at: datetime) -> None:
    """Put networks, twin-town agreements and the rows of config/demo/registers.toml in."""
    text = (assets.folder("config") / "demo" / "registers.toml").read_text("utf-8")
    rows = tomllib.loads(text)["row"]
    for pack in house.packs.values():
        by = _coordinator(house, pack, at)
        _networks(house, pack, by, at)
        for row in rows:
            if row["municipality"] == pack.key:
                _row(house, row, by, at)


def _coordinator(house: House, pack: Pack, at: datetime) -> str:
    with reading(house.engine) as tx:
        held = people.appointed(tx, pack.key, (), str(local_day(at)))
    return next(p.email for p in held if p.role is Role.COORDINATOR and not p.deputy and p.email)


def _networks(house: House, pack: Pack, by: str, at: datetime) -> None:
    """The networks of the pack, and an agreement for the twin town that says since when."""
    with writing(house.engine) as tx:
        desk = Desk(tx, pack, by, at)
        start = desk.day - MEMBER_FOR
        for network in pack.network:
            said = {"abbreviation": network.abbreviation, "member_since": network.since}
            given = {name: text for name, text in said.items() if text}
            desk.add(NETWORK, {"name": network.name} | given, central_unit(pack), start)
        towns = {case.title: case for case in cases.find(tx, pack.key, None, Kind.TWIN_TOWN)}
        for town in pack.twin_town:
            case = towns.get(f"Vänort: {town.name}")
            if case and town.since:
                given = {"name": f"Vänort {town.name}", "kind": "twin_town", "case_ref": case.ref}
                desk.add(COOPERATION, given | {"agreement": town.since}, "", start)


def _row(house: House, row: dict[str, Any], by: str, at: datetime) -> None:
    today = local_day(at)
    register = REGISTERS[row["register"]]
    days = {name: str(today - timedelta(days=ago)) for name, ago in row.get("days", {}).items()}
    given = {register.name: row["called"], **row.get("with", {}), **days}
    if "case" in row:
        given["case_ref"] = _ref_of(house, row["municipality"], row["case"])
    if register is TRIP:
        trips.add_trip(house, row["municipality"], given, row["legs"], by=by, at=at)
    else:
        start = today - timedelta(days=row["ago"]) if "ago" in row else None
        add(house, register, row["municipality"], given, by=by, at=at, start=start)


def _ref_of(house: House, municipality: str, title: str) -> str:
    """The number of a made-up case, by its title."""
    with reading(house.engine) as tx:
        return next(
            case.ref for case in cases.find(tx, municipality, None, None) if case.title == title
        )
