"""Putting right, when the runner starts, what a runner before it left when it was killed.

One runner serves a data folder at a time. So a run that Prefect believes to be running, while no
process of this machine carries it, is over; and one that was taken but never begun begins now.
"""

import os
import socket
from uuid import UUID

import psutil
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Crashed, Scheduled

from flows.shared import TAG

RUN_ID = "PREFECT__FLOW_RUN_ID"  # in the environment of every process that carries a run
WAITING = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


def alive(by: str) -> bool:
    """Whether a holder of work, `host:pid`, still lives; another machine's is believed to.

    A number that the operating system has given to some other program since doesn't count.
    """
    host, _, pid = by.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return True
    try:
        return RUN_ID in psutil.Process(int(pid)).environ()
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


async def put_right() -> tuple[int, int]:
    """Tell Prefect which runs are over and which begin anew; gives back how many of each."""
    carried = running_here()
    async with get_client() as client:
        lost = [run for run in await _believed_alive(client) if _is_lost(run, carried)]
        for run in lost:
            await _settle(client, run)
    begun = sum(_was_begun(run) for run in lost)
    return begun, len(lost) - begun


def running_here() -> set[UUID]:
    """The runs that living processes of this machine carry."""
    found = set()
    for process in psutil.process_iter():
        try:
            if process.uids().real == os.getuid() and RUN_ID in process.environ():
                found.add(UUID(process.environ()[RUN_ID]))
        except (psutil.Error, OSError):
            continue
    return found


async def _believed_alive(client: PrefectClient) -> list[FlowRun]:
    """Our runs that Prefect believes to be on their way."""
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            tags=FlowRunFilterTags(all_=[TAG]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=WAITING)),
        ),
        limit=200,
    )


def _is_lost(run: FlowRun, carried: set[UUID]) -> bool:
    """Whether no process carries a run; one inside another run lives and dies with that one."""
    return not carried if run.deployment_id is None else run.id not in carried


def _was_begun(run: FlowRun) -> bool:
    return run.state_type != StateType.PENDING or run.deployment_id is None


async def _settle(client: PrefectClient, run: FlowRun) -> None:
    # Both free the run's place where only one may run at a time.
    state: State[None] = Crashed(message="its process is gone") if _was_begun(run) else Scheduled()
    await client.set_flow_run_state(run.id, state, force=True)
