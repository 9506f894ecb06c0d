"""A bulk file of calls as large as the real one: how long it takes, and how much memory at most."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.report import Line

MEGABYTES = int(os.environ.get("BENCH_CALLS_MB", "150"))
GOAL_MB = 200
_EPOCH = datetime(2027, 1, 1, tzinfo=UTC)
_RECORD_KB = 13  # as large as the real ones: most of it is texts that nobody keeps


def lines(folder: Path) -> list[Line]:
    """The first import of a large file, the second of the same, and the first one's memory."""
    folder.mkdir(parents=True)
    file = folder / "grantsTenders.json"
    write_bulk(file, MEGABYTES)
    command = [sys.executable, "-m", "bench.calls", str(folder / "data"), str(file)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    size = file.stat().st_size / 1e6
    name = f"a file of {size:,.0f} MB with {told['read']:,} calls"
    rate = f"{told['read'] / told['first']:,.0f} calls/s, {size / told['first']:,.0f} MB/s"
    held = f"the database was held {told['held'] * 1000:.0f} ms at most"
    second = f"{told['written']} rows written"
    return [
        Line(f"{name}, in", told["first"], None, "s", told["first"], None, True, rate),
        Line("  most memory", told["memory"], None, "MB", told["memory"], GOAL_MB, True, held),
        Line("  the same file again", told["second"], None, "s", told["second"], 2, True, second),
    ]


def write_bulk(file: Path, megabytes: int) -> None:
    """Write a bulk file of about this size, in the portal's form."""
    text = " ".join(f"word{n}" for n in range(120))
    links = [{"url": f"https://ec.example/{n}", "title": text} for n in range(12)]
    with file.open("w", encoding="utf-8") as out:
        out.write('{"fundingData": {"GrantTenderObj": [')
        for number in range(megabytes * 1000 // _RECORD_KB):
            day = _EPOCH + timedelta(days=number % 700)
            record = {
                "type": 1,
                "identifier": f"HORIZON-{2020 + number % 8}-CL5-{number:06}",
                "title": f"Call {number} for cleaner cities and schools",
                "callIdentifier": f"HORIZON-CL5-{number // 10}",
                "callTitle": text[:200],
                "plannedOpeningDateLong": int(day.timestamp() * 1000),
                "deadlineDatesLong": [int((day + timedelta(days=90)).timestamp() * 1000)],
                "frameworkProgramme": {"id": 43108390, "description": "Horizon Europe"},
                "status": {"id": 31094502},
                "keywords": ["climate", "schools", f"topic {number % 50}"],
                "latestInfos": [{"lastChangeDate": "2027-01-01", "content": f"<p>{text}</p>"}],
                "links": links,
            }
            out.write(("," if number else "") + json.dumps(record))
        out.write("]}}")


def measure(data: Path, file: Path) -> dict[str, float]:
    """Bring the file in twice, in this process alone."""
    from intlflow.app.calls import importing
    from intlflow.app.house import assemble
    from intlflow.app.setup import prepare
    from intlflow.domain.calls import Source
    from intlflow.settings import Settings
    from intlflow.store import calls

    settings = Settings.from_env({}, data)
    prepare(settings, with_demo=False, at=_EPOCH)
    house, held, keep = assemble(settings), [0.0], calls.keep

    def timed(*given: object) -> calls.Counts:
        since = time.perf_counter()
        done = keep(*given)  # type: ignore[arg-type]
        held[0] = max(held[0], time.perf_counter() - since)
        return done

    calls.keep = timed
    since = time.perf_counter()
    first = importing.import_file(house, Source.FT, file, _EPOCH)
    between = time.perf_counter()
    second = importing.import_file(house, Source.FT, file, _EPOCH)
    ended = time.perf_counter()
    house.close()
    return {
        "read": first.read,
        "first": between - since,
        "second": ended - between,
        "memory": _peak_mb(),
        "held": held[0],
        "written": second.new + second.changed,
    }


def _peak_mb() -> float:
    """The most memory that this process had; getrusage would tell its parent's, too."""
    told = Path("/proc/self/status").read_text("ascii")
    return int(told.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
