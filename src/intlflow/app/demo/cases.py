"""The demo register's cases, each walked to where it stands by the same moves as any other."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from intlflow import assets
from intlflow.app.decisions.showing import show_matter
from intlflow.app.demo import roads
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.situation import local_day
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import cases, people, tasks
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

LAST_WORDS = {Fact.FINANCING_DECISION, Fact.ADOPTION}
SALT = "0" * 16  # made-up words need no secret


@dataclass(frozen=True)
class Story:
    """One case: where it belongs, what it is called, how far it has come."""

    municipality: str
    unit: str
    title: str
    to: str  # the phase it stands in
    days: int = 300  # how long ago it began
    kind: Kind = Kind.PROJECT
    forms: str = "external_funding"
    facts: Mapping[str, str] = field(default_factory=dict)


def enter(house: House, at: datetime) -> None:
    """Walk every case of config/demo/cases.toml, and the documents and twin towns of the packs."""
    text = (assets.folder("config") / "demo" / "cases.toml").read_text("utf-8")
    stories = [Story(**_story(table)) for table in tomllib.loads(text)["case"]]
    for pack in house.packs.values():
        stories += [*_twin_towns(pack), *_documents(pack)]
    for story in stories:
        if story.municipality in house.packs:
            walk(house, story, at)


def _story(table: dict[str, Any]) -> dict[str, Any]:
    return table | {"kind": Kind(table.get("kind", Kind.PROJECT))}


def _twin_towns(pack: Pack) -> list[Story]:
    unit = _central_unit(pack)
    return [
        Story(
            pack.key,
            unit,
            f"Vänort: {town.name}",
            "active",
            days=1500,
            kind=Kind.TWIN_TOWN,
            facts={"partner": town.name, "country": town.country},
        )
        for town in pack.twin_town
    ]


def _documents(pack: Pack) -> list[Story]:
    """Documents in force with a last day for revision: in both municipalities long overdue."""
    return [
        Story(
            pack.key,
            document.owner_unit,
            document.title,
            "in_force",
            days=1400,
            kind=Kind.GOVERNING_DOCUMENT,
            facts={
                "document_type": document.type,
                "decided_by": document.decided_by,
                "valid_from": str(document.valid_from),
                "revise_by": str(document.revise_by),
            },
        )
        for document in pack.document
        if document.valid_from and document.revise_by
    ]


def _central_unit(pack: Pack) -> str:
    return next(unit.key for unit in pack.unit if unit.body == "ks")


def walk(house: House, story: Story, at: datetime) -> str:
    """Open a case and move it, a few weeks apart, until it stands where its story ends."""
    road = roads.to(story.kind, story.to)
    pack = house.pack(story.municipality)
    first = at.astimezone(LOCAL).date() - timedelta(days=story.days)
    gap = max(1, story.days // (len(road) + 2))
    who = _Actors(house, pack, story.unit, local_day(at))
    day = first
    ref = open_case(
        house,
        story.kind,
        municipality=story.municipality,
        unit=story.unit,
        title=story.title,
        by=who.address(*LIFECYCLES[story.kind].opening.who),
        given=roads.facts_for(story, pack, None, day, who.address),
        at=_at(day),
        salt=lambda: SALT,
    ).ref
    for row in road:
        day += timedelta(days=gap)
        _tick_all(house, ref, _at(day))
        if LAST_WORDS & set(row.facts):
            _decide_before(house, ref, who.address(Role.SECRETARY), day)
        move(
            house,
            ref,
            row.verb,
            by=who.address(*row.who),
            given=roads.facts_for(story, pack, row, day, who.address),
            at=_at(day),
            salt=lambda: SALT,
        )
    return ref


def _decide_before(house: House, ref: str, by: str, day: date) -> None:
    """Let the bodies before the last one say their word, where they haven't."""
    for step in show_matter(house, ref, _at(day))["steps"][:-1]:
        if step["decision"] is None:
            said = f"{step['body']} {day} § 21 bifall"
            move(
                *(house, ref, "note_decision"),
                by=by,
                given={str(Fact.BODY_DECISION): said},
                at=_at(day),
                salt=lambda: SALT,
            )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), LOCAL)


def _tick_all(house: House, ref: str, at: datetime) -> None:
    with writing(house.engine) as tx:
        case = cases.load(tx, ref)
        assert case is not None
        for task in tasks.of_case(tx, case.id):
            tasks.tick(tx, case.id, task.entry, task.key, stamp(at), case.opened_by, "")


class _Actors:
    """Who does what in a unit's demo cases."""

    def __init__(self, house: House, pack: Pack, unit: str, today: date) -> None:
        with reading(house.engine) as tx:
            scopes = (unit, pack.units[unit].body)  # appointments of the demo never end
            self._people = people.appointed(tx, pack.key, scopes, str(today))

    def address(self, *roles: Role) -> str:
        """The address of somebody who holds one of the roles, the first that is held."""
        wanted = [Role.CONTACT if r in (Role.SUBMITTER, Role.PROJECT_MANAGER) else r for r in roles]
        for role in wanted:
            for holder in self._people:
                if holder.role is role and not holder.deputy and holder.email:
                    return holder.email
        raise LookupError(f"nobody with an address holds {roles}")
