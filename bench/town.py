"""Many municipalities that are alike: copies of one pack under other keys, each with its own people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.packs.model import Pack
from intlflow.settings import Settings
from intlflow.store.engine import Tx, writing

PATTERN = "ljungby"
SINCE = date(2026, 10, 15)
_OF_ALL = ("coordinator", "unit_manager", "director", "controller")
_PERSON = (
    "INSERT INTO person (id, municipality, name, email, title, lang, channels, active_from)"
    " VALUES (?, ?, ?, ?, '', 'sv', '', '2013-01-01')"
)
_APPOINTMENT = (
    "INSERT INTO appointment (municipality, person_id, role, scope, deputy, valid_from, decision)"
    " VALUES (?, ?, ?, ?, ?, '2013-01-01', '')"
)


def country(folder: Path, municipalities: int, units: int) -> House:
    """A fresh installation with so many municipalities, each with so many units and a person for each.

    Every role that holds for a whole municipality has one person more.
    """
    settings = Settings.from_env({}, folder)
    prepare(settings, with_demo=False, at=datetime(2026, 10, 1, tzinfo=UTC))
    house = assemble(settings)
    keys = [f"kommun{number}" for number in range(municipalities)]
    house = replace(house, packs={key: _copy(house.packs[PATTERN], key, units) for key in keys})
    with writing(house.engine) as tx:
        _settle(tx, keys, units)
    return house


def _copy(pack: Pack, key: str, units: int) -> Pack:
    one = pack.unit[0]
    alike: dict[str, Any] = {
        "valid_from": None,
        "valid_to": None,
        "successor": None,
        "parent": None,
    }
    made = tuple(
        one.model_copy(update={"key": f"enhet{number}", "name": f"Enhet {number}", **alike})
        for number in range(units)
    )
    documents = tuple(d.model_copy(update={"owner_unit": made[0].key}) for d in pack.document)
    named = pack.municipality.model_copy(update={"key": key})
    tables = {"municipality": named, "unit": made, "document": documents}
    raw = {name: getattr(pack, name) for name in type(pack).model_fields}
    return Pack.model_construct(**raw | tables)


def _settle(tx: Tx, keys: list[str], units: int) -> None:
    people, held = [], []
    for number, (key, role, scope) in enumerate(_roles(keys, units), start=1):
        people.append((number, key, f"Person {number}", f"p{number}@{key}.example"))
        held.append((key, number, role, scope, False))
    tx.many(_PERSON, people)
    tx.many(_APPOINTMENT, held)
    since = [(f"duties-since:{key}", SINCE.isoformat()) for key in keys]
    tx.many("INSERT INTO meta (key, value) VALUES (?, ?)", since)


def _roles(keys: list[str], units: int) -> Iterator[tuple[str, str, str]]:
    for key in keys:
        for number in range(units):
            yield key, "contact_person", f"enhet{number}"
        for role in _OF_ALL:
            yield key, role, ""
