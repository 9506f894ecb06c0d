"""A small municipality of the tests' own: three units, five duties, eight people, in a quick database."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import event

from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.domain.facts import LOCAL
from intlflow.packs.duties import Duty, Mandate
from intlflow.packs.model import Pack, Unit
from intlflow.settings import Settings
from intlflow.store import register
from intlflow.store.engine import make_engine, writing

KEY = "ljungby"  # the pack it is cut from
FIRST = date(2026, 12, 1)
UNITS = ("skola", "vatten", "kultur")
SANNA = f"sanna@{KEY}.example"
_MEMORY = Path("/dev/shm")
FAST = _MEMORY if _MEMORY.is_dir() else None


def clock(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """A time of day in Sweden."""
    return datetime.combine(day, time(hour, minute), tzinfo=LOCAL).astimezone(UTC)


def rung(to: str, days: int = 0, **more: Any) -> dict[str, Any]:
    return {"to": to, "days": days, **more}


def a_duty(key: str, per: str, done: str, owner: str, ladder: list[Any], **more: Any) -> Duty:
    text = {"sv": f"göra {key}", "en": f"do {key}"}
    return Duty.model_validate(
        {
            "key": key, "clock": "annual_reports", "per": per, "title": text, "ask": text,
            "done": done, "owner": owner, "ladder": ladder, **more,
        }
    )  # fmt: skip


def window(opens: str, due: str, *, next_year: bool = False) -> dict[str, Any]:
    return {"opens": opens, "due": due, "next_year": next_year}


C, M, S, D = "contact_person", "unit_manager", "coordinator", "director"
DUTIES = (
    a_duty(
        "talk", "unit", "talk", C,
        [rung(C, opening=True), rung(C, -14), rung("deputy", -3), rung(C, -3), rung(M, 7), rung(S, 14)],
        window=[window("01-15", "05-31"), window("08-20", "11-30")], grace_days=30,
    ),
    a_duty(
        "plan", "municipality", "log", S, [rung(S, opening=True), rung(S, -7), rung(D, 3)],
        window=[window("02-01", "03-10")], grace_days=20,
    ),
    a_duty(
        "news", "municipality", "told", S, [rung(S, -14)],
        window=[window("12-01", "01-20", next_year=True)], grace_days=45,
    ),
    a_duty(
        "term", "municipality", "log", S, [rung(S, -30), rung(S, 0, every_days=30)],
        when={"anchor": "mandate_end"}, lead_days=60, standing=True,
    ),
)  # fmt: skip
SPARE = (
    a_duty(
        "figures", "unit", "log", C, [rung(C, opening=True), rung(C, -10), rung(M, 5)],
        window=[window("01-10", "02-20"), window("06-01", "09-30")], grace_days=25,
    ),
    a_duty(
        "survey", "municipality", "log", M, [rung(M, -5), rung(S, 2)],
        window=[window("03-01", "04-15")], grace_days=40,
    ),
)  # fmt: skip
TERM = Mandate.model_validate(
    {
        "key": "term",
        "council_from": "2022-10-15",
        "council_to": "2026-10-14",
        "boards_from": "2023-01-01",
    }
)


def edited(pack: Pack, **tables: Any) -> Pack:
    """A pack with other tables, read anew: nothing that was worked out before stays behind."""
    duties = tables.pop("duty", pack.duty)
    raw = {name: getattr(pack, name) for name in Pack.model_fields} | tables
    raw["duty"] = tuple(Duty.model_construct(**_fields(duty)) for duty in duties)
    return Pack.model_construct(**raw)


def with_fields(duty: Duty, **changed: Any) -> Duty:
    return Duty.model_construct(**_fields(duty) | changed)


def _fields(duty: Duty) -> dict[str, Any]:
    return {name: getattr(duty, name) for name in Duty.model_fields}


def a_unit(pack: Pack, key: str, since: date | None = None) -> Unit:
    return Unit(
        key=key, name=key.title(), kind="administration", body=pack.unit[0].body, valid_from=since
    )


def hamlet(pack: Pack) -> Pack:
    return edited(
        pack, unit=tuple(a_unit(pack, key) for key in UNITS), document=(), rule=(), checklist=(),
        milestone=(), mandate=(TERM,), duty=DUTIES,
    )  # fmt: skip


def settle(house: House) -> None:
    """Put the people in: a contact person and a manager for each unit, one deputy, Sanna, Dagny."""
    with writing(house.engine) as tx:
        for role, scope, deputy, name in (
            *((C, unit, False, f"karin {unit}") for unit in UNITS),
            *((M, unit, False, f"manne {unit}") for unit in UNITS),
            (C, UNITS[0], True, "disa"), (S, "", False, "sanna"), (D, "", False, "dagny"),
        ):  # fmt: skip
            email = f"{name.replace(' ', '.')}@{KEY}.example"
            person = register.add_person(tx, KEY, name.title(), email, "", "sv", "2013-01-01")
            register.appoint(tx, KEY, person, role, scope, deputy, "2013-01-01", None, "")


class Template:
    """A house made once, of which any number of copies can be had."""

    def __init__(self, folder: Path) -> None:
        settings = Settings.from_env({}, folder)
        prepare(settings, with_demo=False, at=clock(FIRST))
        house = assemble(settings)
        self.house = replace(house, packs={KEY: hamlet(house.packs[KEY])})
        settle(self.house)
        house.close()
        self._file = folder / "intlflow.db"

    @contextmanager
    def copy(self) -> Iterator[House]:
        """An installation of one's own; a power cut would hurt it, which is not what is tested."""
        with tempfile.TemporaryDirectory(dir=FAST, prefix="intlflow-") as folder:
            file = Path(folder) / "intlflow.db"
            shutil.copyfile(self._file, file)
            house = replace(self.house, engine=quick_engine(file))
            try:
                yield house
            finally:
                house.close()


def quick_engine(file: Path) -> Any:
    engine = make_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", _hurry)
    return engine


def _hurry(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF").fetchall()
