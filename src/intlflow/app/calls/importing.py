"""A funder's file comes in: read as it streams, kept in small batches, and never anything taken away.

The database is held for a moment at a time, so that people who work meanwhile notice nothing. A file that
ends in the middle has told what stood before; the next reading goes on from there.
"""

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from intlflow.app.house import House
from intlflow.domain.calls import Call, Source
from intlflow.domain.known import KnownProject
from intlflow.sources.funding import READERS
from intlflow.sources.funding.rows import Row, Skipped, Unreadable
from intlflow.store import call_readings, calls, known_projects, search_calls
from intlflow.store.call_readings import Reading
from intlflow.store.calls import Counts
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

BATCH = 200  # rows that are kept at once
_CHUNK = 1 << 20
Progress = Callable[[int, int, int], None]  # bytes read, bytes in all, rows


@dataclass(frozen=True, slots=True)
class Done:
    """What a file did.

    Args:
        source: whose file.
        origin: its name or address.
        same: the file has been read before, to its end; nothing was done.
        read, kept: rows in the file, and those that are calls or projects.
        new, changed, moved: what was new in them; `moved` are deadlines.
        skipped: why rows were left out, and how many.
    """

    source: Source
    origin: str
    same: bool = False
    read: int = 0
    kept: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    skipped: dict[str, int] = field(default_factory=dict)


def import_file(
    house: House,
    source: Source,
    file: Path,
    at: datetime,
    *,
    origin: str = "",
    etag: str = "",
    again: bool = False,
    progress: Progress | None = None,
) -> Done:
    """Bring a file in. The same file twice changes nothing.

    Args:
        house: the installation.
        source: whose file it is.
        file: where it lies.
        at: now.
        origin: where it comes from, if not from a file of that name.
        etag: what the server calls this version.
        again: read it although it has been read before.
        progress: told now and then how far it has come.

    Raises:
        Unreadable: it is not that source's file, or ends in the middle; what was known stays.
        OSError: it can't be opened.
    """
    sha256, said = _sum(file), origin or file.name
    with reading(house.engine) as tx:
        before = call_readings.last_good(tx, source)
    if before is not None and before.sha256 == sha256 and not again:
        return Done(source, said, same=True)
    counts, told = Counts(), _Told()
    try:
        with io.BufferedReader(_Watched(file, told, progress), _CHUNK) as stream:
            rows = _rows(source, stream, told)
            while batch := tuple(islice(rows, BATCH)):
                _keep(house, source, batch, at, counts)
    except Unreadable as error:
        note_failure(house, source, said, str(error), at)
        raise
    done = Done(
        source, said, False, told.read, told.kept, counts.new, counts.changed, counts.moved,
        dict(told.skipped),
    )  # fmt: skip
    with writing(house.engine) as tx:
        call_readings.add(
            tx,
            Reading(
                source, said, stamp(at), sha256, etag, done.read, done.kept, done.new,
                done.changed, done.skipped,
            ),
        )  # fmt: skip
    return done


def note_failure(house: House, source: Source, origin: str, trouble: str, at: datetime) -> None:
    """Note that a source could not be read; all that it told before stays."""
    with writing(house.engine) as tx:
        call_readings.add(tx, Reading(source, origin, stamp(at), trouble=trouble))


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(slots=True)
class _Told:
    """What has been counted so far."""

    read: int = 0
    kept: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


class _Watched(io.FileIO):
    """A file that tells how far it has been read."""

    def __init__(self, file: Path, told: _Told, progress: Progress | None) -> None:
        super().__init__(file)
        self._size, self._told, self._progress = file.stat().st_size, told, progress

    def readinto(self, buffer: Any) -> int | None:
        """Read on, and say so."""
        got = super().readinto(buffer)
        if self._progress is not None:
            self._progress(self.tell(), self._size, self._told.read)
        return got


def _rows(source: Source, stream: BinaryIO, told: _Told) -> Iterator[Call | KnownProject]:
    """The rows that are kept; the others are counted by the reason."""
    row: Row
    seen = set[str]()  # the same name twice in a file would look like a deadline that moves
    for row in READERS[source](stream):
        told.read += 1
        if isinstance(row, Skipped):
            told.skipped[row.reason] += 1
        elif row.external_id in seen:
            told.skipped["twice"] += 1
        else:
            seen.add(row.external_id)
            told.kept += 1
            yield row


def _keep(
    house: House,
    source: Source,
    batch: tuple[Call | KnownProject, ...],
    at: datetime,
    counts: Counts,
) -> None:
    """Keep a batch; what is known already needs no transaction that writes."""
    told = {row.external_id: row for row in batch if isinstance(row, Call)}
    done = {row.external_id: row for row in batch if isinstance(row, KnownProject)}
    with reading(house.engine) as tx:
        fresh = calls.untold(tx, source, told) if told else {}
        others = known_projects.untold(tx, source, done) if done else {}
    if not fresh and not others:
        return
    with writing(house.engine) as tx:
        if fresh:
            search_calls.begin(tx)
        for part in (
            calls.keep(tx, source, fresh, stamp(at)) if fresh else Counts(),
            known_projects.keep(tx, source, others, stamp(at)) if others else Counts(),
        ):
            counts.new += part.new
            counts.changed += part.changed
            counts.moved += part.moved
        if fresh:
            search_calls.read(tx, fresh)
