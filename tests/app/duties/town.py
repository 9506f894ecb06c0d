"""A term of office played through: what people do on which day, and a tick each morning that isn't missed."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from freezegun import freeze_time

from intlflow import clock
from intlflow.app.duties import answering, deciding, ticking
from intlflow.app.house import House, assemble
from intlflow.app.register import add_person, appoint, end_appointment
from intlflow.domain.facts import LOCAL
from intlflow.domain.words import Role
from intlflow.settings import Settings
from intlflow.store.engine import reading, writing

FIRST, LAST = date(2026, 10, 15), date(2030, 10, 14)
Deed = Callable[["Town"], None]


def morning(day: date, hour: int = 7, minute: int = 5) -> datetime:
    """That day at five past seven, Swedish time."""
    return datetime.combine(day, time(hour, minute), tzinfo=LOCAL).astimezone(UTC)


@dataclass
class Town:
    """An installation that lives through days."""

    house: House
    today: date = FIRST
    deeds: dict[date, list[Deed]] = field(default_factory=dict)
    met: dict[tuple[str, str, str, str], date] = field(default_factory=dict)

    def on(self, day: date, *deeds: Deed) -> None:
        """Something that people do early on a day, whether or not there is a tick."""
        self.deeds.setdefault(day, []).extend(deeds)

    def wake(self, day: date) -> None:
        """A day begins: people do what they do before seven."""
        self.today = day
        for deed in self.deeds.get(day, ()):
            deed(self)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with reading(self.house.engine) as tx:
            return tx.all(sql, *values)


def open_town(template: Path, folder: Path) -> Town:
    """A copy of a made-up register, ready to live."""
    folder.mkdir()
    shutil.copy(template, folder / "intlflow.db")
    return Town(assemble(Settings.from_env({}, folder)))


def contact(town: Town, unit: str, municipality: str = "ljungby") -> str:
    """The address of a unit's contact person today."""
    day = town.today.isoformat()
    return str(
        town.rows(
            "SELECT p.email FROM appointment a JOIN person p ON p.id = a.person_id"
            " WHERE a.municipality = ? AND a.scope = ? AND a.role = 'contact_person'"
            " AND NOT a.deputy AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to >= ?)",
            *(municipality, unit, day, day),
        )[0][0]
    )


def coordinator(town: Town, municipality: str = "ljungby") -> str:
    """The coordinator's address."""
    return str(
        town.rows(
            "SELECT p.email FROM appointment a JOIN person p ON p.id = a.person_id"
            " WHERE a.municipality = ? AND a.role = 'coordinator' AND NOT a.deputy",
            municipality,
        )[0][0]
    )


def talks(unit: str, municipality: str = "ljungby") -> Deed:
    """The contact person notes a talk held yesterday."""

    def deed(town: Town) -> None:
        answering.log(
            town.house,
            municipality,
            "ledningsgrupp_talk",
            subject=unit,
            by=contact(town, unit, municipality),
            on=town.today - timedelta(days=1),
            forum="ledningsgruppen",
            at=morning(town.today, 6),
        )

    return deed


def logs(duty: str, subject: str = "", municipality: str = "ljungby") -> Deed:
    """The coordinator notes that something has been done."""

    def deed(town: Town) -> None:
        answering.log(
            town.house,
            municipality,
            duty,
            subject=subject,
            by=coordinator(town, municipality),
            on=town.today,
            forum="",
            at=morning(town.today, 6),
        )

    return deed


def waives(duty: str, subject: str, municipality: str = "ljungby") -> Deed:
    """The coordinator lets somebody off."""

    def deed(town: Town) -> None:
        deciding.waive(
            town.house,
            municipality,
            duty,
            subject=subject,
            by=coordinator(town, municipality),
            reason="Enheten bygger om sin ledning.",
            at=morning(town.today, 6),
        )

    return deed


def leaves(unit: str, municipality: str = "ljungby") -> Deed:
    """Yesterday was the contact person's last day."""

    def deed(town: Town) -> None:
        found = town.rows(
            "SELECT id FROM appointment WHERE municipality = ? AND scope = ?"
            " AND role = 'contact_person' AND NOT deputy AND valid_to IS NULL",
            *(municipality, unit),
        )
        end_appointment(town.house, found[0][0], town.today - timedelta(days=1))

    return deed


def arrives(unit: str, name: str, role: Role = Role.CONTACT, municipality: str = "ljungby") -> Deed:
    """Somebody new is appointed from today."""

    def deed(town: Town) -> None:
        email = f"{name.lower()}.ny@{municipality}.example"
        add_person(
            town.house, municipality, name=f"{name} Ny", email=email, at=morning(town.today, 6)
        )
        appoint(
            town.house,
            municipality,
            email=email,
            role=role,
            scope=unit,
            start=town.today,
            end=None,
        )

    return deed


def merges(old: str, new: str, municipality: str = "ljungby") -> Deed:
    """From today one unit is part of another: the pack says so."""

    def deed(town: Town) -> None:
        pack = town.house.packs[municipality]
        end = town.today - timedelta(days=1)
        units = tuple(
            u.model_copy(update={"valid_to": end, "successor": new}) if u.key == old else u
            for u in pack.unit
        )
        _edit(town, municipality, unit=units)

    return deed


def moves_window(duty: str, place: int, due: str, municipality: str = "ljungby") -> Deed:
    """The pack is edited: a window's last day is another from now on."""

    def deed(town: Town) -> None:
        pack = town.house.packs[municipality]
        changed = []
        for each in pack.duty:
            if each.key == duty:
                windows = list(each.window)
                windows[place] = windows[place].model_copy(update={"due": due})
                each = each.model_copy(update={"window": tuple(windows)})
            changed.append(each)
        _edit(town, municipality, duty=tuple(changed))

    return deed


def _edit(town: Town, municipality: str, **tables: Any) -> None:
    """Read the municipality's pack anew, with some of its tables changed."""
    pack = town.house.packs[municipality]
    raw = {name: getattr(pack, name) for name in type(pack).model_fields} | tables
    edited = type(pack).model_construct(**raw)
    duties = tuple(type(d).model_construct(**_plain(d)) for d in edited.duty)
    edited = type(pack).model_construct(**raw | {"duty": duties})
    town.house = replace(town.house, packs={**town.house.packs, municipality: edited})


def _plain(entry: Any) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).model_fields}


def moves_deadline(ref: str, to: str) -> Deed:
    """The funder moves the last day to apply; somebody corrects the case."""

    def deed(town: Town) -> None:
        with writing(town.house.engine) as tx:
            (facts,) = tx.one("SELECT facts FROM case_ WHERE ref = ?", ref) or ("",)
            old = facts.partition('"call_deadline":"')[2].partition('"')[0]
            tx.run("UPDATE case_ SET facts = ? WHERE ref = ?", facts.replace(old, to), ref)

    return deed


def live(town: Town, ticks: Iterable[date], *, twice: bool = False) -> None:
    """Live through the whole term on a frozen clock; `ticks` are the mornings when the system is up."""
    up = set(ticks)
    with freeze_time(morning(FIRST)) as frozen:
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            frozen.move_to(morning(day))
            town.wake(day)
            if day in up:
                ticking.tick(town.house, clock.now())
                if twice:
                    frozen.tick(timedelta(hours=1))
                    ticking.tick(town.house, clock.now())
