"""Making a data folder ready: the database brought to today's shape, the demo register if wanted."""

import os
from dataclasses import replace
from datetime import datetime

from intlflow.app import demo
from intlflow.app.house import House, assemble, schema_here
from intlflow.settings import Settings
from intlflow.store import meta
from intlflow.store.engine import writing
from intlflow.store.instants import stamp
from intlflow.store.migrate import newest, upgrade


def prepare(settings: Settings, *, with_demo: bool, at: datetime) -> list[str]:
    """Make a data folder ready to be used; safe to repeat. Gives back what was done, in words.

    Args:
        settings: where the data is.
        with_demo: load the demo register into a database that has no people yet.
        at: now, with a time zone.

    Raises:
        PackError: a pack has mistakes.
        TooNew: the database was made by a newer intlflow.
        NotReady: there is a database that does not answer.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = settings.sqlite_file
    if file is None or file.exists() or not with_demo:
        return _prepare(settings, with_demo, at)
    draft = file.with_name(f"{file.name}.new")
    for left in draft.parent.glob(f"{draft.name}*"):
        left.unlink()
    done = _prepare(replace(settings, database_url=f"sqlite:///{draft}"), with_demo, at)
    os.replace(draft, file)  # a start that was cut off leaves no half register
    return done


def _prepare(settings: Settings, with_demo: bool, at: datetime) -> list[str]:
    house = assemble(settings)
    done = []
    try:
        schema_here(house)
        copy = settings.data / f"before-{newest()}.db"
        if upgrade(house.engine, copy_to=copy):
            done.append(f"database brought to version {newest()}")
        _note_birth(house, at)
        if with_demo and demo.load(house, at):
            done.append("demo register loaded: made-up people, real units")
    finally:
        house.close()
    return done


def _note_birth(house: House, at: datetime) -> None:
    with writing(house.engine) as tx:
        if meta.get(tx, "made") is None:
            meta.put(tx, "made", stamp(at))
