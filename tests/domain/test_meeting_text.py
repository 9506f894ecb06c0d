"""Pasted meeting days: every way that people write them, and nothing that is guessed."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intlflow.domain.meeting_text import Pasted, Unread, read_text

BODIES = {
    "ks": "ks", "kommunstyrelsen": "ks", "ksau": "ksau", "kf": "kf", "kommunfullmäktige": "kf",
    "kommunstyrelsens arbetsutskott": "ksau", "tekniska nämnden": "tn",
}  # fmt: skip


def days(text: str, body: str = "ks", year: int | None = 2027) -> list[str]:
    found = read_text(text, BODIES, body=body, year=year)
    assert found.unread == []
    hours = [f" {each.start:%H:%M}" if each.start else "" for each in found.meetings]
    return [f"{e.body} {e.day}{hour}" for e, hour in zip(found.meetings, hours, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KS: 14/1, 11/2", ["ks 2027-01-14", "ks 2027-02-11"]),
        ("ks 14/1 11/2 2028", ["ks 2028-01-14", "ks 2028-02-11"]),
        ("13 januari, 10 februari 2027", ["ks 2027-01-13", "ks 2027-02-10"]),
        ("13 januari 2026, 10 februari 2027", ["ks 2026-01-13", "ks 2027-02-10"]),
        ("KF måndag 25 jan kl. 17:30", ["kf 2027-01-25 17:30"]),
        ("Kommunfullmäktige kl 17.30: 25/1, 22/2", ["kf 2027-01-25 17:30", "kf 2027-02-22 17:30"]),
        ("KF 25/1 kl 17, 22/2 kl 18:00", ["kf 2027-01-25 17:00", "kf 2027-02-22 18:00"]),
        ("Kommunstyrelsens arbetsutskott – 5 maj", ["ksau 2027-05-05"]),
        ("Tekniska nämnden\n- 2027-01-20\n- 2027-02-17", ["tn 2027-01-20", "tn 2027-02-17"]),
        ("KS: den 14:e mars och den 11:e april", ["ks 2027-03-14", "ks 2027-04-11"]),
        ("KS 2028: 14/1, 11/2", ["ks 2028-01-14", "ks 2028-02-11"]),
        ("Sammanträdesdagar\nKS: 1/12", ["ks 2027-12-01"]),
        ("KF: Monday 25 January and 22nd February", ["kf 2027-01-25", "kf 2027-02-22"]),
        ("", []),
        ("\n\n  \n", []),
    ],
)
def test_days_are_read_however_they_are_written(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("KS: 14/1, 11/2", Unread(1, "year-needed", "14/1")),
        ("KS: 31/2 2027", Unread(1, "no-such-day", "31/2 2027")),
        ("KS: 14/13 2027", Unread(1, "no-such-day", "14/13 2027")),
        ("Valnämnden: 14/1 2027", Unread(1, "not-understood", "Valnämnden")),
        ("Valnämnden", Unread(1, "unknown-body", "Valnämnden")),
        ("KS 2027-01-14 inställt", Unread(1, "not-understood", "inställt")),
        ("\n14/1 2027", Unread(2, "body-needed", "14/1 2027")),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(text: str, unread: Unread) -> None:
    assert unread in read_text(text, BODIES).unread


def test_a_day_without_a_year_is_never_given_one() -> None:
    assert read_text("KS: 14/1", BODIES).meetings == []


def test_an_hour_that_is_none_is_left_out() -> None:
    assert read_text("KF 25/1 2027 kl 25", BODIES).meetings == [Pasted(1, "kf", date(2027, 1, 25))]


@given(some.text(alphabet="KSF kf:/-0123456789,.;\njanuarimjsåäö()2027kl", max_size=80))
def test_no_text_breaks_the_reader_and_every_day_is_a_day(text: str) -> None:
    found = read_text(text, BODIES, body="ks", year=2027)

    assert [each for each in found.meetings if each.body not in BODIES.values()] == []
    assert [each for each in found.meetings if not isinstance(each.start, time | None)] == []
