"""A whole term of office, 2026-10-15 to 2030-10-14, in both municipalities (P2, P3, P4, T8, T32).

First with a tick every morning; then with mornings missing, with outages, and with two schedulers at
once. What comes out may differ only as an oracle says, which knows the days of the ticks and nothing
of how intlflow decides.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from intlflow.app.setup import prepare
from intlflow.domain.words import Role
from intlflow.settings import Settings
from tests.app.duties import town as lives
from tests.app.duties.town import FIRST, LAST, Town

pytestmark = pytest.mark.xdist_group("mandate")

ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
GRACE = 45
StepKey = tuple[str, str, str, str, str]

# On their ladders one rung is climbed again and again: when a turn comes late the next may be silent.
REPEATED = frozenset(
    {"document_revision", "contact_vacancy", "political_leads", "strategy_follow_up"}
)


@dataclass(frozen=True)
class Event:
    """What people do on a day, and which duty of whom it may silence."""

    day: date
    deed: lives.Deed
    duty: str
    subject: str
    municipality: str = "ljungby"


def what_people_do() -> list[Event]:
    """Four years of people who do what they should, or late, or not at all; who leave and arrive."""
    talk, found = "ledningsgrupp_talk", []
    for year in range(2027, 2031):
        held = [(1, 20, "buf"), (4, 12, "buf"), (2, 2, "sof"), (9, 15, "sof"), (6, 10, "kff")]
        found += [Event(date(year, m, d), lives.talks(u), talk, u) for m, d, u in held]
        found += [
            Event(date(year, month, 2), lives.talks("omf", "vaxjo"), talk, "omf", "vaxjo")
            for month in (2, 9)
        ]
        for month, day, duty in ((2, 12, "annual_compilation"), (2, 27, "handover_to_finance")):
            found.append(Event(date(year, month, day), lives.logs(duty), duty, ""))
    new_lead = lives.arrives("", "Leda", Role.LEAD)
    waived, moved = lives.waives("activity_plan_input", "son"), lives.moves_window(talk, 0, "06-15")
    return [
        *found,
        Event(date(2027, 1, 18), new_lead, "political_leads", ""),
        Event(date(2027, 2, 1), waived, "activity_plan_input", "son"),
        Event(date(2027, 5, 3), lives.leaves("tf"), "", "tf"),
        Event(date(2027, 6, 21), lives.arrives("tf", "Tyra"), "", "tf"),
        Event(date(2028, 1, 1), lives.merges("lenab", "leab"), "", "lenab"),
        Event(date(2028, 3, 1), moved, talk, "*"),
        Event(
            date(2029, 3, 20),
            lives.logs("strategy_follow_up", "", "vaxjo"),
            *("strategy_follow_up", "", "vaxjo"),
        ),
    ]


@dataclass(frozen=True)
class Lived:
    """What the ledger and the outbox hold after a life."""

    steps: dict[StepKey, tuple[str, date, date]]  # outcome, the day it fell, the day it was written
    told: dict[StepKey, set[tuple[int, str]]]  # who, and by the letter of which day
    letters: list[tuple[int, str]]  # person, template
    posts: int
    untold: int


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both municipalities with made-up people in every unit, as they are when the term begins."""
    folder = tmp_path_factory.mktemp("register")
    settings = Settings.from_env({}, folder)
    prepare(settings, with_demo=True, at=lives.morning(FIRST))
    return folder / "intlflow.db"


def life(register: Path, folder: Path, days: list[date], *, twice: bool = False) -> Lived:
    town = lives.open_town(register, folder)
    for event in what_people_do():
        town.on(event.day, event.deed)
    lives.live(town, days, twice=twice)
    found = lived(town)
    town.house.close()
    return found


def lived(town: Town) -> Lived:
    steps = {
        (m, duty, subject, period, step): (
            outcome, date.fromisoformat(day), date.fromisoformat(at[:10]),
        )
        for m, duty, subject, period, step, outcome, day, at in town.rows(
            "SELECT municipality, duty, subject, period, step, outcome, day, at FROM duty_step"
        )
        if duty != "digest"
    }  # fmt: skip
    told: dict[StepKey, set[tuple[int, str]]] = defaultdict(set)
    for *key, person, day in town.rows(
        "SELECT municipality, duty, subject, period, step, person_id, letter_day FROM duty_note"
    ):
        told[tuple(key)].add((person, day or "untold"))  # type: ignore[index]
    letters = town.rows("SELECT person_id, template FROM letter WHERE template LIKE 'duty/%'")
    ((posts,),) = town.rows("SELECT count(*) FROM duty_post")
    ((untold,),) = town.rows("SELECT count(*) FROM duty_note WHERE letter_day IS NULL")
    return Lived(steps, told, letters, posts, untold)


@pytest.fixture(scope="session")
def every_morning(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The term with a tick each morning."""
    return life(register, tmp_path_factory.mktemp("lives") / "daily", ALL_DAYS)


def told_on(lived: Lived, duty: str, subject: str, period: str, m: str = "ljungby") -> list[str]:
    """The days on which somebody was told of an occurrence, with whom."""
    return sorted(
        f"{day} {key[4].partition('>')[2].partition('x')[0]}"
        for key, (outcome, day, _) in lived.steps.items()
        if key[:4] == (m, duty, subject, period) and outcome == "told"
    )


def test_PLAN_50_who_talks_twice_before_midsummer_hears_once_a_year(every_morning: Lived) -> None:
    assert told_on(every_morning, "ledningsgrupp_talk", "buf", "2028-1") == [
        "2028-01-17 contact_person"  # the 15th is a Saturday
    ]
    assert told_on(every_morning, "ledningsgrupp_talk", "buf", "2028-2") == []


def test_PLAN_50_who_does_not_answer_is_reminded_then_the_deputy_manager_coordinator_and_director(
    every_morning: Lived,
) -> None:
    assert told_on(every_morning, "ledningsgrupp_talk", "mbf", "2027-1") == [
        "2027-01-15 contact_person",
        "2027-05-01 contact_person",
        "2027-05-17 contact_person",
        "2027-05-28 contact_person",
        "2027-05-28 deputy",
        "2027-06-07 unit_manager",
        "2027-06-14 coordinator",
        "2027-06-28 director",
    ]


def test_a_late_talk_stops_the_climb(every_morning: Lived) -> None:
    told = told_on(every_morning, "ledningsgrupp_talk", "kff", "2027-1")

    assert told[-1] == "2027-06-07 unit_manager"


def test_who_comes_in_mid_duty_gets_what_is_left_of_it(every_morning: Lived) -> None:
    key = ("ljungby", "ledningsgrupp_talk", "tf", "2027-2")
    first = next(k for k in every_morning.told if k[:4] == key and k[4].startswith("open"))

    assert len(every_morning.told[first]) == 1
    assert told_on(every_morning, "contact_vacancy", "tf", "2027-05-03")


def test_a_unit_that_was_merged_owes_nothing_more(every_morning: Lived) -> None:
    periods = {key[3] for key in every_morning.steps if key[2] == "lenab"}

    assert {p for p in periods if p[:4] in ("2029", "2030")} == set()


def test_VX_30_a_strategy_that_was_followed_up_in_time_is_not_asked_for_again(
    every_morning: Lived,
) -> None:
    told = told_on(every_morning, "strategy_follow_up", "", "2030-10-14", "vaxjo")

    assert [day for day in told if day > "2029-03-20"] == []


def test_PLAN_32_political_leads_are_asked_for_until_they_are_appointed(
    every_morning: Lived,
) -> None:
    ljungby = told_on(every_morning, "political_leads", "", "2027-01-01")
    vaxjo = told_on(every_morning, "political_leads", "", "2027-01-01", "vaxjo")

    assert [day for day in ljungby if day > "2027-01-18"] == []
    assert [day for day in vaxjo if day > "2027-01-18"] != []


def test_LJ13_05_PLAN_05_what_should_have_been_revised_is_said_on_the_first_morning(
    every_morning: Lived,
) -> None:
    first = {
        key[3]
        for key, (outcome, _, at) in every_morning.steps.items()
        if key[1] == "document_revision" and outcome == "told" and at == FIRST
    }

    assert first == {"2018-06-01", "2023-08-14", "2026-10-14"}


def test_nobody_is_left_untold_and_nobody_gets_two_letters_a_day(every_morning: Lived) -> None:
    assert every_morning.untold == 0
    assert len(every_morning.letters) == every_morning.posts


def missing(share: float, seed: int) -> list[date]:
    chance = random.Random(seed)
    return [day for day in ALL_DAYS if day == FIRST or chance.random() >= share]


def outages() -> list[date]:
    """Three days around the opening of a half-year, and a fortnight over the last of May."""
    away = [(date(2027, 1, 14), 3), (date(2028, 5, 28), 14)]
    gone = {start + timedelta(days=n) for start, days in away for n in range(days)}
    return [day for day in ALL_DAYS if day not in gone]


SOON = "one morning in twenty missed, until the spring of 2028"
LIVES = {
    "one morning in a hundred missed": missing(0.01, 1),
    "one morning in twenty missed": missing(0.05, 2),
    SOON: [day for day in missing(0.05, 2) if day < date(2028, 5, 1)],
    "three days and a fortnight of silence": outages(),
}


# A term takes half a minute to live; whole silent terms are lived through in the long programme.
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name == SOON else pytest.mark.slow) for name in LIVES],
)
def test_what_a_missed_morning_changes_is_what_it_must_and_no_more(
    name: str, register: Path, every_morning: Lived, tmp_path: Path
) -> None:
    ticks = LIVES[name]
    other = life(register, tmp_path / "life", ticks)

    assert surprises(every_morning, other, ticks) == []
    assert other.untold == 0
    assert len(other.letters) == other.posts


@pytest.mark.slow  # a whole term twice; test_two_ticks tries the same thing tick by tick
def test_two_schedulers_at_once_write_what_one_writes(
    register: Path, every_morning: Lived, tmp_path: Path
) -> None:
    other = life(register, tmp_path / "life", ALL_DAYS, twice=True)

    assert other.steps == every_morning.steps
    assert sorted(other.letters) == sorted(every_morning.letters)


def surprises(base: Lived, other: Lived, ticks: list[date]) -> list[str]:
    """Every step that came out otherwise than the days of the ticks explain."""
    found = []
    for key, (outcome, fell, at) in base.steps.items():
        if outcome != "told" or key[1] in REPEATED:
            continue
        tick = next((day for day in ticks if day >= at), None)
        expected = expect(base, key, fell, at, tick)
        seen = other.steps.get(key, ("absent", at, at))
        got = f"told {seen[2]}" if seen[0] == "told" else seen[0]
        if got not in expected:
            found.append(f"{key}: {got}, not {' or '.join(expected)}")
    extra = {
        key
        for key, (outcome, _, _) in other.steps.items()
        if outcome == "told" and key[1] not in REPEATED and key not in base.steps
    }
    return found + [f"{key}: told, but nothing of the kind happened" for key in sorted(extra)]


def expect(base: Lived, key: StepKey, fell: date, at: date, tick: date | None) -> list[str]:
    """What may become of a step that a tick each morning told, when the next tick came on `tick`."""
    if tick is None:
        return ["absent"]
    if tick == at:
        return [f"told {at}"]
    silenced = ["absent"] if silenced_between(key, at, tick) else []
    later = [
        f
        for other, (_, f, _) in base.steps.items()
        if other[:4] == key[:4] and addressee(other) == addressee(key) and fell < f <= tick
    ]
    if later:
        return ["overtaken", *silenced]
    return ["skipped" if (tick - fell).days > GRACE else f"told {tick}", *silenced]


def silenced_between(key: StepKey, at: date, tick: date) -> bool:
    """Whether somebody did something about it between two days."""
    municipality, duty, subject, _, _ = key
    return any(
        at < event.day <= tick
        and event.municipality == municipality
        and event.duty in ("", duty)
        and event.subject in ("*", subject)
        for event in what_people_do()
    )


def addressee(key: StepKey) -> str:
    return key[4].partition(">")[2].partition("x")[0]
