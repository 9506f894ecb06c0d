"""Checklists: what a phase asks for, who ticks it, what waits for it; and the support that was given."""

from datetime import date

import pytest

from intlflow.app import checklists
from intlflow.app.decisions.recording import record_decision
from intlflow.app.house import House, NotFound
from intlflow.app.register import list_people
from intlflow.app.showing import show_case
from intlflow.domain.facts import Facts
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind, Stage
from intlflow.packs.model import Anchor, Offset
from tests import people
from tests.app.test_moves import ACCEPT, PARK, act
from tests.store.whole import everything

THREE = ("undersok", "informera", "stotta")
MONDAY = people.MORNING.date()


@pytest.fixture
def ref(house: House) -> str:
    """A project in the support stage."""
    ref = people.an_idea(house).ref
    act(house, ref, "accept", "sanna", ACCEPT)
    return ref


def numbers(house: House) -> dict[str, int]:
    return {p["name"]: p["id"] for p in list_people(house, "ljungby", people.MORNING)}


def tick(house: House, ref: str, key: str, by: str = "petra", note: str = "") -> None:
    checklists.tick(house, ref, key, by=people.at(by), note=note, at=people.MORNING)


def support(house: House, ref: str, by: str = "sanna", **more: object) -> None:
    given: dict[str, object] = {"kind": "stotta", "minutes": 45, "note": ""} | more
    checklists.support(house, ref, by=people.at(by), at=people.MORNING, **given)  # type: ignore[arg-type]


def test_PLAN_46_the_support_stage_has_the_plan_s_own_three_tasks(house: House, ref: str) -> None:
    tasks = show_case(house, ref, people.MORNING)["tasks"]

    # Ten, fifteen and twenty working days after Monday 1 March; Good Friday is the 26th.
    assert [(task["key"], task["owner"], task["due_on"]) for task in tasks] == [
        ("undersok", "coordinator", "2027-03-15"),
        ("informera", "coordinator", "2027-03-22"),
        ("stotta", "coordinator", "2027-03-31"),
    ]
    assert {(task["stage"], task["required"], task["done_at"]) for task in tasks} == {
        ("support", True, None)
    }


def test_a_phase_that_is_come_to_again_asks_for_nothing_anew(house: House, ref: str) -> None:
    for key in THREE:
        tick(house, ref, key)
    go = people.facts_for(house, Kind.PROJECT, "support", "go", "ljungby")
    first = act(house, ref, "go", "manne", go)
    tick(house, ref, first.tasks[0])

    put_off = "bun 2027-02-16 § 12 bordläggning"
    again = record_decision(
        house, ref, put_off, by=people.at("siv"), given={}, at=people.MORNING
    ).moved

    assert (again.source, again.target) == ("writing", "writing")
    assert (len(first.tasks), again.tasks) == (len(set(first.tasks)), ())


def test_a_move_that_needs_its_tasks_names_those_that_are_open(house: House, ref: str) -> None:
    given = people.facts_for(house, Kind.PROJECT, "support", "go", "ljungby")
    tick(house, ref, "informera")

    with pytest.raises(Refused) as no:
        act(house, ref, "go", "manne", given)
    tick(house, ref, "undersok")
    tick(house, ref, "stotta")

    assert (no.value.why, no.value.details["tasks"]) == ("tasks-open", ["undersok", "stotta"])
    assert act(house, ref, "go", "manne", given).target == "writing"


def test_a_ticked_task_keeps_who_when_and_a_short_word_about_how(house: House, ref: str) -> None:
    tick(house, ref, "undersok", note="Tre utlysningar\r\n\x1b[31mpassar")

    case = show_case(house, ref, people.MORNING)
    (task,) = (task for task in case["tasks"] if task["done_at"])
    assert (task["key"], task["done_at"]) == ("undersok", "2027-03-01T07:00:00.000000Z")
    assert task["done_by"] == numbers(house)["Petra Dahl"]
    assert task["note"] == "Tre utlysningar [31mpassar"


def test_a_note_that_is_too_long_is_refused_rather_than_cut(house: House, ref: str) -> None:
    before = everything(house)

    with pytest.raises(Refused, match="bad-fact"):
        tick(house, ref, "undersok", note="x" * (checklists.LONGEST_NOTE + 1))

    assert everything(house) == before


@pytest.mark.parametrize("by", ["stig", "disa"])
def test_who_has_no_part_in_a_case_ticks_nothing_in_it(house: House, ref: str, by: str) -> None:
    before = everything(house)

    with pytest.raises(Refused, match="not-your-case"):
        tick(house, ref, "undersok", by=by)

    assert everything(house) == before


def test_a_task_is_ticked_once_and_the_open_ones_are_named(house: House, ref: str) -> None:
    tick(house, ref, "undersok")

    with pytest.raises(NotFound) as again:
        tick(house, ref, "undersok")
    tick(house, ref, "informera")
    tick(house, ref, "stotta")
    with pytest.raises(NotFound) as nothing:
        tick(house, ref, "sjunga")

    assert str(again.value) == f"no open task 'undersok' in {ref}; open: informera, stotta"
    assert str(nothing.value) == f"no open task 'sjunga' in {ref}; open: none"


def test_what_a_left_stage_had_open_is_neither_open_nor_in_the_way(house: House, ref: str) -> None:
    act(house, ref, "park", "sanna", PARK)

    with pytest.raises(NotFound) as no:
        tick(house, ref, "undersok")
    act(house, ref, "wake", "sanna", {})
    act(house, ref, "accept", "sanna", ACCEPT)

    tasks = show_case(house, ref, people.MORNING)["tasks"]
    assert str(no.value).endswith("open: none")
    assert [(task["key"], task["entry"]) for task in tasks] == [
        (key, entry) for entry in (2, 5) for key in THREE
    ]


def test_PLAN_46_support_that_was_given_is_noted_with_its_kind_and_time(
    house: House, ref: str
) -> None:
    for kind, minutes in (("undersoka", 1), ("informera", 90), ("stotta", 24 * 60)):
        support(house, ref, kind=kind, minutes=minutes, note=f"om\n{kind}")

    log = show_case(house, ref, people.MORNING)["support"]
    assert [(row["kind"], row["minutes"], row["note"]) for row in log] == [
        ("undersoka", 1, "om undersoka"),
        ("informera", 90, "om informera"),
        ("stotta", 1440, "om stotta"),
    ]
    assert {row["by"] for row in log} == {numbers(house)["Sanna Lind"]}


@pytest.mark.parametrize(
    ("change", "why", "details"),
    [
        (
            {"kind": "trösta"},
            "unknown-support",
            {"kind": "trösta", "open": ["undersoka", "informera", "stotta"]},
        ),
        ({"minutes": 0}, "bad-minutes", {"minutes": 0}),
        ({"minutes": 1441}, "bad-minutes", {"minutes": 1441}),
        ({"by": "karin"}, "not-your-role", {"verb": "support", "who": ["coordinator"]}),
    ],
)
def test_support_is_the_coordinator_s_of_a_known_kind_and_at_most_a_day(
    house: House, ref: str, change: dict[str, str], why: str, details: dict[str, object]
) -> None:
    with pytest.raises(Refused) as no:
        support(house, ref, **change)

    assert (no.value.why, no.value.details) == (why, details)
    assert show_case(house, ref, people.MORNING)["support"] == []


@pytest.mark.parametrize(
    ("offset", "facts", "due"),
    [
        (Offset(working_days=10), {}, date(2027, 3, 15)),
        (Offset(anchor=Anchor.CALL_DEADLINE, weeks=-6), {}, date(2027, 3, 15)),
        (
            Offset(anchor=Anchor.CALL_DEADLINE, weeks=-6),
            {"call_deadline": "2027-06-15T17:00:00+02:00"},
            date(2027, 5, 4),
        ),
        (
            Offset(anchor=Anchor.CALL_DEADLINE, weeks=-6),
            {"call_deadline": "2027-03-20T17:00:00+01:00"},
            MONDAY,
        ),
    ],
    ids=["from today", "two weeks while nobody knows", "back from the deadline", "never past"],
)
def test_a_task_is_due_on_a_day_that_can_still_be_kept(
    offset: Offset, facts: dict[str, str], due: date
) -> None:
    assert checklists.due_day(offset, Facts(facts), MONDAY, Stage.WRITING) == due


@pytest.mark.parametrize(
    ("stage", "day"), [(Stage.RUNNING, date(2029, 2, 28)), (Stage.EVALUATION, MONDAY)]
)
def test_a_project_broken_off_is_evaluated_from_when_it_ended_not_from_when_it_should_have(
    stage: Stage, day: date
) -> None:
    facts = Facts({"period_end": "2029-02-28"})

    assert checklists.anchor_day(Anchor.PERIOD_END, facts, MONDAY, stage) == day


def test_a_date_is_not_planned_before_its_anchor_is_known(house: House) -> None:
    pack = house.pack("ljungby")

    unknown = checklists.planned(pack, "project", Stage.SUPPORT, Facts(), MONDAY)
    known = checklists.planned(
        *(pack, "project", Stage.SUPPORT),
        *(Facts({"call_deadline": "2027-06-15T17:00:00+02:00"}), MONDAY),
    )

    assert list(unknown) == ["needs_analysis"]
    assert {key: day for key, (_, _, day) in known.items()} == {
        "needs_analysis": date(2027, 3, 31),
        "go_no_go": date(2027, 3, 23),
        "go_no_go_latest": date(2027, 5, 4),
    }
