"""The register of people: who there is, which roles they hold between which days, when they are away."""

from datetime import date, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email

from intlflow.app import typed
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import people, register
from intlflow.store.engine import Tx, reading, writing

HIGHEST = 2**31 - 1  # no register numbers further, and no database could be asked


def add_person(
    house: House,
    municipality: str,
    *,
    name: str,
    email: str | None,
    at: datetime,
    title: str = "",
    lang: str = "sv",
) -> int:
    """Put somebody in the register.

    Raises:
        NotFound: no such municipality.
        Refused: no name, an address that can't be one, or one that somebody has already.
    """
    house.pack(municipality)
    with writing(house.engine) as tx:
        return enter(tx, municipality, name, address(email), title, lang, local_day(at))


def enter(
    tx: Tx, municipality: str, name: str, email: str | None, title: str, lang: str, day: date
) -> int:
    """The same inside a transaction that is open already."""
    clean, post = typed.line("name", name, needed=True), typed.line("title", title)
    if email is not None and register.has_email(tx, municipality, email):
        raise Refused("address-taken", address=email)
    return register.add_person(tx, municipality, clean, email, post, lang, str(day))


def address(text: str | None) -> str | None:
    """A checked e-mail address in lower case.

    Raises:
        Refused: it can't be one.
    """
    if text is None or not text.strip():
        return None
    try:
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        example = "karin.ek@ljungby.example"
        raise Refused("bad-fact", fact="email", form="not-an-address", example=example) from error
    return found.normalized.lower()


def appoint(
    house: House,
    municipality: str,
    *,
    email: str,
    role: Role,
    scope: str,
    start: date,
    end: date | None,
    deputy: bool = False,
    decision: str = "",
) -> int:
    """Give somebody a role between two days, for a unit, a body or (empty) the whole municipality.

    Raises:
        NotFound: no such municipality, person, unit or body.
        Refused: the days run backwards, or the role comes from the case itself.
    """
    pack = house.pack(municipality)
    _known_scope(pack, scope)
    if end is not None and end < start:
        raise Refused("period-backwards", start=str(start), end=str(end))
    if role in (Role.SUBMITTER, Role.PROJECT_MANAGER):
        raise Refused("role-of-the-case", role=str(role))
    with writing(house.engine) as tx:
        person = register.find_person(tx, municipality, email.strip().lower())
        if person is None:
            raise NotFound(f"nobody in {pack.municipality.name}'s register has '{email}'")
        last = str(end) if end else None
        why = typed.line("decision", decision)
        return register.appoint(
            tx, municipality, person, str(role), scope, deputy, str(start), last, why
        )


def _known_scope(pack: Pack, scope: str) -> None:
    if scope and scope not in pack.units and scope not in pack.bodies:
        known = ", ".join(sorted({*pack.units, *pack.bodies}))
        raise NotFound(f"no unit or body '{scope}' in {pack.municipality.name}; there are {known}")


def end_appointment(house: House, appointment: int, last_day: date) -> None:
    """End an appointment; it stays in the register with its last day.

    Raises:
        NotFound: there is no such appointment.
    """
    with writing(house.engine) as tx:
        known = appointment <= HIGHEST and register.end(tx, appointment, str(last_day))
        if not known:
            raise NotFound(f"no appointment number {appointment}; see `intlflow people list`")


def away(house: House, municipality: str, *, email: str, first: date, last: date) -> None:
    """Note that somebody is away; the deputy steps in.

    Raises:
        NotFound: no such municipality or person.
        Refused: the days run backwards.
    """
    pack = house.pack(municipality)
    if last < first:
        raise Refused("period-backwards", start=str(first), end=str(last))
    with writing(house.engine) as tx:
        person = register.find_person(tx, municipality, email.strip().lower())
        if person is None:
            raise NotFound(f"nobody in {pack.municipality.name}'s register has '{email}'")
        register.away(tx, person, str(first), str(last))


def address_of(house: House, number: int, at: datetime) -> str:
    """The address of the person with this number, where only numbers may be written down.

    Raises:
        NotFound: nobody active has it, or the person has no address.
    """
    with reading(house.engine) as tx:
        found = people.by_id(tx, number, str(local_day(at)))
    if found is None or not found.email:
        raise NotFound(
            f"nobody active has number {number} and an address; see `intlflow people list`"
        )
    return found.email


def list_people(house: House, municipality: str | None, at: datetime) -> list[dict[str, Any]]:
    """People with the roles they hold today."""
    if municipality is not None:
        house.pack(municipality)
    with reading(house.engine) as tx:
        return register.people(tx, municipality, str(local_day(at)))
