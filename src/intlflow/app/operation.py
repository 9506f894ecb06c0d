"""Inställningar och drift: how this installation stands and is set up, with what to do about each thing."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app import announce
from intlflow.app.access import tokens
from intlflow.app.access.permission import Visitor
from intlflow.app.calendar import feeds
from intlflow.app.house import House, is_demo
from intlflow.app.situation import local_day
from intlflow.app.stages import LAST_TICK
from intlflow.domain.timetable import TIMETABLE, next_run
from intlflow.domain.words import Role
from intlflow.letters.words import LANGUAGES
from intlflow.packs.model import Pack
from intlflow.settings import Settings
from intlflow.store import access_lists, letters, meta, people, webhooks
from intlflow.store.engine import SCHEMA, Tx, reading
from intlflow.store.instants import instant, stamp

SILENCE_HOURS = 2  # after which a clock that should tick every hour counts as dead
OLD_COPY_DAYS = 2
LITTLE_SPACE = 1024**3  # bytes
CENTRAL = (
    *(Role.COORDINATOR, Role.ADMIN, Role.REGISTRAR, Role.SECRETARY, Role.CONTROLLER),
    *(Role.SIGNATORY, Role.DIRECTOR, Role.LEAD, Role.AUDITOR),
)
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """Everything that the page shows.

    Args:
        state: of each thing that has one: done (all is well), soon (worth a look), late (not well).
        house: what holds for the whole installation.
        pack: what the municipality's pack says, and what it asks.
        roles: who holds each central role today; nobody is an empty list.
        keys: of programs: owner, what it may do, until when.
        feeds: how many calendar addresses are in use.
        hooks: other systems that are told, with how it goes.
        flows: those that run by themselves, with when they do next.
        retention: how long what is kept, as the pack says.
    """

    state: dict[str, str]
    house: dict[str, Any]
    pack: dict[str, Any]
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    keys: tuple[dict[str, Any], ...]
    feeds: int
    hooks: tuple[dict[str, Any], ...]
    flows: tuple[tuple[str, str], ...]
    retention: tuple[Any, ...]


def operation(house: House, who: Visitor, at: datetime) -> Operation:
    """How the installation stands, as whoever runs it for a municipality sees it.

    Args:
        house: the installation.
        who: whose municipality.
        at: now, with a time zone.
    """
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        told = _house(tx, house)
        roles = _roles(tx, pack, at)
        keys = tuple(
            _key(row) for row in access_lists.tickets(tx, pack.key, tokens.KIND, stamp(at))
        )
        calendars = len(access_lists.tickets(tx, pack.key, feeds.KIND, stamp(at)))
        hooks = tuple(
            {"name": hook.name, "url": hook.url, "counts": webhooks.counts(tx, hook.id)}
            for hook in webhooks.standing(tx, pack.key)
        )
    asked = _pack(pack)
    return Operation(
        state=_states(told, asked, roles, at),
        house=told,
        pack=asked,
        roles=roles,
        keys=keys,
        feeds=calendars,
        hooks=hooks,
        flows=tuple((name, stamp(next_run(cron, at))) for name, cron in TIMETABLE.items()),
        retention=pack.retention,
    )


def _house(tx: Tx, house: House) -> dict[str, Any]:
    settings = house.settings
    file, usage = settings.sqlite_file, shutil.disk_usage(settings.data)
    return {
        "mail": _server(settings),
        "letters": letters.counts(tx),
        "address": settings.address or "",
        "entry": _entry(settings),
        "second_step": settings.entry.second_step,
        "database": house.engine.dialect.name,
        "schema": SCHEMA,
        "size": file.stat().st_size // MB if file else None,
        "free": usage.free // MB,
        "backup": _last_copy(settings),
        "prefect": announce.where(settings) or "",
        "tick": meta.get(tx, LAST_TICK) or "",
        "demo": is_demo(house),
        "data": str(settings.data),
    }


def _server(settings: Settings) -> str:
    """The mail server without its password; empty: none."""
    if settings.mail_url is None:
        return ""
    from intlflow.letters.plugin import parse_mail_url

    try:
        server = parse_mail_url(settings.mail_url)
    except ValueError:
        return "?"
    return f"{server.host}:{server.port}"


def _entry(settings: Settings) -> str:
    if settings.entry.oidc_issuer:
        return "oidc"
    return "proxy" if settings.entry.proxy_header else "link"


def _last_copy(settings: Settings) -> str:
    """The day of the newest nightly copy; empty: there is none."""
    found = sorted((settings.data / "backups").glob("intlflow-*.db"))
    return found[-1].stem.removeprefix("intlflow-") if found else ""


def _roles(tx: Tx, pack: Pack, at: datetime) -> tuple[tuple[str, tuple[str, ...]], ...]:
    held = people.appointed(tx, pack.key, (), str(local_day(at)))
    return tuple(
        (str(role), tuple(h.name for h in held if h.role is role and not h.deputy))
        for role in CENTRAL
    )


def _key(row: access_lists.Ticket) -> dict[str, Any]:
    about = json.loads(row.about)
    return {"owner": row.owner, "scopes": about["scopes"], "until": row.ends_at or ""}


def _pack(pack: Pack) -> dict[str, Any]:
    return {
        "key": pack.key,
        "name": pack.municipality.name,
        "units": len(pack.unit),
        "duties": len(pack.duty),
        "documents": len(pack.document),
        "questions": _questions(pack),
    }


def _questions(pack: Pack) -> list[tuple[str, dict[str, str], str]]:
    """What the municipality is asked: the table, what the row is called by language, the question."""
    rows = ((table, getattr(pack, table)) for table in Pack.model_fields)
    return [
        (table, _called(entry), entry.confirm)
        for table, value in rows
        for entry in (value if isinstance(value, tuple) else (value,))
        if entry.confirm is not None
    ]


def _called(entry: Any) -> dict[str, str]:
    """What a row of the pack is called by people; empty where only its table has a name."""
    for name in ("title", "says", "name"):
        said = getattr(entry, name, None)
        if said:
            return {lang: said if isinstance(said, str) else said.said(lang) for lang in LANGUAGES}
    return dict.fromkeys(LANGUAGES, "")


def _states(told: dict[str, Any], pack: dict[str, Any], roles: Any, at: datetime) -> dict[str, str]:
    """How well each thing stands."""
    troubled = told["letters"].get("failed", 0) + told["letters"].get("held", 0)
    return {
        "mail": "soon" if troubled or not told["mail"] else "done",
        "address": "done" if told["address"] else "soon",
        "database": "done",
        "disk": "late" if told["free"] * MB < LITTLE_SPACE else "done",
        "backup": _of_copy(told, at),
        "prefect": _of_prefect(told, at),
        "pack": "soon" if pack["questions"] else "done",
        "roles": "late" if any(not names for _, names in roles[:1]) else "done",
    }


def _of_copy(told: dict[str, Any], at: datetime) -> str:
    if told["database"] != "sqlite":
        return ""
    if not told["backup"]:
        return "soon"
    age = local_day(at) - type(local_day(at)).fromisoformat(told["backup"])
    return "late" if age.days > OLD_COPY_DAYS else "done"


def _of_prefect(told: dict[str, Any], at: datetime) -> str:
    if not told["prefect"]:
        return "soon"
    if not told["tick"]:
        return "soon"
    silent = (at - instant(told["tick"])).total_seconds() / 3600
    return "late" if silent > SILENCE_HOURS else "done"
