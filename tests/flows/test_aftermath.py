import os
import socket
import subprocess
import sys

from flows.aftermath import RUN_ID, alive, running_here
from flows.shared import holder

HERE = socket.gethostname()
RUN = "0d6c8a9e-5b6f-4a5e-9a59-2f6b6a7f2c11"


def test_a_process_that_carries_a_run_is_alive_and_found() -> None:
    words = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(
        words, env=os.environ | {RUN_ID: RUN}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()

        lives, carried = alive(f"{HERE}:{process.pid}"), {str(run) for run in running_here()}
        process.communicate(b"\n")

    assert lives
    assert RUN in carried
    assert not alive(f"{HERE}:{process.pid}")


def test_a_number_given_to_another_program_since_is_not_taken_for_the_dead_one() -> None:
    assert not alive(f"{HERE}:{os.getppid()}")


def test_another_machine_s_work_is_left_to_its_lease() -> None:
    assert alive("another-machine:1")


def test_a_holder_is_this_machine_and_this_process() -> None:
    assert holder() == f"{HERE}:{os.getpid()}"
