"""A year of twelve units and forty projects in each municipality, ready to be collected."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from intlflow.app.demo import cast
from intlflow.app.demo.cases import Story, walk
from intlflow.app.house import House
from intlflow.app.registers.tagging import About, tag
from intlflow.app.unit_reports import act
from intlflow.domain.cast import Holder
from intlflow.domain.facts import LOCAL
from intlflow.domain.report_answers import Answers
from intlflow.domain.words import Role
from intlflow.packs.model import Pack, Unit
from intlflow.store import people
from intlflow.store.engine import reading

YEAR = 2026
NEW_YEAR = datetime(YEAR, 1, 5, 8, tzinfo=UTC)
NOVEMBER = datetime(YEAR, 11, 20, 8, tzinfo=UTC)
MANY = 12
MERGED, MERGED_ON = "sammanslagen", date(YEAR, 6, 30)
LONG = "Förvaltningen för arbetsmarknadsintegrationsutvecklingssamordning i Åsnen"
PHASES = (
    *("running", "submitted", "granted", "rejected", "archived", "idea", "support", "writing"),
    *("reduced", "closing"),
)
FORMS = ("external_funding", "competence_development", "cooperation")
TRIED = Answers(dict.fromkeys(FORMS, True), "Vi lärde oss odla ihop med skolorna i Åbo.")


def with_twelve_units(pack: Pack) -> Pack:
    """The pack with exactly twelve units of the year, one of them merged in mid-year."""
    owners = {document.owner_unit for document in pack.document}
    lasting = [unit for unit in pack.unit if unit.valid_to is None]
    lasting.sort(key=lambda unit: unit.key not in owners)
    kept = lasting[: MANY - 1]
    merged = Unit(
        key=MERGED, name=LONG, kind="administration", body=kept[0].body, valid_to=MERGED_ON,
        successor=kept[0].key,
    )  # fmt: skip
    made = pack.model_copy(update={"unit": (*kept[:-1], merged, kept[-1])})
    for found in (
        made.__dict__.keys() - Pack.model_fields.keys()
    ):  # what the pack found of its old units
        del made.__dict__[found]
    return made


def prepared(house: House) -> House:
    """The same installation with people, and forty projects in each municipality."""
    packs = {key: with_twelve_units(pack) for key, pack in house.packs.items()}
    full = replace(house, packs=packs)
    cast.enter(full, NEW_YEAR)
    for pack in packs.values():
        for number in range(40):
            _project(full, pack, number)
    return full


def units(pack: Pack) -> list[str]:
    """The units by key: the third has a manager without an address, the last nobody to answer."""
    return [unit.key for unit in pack.unit]


def empty(pack: Pack) -> str:
    """The unit that has nothing at all."""
    return units(pack)[8]


def _project(house: House, pack: Pack, number: int) -> None:
    here = units(pack)
    busy = [key for key in here if key not in (empty(pack), here[2], here[-1])]
    unit = busy[number % len(busy)]
    phase = PHASES[(number + number // len(busy)) % len(PHASES)]
    began = NOVEMBER
    if number == 39:  # one that waits for the funder, in a unit that stays silent
        unit, phase = here[6], "submitted"
    if unit == MERGED:
        phase, began = "running", datetime(YEAR, 6, 20, 8, tzinfo=UTC)
    story = Story(
        pack.key, unit, f"Projekt {number:02} på ö i sjön Åsnen", phase, days=120 + 4 * number,
        facts=_facts(number, phase),
    )  # fmt: skip
    ref = walk(house, story, began)
    by = holder(house, pack, Role.COORDINATOR).email or ""
    for about, words in _goals(pack, number).items():
        tag(house, pack.key, ref, {about: words}, by=by, at=NOVEMBER)


def _goals(pack: Pack, number: int) -> Mapping[About, tuple[str, ...]]:
    """Every tenth project serves all of the global goals, others two, and one both and its own."""
    found: dict[About, tuple[str, ...]] = {}
    if number % 10 == 0:
        found[About.SDG] = ("samtliga", "4") if number == 10 else ("samtliga",)
    elif number % 4 == 1:
        found[About.SDG] = ("4", "11")
    if number % 4 == 2:
        goal = pack.goal[number % len(pack.goal)]
        found[About(goal.level)] = (goal.key,)
    return found


def _facts(number: int, phase: str) -> Mapping[str, str]:
    """Money in kronor, and every seventh project in a currency that has no rate."""
    currency = "EUR" if number % 7 == 3 else "SEK"
    applied = 900_000 + 10 * number
    granted = applied - 100_000 if phase == "reduced" else applied
    return {
        "total_budget": f"{1_200_000 + 110 * number} {currency}",
        "own_contribution": f"{300_000 + 100 * number} {currency}",
        "amount_applied": f"{applied} {currency}",
        "amount_granted": f"{granted} {currency}",
    }


def holder(house: House, pack: Pack, role: Role, unit: str = "", day: date | None = None) -> Holder:
    """Somebody who holds a role, for a unit or for the whole municipality."""
    on = day or NOVEMBER.date()
    here = pack.unit_on(unit, on).key if unit else ""
    with reading(house.engine) as tx:
        found = people.appointed(tx, pack.key, (here,) if here else (), str(on))
    return next(one for one in found if one.role is role and one.scope == here and not one.deputy)


def clock(day: date, hour: int = 7, minute: int = 5) -> datetime:
    """A time of day in Sweden."""
    return datetime.combine(day, time(hour, minute), LOCAL).astimezone(UTC)


def deed(house: House, pack: Pack, unit: str, verb: str, day: date, **more: Any) -> None:
    """One move of a unit's report, by whoever makes it."""
    role = {"approve": Role.MANAGER, "return": Role.COORDINATOR}.get(verb, Role.CONTACT)
    who = holder(house, pack, role, "" if role is Role.COORDINATOR else unit, day)
    act(
        house, verb, municipality=pack.key, unit=unit, year=YEAR, by=who.email or "",
        at=clock(day, 10), **more,
    )  # fmt: skip
