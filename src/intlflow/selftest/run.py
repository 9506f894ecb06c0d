"""The self-test: writers and senders are killed at random, and nothing may be lost.

It runs in a process of its own (forking needs one without threads), on data of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import cast

from intlflow import clock
from intlflow.app import outbox
from intlflow.app.house import House, assemble
from intlflow.app.setup import prepare
from intlflow.letters.plugin import parse_mail_url
from intlflow.selftest.actors import Plant, Stage, post_for
from intlflow.selftest.count import count
from intlflow.selftest.mailbox import mailbox
from intlflow.selftest.own_schema import own_schema
from intlflow.selftest.reaper import reap
from intlflow.selftest.town import MORNING, Town, settle, walk
from intlflow.selftest.verdict import Verdict
from intlflow.settings import Settings
from intlflow.store.engine import make_engine

PLANTS = ("", "mark-before-send")
TOO_LATE = timedelta(days=6)


def run_selftest(
    *, kills: int, seed: int, plant: str, database_url: str | None, jolt: Sequence[str] = ()
) -> Verdict:
    """Kill writers and senders `kills` times, let the rest go out, and count.

    Args:
        kills: how many times.
        seed: the same seed chooses the same victims and pauses.
        plant: a bug to be planted, which must be found; empty for none.
        database_url: PostgreSQL, where a schema of its own is made and removed; None: SQLite.
        jolt: a command that is run three times on the way, such as one that ends the database.

    Raises:
        ValueError: there is no such bug to plant.
        RuntimeError: the self-test itself fell over.
    """
    if plant not in PLANTS:
        raise ValueError(f"no bug '{plant}'; there is {', '.join(filter(None, PLANTS))}")
    with tempfile.TemporaryDirectory(prefix="intlflow-selftest-") as folder:
        command = [sys.executable, "-m", "intlflow.selftest.run", folder, str(kills), str(seed)]
        with own_schema(database_url) as url:
            # A database's address may hold a password: not on the command line, where all see it.
            environment = os.environ | {"INTLFLOW_SELFTEST_URL": url or ""}
            done = subprocess.run(
                [*command, "--plant", plant, *(f"--jolt={word}" for word in jolt)],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
    if done.returncode:
        raise RuntimeError(f"the self-test fell over:\n{done.stderr[-4000:]}")
    return Verdict(**json.loads(done.stdout))


def main() -> None:
    """Run in this process and print the verdict as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("kills", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--plant", choices=PLANTS, default="")
    parser.add_argument("--jolt", action="append", default=[])
    given = parser.parse_args()
    url = os.environ.get("INTLFLOW_SELFTEST_URL") or f"sqlite:///{given.folder / 'intlflow.db'}"
    with mailbox(given.folder / "accepted.log") as port:
        mail = f"mailto://127.0.0.1:{port}?from=intlflow@selftest.example"
        settings = Settings(given.folder, url, mail_url=mail)
        verdict = _try_out(settings, given.kills, given.seed, given.plant, given.jolt)
    json.dump(asdict(verdict), sys.stdout)


def _try_out(settings: Settings, kills: int, seed: int, plant: str, jolt: Sequence[str]) -> Verdict:
    start, verdict = time.monotonic(), Verdict(kills=kills)
    clock.pretend(MORNING)
    house, towns = _found(settings, Random(seed))
    assert settings.mail_url is not None
    mail = parse_mail_url(settings.mail_url)
    read, write = os.pipe()

    def own() -> House:
        return replace(house, engine=make_engine(settings.database_url))

    stage = Stage(own, towns, mail, write, cast("Plant", plant))
    reaped = reap(stage, read, kills, Random(seed), jolt)
    verdict.writer_kills, verdict.sender_kills = reaped.writer_kills, reaped.sender_kills
    verdict.faults += reaped.faults + [
        said for said in reaped.acknowledged if isinstance(said, str)
    ]
    acknowledged = [said for said in reaped.acknowledged if not isinstance(said, str)]
    house = own()
    try:
        _drain(house)
        count(house, settings.data / "accepted.log", acknowledged, verdict)
    finally:
        house.close()
    verdict.seconds = time.monotonic() - start
    return verdict


def _found(settings: Settings, chance: Random) -> tuple[House, list[Town]]:
    """A fresh register, and one case of every road so that all templates are read before forking."""
    prepare(settings, with_demo=False, at=MORNING)
    house = assemble(settings)
    towns = settle(house, MORNING)
    for town in towns:
        for _ in range(20):
            for _moved in walk(house, town, chance, clock.now):
                pass
    house.close()
    return house, towns


def _drain(house: House) -> None:
    """Let everything go out that can, as the clock goes on; then reports of trouble go out, too."""
    assert house.settings.mail_url is not None
    post = post_for(parse_mail_url(house.settings.mail_url))
    passed = timedelta(0)
    while passed < TOO_LATE:
        done = outbox.deliver(house, post, now=lambda: clock.now() + passed)  # noqa: B023 - used at once
        if not done.waiting and passed > timedelta(0) and not done.sent:
            break
        passed += timedelta(hours=1)
    post.close()


if __name__ == "__main__":
    main()
