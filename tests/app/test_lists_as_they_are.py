"""Every ugly list loads with no line lost and no guess unmarked; damaged ones are refused, never a crash."""

import random
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from intlflow.app.house import House
from intlflow.domain.alike import bare
from intlflow.domain.lifecycle import Refused
from intlflow.domain.listed import Listed, Outcome
from intlflow.letters.words import in_language
from intlflow.sources.sheet import read_grids
from tests.app.lists import FILES, MESSY, look

MOST_MEMORY = 256_000_000

# File → how many lines become a case, are asked about, are the same as another, are no project.
ENDS = {
    "bom_comma.csv": (2, 0, 0, 0),
    "dashes_cp1252.csv": (2, 0, 0, 0),
    "eaten_zeros.xlsx": (2, 0, 0, 0),
    "existing_project_list.messy.csv": (4, 0, 1, 0),
    "libre.ods": (2, 0, 0, 1),
    "merged_cells.xlsx": (4, 0, 0, 1),
    "old_excel.xls": (2, 0, 0, 0),
    "several_sheets.xlsx": (2, 0, 1, 0),
    "tabs_utf16.txt": (2, 0, 0, 0),
    "totals_and_notes.csv": (4, 2, 0, 6),
    "two_heading_rows.xlsx": (2, 0, 0, 0),
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_line_of_an_ugly_list_ends_as_it_should(house: House, file: Path) -> None:
    told = look(house, file.read_bytes(), file.name)

    counts = told.counts()
    assert tuple(counts[key] for key in ("create", "ask", "duplicate", "skip")) == ENDS[file.name]
    assert sum(ENDS[file.name]) == len(told.proposals)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_line_of_an_ugly_list_is_lost(house: House, file: Path) -> None:
    told = look(house, file.read_bytes(), file.name)

    kept = {p.listed.place for p in told.proposals}
    first = {name: min(_row(p) for p in kept if p.startswith(name)) for name in _sheets(kept)}
    filled = {
        f"{grid.name}!{row + 1}" if grid.name else str(row + 1)
        for grid in read_grids(file.read_bytes())
        if grid.name in first
        for row in range(first[grid.name] - 1, len(grid.rows))
        if any(cell and not cell.merged for cell in grid.cells(row))
    }
    assert kept == filled
    assert all(p.listed.cells for p in told.proposals)


def _row(place: str) -> int:
    return int(place.rpartition("!")[2])


def _sheets(places: set[str]) -> set[str]:
    return {place.rpartition("!")[0] for place in places}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_guess_is_unmarked(house: House, file: Path) -> None:
    """Whatever a cell says is kept letter by letter, or the cell has a mark."""
    told = look(house, file.read_bytes(), file.name)

    lost = [
        (p.listed.place, heading, text)
        for p in told.proposals
        if p.outcome is not Outcome.SKIP
        for heading, text in p.listed.cells.items()
        if heading not in told.unknown and not _kept_or_marked(p.listed, text)
    ]

    assert lost == []
    assert any(p.listed.marks for p in told.proposals)


def _kept_or_marked(line: Listed, text: str) -> bool:
    kept = {bare(line.title), bare(line.unit_name), bare(line.unit)}
    kept |= {bare(str(value)) for value in line.facts.values()}
    kept.add(bare(in_language("sv").of("phase.project", line.phase)))
    kept.add(bare(f"{line.facts.get('period_start')}{line.facts.get('period_end')}"))
    kept.add(bare(str(line.details.get("text", ""))) if line.outcome is Outcome.ASK else "")
    marked = {bare(str(mark.details.get("text", ""))) for mark in line.marks}
    doubted = {bare(text.rstrip("?"))} & marked if text.endswith("?") else set()
    money = {bare(v["amount"] + v["currency"]) for v in line.facts.values() if isinstance(v, dict)}
    return bare(text) in kept | marked | money or bool(doubted) or not bare(text)


def test_the_list_of_the_municipality_is_read_as_a_person_would_read_it(house: House) -> None:
    potent, leader, bike, again, erasmus = (
        p.listed for p in look(house, MESSY.read_bytes()).proposals
    )

    assert potent.facts["total_budget"] == {"amount": "1200000.00", "currency": "SEK"}
    assert (potent.facts["eu_share"], potent.facts["registry_number"]) == (
        "85 %",
        "KS 2019/0087 005",
    )
    assert (leader.unit, "total_budget" in leader.facts) == ("klf", False)
    assert (bike.facts["period_start"], bike.facts["period_end"]) == ("2024-01-01", "2026-12-31")
    assert bike.facts["amount_granted"] == {"amount": "1879493.60", "currency": "EUR"}
    assert (bike.unit, again.unit, bike.facts["own_role"]) == ("tf", "tf", "lead")
    assert erasmus.facts["period_end"] == "2026-08-31"


HOSTILE = {
    "empty": b"",
    "spaces": b" \n ",
    "nul": b"a\0b\0\0\0" * 9,
    "no heading": b"a;b\n1;2\n",
    "zip of nothing": b"PK\x03\x04" + b"\0" * 99,
    "ole of nothing": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999,
    "too large": b"Projekt;Enhet\n" + b"x" * 10_000_001,
    "too wide": b"Projekt" + b";a" * 500,
    "too long": b"Projekt\n" + b"a\n" * 20_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_is_refused(house: House, name: str) -> None:
    with pytest.raises(Refused) as no:
        look(house, HOSTILE[name])

    assert no.value.why.startswith("list-")


def _book(sheet: str) -> bytes:
    """The smallest workbook, with a sheet of our own making."""
    out, kind = BytesIO(), "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{kind}/spreadsheetml/2006/main" xmlns:r="{kind}/officeDocument/2006/'
            'relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        pack.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{kind}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument/2006/relationships/worksheet" Target="worksheets/a.xml"/>'
            "</Relationships>",
        )
        pack.writestr(
            "xl/worksheets/a.xml",
            f'<worksheet xmlns="{kind}/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_opened(house: House) -> None:
    with pytest.raises(Refused, match="list-too-large"):
        look(house, _book(" " * 70_000_000))


def test_a_sheet_with_its_only_cells_in_opposite_corners_takes_no_memory(house: House) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    with pytest.raises(Refused) as no:
        look(house, _book(far))

    assert no.value.why in ("list-not-a-book", "list-too-many-rows")


def mutated(number: int) -> bytes:
    """One of the lists, with bytes changed, cut off, doubled or put elsewhere."""
    chance = random.Random(number)
    data = bytearray(chance.choice(FILES).read_bytes())
    for _ in range(chance.choice((1, 2, 8, 40))):
        at, more = chance.randrange(len(data)), chance.randrange(1, 60)
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + more]
            case 2:
                data[at:at] = data[at : at + more] * chance.choice((1, 3))
            case 3:
                data[at:at] = chance.choice(
                    (b";", b'"', b"\n", b"\0", b"\xff\xfe", b"9" * 400, b"\xe4")
                )
            case _:
                data[at : at + more] = bytes(reversed(data[at : at + more]))
        data = data or bytearray(b"x")
    return bytes(data)


def survive(house: House, numbers: range) -> int:
    """Look at mutated lists; each is read or refused. Gives back how many were read."""
    read, whys = 0, set[str]()
    for number in numbers:
        try:
            read += bool(look(house, mutated(number), "muterad").proposals)
        except Refused as no:
            whys.add(no.why)
    assert [why for why in whys if not why.startswith("list-")] == []
    return read


def test_two_hundred_mutated_lists_are_read_or_refused(house: House) -> None:
    assert survive(house, range(200)) > 50


MEASURED = """
import resource, sys, psutil
from pathlib import Path
from intlflow.app.house import open_house
from intlflow.settings import Settings
from tests.app.test_lists_as_they_are import survive
held, unit = psutil.Process().memory_info, 1 if sys.platform == "darwin" else 1024
house, before = open_house(Settings.from_env({}, Path(sys.argv[1]))), held().rss
read = survive(house, range(200, 5_200))
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
print(read, most, held().rss - before)
"""


@pytest.mark.slow
def test_five_thousand_mutated_lists_are_read_or_refused_in_little_memory(house: House) -> None:
    # In a small process of its own: one that is started counts its starter's memory as its own.
    command = [sys.executable, "-c", MEASURED, str(house.settings.data)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    read, child, grown = map(int, told.split())
    print(f"\nmost memory: a reading process {child:,}, growth of this one {grown:,} bytes")
    assert read > 1_000
    assert max(child, grown) < MOST_MEMORY
