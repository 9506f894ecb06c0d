"""A funder of the tests' own: small files in the real forms, with what one test wants in them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from intlflow.app.calls.importing import Done, import_file
from intlflow.app.house import House
from intlflow.domain.calls import Source
from tests.people import MORNING

DATA = Path(__file__).parents[2] / "data"
SCHOOLS, TWINNING, LIFE = "ERASMUS-2027-SCHOOLS", "CERV-2027-CITIZENS-TOWN-TT", "LIFE-2027-CCA"
FILES = {
    Source.FT: "ft_grantsTenders.synthetic.json",
    Source.SEDIA: "ft_sedia_search.synthetic.json",
    Source.KOHESIO: "kohesio_SE.synthetic.csv",
    Source.KEEP: "keep_eu.synthetic.json",
    Source.ESF: "esf_projektbank.synthetic.csv",
    Source.ERASMUS: "erasmus_results.synthetic.csv",
}


def millis(day: str) -> int:
    """Midnight UTC of a day, as the portal writes it."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def record(name: str, title: str, *days: str, **more: Any) -> dict[str, Any]:
    """A grant of the bulk file."""
    return {
        "type": 1,
        "identifier": name,
        "title": title,
        "plannedOpeningDateLong": millis("2027-01-15"),
        "deadlineDatesLong": [millis(day) for day in days],
    } | more


def usual(life: str = "2027-09-22", **more: Any) -> list[dict[str, Any]]:
    """Three calls; one's deadline may be another."""
    return [
        record(SCHOOLS, "Schools across Europe", "2027-05-20",
               frameworkProgramme={"id": 43353764}, keywords=["education"]),
        record(TWINNING, "Town Twinning", "2027-09-22", frameworkProgramme={"id": 43251589}),
        record(LIFE, "Climate adaptation", life, frameworkProgramme={"id": 43252405}, **more),
    ]  # fmt: skip


def written(folder: Path, records: list[dict[str, Any]], name: str = "grants.json") -> Path:
    """A bulk file with these records."""
    file = folder / name
    file.write_text(json.dumps({"fundingData": {"GrantTenderObj": records}}), "utf-8")
    return file


def bring(
    house: House, folder: Path, records: list[dict[str, Any]], at: datetime = MORNING
) -> Done:
    """Bring a bulk file with these records in."""
    return import_file(house, Source.FT, written(folder, records), at)
