"""A whole collection, day by day from 1 December to 1 March, in both municipalities."""

import json
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from intlflow.app.annual_handover import hand_over_due, handed_over, version
from intlflow.app.duties import ticking
from intlflow.app.house import House, assemble
from intlflow.app.moves import move
from intlflow.app.papers.annual import annual, silent_in
from intlflow.app.papers.lengths import Length
from intlflow.app.papers.making import file_made
from intlflow.app.setup import prepare
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.papers.model import Paper
from intlflow.papers.plain import mark_of
from intlflow.settings import Settings
from intlflow.store.engine import reading
from tests.app.papers import collected
from tests.app.papers.collected import MERGED, TRIED, YEAR, clock, deed, empty, holder, units

FIRST, SECOND, LAST = date(2026, 12, 1), date(2027, 1, 2), date(2027, 3, 1)
GRANTED, REFUSED = {"granted", "reduced", "conditional"}, {"rejected"}
Rows = list[list[Any]]


@dataclass(frozen=True)
class Lived:
    """The house after the collection, and what each municipality's draft looked like on 2 January."""

    house: House
    in_january: Mapping[str, Paper]
    handed: list[str]

    def pack(self, key: str) -> Pack:
        return self.house.packs[key]

    def silent(self, key: str) -> list[str]:
        """Two with people who never answer, and one that has nobody to."""
        return [units(self.pack(key))[place] for place in (6, 7, 11)]

    def paper(self, key: str) -> Paper:
        return annual(self.house, key, YEAR, clock(LAST, 9))

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with reading(self.house.engine) as tx:
            return tx.all(sql, *values)


def answers(house: House, pack: Pack, day: date) -> None:
    """What people do on a day: most answer in December, one is returned, one has nothing, one is late."""
    here = units(pack)
    if day == date(2026, 12, 10):
        for unit in here[:4]:
            deed(house, pack, unit, "submit", day, answers=TRIED)
        deed(house, pack, here[4], "submit", day, note="Mer kommer.")
        deed(house, pack, empty(pack), "nothing", day)
        deed(house, pack, MERGED, "submit", day, answers=TRIED)  # gone; its successor answers
    if day == date(2026, 12, 14):
        deed(house, pack, here[0], "approve", day)
        deed(house, pack, here[4], "return", day, note="Vad gav projekten?")
    if day == date(2027, 1, 14):
        deed(house, pack, here[4], "submit", day, answers=TRIED)
        deed(house, pack, here[5], "start", day)
    if day == date(2027, 2, 10):  # three weeks late
        deed(house, pack, here[5], "submit", day, answers=TRIED)
        deed(house, pack, here[9], "submit", day, answers=TRIED)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """The collection lived through once."""
    settings = Settings.from_env({}, tmp_path_factory.mktemp("year"))
    prepare(settings, with_demo=False, at=collected.NEW_YEAR)
    opened = assemble(settings)
    house = collected.prepared(opened)
    january, handed, day = {}, [], FIRST
    while day <= LAST:
        ticking.tick(house, clock(day))
        for pack in house.packs.values():
            answers(house, pack, day)
        if day == SECOND:
            january = {key: annual(house, key, YEAR, clock(day)) for key in house.packs}
        handed += hand_over_due(house, "", clock(day)) + hand_over_due(house, "", clock(day, 8))
        day += timedelta(days=1)
    yield Lived(house, january, handed)
    opened.close()


def parts(made: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every table of a compilation, as its JSON file has it."""
    for section in made["sections"]:
        for block in section["blocks"]:
            if block["is"] in ("grid", "chart"):
                yield block["grid"] if block["is"] == "chart" else block


def exported(house: House, paper: Paper) -> Mapping[str, Any]:
    _, made = file_made(house, paper.key.split("-")[2], paper, "json")
    return json.loads(made)  # type: ignore[no-any-return]


def tables(house: House, paper: Paper) -> dict[str, Rows]:
    return {each["key"]: each["rows"] for each in parts(exported(house, paper))}


def inner(value: Any) -> Any:
    return inner(value["value"]) if isinstance(value, dict) and value["is"] == "linked" else value


def sums(rows: Rows, place: int) -> dict[str, Decimal]:
    """The amounts of a column by currency; what nobody has told is not among them."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        value = inner(row[place])
        if isinstance(value, dict) and value["is"] == "money":
            found[value["currency"]] += Decimal(value["amount"])
    return dict(found)


def recomputed(
    house: House, made: Mapping[str, Rows], outcomes: Mapping[str, str]
) -> dict[str, Any]:
    """Every key figure of projects and money, computed from nothing but the exported rows."""
    words = house.words["sv"].section("paper_annual")
    ran, closed, sent = made["running"], made["closed"], made["applications"]
    said = Counter(outcomes[row[3]] for row in sent)
    granted = sum(said[each] for each in GRANTED)
    decided = granted + sum(said[each] for each in REFUSED)
    return {
        words["figure_idea"]: len(made["ideas"]),
        words["figure_application"]: len(sent),
        words["figure_running"]: len(ran),
        words["figure_closed"]: len(closed),
        words["figure_granting-rate"]: round(Decimal(granted) / decided, 6),
        words["figure_application-applied"]: sums(sent, 4),
        words["figure_application-granted"]: sums(sent, 5),
        words["figure_running-own"]: sums(ran, 4),
        words["figure_running-total"]: sums(ran, 3),
    }


def told(made: Mapping[str, Rows], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The same key figures as the compilation gives them."""
    found: dict[str, Any] = {}
    for label, now, *_ in made["siffror"]:
        value = inner(now)
        if label not in wanted:
            continue
        if isinstance(value, dict) and value["is"] == "money":
            found.setdefault(label, {})[value["currency"]] = Decimal(value["amount"])
        elif isinstance(value, dict):
            found[label] = round(Decimal(value["part"]), 6)
        else:
            found[label] = value
    return found


def outcomes_of(house: House) -> dict[str, str]:
    return {word: phase for phase, word in house.words["sv"].section("phase.project").items()}


KEYS = ("ljungby", "vaxjo")


@pytest.mark.parametrize("key", KEYS)
def test_in_the_end_exactly_the_silent_units_are_gaps(lived: Lived, key: str) -> None:
    pack, paper = lived.pack(key), lived.paper(key)
    names = [pack.units[each].name for each in lived.silent(key)]
    assert silent_in(paper) == names
    assert len(silent_in(lived.in_january[key])) == len(names) + 3  # the late, the returned
    assert paper.draft


@pytest.mark.parametrize("key", KEYS)
def test_each_figure_is_what_its_exported_rows_add_up_to(lived: Lived, key: str) -> None:
    made = tables(lived.house, lived.paper(key))
    wanted = recomputed(lived.house, made, outcomes_of(lived.house))
    assert told(made, wanted) == wanted
    assert set(sums(made["running"], 3)) == {"EUR", "SEK"}


def goals_recomputed(house: House, made: Mapping[str, Rows]) -> dict[str, tuple[int, int]]:
    """How many projects serve each global goal, and how many only by 'samtliga', from the rows alone."""
    names = house.words["sv"].section("tag.sdg")
    said = [set(row[2].split("; ")) for row in made["projektens-mal"] if isinstance(row[2], str)]
    found = {}
    for goal in map(str, range(1, 18)):
        by_all = sum("samtliga" in each and goal not in each for each in said)
        found[f"{goal}. {names[goal]}"] = (sum(goal in each for each in said) + by_all, by_all)
    return found | {"": (len(said), sum(each == {"samtliga"} for each in said))}


@pytest.mark.parametrize("key", KEYS)
def test_each_goal_counts_its_projects_and_those_of_all_goals_and_the_sum_counts_each_once(
    lived: Lived, key: str
) -> None:
    grids = {each["key"]: each for each in parts(exported(lived.house, lived.paper(key)))}
    made = {name: each["rows"] for name, each in grids.items()}

    wanted = goals_recomputed(lived.house, made)

    table = grids["globala-mal"]
    assert {row[0]: (row[1], row[2]) for row in table["rows"]} | {
        "": tuple(table["totals"][1:3])
    } == wanted
    named = {inner(row[0]) for row in made["projektens-mal"]}
    assert named == {inner(row[0]) for row in made["running"] + made["closed"]}
    every = wanted[""][1]
    assert 0 < every < wanted[""][0] < sum(number for number, _ in wanted.values())


@pytest.mark.parametrize("key", KEYS)
def test_the_municipalitys_own_goals_count_the_rows_that_name_them(lived: Lived, key: str) -> None:
    grids = {each["key"]: each for each in parts(exported(lived.house, lived.paper(key)))}
    said = [
        row[3].split("; ") for row in grids["projektens-mal"]["rows"] if isinstance(row[3], str)
    ]

    wanted = Counter(goal for each in said for goal in set(each))

    assert {row[0]: row[2] for row in grids["egna-mal"]["rows"] if row[2]} == dict(wanted)
    assert grids["egna-mal"]["totals"][2] == len(said) > 0


@pytest.mark.parametrize("key", KEYS)
def test_next_year_this_years_goals_stand_beside(lived: Lived, key: str) -> None:
    now = tables(lived.house, lived.paper(key))
    later = tables(lived.house, annual(lived.house, key, YEAR + 1, clock(LAST, 9)))

    for table in ("globala-mal", "egna-mal"):
        place = 1 if table == "globala-mal" else 2
        wanted = {row[0]: row[place] for row in now[table]}
        assert {row[0]: row[3] for row in later[table]} == wanted
        assert any(wanted.values())


@pytest.mark.parametrize("key", KEYS)
def test_a_currency_without_a_rate_is_never_turned_into_another(lived: Lived, key: str) -> None:
    made = exported(lived.house, lived.paper(key))
    said = json.dumps(made, ensure_ascii=False)
    assert "Kurs saknas" in said
    money = [row[0] for row in tables(lived.house, lived.paper(key))["siffror"]]
    assert Counter(money)["Total budget i pågående projekt"] == 2  # a line for each currency


@pytest.mark.parametrize("key", KEYS)
def test_the_merged_unit_has_its_own_part_and_nothing_is_counted_twice(
    lived: Lived, key: str
) -> None:
    paper = lived.paper(key)
    assert paper.section(f"unit-{collected.MERGED}") is not None
    made = tables(lived.house, paper)
    titles = [inner(row[0]) for row in made["running"] + made["closed"]]
    assert len(titles) == len(set(titles))
    assert [row for row in made["running"] if row[1] == collected.LONG]


@pytest.mark.parametrize("key", KEYS)
def test_who_has_answered_hears_no_more_and_who_has_not_climbs_to_the_director(
    lived: Lived, key: str
) -> None:
    asked = (
        "SELECT DISTINCT subject FROM duty_note"
        " WHERE municipality = ? AND duty = ? AND role = ? AND day > ?"
    )
    values = (key, "unit_annual_report", "director", "2027-01-25")
    climbed = {row[0] for row in lived.rows(asked, *values)}
    late = {units(lived.pack(key))[place] for place in (5, 9)}
    assert climbed == {*lived.silent(key), *late}


@pytest.mark.parametrize("key", KEYS)
def test_on_the_second_of_january_a_letter_tells_the_coordinator_of_the_draft(
    lived: Lived, key: str
) -> None:
    who = holder(lived.house, lived.pack(key), Role.COORDINATOR)
    sql = (
        "SELECT created_at FROM letter JOIN letter_text ON letter_id = id"
        " WHERE person_id = ? AND body LIKE ?"
    )
    days = [str(row[0])[:10] for row in lived.rows(sql, who.person_id, "%som Word, PDF och Excel%")]
    assert days == ["2027-01-02"]


@pytest.mark.parametrize("key", KEYS)
def test_it_is_handed_over_on_the_last_day_and_once_however_often_the_clock_looks(
    lived: Lived, key: str
) -> None:
    [row] = handed_over(lived.house, key, YEAR)
    assert str(row["at"])[:10] == "2027-03-01"
    assert row["gaps"] == len(lived.silent(key))
    assert len(lived.handed) == len(lived.house.packs)
    assert mark_of(version(lived.house, key, YEAR, 1)) == row["mark"]


@pytest.mark.parametrize("key", KEYS)
def test_every_form_is_made_and_read_back_by_other_programs(
    lived: Lived, key: str, tmp_path: Path
) -> None:
    paper, pack = lived.paper(key), lived.pack(key)
    silent = [pack.units[each].name for each in lived.silent(key)]
    word = Document(BytesIO(file_made(lived.house, key, paper, "docx")[1]))
    cells = [c.text for table in word.tables for row in table.rows for c in row.cells]
    assert [name for name in silent if f"uppgift saknas ({name})" not in cells] == []
    book = CalamineWorkbook.from_filelike(BytesIO(file_made(lived.house, key, paper, "xlsx")[1]))
    rows = book.get_sheet_by_name("Nyckeltal").to_python(skip_empty_area=True)
    made = tables(lived.house, paper)
    wanted = recomputed(lived.house, made, outcomes_of(lived.house))
    read = {row[0]: row[1] for row in rows if isinstance(wanted.get(str(row[0])), int)}
    assert read == {label: value for label, value in wanted.items() if isinstance(value, int)}
    filled = [grid for _, grid in paper.grids() if grid.rows]
    assert file_made(lived.house, key, paper, "html")[1].count(b"<table") == len(filled)
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(file_made(lived.house, key, paper, "pdf")[1])
    assert b"pdfuaid:part" in pdf.read_bytes()
    if shutil.which("pdftotext"):
        read_aloud = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
        text = " ".join(read_aloud.stdout.decode().split())
        assert [name for name in silent if name not in text] == []


@pytest.mark.parametrize("key", KEYS)
def test_the_paragraph_of_a_full_year_keeps_to_its_length(lived: Lived, key: str) -> None:
    paper = annual(lived.house, key, YEAR, clock(LAST, 9), length=Length.PARAGRAPH)
    [text] = [block.text for block in paper.sections[0].blocks]  # type: ignore[union-attr]
    assert 200 < len(text) <= lived.pack(key).year.paragraph_most
    assert text.endswith(".")


def test_one_application_granted_changes_exactly_the_figures_that_count_it(lived: Lived) -> None:
    """The last of the file: it changes the register."""
    house, key = lived.house, "ljungby"
    pack = lived.pack(key)
    before = tables(house, lived.paper(key))
    ref, facts = lived.rows(
        "SELECT ref, facts FROM case_ WHERE municipality = ? AND phase = 'submitted' AND unit IN (?, ?)"
        " ORDER BY id LIMIT 1",
        *(key, *lived.silent(key)[:2]),
    )[0]
    asked = json.loads(facts)["amount_applied"]
    by = holder(house, pack, Role.COORDINATOR).email or ""
    given = {
        "funder_decision": "B-1 2027-02-20",
        "amount_granted": "{amount} {currency}".format(**asked),
    }
    move(house, str(ref), "grant", by=by, given=given, at=clock(LAST, 8))
    after = tables(house, lived.paper(key))
    changed = {
        row[0] for row, old in zip(after["siffror"], before["siffror"], strict=True) if row != old
    }
    assert changed == {"Beviljandegrad, antal", "Beviljat belopp"}
    wanted = recomputed(house, after, outcomes_of(house))
    assert told(after, wanted) == wanted
