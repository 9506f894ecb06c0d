"""Writers and senders are killed at random, and nothing is lost (P1, P2, P4; T1, T2)."""

import sys

import pytest
from sqlalchemy import text

from intlflow.domain.retry import MOST_COPIES
from intlflow.selftest.run import run_selftest
from intlflow.selftest.verdict import Verdict
from intlflow.store.engine import make_engine
from tests.postgres import Cluster

postgres = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]


def check(verdict: Verdict, kills: int) -> None:
    """The pass line, said one by one so that a failure tells which."""
    assert (verdict.lost, verdict.half_done, verdict.faults) == (0, 0, [])
    assert verdict.kills == verdict.writer_kills + verdict.sender_kills == kills
    assert verdict.extra <= verdict.sender_kills
    assert verdict.most_copies <= MOST_COPIES
    assert verdict.held <= verdict.sender_kills // 3  # each needs three deaths around it
    assert verdict.acknowledged > kills / 2  # or nothing much was tried
    assert verdict.accepted > verdict.acknowledged
    assert verdict.passed


def test_nothing_is_lost_by_1000_kills() -> None:
    check(run_selftest(kills=1000, seed=1, plant="", database_url=None), 1000)


def test_a_letter_marked_before_it_is_sent_is_found_out() -> None:
    verdict = run_selftest(kills=150, seed=1, plant="mark-before-send", database_url=None)

    assert verdict.lost > 0
    assert not verdict.passed
    assert verdict.lines()[-1].startswith("FAILED")


@pytest.mark.slow
def test_nothing_is_lost_by_10000_kills() -> None:
    check(run_selftest(kills=10_000, seed=2, plant="", database_url=None), 10_000)


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_nothing_is_lost_by_150_kills_on_postgresql(postgres_url: str) -> None:
    verdict = run_selftest(kills=150, seed=1, plant="", database_url=postgres_url)

    check(verdict, 150)
    assert schemas(postgres_url) == []


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_nothing_is_lost_when_postgresql_itself_crashes_three_times(
    cluster: Cluster, postgres_url: str
) -> None:
    crash = [sys.executable, "-c", cluster.crash_script()]

    verdict = run_selftest(kills=150, seed=2, plant="", database_url=postgres_url, jolt=crash)

    check(verdict, 150)


def schemas(url: str) -> list[str]:
    """What self-tests left behind."""
    engine = make_engine(url)
    sql = "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'intlflow%'"
    with engine.connect() as connection:
        left = [str(row[0]) for row in connection.execute(text(sql))]
    engine.dispose()
    return left


def test_a_verdict_without_anything_tried_is_no_pass() -> None:
    assert not Verdict(kills=10, writer_kills=5, sender_kills=5).passed


@pytest.mark.parametrize(
    "wrong",
    [
        {"lost": 1},
        {"half_done": 1},
        {"extra": 6},
        {"most_copies": 4},
        {"faults": ["the database's file is damaged"]},
        {"acknowledged": 0},
        {"accepted": 0},
    ],
)
def test_each_broken_promise_alone_is_no_pass(wrong: dict[str, int]) -> None:
    good = {"kills": 10, "sender_kills": 5, "acknowledged": 9, "accepted": 30, "extra": 5}

    assert Verdict(**good, most_copies=3).passed  # type: ignore[arg-type]
    assert not Verdict(**{**good, "most_copies": 3, **wrong}).passed  # type: ignore[arg-type]


def test_an_unknown_bug_is_not_planted() -> None:
    with pytest.raises(ValueError, match="mark-before-send"):
        run_selftest(kills=1, seed=1, plant="typo", database_url=None)
