"""Long work that another process may ask after."""

import threading
from pathlib import Path

import pytest

from intlflow.domain.lifecycle import Refused
from intlflow.web.running import Progress, Running, elsewhere

KEY = "a" * 32


class Told:
    """What bringing a list in gives."""

    batch = 7


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Where it stands how far the work has come."""
    return tmp_path / f"{KEY}.work"


def test_another_process_sees_how_far_it_is(note: Path) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def job(step: Progress) -> Told:
        step(3, 10)
        begun.set()
        goes_on.wait(10)
        return Told()

    work = Running().start(KEY, note, job)
    begun.wait(10)
    work.tell()
    seen = elsewhere(note)
    assert seen is not None
    assert (seen.done, seen.of, seen.over) == (3, 10, False)
    goes_on.set()
    assert work.end.wait(10)
    seen = elsewhere(note)
    assert seen is not None
    assert (seen.batch, seen.over, seen.trouble) == (7, True, None)


def test_work_that_goes_on_elsewhere_is_not_begun_again(note: Path) -> None:
    goes_on, times = threading.Event(), list[int]()

    def job(_: Progress) -> None:
        times.append(1)
        goes_on.wait(10)

    first = Running().start(KEY, note, job)
    Running().start(KEY, note, job)
    goes_on.set()
    assert first.end.wait(10)
    assert times == [1]


def test_why_it_stopped_is_told_elsewhere_and_it_may_be_tried_again(note: Path) -> None:
    def refused(_: Progress) -> None:
        raise Refused("list-empty", most=20)

    work = Running().start(KEY, note, refused)
    assert work.end.wait(10)
    seen = elsewhere(note)
    assert seen is not None
    assert isinstance(seen.trouble, Refused)
    assert (seen.trouble.why, seen.trouble.details) == ("list-empty", {"most": 20})
    again = Running().start(KEY, note, lambda _: Told())
    assert again.end.wait(10)
    assert again.batch == 7


def test_nothing_is_known_of_work_that_was_never_begun(note: Path) -> None:
    assert elsewhere(note) is None
