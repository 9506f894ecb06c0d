"""Several processes that do the same at the same moment, each with a connection of its own."""

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from typing import Any

from intlflow.app.house import House
from intlflow.store.engine import make_engine

PATIENCE = 60.0  # seconds until a lap that nobody finishes is given up
_FORKED = multiprocessing.get_context("fork")
Run = Callable[[House, int, Any], Any]


def race(house: House, runners: int, laps: Sequence[Any], run: Run) -> list[list[Any]]:
    """Let processes do each lap at once; gives what came of it, per lap and runner.

    Args:
        house: the installation; each process opens it for itself.
        runners: how many processes.
        laps: what they do one after the other, each of them at the same moment.
        run: does one lap; is given the house, the runner's number and the lap.
    """
    house.close()  # no connection may be shared with a forked process
    start, results = _FORKED.Barrier(runners), _FORKED.SimpleQueue()
    processes = [
        _FORKED.Process(target=_runner, args=(house, number, laps, run, start, results))
        for number in range(runners)
    ]
    for process in processes:
        process.start()
    came = sorted(results.get() for _ in processes)
    for process in processes:
        process.join(PATIENCE)
    faults = [lap for _, lap in came if isinstance(lap, str)]
    assert not faults, faults[0]
    return [list(lap) for lap in zip(*(laps for _, laps in came), strict=True)]


def _runner(
    house: House,
    number: int,
    laps: Sequence[Any],
    run: Run,
    start: Barrier,
    results: "SimpleQueue[Any]",
) -> None:
    own = replace(house, engine=make_engine(house.settings.database_url))
    came = []
    try:
        for lap in laps:
            start.wait(PATIENCE)
            came.append(run(own, number, lap))
        results.put((number, came))
    except BaseException as fault:  # noqa: BLE001 - told to the test, which fails by it
        start.abort()
        results.put((number, repr(fault)))
    finally:
        own.close()
