"""People and meetings as lists in the form that the imports read: out and in again changes nothing."""

from datetime import datetime

from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.meeting import Status
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.sources.csv_out import as_csv
from intlflow.store import meetings, register
from intlflow.store.engine import reading
from intlflow.store.register import Held, Known

PEOPLE = (
    "name", "email", "title", "lang", "role", "unit", "body", "start", "end", "deputy", "decision",
)  # fmt: skip
MEETINGS = ("body", "day", "start", "stop", "notice", "status")


def export_people(house: House, municipality: str, at: datetime) -> list[list[str]]:
    """Those who work here, one row for each appointment that holds or is to come.

    Left out are those without an address, by which the import would not know them again, and
    appointments for a unit that has ended. What is not in a list stays as it is.

    Args:
        house: the installation.
        municipality: the pack's key.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality.
    """
    pack, words, day = house.pack(municipality), house.words["sv"], str(local_day(at))
    with reading(house.engine) as tx:
        known, held = register.roll(tx, pack.key)
    rows = [[_first(words, "column", name) for name in PEOPLE]]
    for email, person in known.items():
        if person.active_to is not None and person.active_to < day:
            continue
        mine = [
            each
            for each in held
            if each.email == email
            and (each.end is None or each.end >= day)
            and _lives(pack, each, at)
        ]
        rows += [_person(pack, words, email, person, each) for each in mine or (None,)]
    return rows


def _lives(pack: Pack, held: Held, at: datetime) -> bool:
    if held.scope in pack.units:
        return pack.unit_on(held.scope, local_day(at)).key == held.scope
    return not held.scope or held.scope in pack.bodies


def _person(pack: Pack, words: Words, email: str, person: Known, held: Held | None) -> list[str]:
    told = {
        "name": person.name, "email": email, "title": person.title,
        "lang": _first(words, "typed_lang", person.lang),
    }  # fmt: skip
    if held is not None:
        told |= {
            "role": _first(words, "typed_role", held.role),
            "unit": held.scope if held.scope in pack.units else "",
            "body": held.scope if held.scope not in pack.units else "",
            "start": held.start, "end": held.end or "", "decision": held.decision,
            "deputy": _first(words, "typed_yes", "yes") if held.deputy else "",
        }  # fmt: skip
    return [told.get(name, "") for name in PEOPLE]


def _first(words: Words, section: str, key: str) -> str:
    return words.of(section, key).split(", ")[0]


def export_meetings(house: House, municipality: str) -> list[list[str]]:
    """Every meeting as it stands, cancelled ones too.

    Args:
        house: the installation.
        municipality: the pack's key.

    Raises:
        NotFound: no such municipality.
    """
    pack, words = house.pack(municipality), house.words["sv"]
    with reading(house.engine) as tx:
        standing = meetings.standing(tx, pack.key)
    rows = [[_first(words, "meeting_column", name) for name in MEETINGS]]
    for row in standing:
        status = Status.PLANNED if row.status == Status.MOVED else Status(row.status)
        said = words.of("meeting_status", str(status))
        rows.append([row.body, row.day, row.start or "", row.stop or "", row.notice or "", said])
    return rows


def as_file(rows: list[list[str]]) -> bytes:
    """Rows as a CSV file that a Swedish spreadsheet opens."""
    return as_csv(rows)
