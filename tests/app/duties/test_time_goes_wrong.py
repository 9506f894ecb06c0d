"""Clocks that jump, deadlines that move, people who leave in between: nothing is lost and nothing doubled."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from intlflow.app.doctor import examine
from intlflow.app.duties import clockwatch, deciding, ticking
from intlflow.app.duties.reporting import asked, run
from intlflow.app.duties.showing import list_duties, show_duty
from intlflow.app.house import House, NotFound
from intlflow.app.register import end_appointment
from intlflow.domain.clockguard import Reading
from intlflow.store.engine import writing
from tests.app.duties import town
from tests.app.duties.asking import TALK, at, holder, rows

BOOT = "7f3a"


def reading(moment: datetime, ran: float, boot: str = BOOT) -> Reading:
    return Reading(moment, boot, ran)


@pytest.mark.parametrize(
    ("later", "ran", "boot", "why"),
    [
        (timedelta(minutes=-6), 60.0, BOOT, "jumped back"),
        (timedelta(hours=49), 60.0, BOOT, "jumped forward"),
        (timedelta(days=-400), 60.0, "another", "jumped back"),
    ],
)
def test_a_clock_that_jumps_stops_the_letters_until_somebody_has_looked(
    demo: House, later: timedelta, ran: float, boot: str, why: str
) -> None:
    start = at("2027-01-14")
    clockwatch.believe(demo, reading(start, 0.0))

    with pytest.raises(clockwatch.Doubtful, match=why):
        clockwatch.believe(demo, reading(start + later, ran, boot))
    with pytest.raises(clockwatch.Doubtful):  # also when it has come back: somebody must look
        clockwatch.believe(demo, reading(start + timedelta(minutes=2), 120.0))

    findings = {each.what: each for each in examine(demo.settings)}
    assert (findings["duties"].state, why in findings["duties"].said) == ("bad", True)
    clockwatch.accept(demo, reading(start + timedelta(minutes=3), 180.0))
    clockwatch.believe(demo, reading(start + timedelta(minutes=4), 240.0))


@pytest.mark.parametrize(
    ("later", "ran", "boot"),
    [
        (timedelta(minutes=-4), 60.0, BOOT),  # set right by the network
        (timedelta(days=30), timedelta(days=30).total_seconds(), BOOT),  # it has really run so long
        (timedelta(days=30), 60.0, "another"),  # the machine was off for a month
    ],
)
def test_a_clock_that_only_went_on_is_believed(
    demo: House, later: timedelta, ran: float, boot: str
) -> None:
    start = at("2027-01-14")
    clockwatch.believe(demo, reading(start, 0.0))

    clockwatch.believe(demo, reading(start + later, ran, boot))

    assert clockwatch.doubted(demo) is None


def test_a_made_up_clock_is_not_watched(demo: House) -> None:
    trying = replace(demo, settings=replace(demo.settings, clock="2027-03-01T07:00:00+01:00"))
    clockwatch.believe(demo, reading(at("2026-11-25"), 0.0))

    clockwatch.believe(trying, reading(at("2027-03-01"), 1.0))

    assert clockwatch.doubted(demo) is None


def test_a_deadline_that_moves_is_told_once_and_plans_follow(demo: House) -> None:
    ((ref, facts),) = rows(demo, "SELECT ref, facts FROM case_ WHERE ref = 'LJU-2026-004'")
    old = datetime.fromisoformat(json.loads(facts)["call_deadline"])
    ticking.tick(demo, at("2026-11-25"))
    planned = rows(demo, "SELECT key, on_day FROM milestone m JOIN case_ c ON c.id = m.case_id"
                   " WHERE c.ref = ? AND m.entry = c.stage_entry ORDER BY key", ref)  # fmt: skip
    new = (old + timedelta(days=14)).date()
    living = town.Town(demo)

    town.moves_deadline(ref, f"{new}T17:00+01:00")(living)
    for day in ("2026-11-26", "2026-11-27"):
        ticking.tick(demo, at(day))

    told = rows(demo, "SELECT DISTINCT subject, letter_day FROM duty_note WHERE duty = 'day_moved'")
    assert told == [(f"{ref}/call_deadline/{new}", "2026-11-26")]
    sql = (
        "SELECT day FROM day_seen s JOIN case_ c ON c.id = s.case_id"
        " WHERE c.ref = ? AND anchor = 'call_deadline' ORDER BY s.id"
    )
    seen = [day for (day,) in rows(demo, sql, ref)]
    assert seen == [str(old.date()), str(new)]
    steps = rows(demo, "SELECT outcome FROM duty_step WHERE duty = 'call_deadline' AND subject = ?"
                 " AND period = ?", ref, str(new))  # fmt: skip
    assert {outcome for (outcome,) in steps} <= {"overtaken"}
    again = rows(demo, "SELECT key, on_day FROM milestone m JOIN case_ c ON c.id = m.case_id"
                 " WHERE c.ref = ? AND m.entry = c.stage_entry ORDER BY key", ref)  # fmt: skip
    assert again != planned or planned == []


def test_what_waits_for_somebody_who_left_goes_to_whoever_holds_the_role(demo: House) -> None:
    """A second thing on one day waits for tomorrow's letter; by then the person has gone."""
    ticking.tick(demo, at("2027-01-14"))
    karin = holder(demo, "contact_person", "buf")
    ((person, appointment),) = rows(
        demo,
        "SELECT p.id, a.id FROM person p JOIN appointment a ON a.person_id = p.id"
        " WHERE p.email = ? AND a.scope = 'buf' AND a.role = 'contact_person'",
        karin,
    )
    only_talks = ticking.just(demo, TALK, "ljungby")
    ticking.tick(demo, at("2027-01-15"), wanted=only_talks, write=False)
    waiting = rows(demo, "SELECT count(*) FROM duty_note WHERE person_id = ? AND letter_day IS NULL"
                   " AND duty = ? AND subject = 'buf'", person, TALK)  # fmt: skip
    end_appointment(demo, appointment, date(2027, 1, 15))
    with writing(demo.engine) as tx:
        tx.run("UPDATE person SET active_to = '2027-01-15' WHERE id = ?", person)

    ticking.tick(demo, at("2027-01-16"))

    assert waiting == [(1,)]
    told = rows(demo, "SELECT person_id, letter_day FROM duty_note WHERE duty = ? AND subject = 'buf'"
                " AND period = '2027-1' ORDER BY id", TALK)  # fmt: skip
    assert told[0] == (person, "quiet")
    assert [(who != person, day) for who, day in told[1:]] != []
    assert {day for _, day in told[1:]} == {"2027-01-16"}


def test_a_clock_s_table_says_what_was_told_and_what_was_not_and_why(demo: House) -> None:
    wish = asked(demo, "appointments", "ljungby", "", "")

    report = run(demo, wish, at("2026-11-25"))

    vacancy = [r for r in report.rows if r["Enhet eller ärende"] == "luab"]
    assert {r["Vad som hände"] for r in vacancy} >= {"brev"}
    assert "letters written" in report.sentence
    names = {name for (name,) in rows(demo, "SELECT name FROM person")}
    said = json.dumps(report.rows, ensure_ascii=False)
    assert [name for name in names if name in said] == []


def test_a_clock_by_itself_leaves_the_letters_to_the_one_that_gathers_them(demo: House) -> None:
    run(demo, asked(demo, "ledningsgrupp-reminders", "", "", ""), at("2026-11-25"))
    before = rows(demo, "SELECT count(*) FROM letter WHERE template LIKE 'duty/%'")

    run(demo, asked(demo, "digest", "", "", ""), at("2026-11-25"))

    after = rows(demo, "SELECT count(*) FROM letter WHERE template LIKE 'duty/%'")
    assert (before, after[0][0] > 20) == ([(0,)], True)


def test_a_look_ahead_from_a_form_writes_nothing_and_has_an_end(demo: House) -> None:
    ticking.tick(demo, at("2026-11-25"))
    before = rows(demo, "SELECT count(*) FROM duty_step")

    report = run(
        demo, asked(demo, "ledningsgrupp-reminders", "", "", "2027-01-15"), at("2026-11-25")
    )

    assert len(report.rows) > 10
    assert rows(demo, "SELECT count(*) FROM duty_step") == before
    with pytest.raises(NotFound, match="five years"):
        run(demo, asked(demo, "digest", "", "", "2040-01-01"), at("2026-11-25"))
    with pytest.raises(NotFound, match="no municipality"):
        asked(demo, "digest", "malmo", "", "")


def test_PLAN_41_the_coordinator_sees_every_unit_and_every_override_keeps_its_reason(
    demo: House,
) -> None:
    seen = {
        r["subject"] for r in list_duties(demo, at("2026-11-25"), municipality="ljungby", key=TALK)
    }
    deciding.waive(
        demo, "ljungby", TALK, subject="tf", by=holder(demo, "coordinator", ""), reason="Byggs om.",
        at=at("2026-11-25"),
    )  # fmt: skip

    assert seen == {u.key for u in demo.packs["ljungby"].unit if u.holds(date(2026, 11, 25))}
    decided = show_duty(demo, "ljungby", TALK, at("2026-11-25"))["decided"]
    assert [(d["subject"], d["reason"], bool(d["by"])) for d in decided] == [
        ("tf", "Byggs om.", True)
    ]
