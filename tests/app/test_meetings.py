"""Meetings are added, moved and cancelled; what hung on them is planned anew and told to whom it concerns."""

import json
from datetime import date, time

import pytest

from intlflow.app.duties.ticking import tick
from intlflow.app.house import House, NotFound
from intlflow.app.meetings.asking import Asked, reachable
from intlflow.app.meetings.changing import add, cancel, move
from intlflow.app.meetings.known import meeting_on
from intlflow.app.meetings.showing import list_meetings, show_meeting
from intlflow.domain.lifecycle import Refused
from intlflow.domain.reach import Colour
from intlflow.domain.words import Kind
from intlflow.store.engine import reading, writing
from tests.app.calendar import LIST, a_meeting, a_project, bring, later, told, words_of
from tests.people import MORNING, at, go
from tests.store.whole import everything, number_of

SANNA, PETRA, KARIN = at("sanna"), at("petra"), at("karin")


def test_a_moved_meeting_keeps_its_history_and_its_stop_follows(house: House) -> None:
    a_meeting(house, "ks", "2027-06-01")

    moved = move(house, "ljungby", 1, date(2027, 6, 8), by=SANNA, at=later(1), reason="Lokalbrist")

    shown = show_meeting(house, "ljungby", 1)
    assert (moved.row.status, shown["day"], shown["stop"]) == ("moved", "2027-06-08", "2027-05-25")
    assert [(row["status"], row["day"], row["by"], row["reason"]) for row in shown["history"]] == [
        ("planned", "2027-06-01", "Siv Sten", ""),
        ("moved", "2027-06-08", "Sanna Lind", "Lokalbrist"),
    ]


def test_the_meeting_of_a_body_on_a_day_is_found_until_it_moves_or_is_cancelled(
    house: House,
) -> None:
    a_meeting(house, "ks", "2027-06-01")
    a_meeting(house, "bun", "2027-06-01")
    move(house, "ljungby", 1, date(2027, 6, 8), by=SANNA, at=MORNING)
    cancel(house, "ljungby", 2, by=SANNA, at=MORNING, reason="Inga ärenden")

    with reading(house.engine) as tx:
        found = {
            (body, day): meeting_on(tx, "ljungby", body, date(2027, 6, day))
            for body in ("ks", "bun")
            for day in (1, 8)
        }
        elsewhere = meeting_on(tx, "vaxjo", "ks", date(2027, 6, 8))

    assert {place: row.number for place, row in found.items() if row} == {("ks", 8): 1}
    assert elsewhere is None
    assert list_meetings(house, "vaxjo", MORNING) == []


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (lambda h: a_meeting(h, "ks", "2027-06-01"), "meets-already"),
        (lambda h: move(h, "ljungby", 2, date(2027, 6, 1), by=SANNA, at=MORNING), "meets-already"),
        (lambda h: move(h, "ljungby", 3, date(2027, 6, 9), by=SANNA, at=MORNING), "meeting-cancelled"),
        (lambda h: cancel(h, "ljungby", 3, by=SANNA, at=MORNING, reason="Val"), "meeting-cancelled"),
        (lambda h: cancel(h, "ljungby", 1, by=SANNA, at=MORNING, reason=" "), "bad-fact"),
        (lambda h: cancel(h, "ljungby", 1, by=KARIN, at=MORNING, reason="Val"), "not-your-role"),
        (
            lambda h: add(h, "ljungby", "kf", date(2027, 6, 1), by=SANNA, at=MORNING,
                          stop=date(2027, 6, 2)),
            "stop-after-meeting",
        ),
        (
            lambda h: add(h, "ljungby", "kf", date(2027, 6, 1), by=SANNA, at=MORNING,
                          notice=date(2027, 6, 2)),
            "notice-after-meeting",
        ),
    ],
)  # fmt: skip
def test_a_refused_change_leaves_no_trace(house: House, what, error: str) -> None:  # type: ignore[no-untyped-def]
    for day in ("2027-06-01", "2027-06-15", "2027-06-22"):
        a_meeting(house, "ks", day)
    cancel(house, "ljungby", 3, by=SANNA, at=MORNING, reason="Val")
    before = everything(house)

    with pytest.raises(Refused, match=error):
        what(house)

    assert everything(house) == before
    assert error in house.words["sv"].section("refusal")


@pytest.mark.parametrize(
    "what",
    [
        lambda h: a_meeting(h, "valn", "2027-06-01"),
        lambda h: move(h, "ljungby", 9, date(2027, 6, 9), by=SANNA, at=MORNING),
        lambda h: cancel(h, "ljungby", 9, by="nobody@ljungby.example", at=MORNING, reason="Val"),
        lambda h: show_meeting(h, "ljungby", 9),
    ],
)
def test_what_is_not_there_is_said_with_where_to_look(house: House, what) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound, match=r"there are|see `intlflow|nobody in"):
        what(house)


def test_an_hour_can_be_set_without_moving_the_day(house: House) -> None:
    a_meeting(house, "ks", "2027-06-01")

    done = move(house, "ljungby", 1, date(2027, 6, 1), by=SANNA, at=MORNING, start=time(13))

    assert (done.row.day, done.row.start) == ("2027-06-01", "13:00")


def test_plan_46_a_case_is_asked_with_its_own_facts(house: House) -> None:
    bring(house, LIST)
    ref = a_project(house)

    found = reachable(house, "ljungby", Asked(ref=ref), MORNING)

    assert (found.plan.colour, [leg.body for leg in found.plan.legs]) == (Colour.GREEN, ["bun"])
    assert (str(found.plan.memo), found.plan.legs[0].slack) == ("2027-04-30", 20)
    assert {"more_than_three_budget_years", "delegated"} <= set(found.matter.route.unknown)


def test_a_cancelled_meeting_plans_a_case_anew_and_tells_all_but_whoever_did_it(
    house: House,
) -> None:
    bring(house, LIST)
    ref = a_project(house)

    done = cancel(house, "ljungby", 2, by=SANNA, at=later(1), reason="Inga ärenden")

    (hit,) = done.hits
    assert (hit.ref, hit.was, hit.now, hit.letters) == (ref, Colour.GREEN, Colour.GREEN, 2)
    assert told(house) == [("meeting/changed", KARIN), ("meeting/changed", PETRA)]
    letter = words_of(house, PETRA)
    assert f"Sammanträde inställt, ny plan för {ref}" in letter
    assert "14 april 2027, handlingsstopp 31 mars 2027" in letter
    assert "Skälet till ändringen: Inga ärenden" in letter


def test_a_case_that_can_not_be_reached_any_longer_tells_the_ways_that_are_left(
    house: House,
) -> None:
    bring(house, LIST)
    ref = a_project(house)
    cancel(house, "ljungby", 1, by=SANNA, at=MORNING, reason="Val")

    done = cancel(house, "ljungby", 2, by=at("siv"), at=MORNING, reason="Val")

    assert [(hit.ref, hit.was, hit.now) for hit in done.hits] == [
        (ref, Colour.GREEN, Colour.UNKNOWN)
    ]
    letter = words_of(house, SANNA)
    assert "Extra sammanträde i Barn- och utbildningsnämnden, tidigast 8 mars 2027" in letter
    assert "Ansökan med förbehåll" in letter


def test_a_meeting_that_nothing_hangs_on_is_moved_without_a_letter(house: House) -> None:
    bring(house, LIST)
    a_project(house)

    done = move(house, "ljungby", 3, date(2027, 6, 8), by=SANNA, at=MORNING)

    assert (done.hits, told(house)) == ((), [])


def test_a_case_whose_money_is_decided_hangs_on_no_meeting(house: House) -> None:
    bring(house, LIST)
    ref = a_project(house)
    go(house, ref, Kind.PROJECT, "writing", "decide_financing")

    done = cancel(house, "ljungby", 2, by=SANNA, at=MORNING, reason="Val")

    assert (done.hits, told(house)) == ((), [])


def test_a_list_that_moves_a_meeting_tells_the_cases_that_hung_on_it(house: House) -> None:
    entry = "BEGIN:VEVENT\nUID:1\nSUMMARY:BUN\nDTSTART;VALUE=DATE:{}\nEND:VEVENT\n"
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{}END:VCALENDAR\n"
    bring(house, text.format(entry.format("20270519")))
    ref = a_project(house)

    done = bring(house, text.format(entry.format("20270611")))

    assert [(hit.ref, hit.was, hit.now) for hit in done.hits] == [(ref, Colour.GREEN, Colour.TIGHT)]
    assert told(house) == [("meeting/changed", KARIN), ("meeting/changed", PETRA)]


# The standing check


def test_a_case_is_first_seen_without_a_word_and_worse_news_is_told_once(house: House) -> None:
    bring(house, LIST)
    a_project(house)
    tick(house, MORNING)
    assert told(house) == []

    tick(house, later(61))  # 1 May: the memo should have been ready by 30 April
    tick(house, later(61))
    tick(house, later(62))

    assert told(house) == [("meeting/reach", SANNA)]
    assert "Tiden har blivit knapp" in words_of(house, SANNA)
    assert number_of(house, "reach_seen") == 2


def test_it_is_told_again_when_it_has_become_worse_again(house: House) -> None:
    bring(house, LIST)
    a_project(house)

    for days in (0, 61, 70, 71):  # green; tight; the stop of 7 May has passed
        tick(house, later(days))

    assert told(house) == [("meeting/reach", SANNA)] * 2
    assert "Hinner inte med de sammanträden som finns" in words_of(house, SANNA)


def test_a_deadline_that_is_moved_earlier_is_told_and_one_that_is_moved_later_is_not(
    house: House,
) -> None:
    bring(house, LIST)
    ref = a_project(house)
    tick(house, MORNING)

    for day, expected in (("2027-04-13", 1), ("2027-04-13", 1), ("2027-06-20", 1)):
        _set_deadline(house, ref, day)
        tick(house, later(2))
        assert len(told(house)) == expected


def _set_deadline(house: House, ref: str, day: str) -> None:
    """The deadline as a later move would correct it."""
    with writing(house.engine) as tx:
        row = tx.one("SELECT facts FROM case_ WHERE ref = ?", ref)
        assert row is not None
        facts = json.loads(row[0]) | {"call_deadline": f"{day}T17:00+02:00"}
        tx.run("UPDATE case_ SET facts = ? WHERE ref = ?", json.dumps(facts), ref)


def test_where_nobody_has_said_when_bodies_meet_nobody_is_bothered(house: House) -> None:
    a_project(house)

    tick(house, MORNING)
    tick(house, later(80))

    assert told(house) == []


def test_a_case_that_can_not_be_reached_when_it_is_first_seen_is_told(house: House) -> None:
    bring(house, "organ;dag\nbun;2027-06-16")
    a_project(house)

    tick(house, MORNING)

    assert told(house) == [("meeting/reach", SANNA)]


def test_a_change_that_was_told_by_the_meeting_is_not_told_again_by_the_tick(house: House) -> None:
    bring(house, LIST)
    a_project(house)
    tick(house, MORNING)
    for number in (1, 2):
        cancel(house, "ljungby", number, by=at("siv"), at=later(1), reason="Val")
    before = told(house)

    tick(house, later(1))

    assert told(house) == before
    assert {template for template, _ in before} == {"meeting/changed"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_letter_about_a_meeting_is_whole_in_both_languages(house: House, lang: str) -> None:
    with writing(house.engine) as tx:
        tx.run("UPDATE person SET lang = ?", lang)
    bring(house, LIST)
    a_project(house)
    move(house, "ljungby", 2, date(2027, 5, 26), by=at("siv"), at=MORNING, reason="Val")
    tick(house, later(66))
    cancel(house, "ljungby", 2, by=at("siv"), at=later(66), reason="Val")

    texts = [words_of(house, who) for who in (SANNA, PETRA, KARIN)]

    assert [text for text in texts if "{" in text or "  " in text or "None" in text] == []
    assert [text for text in texts if len(text.split("\n", 1)[0]) > 120] == []
