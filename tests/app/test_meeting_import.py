"""Lists of meetings: told before they are applied, whole or not at all; the same list twice is nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from intlflow.app.house import House
from intlflow.app.meetings import reading
from intlflow.app.meetings.changing import cancel, move
from intlflow.app.meetings.importing import Imported
from intlflow.app.meetings.showing import list_meetings, show_meeting
from intlflow.assets import folder
from intlflow.domain.lifecycle import Refused
from intlflow.letters.words import Words
from intlflow.packs.reader import read_packs
from tests.app.calendar import LIST, bring
from tests.people import MORNING, at
from tests.store.whole import everything

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Diary//SV
BEGIN:VEVENT
UID:kf-1@diary.example
SUMMARY:Sammanträde med Kommun
 fullmäktige
DTSTART;TZID=Europe/Stockholm:20270329T173000
END:VEVENT
BEGIN:VEVENT
UID:ks-1@diary.example
SUMMARY:KS
DTSTART:20270406T070000Z
END:VEVENT
BEGIN:VEVENT
UID:ksau-1@diary.example
SUMMARY:KSAU heldag
DTSTART;VALUE=DATE:20270316
END:VEVENT
END:VCALENDAR
"""


def days(house: House) -> list[str]:
    """What is in the register: body, day, hour, state."""
    rows = list_meetings(house, "ljungby", MORNING)
    return [f"{r['body']} {r['day']} {r['start'] or '–'} {r['status']}" for r in rows]


def does(done: Imported) -> list[str]:
    return [f"{line.does} {line.body} {line.day}" for line in done.lines]


def test_a_list_is_told_and_changes_nothing_until_somebody_applies_it(house: House) -> None:
    before = everything(house)

    done = bring(house, LIST, by=None)

    assert does(done) == ["add bun 2027-04-14", "add bun 2027-05-19", "add ks 2027-06-01"]
    assert everything(house) == before


def test_an_applied_list_is_in_the_register_with_stops_from_the_lead_times(house: House) -> None:
    bring(house, LIST)

    rows = list_meetings(house, "ljungby", MORNING)
    assert [(r["day"], r["start"], r["stop"], r["notice"]) for r in rows] == [
        ("2027-04-14", "13:15", "2027-03-31", "2027-04-07"),
        ("2027-05-19", "13:15", "2027-05-07", "2027-05-12"),
        ("2027-06-01", "09:00", "2027-05-18", "2027-05-25"),
    ]


@pytest.mark.parametrize("text", [LIST, ICS, "KS: 14/9, 12/10 2027"], ids=["csv", "ics", "text"])
def test_the_same_list_again_changes_nothing(house: House, text: str) -> None:
    bring(house, text)
    before = everything(house)

    again = bring(house, text)

    assert {line.does for line in again.lines} == {"nothing"}
    assert everything(house) == before


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("organ;dag\nks;2027-04-31", 2, "not-a-date"),
        ("organ;dag\nvaln;2027-04-30", 2, "unknown-body"),
        ("organ;dag\n;2027-04-30", 2, "body-needed"),
        ("organ;dag\nks;", 2, "needed"),
        ("organ;dag;kl\nks;2027-04-30;25:00", 2, "not-an-hour"),
        ("organ;dag;läge\nks;2027-04-30;kanske", 2, "unknown-status"),
        ("organ;dag;stopp\nks;2027-04-30;2027-05-01", 2, "stop-after-meeting"),
        ("organ;dag;kallelse\nks;2027-04-30;2027-05-01", 2, "notice-after-meeting"),
        ("KS: 14/1", 1, "year-needed"),
        ("", 0, "no-meetings"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:KS\nEND:VEVENT\nEND:VCALENDAR", 0, "not-a-calendar"),
        (ICS.replace("SUMMARY:KS\n", "SUMMARY:Fika\n"), 2, "body-needed"),
        (ICS.replace("SUMMARY:KS\n", "SUMMARY:KS\nRRULE:FREQ=MONTHLY\n"), 0, "not-a-calendar"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_nothing_is_done(
    house: House, text: str, line: int, why: str
) -> None:
    before = everything(house)

    done = bring(house, text)

    assert (line, why) in [(each.line, each.why) for each in done.mistakes]
    assert {each.why for each in done.mistakes} <= set(house.words["sv"].section("sheet"))
    assert (done.applied, everything(house)) == (False, before)


def test_a_binary_file_is_refused_in_a_sentence(house: House) -> None:
    done = bring(house, b"PK\x03\x04\x00\x00")

    assert [each.why for each in done.mistakes] == ["not-text"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_spreadsheet_is_read_however_it_was_saved(house: House, separator: str) -> None:
    text = f"Nämnd{separator}Datum\nTekniska nämnden{separator}2027-05-12\n".encode("cp1252")

    assert does(bring(house, text, by=None)) == ["add tn 2027-05-12"]


def test_a_calendar_file_is_read_on_a_swedish_clock(house: House) -> None:
    bring(house, ICS)

    assert days(house) == [
        "ksau 2027-03-16 – planned",
        "kf 2027-03-29 17:30 planned",
        "ks 2027-04-06 09:00 planned",
    ]


def test_an_entry_that_has_moved_in_the_calendar_moves_and_one_that_is_called_off_is_cancelled(
    house: House,
) -> None:
    bring(house, ICS)
    anew = ICS.replace("20270329T", "20270330T").replace(
        "SUMMARY:KS\n", "SUMMARY:KS\nSTATUS:CANCELLED\n"
    )

    done = bring(house, anew)

    assert does(done) == ["move kf 2027-03-30", "cancel ks 2027-04-06", "nothing ksau 2027-03-16"]
    assert days(house)[1:] == ["kf 2027-03-30 17:30 moved", "ks 2027-04-06 09:00 cancelled"]
    assert {line.does for line in bring(house, anew).lines} == {"nothing"}


def test_what_somebody_changed_by_hand_is_kept_and_told(house: House) -> None:
    bring(house, LIST)
    move(house, "ljungby", 1, date(2027, 4, 16), by=at("siv"), at=MORNING)
    cancel(house, "ljungby", 3, by=at("siv"), at=MORNING, reason="Val")
    before = everything(house)

    again = bring(house, LIST)

    assert [(line.does, line.was) for line in again.lines] == [
        ("keep", "2027-04-16"),
        ("nothing", ""),
        ("keep", "cancelled"),
    ]
    assert everything(house) == before


def test_a_list_that_knows_more_adds_it_and_forgets_nothing(house: House) -> None:
    bring(house, "organ;dag\nks;2027-06-01")

    done = bring(house, "organ;dag;kl;stopp\nks;2027-06-01;09:00;2027-05-20")

    shown = show_meeting(house, "ljungby", 1)
    assert does(done) == ["change ks 2027-06-01"]
    assert (shown["start"], shown["stop"], len(shown["history"])) == ("09:00", "2027-05-20", 2)


def test_a_meeting_on_a_day_when_nobody_works_is_pointed_out(house: House) -> None:
    done = bring(house, "KF: 29/3, 30/3, 3/4 2027", by=None)

    assert [line.free_day for line in done.lines] == [
        True,
        False,
        True,
    ]  # Easter Monday, a Saturday


def test_only_those_who_keep_the_calendar_apply_a_list(house: House) -> None:
    before = everything(house)

    with pytest.raises(Refused, match="not-your-role"):
        bring(house, LIST, by=at("karin"))

    assert everything(house) == before


PACK = read_packs(folder("config"))["ljungby"]
WORDS = Words.load(folder("templates") / "words")


@given(
    some.one_of(
        some.binary(max_size=300),
        some.text(max_size=200).map(str.encode),
        some.text(alphabet="KSF;,\t\n0123456789-/: dagorn", max_size=200).map(
            lambda text: b"organ;dag;kl\n" + text.encode()
        ),
        some.lists(some.sampled_from(ICS.splitlines()), max_size=20).map(
            lambda lines: "\n".join(["BEGIN:VCALENDAR", *lines]).encode()
        ),
    )
)
@settings(deadline=None, max_examples=400)
def test_no_file_breaks_the_reader(data: bytes) -> None:
    found = reading.read(data, PACK, WORDS)

    assert found.rows or found.mistakes
    assert [row for row in found.rows if row.body not in PACK.bodies] == []
    assert [each.said(WORDS["sv"]) for each in found.mistakes if not each.said(WORDS["sv"])] == []
