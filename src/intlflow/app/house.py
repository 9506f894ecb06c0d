"""Everything a use-case needs besides the moment: database, packs, words and letter templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from intlflow import assets, clock
from intlflow.app.unwell import in_words
from intlflow.letters.render import Writer
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.packs.reader import PackError, find_packs, read_packs, same_prefixes
from intlflow.settings import BadSetting, Settings
from intlflow.store import meta
from intlflow.store.engine import SCHEMA, make_engine, reading, schema_of


class NotFound(LookupError):
    """There is no such thing; the message says what was looked for and what there is."""


class NotReady(RuntimeError):
    """The data folder has no usable database yet; the message says what to run."""


@dataclass(frozen=True)
class House:
    """An open installation."""

    settings: Settings
    engine: Engine
    packs: Mapping[str, Pack]
    writer: Writer
    words: Mapping[str, Words]

    def pack(self, key: str) -> Pack:
        """A municipality's pack.

        Raises:
            NotFound: there is none with this key.
        """
        if key not in self.packs:
            raise NotFound(f"no municipality '{key}'; there are {', '.join(sorted(self.packs))}")
        return self.packs[key]

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_house(settings: Settings) -> House:
    """Open an installation that has been set up.

    Raises:
        NotReady: there is no database yet.
        PackError: a pack has mistakes.
    """
    file = settings.sqlite_file
    if file is not None and not file.exists():
        raise NotReady(
            f"no database in {settings.data}; run `intlflow up` or `intlflow init` first"
        )
    house = assemble(settings)
    found = schema_here(house)
    if found != SCHEMA:
        house.close()
        raise NotReady(
            f"the database has version {found or 'none'}, this intlflow works with {SCHEMA}; "
            "run `intlflow init`"
        )
    _honour_clock(house)
    return house


def schema_here(house: House) -> str | None:
    """The migration that the database has come to.

    Raises:
        NotReady: it does not answer, or is no database.
    """
    try:
        return schema_of(house.engine)
    except (DBAPIError, house.engine.dialect.loaded_dbapi.Error) as error:
        house.close()
        file, said = house.settings.sqlite_file, getattr(error, "orig", None) or error
        if file is None:
            words = f"the database at INTLFLOW_DATABASE_URL does not answer: {said}"
        elif around := in_words(error):
            words = f"{file}: {around}"
        else:
            words = f"{file}: {said}; a backup is put back with `intlflow restore`"
        raise NotReady(words) from error


def assemble(settings: Settings) -> House:
    """Put the parts together without asking whether the database is ready.

    Raises:
        PackError: a pack has mistakes, or two would give their cases the same references.
    """
    config, templates = assets.folder("config"), assets.folder("templates")
    packs, folders = dict(read_packs(config)), pack_folders(settings)
    if settings.packs is not None:
        packs |= read_packs(settings.packs)
    packs = _wanted(packs, settings.only)
    if clashes := tuple(same_prefixes(packs, folders)):
        raise PackError(clashes)
    overlays = {key: folder / "letters" for key, folder in folders.items()}
    words = Words.load(templates / "words")
    fixed = {lang: spoken.section("letter") for lang, spoken in words.items()}
    return House(
        settings=settings,
        engine=make_engine(settings.database_url),
        packs=packs,
        writer=Writer(templates / "letters", overlays, fixed, settings.address or ""),
        words=words,
    )


def _wanted(packs: dict[str, Pack], only: tuple[str, ...]) -> dict[str, Pack]:
    """The municipalities that the installation is for.

    Raises:
        BadSetting: there is no pack for one of them.
    """
    if strange := sorted(set(only) - packs.keys()):
        raise BadSetting(
            f"INTLFLOW_ONLY: no pack '{strange[0]}'; there are {', '.join(sorted(packs))}"
        )
    return {key: pack for key, pack in packs.items() if not only or key in only}


def pack_folders(settings: Settings) -> dict[str, Path]:
    """Where each municipality's pack lies; one of one's own goes before the shipped of the same key.

    Raises:
        BadSetting: there are none where the setting says.
    """
    folders = find_packs(assets.folder("config"))
    if settings.packs is not None:
        own = find_packs(settings.packs)
        if not own:
            said = f"INTLFLOW_PACKS: no municipality.toml in any folder of {settings.packs}"
            raise BadSetting(said)
        folders |= own
    return {key: path for key, path in folders.items() if not settings.only or key in settings.only}


def _honour_clock(house: House) -> None:
    """Set the clock for trying things out, only where the folder was made with the demo register."""
    if house.settings.clock is None:
        return
    try:
        moment = datetime.fromisoformat(house.settings.clock)
    except ValueError as error:
        raise BadSetting("INTLFLOW_CLOCK must look like 2027-03-01T07:00:00+01:00") from error
    if moment.tzinfo is None:
        raise BadSetting("INTLFLOW_CLOCK needs a time zone: 2027-03-01T07:00:00+01:00")
    if is_demo(house):
        clock.pretend(moment)


def is_demo(house: House) -> bool:
    """Whether this folder was made with the demo register."""
    with reading(house.engine) as tx:
        return meta.get(tx, "demo") is not None
