"""Which version of a governing document held on a day, by hand-made chains."""

from datetime import date

import pytest

from intlflow.domain.documents import Held, Paper, chain, superseded, troubles

TODAY = date(2027, 3, 1)


def paper(key: str, start: str | None, *, type: str = "policy", **more: object) -> Paper:
    first = date.fromisoformat(start) if start else None
    return Paper(key, key.title(), type, start=first, **more)  # type: ignore[arg-type]


def shelf(*papers: Paper) -> dict[str, Paper]:
    return {each.key: each for each in superseded(papers)}


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        ("2009-08-24", Held.BEFORE, Held.BEFORE),
        ("2009-08-25", Held.YES, Held.BEFORE),
        ("2013-10-14", Held.YES, Held.BEFORE),
        ("2013-10-15", Held.AFTER, Held.YES),
        ("2027-03-01", Held.AFTER, Held.YES),
    ],
)
def test_VX_32_what_is_replaced_holds_until_the_day_before(day: str, old: Held, new: Held) -> None:
    found = shelf(paper("first", "2009-08-25"), paper("second", "2013-10-15", replaces="first"))

    on = date.fromisoformat(day)

    assert (found["first"].held(on), found["second"].held(on)) == (old, new)
    assert found["first"].successor == "second"


def test_nobody_guesses_when_a_version_of_unknown_day_took_over() -> None:
    found = shelf(paper("first", "2013-11-01"), paper("second", None, replaces="first"))

    assert found["first"].held(date(2013, 10, 31)) is Held.BEFORE
    assert found["second"].held(date(2013, 11, 1)) is Held.BEFORE
    assert found["first"].held(date(2020, 1, 1)) is Held.PERHAPS
    assert found["second"].held(date(2020, 1, 1)) is Held.PERHAPS


def test_LJ13_06_old_versions_stay_in_their_chain() -> None:
    found = shelf(
        paper("third", "2020-01-01", replaces="second"),
        paper("first", "2010-01-01"),
        paper("second", "2015-01-01", replaces="first"),
    )

    for key in found:
        assert [each.key for each in chain(found, key)] == ["first", "second", "third"]


def test_the_same_document_is_late_only_while_it_holds() -> None:
    found = shelf(
        paper("first", "2010-01-01", revise_by=date(2014, 1, 1)),
        paper("second", "2015-01-01", replaces="first", revise_by=date(2027, 2, 27)),
    )

    assert (found["first"].days_late(TODAY), found["second"].days_late(TODAY)) == (0, 2)
    assert found["second"].days_late(date(2027, 2, 27)) == 0


def wrong(*papers: Paper) -> set[tuple[str, str]]:
    return {(name, each.key) for name, each, _ in troubles(list(superseded(papers)), TODAY)}


def test_LJP_13_LJ13_09_KS_02_PLAN_08_policy_and_plan_hang_together_or_it_is_said() -> None:
    policy = paper("policy", "2018-01-01")
    plan = paper("plan", "2018-08-14", type="plan", linked_to="policy")
    alone = paper("alone", "2018-08-14", type="plan")

    assert wrong(policy, plan) == set()
    assert wrong(policy) == {("policy-without-plan", "policy")}
    assert wrong(alone) == {("plan-without-policy", "alone")}


def test_LJP_13_a_plan_older_than_the_newest_version_of_its_policy_is_told() -> None:
    papers = (
        paper("policy", "2018-01-01"),
        paper("plan", "2018-08-14", type="plan", linked_to="policy"),
        paper("newer", "2024-01-01", replaces="policy"),
    )

    assert wrong(*papers) == {("plan-older-than-policy", "plan")}


def test_VX_03_a_strategy_alone_lacks_no_plan() -> None:
    assert wrong(paper("strategy", "2013-10-15", type="strategy")) == set()
