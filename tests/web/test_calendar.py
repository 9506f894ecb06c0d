"""Kalender: a month at a glance, and secret addresses that calendar programs read."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event

from intlflow.app.house import House
from intlflow.app.meetings import changing
from intlflow.app.register import end_appointment
from intlflow.store.engine import reading
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]
SUBSCRIBE = "/kalender/prenumerera"


def a_call(house: House, deadline: str = "2027-03-18T17:00") -> str:
    """A project of Karin's unit with a call's last day."""
    return people.an_idea(house, call="Third call", call_deadline=deadline).ref


def a_meeting(house: House, day: str = "2027-03-23") -> int:
    """The executive board meets."""
    return changing.add(
        house, "ljungby", "ks", date.fromisoformat(day), start=time(13, 30), by=people.at("siv"),
        at=people.MORNING,
    ).row.number  # fmt: skip


def address(asker: Asker, calendar: str = "person:") -> str:
    """Make an address, and give it back as the page shows it."""
    answer = asker.act(SUBSCRIBE, {"calendar": calendar})
    assert answer.status_code == 303, answer.text[:300]
    found = re.findall(r'value="[^"]*(/kalender\.ics\?nyckel=[\w-]+)"', asker.text(SUBSCRIBE))
    assert found != []
    return str(found[0])


def events(asker: Asker, where: str) -> dict[str, Event]:
    """What a calendar program reads, by what each is called here."""
    answer = asker.get(where)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_a_month_shows_meetings_last_days_with_their_hour_and_duties(
    asker: Ask, house: House
) -> None:
    ref = a_call(house)
    a_meeting(house)

    page = asker("sanna").text("/kalender?manad=2027-03")

    assert "17:00" in page
    assert f"/arende/{ref}" in page
    assert "Kommunstyrelsen" in page
    assert "13:30" in page
    may = asker("sanna").text("/kalender?manad=2027-05&slag=duty")
    assert "Internationella frågor i ledningsgruppen" in may
    assert "Kommunstyrelsen" not in may[may.index("<main") :].split("h-lista")[1]


def test_a_month_that_is_none_is_this_month(asker: Ask) -> None:
    for wrong in ("2027-13", "x", "9999-01"):
        assert "Mars 2027" in asker("sanna").text(f"/kalender?manad={wrong}")


def test_a_contact_person_sees_her_units_days_and_not_anothers(asker: Ask, house: House) -> None:
    people.an_idea(house, call="Third call", call_deadline="2027-03-18T17:00")

    assert "/arende/LJU-2027-001" in asker("karin").text("/kalender?manad=2027-03")
    assert "/arende/LJU-2027-001" not in asker("stig").text("/kalender?manad=2027-03")


def test_a_feed_has_the_hour_in_swedish_time_alarms_and_a_time_zone(
    asker: Ask, house: House
) -> None:
    ref = a_call(house)
    nobody, where = asker(), address(asker("karin"))

    text = nobody.get(where).text
    found = events(nobody, where)
    deadline = next(event for uid, event in found.items() if uid.startswith("call_deadline-"))

    assert "BEGIN:VTIMEZONE" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in text
    assert "DTSTART;TZID=Europe/Stockholm:20270318T170000" in text
    assert ref in str(deadline["SUMMARY"])
    assert [str(alarm["TRIGGER"].to_ical(), "ascii") for alarm in deadline.walk("VALARM")] == [
        "-P7D",
        "-P1D",
        "-PT2H",
    ]


def test_what_moves_keeps_its_name_and_counts_up(asker: Ask, house: House) -> None:
    number, where = a_meeting(house), address(asker("sanna"), "municipality:")
    before = events(asker(), where)
    changing.move(
        house, "ljungby", number, date(2027, 3, 30), by=people.at("siv"),
        reason="Flyttat", at=people.MORNING + timedelta(hours=1),
    )  # fmt: skip

    after = events(asker(), where)

    uid = next(uid for uid in before if uid.startswith("meeting-"))
    assert after[uid]["DTSTART"].dt.date() == date(2027, 3, 30)
    assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
    assert isinstance(after[uid]["DTSTART"].dt, datetime)


def test_the_same_day_twice_gives_the_same_names(asker: Ask, house: House) -> None:
    a_call(house)
    where = address(asker("sanna"), "municipality:")

    assert list(events(asker(), where)) == list(events(asker(), where))
    assert len(set(events(asker(), where))) > 5


def test_a_changed_or_removed_address_stops_working_at_once(asker: Ask) -> None:
    karin = asker("karin")
    first = address(karin)
    second = address(karin)

    assert asker().get(first).status_code == 404
    assert asker().get(second).status_code == 200
    digest = re.findall(r'name="address" value="(\w+)"', karin.text(SUBSCRIBE))
    karin.act(f"{SUBSCRIBE}/ta-bort", {"address": digest[0]}, seen=SUBSCRIBE)
    assert asker().get(second).status_code == 404


def test_nobody_takes_anothers_address_or_asks_for_a_unit_that_is_not_theirs(asker: Ask) -> None:
    karin, stig = asker("karin"), asker("stig")
    where = address(karin, "unit:buf")
    digest = re.findall(r'name="address" value="(\w+)"', karin.text(SUBSCRIBE))

    stig.act(f"{SUBSCRIBE}/ta-bort", {"address": digest[0]}, seen=SUBSCRIBE)

    assert asker().get(where).status_code == 200
    assert stig.act(SUBSCRIBE, {"calendar": "unit:buf"}).status_code == 404
    assert stig.act(SUBSCRIBE, {"calendar": "municipality:"}).status_code == 404


def test_only_the_digest_of_an_address_is_kept(asker: Ask, house: House) -> None:
    key = address(asker("karin")).partition("nyckel=")[2]

    with reading(house.engine) as tx:
        kept = [str(row) for row in tx.all("SELECT * FROM ticket")]
    assert kept != []
    assert [row for row in kept if key in row] == []


def test_whoever_leaves_takes_no_days_along(asker: Ask, house: House) -> None:
    where = address(asker("karin"), "unit:buf")
    with reading(house.engine) as tx:
        row = tx.one(
            "SELECT a.id FROM appointment a JOIN person p ON p.id = a.person_id WHERE p.email = ?",
            people.at("karin"),
        )
    assert row is not None

    end_appointment(house, int(row[0]), people.MORNING.date() - timedelta(days=1))

    assert asker().get(where).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "å" * 50])
def test_an_unknown_address_gives_nothing(asker: Ask, key: str) -> None:
    assert asker().get("/kalender.ics", params={"nyckel": key}).status_code == 404
