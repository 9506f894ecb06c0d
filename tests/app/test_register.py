"""The register says who gets a letter and who may act on a given day, and keeps what it was told."""

from datetime import date, datetime, timedelta

import pytest

from intlflow.app import register
from intlflow.app.house import House, NotFound
from intlflow.app.record import Moved
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.store.engine import writing
from tests import people

FIRST, LAST = date(2027, 2, 1), date(2027, 2, 28)
ULLA = "ulla@ljungby.example"


def add(house: House, name: str = "Ulla Ask", email: str | None = ULLA, **more: str) -> int:
    return register.add_person(
        house, "ljungby", name=name, email=email, at=people.MORNING - 30 * people.DAY, **more
    )


def appoint(house: House, email: str, role: Role, scope: str = "", **more: object) -> int:
    given: dict[str, object] = {"start": FIRST, "end": None} | more
    return register.appoint(house, "ljungby", email=email, role=role, scope=scope, **given)  # type: ignore[arg-type]


def row(house: House, email: str | None, day: date = FIRST) -> dict[str, object]:
    at = datetime.combine(day, people.MORNING.timetz())
    (found,) = (p for p in register.list_people(house, "ljungby", at) if p["email"] == email)
    return found


def told(moved: Moved) -> dict[str, str]:
    return {letter.name: letter.role for letter in moved.letters}


def forget_role(house: House, name: str) -> None:
    with writing(house.engine) as tx:
        sql = "DELETE FROM appointment WHERE person_id IN (SELECT id FROM person WHERE email = ?)"
        tx.run(sql, people.at(name))


def test_an_address_stands_in_a_municipality_s_register_once(house: House) -> None:
    add(house)

    with pytest.raises(Refused) as no:
        add(house, name="Ulf Ask", email="  ULLA@Ljungby.Example ")
    elsewhere = register.add_person(
        house, "vaxjo", name="Ulla Ask", email=ULLA, at=people.MORNING, lang="en"
    )

    assert (no.value.why, no.value.details) == ("address-taken", {"address": ULLA})
    assert register.address_of(house, elsewhere, people.MORNING) == ULLA


def test_two_people_without_an_address_may_both_be_in_the_register(house: House) -> None:
    numbers = {add(house, email=None), add(house, name="Ulf Ask", email="  ")}

    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(NotFound, match="and an address"):
            register.address_of(house, number, people.MORNING)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Karin.Ek@VÄXJÖ.example", "karin.ek@växjö.example"),
        ("a\u030ake@ljungby.example", "åke@ljungby.example"),
        ("o'hara+eu@ljungby.example", "o'hara+eu@ljungby.example"),
    ],
)
def test_an_address_is_kept_in_one_spelling_whatever_was_typed(typed: str, kept: str) -> None:
    assert register.address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "karin",
        "karin@ljungby",
        "Karin Ek <karin@ljungby.example>",
        "karin@ljungby.example, ulla@ljungby.example",
        "karin@ljungby.example\r\nBcc: everybody@ljungby.example",
        "karin@[127.0.0.1]",
    ],
)
def test_what_can_t_be_an_address_is_refused_with_an_example(house: House, typed: str) -> None:
    with pytest.raises(Refused) as no:
        add(house, email=typed)

    assert (no.value.why, no.value.details["form"]) == ("bad-fact", "not-an-address")
    assert register.address(no.value.details["example"]) == "karin.ek@ljungby.example"


def test_a_hostile_name_becomes_one_line_without_tricks(house: House) -> None:
    add(house, name="Ulla\r\nBcc: x\x1b[2J \u202eksA\u202c", title="strateg\n\x07")

    kept = row(house, ULLA)

    assert (kept["name"], kept["title"]) == ("Ulla Bcc: x [2J ksA", "strateg")


@pytest.mark.parametrize(
    ("given", "fact", "form"),
    [
        ({"name": " \n\u200b"}, "name", "empty"),
        ({"name": "U" * 201}, "name", "too-long"),
        ({"title": "s" * 201}, "title", "too-long"),
    ],
)
def test_a_name_has_between_one_and_two_hundred_characters(
    house: House, given: dict[str, str], fact: str, form: str
) -> None:
    with pytest.raises(Refused) as no:
        add(house, **given)

    details = no.value.details
    assert (no.value.why, details["fact"], details["form"]) == ("bad-fact", fact, form)


def test_a_role_is_held_from_its_first_day_to_its_last_and_no_longer(house: House) -> None:
    add(house)
    number = appoint(house, ULLA, Role.LEAD, end=LAST, decision="ks 2027-01-12 § 9")

    held = {
        day: row(house, ULLA, day)["roles"]
        for day in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))
    }

    mine = {
        "appointment": number,
        "role": "political_lead",
        "scope": "",
        "deputy": False,
        "from": "2027-02-01",
        "to": "2027-02-28",
    }
    assert list(held.values()) == [[], [mine], [mine], []]


def test_an_ended_appointment_stays_in_the_register_with_its_last_day(house: House) -> None:
    add(house)
    number = appoint(house, ULLA, Role.LEAD)

    register.end_appointment(house, number, LAST)

    (held,) = row(house, ULLA, LAST)["roles"]  # type: ignore[misc]
    assert held["to"] == "2027-02-28"
    assert row(house, ULLA, LAST + timedelta(1))["roles"] == []
    with pytest.raises(NotFound, match="no appointment number 9999"):
        register.end_appointment(house, 9999, LAST)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"email": "nobody@ljungby.example"}, "nobody in Ljungby kommun's register"),
        ({"scope": "utf"}, "no unit or body 'utf' in Ljungby kommun; there are buf, bun, "),
        ({"end": FIRST - timedelta(1)}, "period-backwards"),
        ({"role": Role.SUBMITTER}, "role-of-the-case"),
        ({"role": Role.PROJECT_MANAGER}, "role-of-the-case"),
    ],
)
def test_nobody_is_appointed_to_what_is_not_there(
    house: House, change: dict[str, object], why: str
) -> None:
    given: dict[str, object] = {"email": people.at("karin"), "role": Role.CONTACT, "scope": "buf"}

    with pytest.raises((NotFound, Refused), match=why):
        appoint(house, **(given | change))  # type: ignore[arg-type]

    assert len(row(house, people.at("karin"))["roles"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "told_now"),
    [
        (people.MORNING.date(), {"Karin Ek": "contact_person"}),
        (LAST, {"Karin Ek": "submitter", "Ulla Ask": "contact_person"}),
    ],
    ids=["on the last day", "from the first day"],
)
def test_LJ13_07_letters_go_to_whoever_holds_the_role_that_day(
    house: House, last: date, told_now: dict[str, str]
) -> None:
    add(house)
    (old,) = row(house, people.at("karin"))["roles"]  # type: ignore[misc]
    register.end_appointment(house, old["appointment"], last)
    appoint(house, ULLA, Role.CONTACT, "buf", start=last + timedelta(1))

    ref = people.an_idea(house).ref
    moved = people.go(house, ref, people.Kind.PROJECT, "idea", "park")

    assert told(moved) == told_now


def test_the_deputy_is_told_while_the_contact_person_is_away(house: House) -> None:
    today = people.MORNING.date()
    register.away(house, "ljungby", email=people.at("karin"), first=FIRST, last=today)

    opened = people.an_idea(house)

    assert told(opened) == {
        "Karin Ek": "submitter",
        "Sanna Lind": "coordinator",
        "Disa Lund": "contact_person",
        "Manne Holm": "unit_manager",
    }


@pytest.mark.parametrize(
    ("email", "first", "why"),
    [("karin", LAST + timedelta(1), "period-backwards"), ("nobody", FIRST, "nobody in")],
)
def test_an_absence_has_a_person_and_runs_forwards(
    house: House, email: str, first: date, why: str
) -> None:
    with pytest.raises((NotFound, Refused), match=why):
        register.away(house, "ljungby", email=people.at(email), first=first, last=LAST)


def test_PLAN_38_in_a_vacancy_the_manager_and_the_coordinator_are_told(house: House) -> None:
    forget_role(house, "karin")
    forget_role(house, "disa")

    opened = people.an_idea(house)
    parked = people.go(house, opened.ref, people.Kind.PROJECT, "idea", "park")

    assert told(parked) == {"Karin Ek": "submitter", "Manne Holm": "contact_person"}
    assert told(opened) == {
        "Karin Ek": "submitter",
        "Sanna Lind": "coordinator",
        "Manne Holm": "contact_person",
    }


def test_somebody_who_left_is_known_by_number_but_acts_no_more(house: House) -> None:
    number = add(house)
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET active_to = '2027-02-28' WHERE id = ?", number)

    assert register.address_of(house, number, people.MORNING - people.DAY) == ULLA
    with pytest.raises(NotFound, match=f"nobody active has number {number}"):
        register.address_of(house, number, people.MORNING)


def test_the_register_is_shown_for_one_municipality_or_for_all(house: House) -> None:
    everybody = register.list_people(house, None, people.MORNING)
    here = register.list_people(house, "ljungby", people.MORNING)

    assert len(everybody) == 2 * len(here) == 2 * len(people.CAST)
    assert {person["municipality"] for person in here} == {"ljungby"}
    with pytest.raises(NotFound, match="no municipality 'lund'; there are ljungby, vaxjo"):
        register.list_people(house, "lund", people.MORNING)
