"""The coordinator may waive, postpone or pause, with a reason; what was decided shows, and is told once."""

from datetime import date

import pytest

from intlflow.app.duties import deciding, ticking
from intlflow.app.duties.showing import list_duties, show_duty
from intlflow.app.house import House
from intlflow.domain.lifecycle import Refused
from tests.app.duties.asking import TALK, at, holder, told

WHY = "Förvaltningen byggs om."


def sanna(house: House) -> str:
    return holder(house, "coordinator", "")


def test_who_is_let_off_hears_nothing_more(demo: House) -> None:
    ticking.tick(demo, at("2027-01-15"))
    deciding.waive(
        demo, "ljungby", TALK, subject="buf", by=sanna(demo), reason=WHY, at=at("2027-02-01")
    )

    for day in ("2027-05-01", "2027-05-17", "2027-05-28"):
        ticking.tick(demo, at(day))

    assert told(demo, "buf", "2027-1") == ["2027-01-15"]
    (row,) = [
        r
        for r in list_duties(
            demo, at("2027-06-01"), municipality="ljungby", subject="buf", key=TALK
        )
        if r["period"] == "2027-1"
    ]
    assert row["state"] == "waived"
    shown = show_duty(demo, "ljungby", TALK, at("2027-06-01"), "buf")
    assert [(d["kind"], d["reason"]) for d in shown["decided"]] == [("waive", WHY)]


def test_a_postponed_duty_is_climbed_anew_towards_its_new_day(demo: House) -> None:
    for day in ("2027-01-15", "2027-05-01", "2027-05-17"):
        ticking.tick(demo, at(day))
    deciding.postpone(
        demo, "ljungby", TALK, subject="buf", by=sanna(demo), until=date(2027, 6, 30), reason=WHY,
        at=at("2027-05-20"),
    )  # fmt: skip

    for day in ("2027-05-28", "2027-06-07", "2027-06-16", "2027-06-27"):
        ticking.tick(demo, at(day))

    assert told(demo, "buf", "2027-1") == [
        *("2027-01-15", "2027-05-01", "2027-05-17"),  # towards 31 May
        *("2027-06-07", "2027-06-16", "2027-06-27"),  # towards 30 June; the first is found late
    ]
    assert told(demo, "buf", "2027-1", "unit_manager") == []


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2027-05-31", "until-not-later"),
        ("2026-05-31", "until-not-later"),
        ("2028-05-31", "until-too-far"),
    ],
)
def test_a_new_day_is_later_and_not_too_far(demo: House, until: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        deciding.postpone(
            demo, "ljungby", TALK, subject="buf", by=sanna(demo),
            until=date.fromisoformat(until), reason=WHY, at=at("2027-05-20"),
        )  # fmt: skip


def test_the_third_postponement_is_one_too_many(demo: House) -> None:
    for until in ("2027-06-10", "2027-06-20"):
        deciding.postpone(
            demo, "ljungby", TALK, subject="buf", by=sanna(demo),
            until=date.fromisoformat(until), reason=WHY, at=at("2027-05-20"),
        )  # fmt: skip

    with pytest.raises(Refused, match="postponed-enough"):
        deciding.postpone(
            demo, "ljungby", TALK, subject="buf", by=sanna(demo), until=date(2027, 6, 30),
            reason=WHY, at=at("2027-05-20"),
        )  # fmt: skip


def test_after_a_pause_what_was_missed_is_told_once(demo: House) -> None:
    ticking.tick(demo, at("2027-01-15"))
    deciding.pause(demo, "ljungby", TALK, by=sanna(demo), reason=WHY, at=at("2027-04-20"))
    for day in ("2027-05-01", "2027-05-17"):
        ticking.tick(demo, at(day))
    paused = told(demo, "buf", "2027-1")

    deciding.resume(demo, "ljungby", TALK, by=sanna(demo), reason="Klart.", at=at("2027-05-20"))
    ticking.tick(demo, at("2027-05-20", 13))

    assert paused == ["2027-01-15"]
    assert told(demo, "buf", "2027-1") == ["2027-01-15", "2027-05-20"]


def test_a_pause_that_ends_by_itself_needs_no_word(demo: House) -> None:
    ticking.tick(demo, at("2027-01-15"))
    deciding.pause(
        demo, "ljungby", TALK, by=sanna(demo), reason=WHY, at=at("2027-04-20"), until=date(2027, 5, 10)
    )  # fmt: skip
    for day in ("2027-05-01", "2027-05-11"):
        ticking.tick(demo, at(day))

    assert told(demo, "buf", "2027-1") == ["2027-01-15", "2027-05-11"]


def test_only_the_coordinator_decides_and_only_with_a_reason(demo: House) -> None:
    manager = holder(demo, "unit_manager", "buf")

    with pytest.raises(Refused, match="not-your-role"):
        deciding.waive(
            demo, "ljungby", TALK, subject="buf", by=manager, reason=WHY, at=at("2027-02-01")
        )
    with pytest.raises(Refused, match="bad-fact"):
        deciding.waive(
            demo, "ljungby", TALK, subject="buf", by=sanna(demo), reason=" ", at=at("2027-02-01")
        )
    with pytest.raises(Refused, match="not-paused"):
        deciding.resume(demo, "ljungby", TALK, by=sanna(demo), reason=WHY, at=at("2027-02-01"))
