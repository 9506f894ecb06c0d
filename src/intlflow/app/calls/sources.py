"""Where each source's file comes from, a file or the pack's address, and how it was read last time."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from intlflow.app.calls import fetching
from intlflow.app.calls.importing import Done, Progress, import_file, note_failure
from intlflow.app.house import House, NotFound
from intlflow.domain.calls import Source
from intlflow.store import call_readings, meta
from intlflow.store.engine import reading, writing
from intlflow.store.instants import instant, stamp

WEEK = timedelta(days=7) - timedelta(hours=12)  # a clock that ticks each day at about the same time


def address_of(house: House, source: Source, municipality: str = "") -> str:
    """Where a pack says that a source's file lies: the named municipality's, else the first that knows.

    Raises:
        NotFound: no pack says.
    """
    keys = [house.pack(municipality).key] if municipality else sorted(house.packs)
    for key in keys:
        for each in house.packs[key].call_source:
            if each.key is source:
                return each.address
    raise NotFound(
        f"no pack says where '{source}' lies; give a file, or put a [[call_source]] in the pack"
    )


def import_address(
    house: House,
    source: Source,
    address: str,
    at: datetime,
    *,
    again: bool = False,
    fetched: fetching.Bytes | None = None,
    progress: Progress | None = None,
) -> Done:
    """Fetch a source's file and bring it in, by the same way as a file that lies here.

    Raises:
        Unreachable: it can't be fetched; what was known stays, and the try is noted.
        Unreadable: it is not that source's file.
    """
    with reading(house.engine) as tx:
        before = call_readings.last_good(tx, source)
    known = before.etag if before and before.origin == address and not again else ""
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=house.settings.data) as folder:
        file = Path(folder) / "fetched"
        try:
            if source is Source.SEDIA:
                got = fetching.search(address, file, fetched)
            else:
                got = fetching.fetch(address, file, etag=known, progress=fetched)
        except fetching.Unreachable as error:
            note_failure(house, source, address, str(error), at)
            raise
        if got.same:
            return Done(source, address, same=True)
        return import_file(
            house, source, file, at, origin=address, etag=got.etag, again=again, progress=progress
        )


def due(house: House, at: datetime) -> list[tuple[Source, str]]:
    """The sources that packs want asked every week, and that have not answered for a week."""
    wanted = {
        each.key: each.address
        for key in sorted(house.packs)
        for each in house.packs[key].call_source
        if each.weekly
    }
    with reading(house.engine) as tx:
        asked = {source: meta.get(tx, _asked(source)) for source in wanted}
    return [
        (source, address)
        for source, address in wanted.items()
        if (last := asked[source]) is None or at - instant(last) >= WEEK
    ]


def note_asked(house: House, source: Source, at: datetime) -> None:
    """Note that a source has answered; a week may pass until it is asked again."""
    with writing(house.engine) as tx:
        meta.put(tx, _asked(source), stamp(at))


def _asked(source: Source) -> str:
    return f"calls-asked:{source}"


def readings(house: House) -> list[dict[str, Any]]:
    """Each source with its last good reading and, if the last try failed, why."""
    rows = []
    with reading(house.engine) as tx:
        for source in Source:
            good, last = call_readings.last_good(tx, source), call_readings.last(tx, source)
            if last is None:
                continue
            rows.append(
                {
                    "source": str(source),
                    "read_at": good.at if good else None,
                    "origin": good.origin if good else None,
                    "kept": good.kept if good else 0,
                    "skipped": dict(good.skipped) if good else {},
                    "tried_at": last.at,
                    "trouble": last.trouble,
                }
            )
    return rows
