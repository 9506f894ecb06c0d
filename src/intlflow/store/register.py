"""The register in the database: people, appointments, absences."""

from dataclasses import dataclass
from typing import Any

from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register, as a list of people can name them."""

    number: int
    name: str
    title: str
    lang: str
    active_to: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment, by whose address; without a number it is not in the register yet."""

    number: int
    email: str
    name: str
    role: str
    scope: str
    deputy: bool
    start: str
    end: str | None
    decision: str


def has_people(tx: Tx) -> bool:
    """Whether anybody is in the register."""
    return tx.one("SELECT 1 FROM person LIMIT 1") is not None


def has_email(tx: Tx, municipality: str, email: str) -> bool:
    """Whether an address is in use."""
    return find_person(tx, municipality, email) is not None


def find_person(tx: Tx, municipality: str, email: str) -> int | None:
    """A person's number by address, active or not."""
    sql = "SELECT id FROM person WHERE municipality = ? AND email = ?"
    row = tx.one(sql, municipality, email)
    return int(row[0]) if row else None


def add_person(
    tx: Tx, municipality: str, name: str, email: str | None, title: str, lang: str, day: str
) -> int:
    """Put a person in; gives back the number."""
    row = tx.one(
        "INSERT INTO person (municipality, name, email, title, lang, channels, active_from)"
        " VALUES (?, ?, ?, ?, ?, '', ?) RETURNING id",
        *(municipality, name, email, title, lang, day),
    )
    assert row is not None
    return int(row[0])


def appoint(
    tx: Tx,
    municipality: str,
    person: int,
    role: str,
    scope: str,
    deputy: bool,
    start: str,
    end: str | None,
    decision: str,
) -> int:
    """Put an appointment in; gives back its number."""
    row = tx.one(
        "INSERT INTO appointment (municipality, person_id, role, scope, deputy, valid_from,"
        " valid_to, decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *(municipality, person, role, scope, deputy, start, end, decision),
    )
    assert row is not None
    return int(row[0])


def end(tx: Tx, appointment: int, last_day: str) -> bool:
    """Give an appointment its last day."""
    return tx.run("UPDATE appointment SET valid_to = ? WHERE id = ?", last_day, appointment) == 1


def note_decision(tx: Tx, appointment: int, decision: str) -> None:
    """Note the decision behind an appointment that had none."""
    sql = "UPDATE appointment SET decision = ? WHERE id = ? AND decision = ''"
    tx.run(sql, decision, appointment)


def change_person(tx: Tx, person: int, name: str, title: str, lang: str) -> None:
    """Give somebody another name, title or language."""
    sql = "UPDATE person SET name = ?, title = ?, lang = ? WHERE id = ?"
    tx.run(sql, name, title, lang, person)


def roll(tx: Tx, municipality: str) -> tuple[dict[str, Known], list[Held]]:
    """Everybody with an address, by address, and every appointment of theirs, past ones too."""
    known = {
        str(email): Known(*rest)
        for email, *rest in tx.all(
            "SELECT email, id, name, title, lang, active_to FROM person"
            " WHERE municipality = ? AND email IS NOT NULL ORDER BY id",
            municipality,
        )
    }
    rows = tx.all(
        "SELECT a.id, COALESCE(p.email, ''), p.name, a.role, a.scope, a.deputy, a.valid_from, a.valid_to,"
        " a.decision FROM appointment a JOIN person p ON p.id = a.person_id"
        " WHERE a.municipality = ? ORDER BY a.id",
        municipality,
    )
    return known, [Held(*(*row[:5], bool(row[5]), *row[6:])) for row in rows]


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody as they stand in the register, to be compared with what a list wrote."""

    name: str
    email: str
    said: tuple[str, str, str, str, str | None]  # name, title, language, channels, last day


@dataclass(frozen=True, slots=True)
class Term:
    """An appointment as it stands, to be compared with what a list wrote."""

    number: int
    person: int
    start: str
    end: str | None
    decision: str


def entries(tx: Tx, municipality: str) -> dict[int, Entry]:
    """Everybody, by number."""
    sql = (
        "SELECT id, name, COALESCE(email, ''), title, lang, channels, active_to FROM person"
        " WHERE municipality = ?"
    )
    return {
        number: Entry(name, email, (name, *rest))
        for number, name, email, *rest in tx.all(sql, municipality)
    }


def terms(tx: Tx, municipality: str) -> dict[int, Term]:
    """Every appointment, by number."""
    sql = "SELECT id, person_id, valid_from, valid_to, decision FROM appointment WHERE municipality = ?"
    return {row[0]: Term(*row) for row in tx.all(sql, municipality)}


def told_of(tx: Tx, appointment: int) -> bool:
    """Whether a duty has spoken of an appointment, which it does by number."""
    return tx.one("SELECT 1 FROM duty_step WHERE subject = ? LIMIT 1", str(appointment)) is not None


def set_end(tx: Tx, appointment: int, last_day: str | None) -> None:
    """Give an appointment the last day that it had, or none."""
    tx.run("UPDATE appointment SET valid_to = ? WHERE id = ?", last_day, appointment)


def set_decision(tx: Tx, appointment: int, decision: str) -> None:
    """Give an appointment the decision that it had, or none."""
    tx.run("UPDATE appointment SET decision = ? WHERE id = ?", decision, appointment)


def drop_appointment(tx: Tx, appointment: int) -> None:
    """Take an appointment out that a list brought in by mistake."""
    tx.run("DELETE FROM appointment WHERE id = ?", appointment)


def drop_person(tx: Tx, person: int) -> None:
    """Take somebody out whom a list brought in by mistake, and of whom nothing speaks."""
    tx.run("DELETE FROM person WHERE id = ?", person)


def leaves(tx: Tx, person: int, last_day: str) -> None:
    """Give somebody a last day."""
    tx.run("UPDATE person SET active_to = ? WHERE id = ?", last_day, person)


def away(tx: Tx, person: int, first: str, last: str) -> None:
    """Put an absence in."""
    sql = "INSERT INTO absence (person_id, first_day, last_day) VALUES (?, ?, ?)"
    tx.run(sql, person, first, last)


def people(tx: Tx, municipality: str | None, day: str) -> list[dict[str, Any]]:
    """People with today's appointments."""
    where = "WHERE p.municipality = ?" if municipality else ""
    rows = tx.all(
        "SELECT p.id, p.municipality, p.name, p.email, p.title, p.lang, p.active_to FROM person p"
        f" {where} ORDER BY p.municipality, p.id",
        *([municipality] if municipality else []),
    )
    keys = ("id", "municipality", "name", "email", "title", "lang", "active_to")
    held: dict[int, list[dict[str, Any]]] = {}
    for number, person, role, scope, deputy, start, last in tx.all(
        "SELECT id, person_id, role, scope, deputy, valid_from, valid_to FROM appointment"
        " WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY id",
        *(day, day),
    ):
        held.setdefault(person, []).append(
            {
                "appointment": number,
                "role": role,
                "scope": scope,
                "deputy": bool(deputy),
                "from": start,
                "to": last,
            }
        )
    return [dict(zip(keys, row, strict=True)) | {"roles": held.get(row[0], [])} for row in rows]
