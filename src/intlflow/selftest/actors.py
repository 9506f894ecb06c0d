"""The two kinds of processes that are killed: writers make moves, senders send letters."""

import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Literal

from sqlalchemy.exc import OperationalError

from intlflow import clock
from intlflow.app import outbox
from intlflow.app.house import House
from intlflow.letters.channels import CombinedPost
from intlflow.letters.plugin import MailPost
from intlflow.letters.post import Post, Result
from intlflow.letters.smtp import SmtpSettings
from intlflow.selftest.town import Town, walk
from intlflow.store import letters
from intlflow.store.engine import writing
from intlflow.store.instants import stamp
from intlflow.store.letters import Ended

Part = Literal["writer", "sender"]
Plant = Literal["", "mark-before-send"]
LEASE = timedelta(seconds=0.75)
BATCH = 20
REST = 0.01  # seconds between rounds, so that the four processes share two processors fairly


@dataclass(frozen=True, slots=True)
class Stage:
    """What a child process finds when it is born; `house` makes a database connection of its own."""

    house: Callable[[], House]
    towns: list[Town]
    mail: SmtpSettings
    acknowledge: int
    plant: Plant


def act(stage: Stage, part: Part, seed: int) -> None:
    """Do one part's work until killed."""
    house, chance = stage.house(), Random(seed)
    work = _writing(stage, house, chance) if part == "writer" else _sending(stage, house)
    driver = house.engine.dialect.loaded_dbapi
    while True:
        try:
            work()
        except (OperationalError, driver.OperationalError):  # the database was away for a moment
            time.sleep(REST)


def _writing(stage: Stage, house: House, chance: Random) -> Callable[[], None]:
    def write() -> None:
        for moved in walk(house, chance.choice(stage.towns), chance, clock.now):
            # Only what is committed comes here; the writer may die before it says so.
            told = [moved.ref, moved.version, moved.hash, [told.id for told in moved.letters]]
            os.write(stage.acknowledge, f"{json.dumps(told)}\n".encode())
            time.sleep(chance.random() * 2 * REST)

    return write


def post_for(mail: SmtpSettings) -> CombinedPost:
    """The way that letters really leave."""
    return CombinedPost(MailPost(mail), None)


def _sending(stage: Stage, house: House) -> Callable[[], None]:
    post = post_for(stage.mail)

    def send() -> None:
        if stage.plant == "mark-before-send":
            deliver_marked(house, post)
        else:
            outbox.deliver(house, post, now=clock.now, at_once=BATCH, lease=LEASE)
        time.sleep(REST)

    return send


def deliver_marked(house: House, post: Post) -> None:
    """The bug to be found: a letter is called sent before it is. Never done outside the self-test."""
    token, now = secrets.token_hex(8), clock.now()
    until = stamp(now + LEASE)
    with writing(house.engine) as tx:
        rows = letters.claim(tx, token, now=stamp(now), until=until, limit=BATCH)
        if rows:
            marked = [Ended(row.id, "sent", None, stamp(now), 0, "") for row in rows]
            letters.finish(tx, token, marked)
    post.send([outbox.envelope(row) for row in rows], _forget)


def _forget(_: Result) -> None:
    """Nobody listens to how it ended: that is the bug."""
