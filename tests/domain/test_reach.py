"""'Hinner vi?' against worked cases, against every choice there is, and as properties."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from intlflow.domain.meeting import Meeting
from intlflow.domain.reach import RANK, Colour, Why, levels_of, plan
from intlflow.domain.reach_ways import Open, Way, ways
from intlflow.domain.route import Act, Route, Step, Subject
from tests.domain import reaching
from tests.domain.reaching import KF_2023, LEAD, Row, oracle, rows, town, way, year

START = date(2023, 1, 2)
PATHS = ("bun", "ks", "bun → ks", "bun + tn → ks", "ksau → ks", "ksau → ks → kf", "bun → ks → kf")


def test_there_are_more_than_forty_worked_cases_and_each_has_a_name_of_its_own() -> None:
    names = [row.name for row in rows()]

    assert len(names) > 40
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_plan_46_a_worked_case_comes_out_as_worked(row: Row) -> None:
    """PLAN-46, KS-10: reachable or not, by which meetings, with which last day for the memo."""
    found = plan(way(row.way), row.deadline, town(row.today, year(row.without)))

    meets = [f"{leg.meeting.day:%m-%d}" if leg.meeting else "–" for leg in found.legs]
    why = [f"{leg.body}:{why}" for leg in found.legs for why in leg.why]
    assert (
        str(found.colour),
        " ".join(meets),
        f"{found.memo:%m-%d}" if found.memo else "–",
        " ".join(why) or "–",
        str(found.earliest or "–"),
    ) == (row.colour, row.meets, row.memo, row.why, row.earliest)


def test_five_of_ljungbys_nine_days_break_the_rule_last_monday() -> None:
    days = [date.fromisoformat(f"2023-{day}") for day in KF_2023]

    broken = [day for day in days if (day + timedelta(7)).month == day.month or day.weekday()]

    assert len(days) == 9
    assert [f"{day:%m-%d}" for day in broken] == ["05-22", "06-19", "10-23", "11-20", "12-18"]


# A small year: meetings on some days, each with its own agenda stop.

_day = some.integers(0, 120).map(lambda days: START + timedelta(days=days))


@some.composite
def _meetings(draw: some.DrawFn) -> dict[str, list[Meeting]]:
    return {
        body: [_one(draw, body) for _ in range(draw(some.integers(0, 4)))]
        for body in ("bun", "tn", "ksau", "ks", "kf")
    }


def _one(draw: some.DrawFn, body: str) -> Meeting:
    day, before = draw(_day), draw(some.integers(0, 25))
    start = draw(some.sampled_from([None, time(9), time(17, 30)]))
    stop = day - timedelta(days=before)
    return Meeting(day, body, stop, day - timedelta(days=min(before, 7)), start)


_deadline = some.integers(0, 150 * 24 * 60).map(
    lambda minutes: datetime(2023, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)
_path = some.sampled_from(PATHS).map(way)
_moved = some.integers(0, 40).map(lambda days: timedelta(days=days))


def _colour(
    path: list[Step], deadline: datetime, today: date, meetings: dict[str, list[Meeting]]
) -> int:
    return RANK[plan(path, deadline, town(today, meetings)).colour]


@given(_path, _deadline, _day, _meetings())
@settings(deadline=None, max_examples=400)
def test_the_plan_is_as_good_as_the_best_of_all_choices(
    path: list[Step], deadline: datetime, today: date, meetings: dict[str, list[Meeting]]
) -> None:
    best = oracle(levels_of(path), deadline, town(today, meetings))

    assert _colour(path, deadline, today, meetings) == RANK[best]


@given(_path, _deadline, _day, _meetings(), _moved, some.integers(0, 86_399))
@settings(deadline=None, max_examples=300)
def test_an_earlier_deadline_never_makes_it_greener(
    path: list[Step],
    deadline: datetime,
    today: date,
    meetings: dict[str, list[Meeting]],
    moved: timedelta,
    seconds: int,
) -> None:
    earlier = deadline - moved - timedelta(seconds=seconds)

    assert _colour(path, earlier, today, meetings) >= _colour(path, deadline, today, meetings)


@given(_path, _deadline, _day, _meetings(), some.data())
@settings(deadline=None, max_examples=300)
def test_one_more_meeting_never_makes_it_redder(
    path: list[Step],
    deadline: datetime,
    today: date,
    meetings: dict[str, list[Meeting]],
    data: some.DataObject,
) -> None:
    body = data.draw(some.sampled_from(sorted(meetings)))
    more = meetings | {body: [*meetings[body], _one(data.draw, body)]}

    assert _colour(path, deadline, today, more) <= _colour(path, deadline, today, meetings)


@given(_path, _deadline, _day, _meetings(), _moved)
@settings(deadline=None, max_examples=300)
def test_a_later_today_never_makes_it_greener(
    path: list[Step],
    deadline: datetime,
    today: date,
    meetings: dict[str, list[Meeting]],
    moved: timedelta,
) -> None:
    assert _colour(path, deadline, today + moved, meetings) >= _colour(
        path, deadline, today, meetings
    )


@given(_path, _deadline, _day, _meetings())
@settings(deadline=None, max_examples=300)
def test_an_extra_meeting_between_the_days_that_are_told_is_enough(
    path: list[Step], deadline: datetime, today: date, meetings: dict[str, list[Meeting]]
) -> None:
    here = town(today, meetings)

    for open_ in ways(Subject.TWIN_TOWN, Route(tuple(path), ()), None, deadline, here):
        assert open_.first is not None
        assert open_.last is not None
        for day in (open_.first, open_.last):
            extra = Meeting(day, open_.body, day, day)  # its papers come with the notice
            more = meetings | {open_.body: [*meetings[open_.body], extra]}
            assert _colour(path, deadline, today, more) < 2


def test_slack_tells_how_many_days_the_next_body_can_wait() -> None:
    found = plan(way("bun → ks"), datetime(2023, 5, 15, 17, tzinfo=UTC), town(START))

    # BUN 21 March, adjusted 28 March, KS's stop 11 April; KS 25 April, decided by 8 May at the latest.
    assert [leg.slack for leg in found.legs] == [14, 13]


def test_a_step_that_has_nothing_to_be_ready_for_says_that_it_waits() -> None:
    found = plan(way("bun → mbn"), datetime(2023, 5, 15, 17, tzinfo=UTC), town(START))
    chain = plan(way("ksau → ks"), datetime(2023, 1, 15, 17, tzinfo=UTC), town(START))

    assert [leg.colour for leg in found.legs] == [Colour.GREEN, Colour.UNKNOWN]
    assert [leg.why for leg in chain.legs] == [(Why.WAITS,), (Why.NO_MEETING,)]
    assert [leg.body for leg in chain.breaks] == ["ks"]


def _route(text: str) -> Route:
    return Route(tuple(way(text)), ())


def test_a_board_that_is_too_late_can_call_an_extra_meeting_delegate_or_reserve() -> None:
    by = datetime(2023, 2, 20, 17, tzinfo=reaching.LOCAL)
    delegate = Route((Step("", None, Act.DECIDES, ("delegated",)),), ("delegated",), "bun")

    found = ways(Subject.OWN_FINANCING, _route("bun"), delegate, by, town(date(2023, 2, 1)))

    assert found == (
        Open(Way.DELEGATE, "bun"),
        Open(Way.EXTRA_MEETING, "bun", date(2023, 2, 8), date(2023, 2, 17)),
        Open(Way.URGENT_CHAIR, "bun"),
        Open(Way.RESERVATION, "bun"),
    )


def test_nobody_but_kf_decides_a_twin_town_whatever_the_hurry() -> None:
    by = datetime(2023, 2, 20, 17, tzinfo=reaching.LOCAL)
    late = town(date(2023, 2, 1))

    found = ways(Subject.TWIN_TOWN, _route("ksau → ks → kf"), None, by, late)

    assert [each.way for each in found if each.way is not Way.EXTRA_MEETING] == []


def test_no_extra_meeting_is_offered_when_its_notice_can_not_go_out_in_time() -> None:
    by = datetime(2023, 2, 7, 17, tzinfo=reaching.LOCAL)

    found = ways(Subject.OWN_FINANCING, _route("bun"), None, by, town(date(2023, 2, 1)))

    assert [each.way for each in found] == [Way.URGENT_CHAIR, Way.RESERVATION]
    assert LEAD.notice_before_meeting == 7
