"""`python -m flows`: serve every flow on its clock, and first make up for what was missed."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from prefect.deployments.flow_runs import arun_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.logging import get_logger
from prefect.runner import Runner

from flows.aftermath import alive, put_right
from flows.deployments import deployments
from flows.shared import house
from intlflow import clock
from intlflow.app.announce import DEPLOYMENT
from intlflow.app.stages import release_dead

AT_ONCE = 4  # runs; more only wait for one another on one machine


async def serve(served: list[RunnerDeployment], ready: Path | None) -> None:
    """Serve the deployments until told to stop.

    Args:
        served: what to serve.
        ready: a file to touch when work is taken, for whoever started us.
    """
    # Not pausing: a runner that is stopped must not take its schedules with it.
    runner = Runner(name="intlflow", pause_on_shutdown=False, limit=AT_ONCE)
    for deployment in served:
        await runner.aadd_deployment(deployment)
    await make_up()
    if ready is not None:
        await asyncio.to_thread(ready.touch)
    await until_told_to_stop(runner)


async def make_up() -> None:
    """Give back what dead processes held, and ask for one round of everything that is due."""
    given_back = release_dead(house(), alive)
    over, again = await put_right()
    get_logger("intlflow").info(
        "%d stages given back, %d runs over, %d begin again", given_back, over, again
    )
    key = f"runner-start:{clock.now().isoformat()}"
    await arun_deployment(
        f"reconcile/{DEPLOYMENT}", timeout=0, as_subflow=False, idempotency_key=key
    )


async def until_told_to_stop(runner: Runner) -> None:
    """Run; on SIGTERM or Ctrl-C stop in good order.

    The runner's own handler leaves in the middle of things, so ours takes its place.
    """
    stop = asyncio.Event()
    running = asyncio.create_task(runner.start())
    while not (runner.started or running.done()):  # noqa: ASYNC110 - it offers no event
        await asyncio.sleep(0.05)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set() and not running.done():
        await runner.astop()
    stopping.cancel()
    await running


def findable() -> None:
    """Let the processes of single runs find `flows`, whatever folder they are started in."""
    here = str(Path(__file__).resolve().parents[1])
    places = [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(places))


def main() -> int:
    """Serve until told to stop."""
    findable()
    ready = os.environ.get("INTLFLOW_READY")
    asyncio.run(serve(deployments(), Path(ready) if ready else None))
    return 0


if __name__ == "__main__":
    sys.exit(main())
