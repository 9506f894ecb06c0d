"""What a case is owed when it comes to a headline stage, done by one process, once, whatever happens."""

from datetime import timedelta

import pytest

from intlflow.app import stages
from intlflow.app.house import House
from intlflow.app.record import Moved
from intlflow.app.showing import show_case, show_letter
from intlflow.app.stages import StageWork
from intlflow.domain.words import Kind
from intlflow.store import meta
from intlflow.store.engine import reading
from tests import people
from tests.store.whole import everything, number_of

NOW, SOON, LATE = people.MORNING, people.MORNING + stages.LEASE, people.MORNING + people.DAY
NAMES = [full for full, _ in people.CAST.values()]
# Where each headline stage begins on the main road, and who carries it there.
ROADS = {
    "idea": ((), "Sanna Lind"),
    "support": (people.MAIN_ROAD[:1], "Sanna Lind"),
    "writing": (people.MAIN_ROAD[:2], "Petra Dahl"),
    "decision": (people.MAIN_ROAD[:4], "Petra Dahl"),
    "running": (people.MAIN_ROAD[:6], "Petra Dahl"),
    "evaluation": (people.MAIN_ROAD[:8], "Petra Dahl"),
    "archive": (people.MAIN_ROAD, None),
}


def take(house: House, moved: Moved, by: str = "here:1") -> StageWork:
    assert moved.stage_run is not None
    work = stages.claim(house, moved.stage_run, by=by, at=NOW)
    assert work is not None
    return work


@pytest.mark.parametrize("stage", ROADS)
def test_every_stage_s_work_made_twice_is_done_once(house: House, stage: str) -> None:
    road, carrier = ROADS[stage]
    work = take(house, people.walk(house, road))

    dates, letters = stages.plan(house, work, NOW), stages.tell(house, work, NOW)
    once = everything(house)
    again = (stages.plan(house, work, NOW), stages.tell(house, work, NOW))

    case = show_case(house, work.case_ref, NOW)
    written = [letter for letter in case["letters"] if letter["template"] == f"stage/{stage}"]
    assert again == (dates, letters)
    assert everything(house) == once
    assert [letter["to"] for letter in written] == ([carrier] if carrier else [])
    assert [m.key for m in dates] == [
        item.key
        for item in house.pack("ljungby").milestone
        if (item.kind, item.stage) == (Kind.PROJECT, stage) and item.key in {m.key for m in dates}
    ]
    assert len(dates) == number_of(house, f"milestone WHERE entry = {work.entry}")


@pytest.mark.parametrize(
    ("kind", "road"), [(Kind.TWIN_TOWN, ("take_up",)), (Kind.GOVERNING_DOCUMENT, ())]
)
def test_what_is_no_project_is_carried_by_the_coordinator(
    house: House, kind: Kind, road: tuple[str, ...]
) -> None:
    work = take(house, people.walk(house, road, kind))

    stages.tell(house, work, NOW)

    written = show_case(house, work.case_ref, NOW)["letters"]
    assert [to["to"] for to in written if to["template"].startswith("stage/")] == ["Sanna Lind"]


def test_a_stage_s_letter_names_its_open_tasks_and_its_dates(house: House) -> None:
    work = take(house, people.walk(house, people.MAIN_ROAD[:2]))
    stages.plan(house, work, NOW)

    stages.tell(house, work, NOW)

    case = show_case(house, work.case_ref, NOW)
    (written,) = (to for to in case["letters"] if to["template"] == "stage/writing")
    letter = show_letter(house, written["id"])
    assert letter is not None
    body = " ".join(letter["body"].split())
    dates = [each["title_sv"] for each in case["milestones"] if each["entry"] == work.entry]
    assert [title for title in dates if title not in body] == []
    assert len(dates) > 3


def test_nobody_is_asked_to_do_what_a_case_has_left_behind(house: House) -> None:
    idea = people.walk(house, ())
    people.go(house, idea.ref, Kind.PROJECT, "idea", "accept")
    work = take(house, idea)

    done = (stages.plan(house, work, NOW), stages.tell(house, work, NOW))

    written = [letter["template"] for letter in show_case(house, idea.ref, NOW)["letters"]]
    assert done == ([], 0)
    assert "stage/idea" not in written
    assert stages.finish(house, work, "", NOW)


def test_a_date_that_passed_before_the_letter_was_written_says_so(house: House) -> None:
    ref = people.walk(house, people.MAIN_ROAD[:1]).ref
    wish = {"call_deadline": "2027-03-25T17:00"}
    work = take(house, people.go(house, ref, Kind.PROJECT, "support", "go", **wish))
    stages.plan(house, work, NOW)

    stages.tell(house, work, NOW)

    written = show_case(house, ref, NOW)["letters"]
    (letter,) = (
        show_letter(house, to["id"]) for to in written if to["template"] == "stage/writing"
    )
    assert letter is not None
    dates = [line for line in letter["body"].splitlines() if line.startswith("- ") and ": " in line]
    passed = [line for line in dates if line.endswith(" (har passerat)")]
    assert passed == [
        line for line in passed if "2026" in line or "januari" in line or "februari" in line
    ]
    assert 0 < len(passed) < len(dates)


def test_PLAN_46_dates_are_counted_back_from_the_call_s_deadline(house: House) -> None:
    ref = people.walk(house, people.MAIN_ROAD[:1]).ref
    wish = {"call_deadline": "2027-07-01T17:00"}  # a Thursday, eight weeks after Ascension Day
    work = take(house, people.go(house, ref, Kind.PROJECT, "support", "go", **wish))

    planned = {date.key: date for date in stages.plan(house, work, NOW)}

    days = {key: (str(date.on_day), str(date.work_by)) for key, date in planned.items()}
    assert days["freeze"] == ("2027-06-28", "2027-06-28")  # three working days before
    assert days["partners"] == ("2027-05-06", "2027-05-05")  # a holiday: ready the day before


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_portrait_shows_the_case_without_anybody_s_data(house: House, lang: str) -> None:
    road = people.MAIN_ROAD[:1]
    work = take(house, people.walk(house, road))
    people.checklists.tick(
        house, work.case_ref, "undersok", by=people.at("petra"), note="Petra ringde", at=NOW
    )
    stages.plan(house, work, NOW)

    shown = stages.portrait(house, work, NOW, lang)

    title = {"sv": "Undersök vilka utlysningar", "en": "Look into which calls"}[lang]
    assert shown.startswith(f"# {work.case_ref}\n")
    assert shown.count("- [x] ") == 1
    assert shown.count("- [ ] ") == 2
    assert f"- [x] {title}" in shown
    assert "- 2027-03-31 " in shown
    assert "(`go`): " in shown
    assert [name for name in NAMES if name.split()[0] in shown or "@" in shown] == []


def test_of_two_who_take_a_stage_on_one_gets_it(house: House) -> None:
    run = people.an_idea(house).stage_run
    assert run is not None

    first = stages.claim(house, run, by="here:1", at=NOW)
    second = stages.claim(house, run, by="there:2", at=NOW)

    assert first is not None
    assert (first.case_ref, first.stage, first.by) == ("LJU-2027-001", "idea", "here:1")
    assert second is None
    assert stages.due(house, NOW) == []


def test_what_a_silent_process_had_taken_can_be_taken_again_after_its_lease(house: House) -> None:
    slow = take(house, people.an_idea(house), by="here:1")

    at_its_end = stages.claim(house, slow.run_id, by="there:2", at=SOON)
    (due,) = stages.due(house, SOON + timedelta(seconds=1))
    taken = stages.claim(house, slow.run_id, by="there:2", at=SOON + timedelta(seconds=1))

    assert at_its_end is None
    assert (due.id, due.attempts) == (slow.run_id, 1)
    assert taken is not None
    assert stages.finish(house, slow, "too late", LATE) is False
    assert stages.finish(house, taken, "done", LATE) is True
    assert stages.claim(house, slow.run_id, by="here:1", at=LATE) is None
    assert stages.due(house, LATE) == []


def test_what_the_dead_had_taken_is_given_back_and_the_living_keep_theirs(house: House) -> None:
    dead, alive = people.an_idea(house), people.an_idea(house)
    take(house, dead, by="here:1")
    living = take(house, alive, by="here:2")

    given_back = stages.release_dead(house, lambda by: by == "here:2")

    assert given_back == 1
    assert [stage.id for stage in stages.due(house, NOW)] == [dead.stage_run]
    assert stages.finish(house, living, "done", NOW) is True
    assert stages.release_dead(house, lambda _: False) == 0


def test_due_stages_are_told_with_their_case_oldest_first(house: House) -> None:
    first, town = people.an_idea(house), people.a_case(house, Kind.TWIN_TOWN)

    due = stages.due(house, NOW)

    assert [(stage.case_ref, stage.kind, str(stage.stage), stage.attempts) for stage in due] == [
        (first.ref, "project", "idea", 0),
        (town.ref, "twin-town", "idea", 0),
    ]
    assert stages.due(house, NOW - people.DAY) == []


def test_the_clockwork_notes_when_it_last_looked(house: House) -> None:
    stages.note_tick(house, NOW)
    stages.note_tick(house, LATE)

    with reading(house.engine) as tx:
        assert meta.get(tx, stages.LAST_TICK) == "2027-03-02T07:00:00.000000Z"
