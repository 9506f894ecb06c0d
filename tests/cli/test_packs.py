"""Packs on the command line: what a municipality's folder says, what is to be confirmed, what is wrong."""

import shutil
import tomllib
from pathlib import Path

import pytest

from intlflow import assets
from tests.cli.conftest import Cli
from tests.cli.test_hostile import calm

BOTH = pytest.mark.parametrize("key", ["ljungby", "vaxjo"])


def shipped(key: str) -> Path:
    return assets.folder("config") / key


def questions(key: str) -> list[str]:
    """Every question that stands in a municipality's files."""
    found: list[str] = []
    folders = (shipped(key), shipped(key).parent / "shared")
    for file in (file for folder in folders for file in sorted(folder.glob("*.toml"))):
        found += _confirms(tomllib.loads(file.read_text("utf-8")))
    return sorted(found)


def _confirms(value: object) -> list[str]:
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list):
        return []
    own = [str(value["confirm"])] if isinstance(value, dict) and "confirm" in value else []
    return own + [text for each in inner for text in _confirms(each)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of Ljungby's pack to break."""
    return Path(shutil.copytree(shipped("ljungby"), tmp_path / "packs" / "ljungby"))


def test_the_municipalities_are_listed_with_how_much_is_known(cli: Cli) -> None:
    said, told = cli("pack", "list"), cli("pack", "list", "--json").json

    assert [(row["key"], row["name"]) for row in told] == [
        ("ljungby", "Ljungby kommun"),
        ("vaxjo", "Växjö kommun"),
    ]
    units = tomllib.loads((shipped("ljungby") / "units.toml").read_text("utf-8"))["unit"]
    assert told[0]["units"] == len(units)
    assert [line.split()[0] for line in said.out.splitlines()] == ["KEY", "ljungby", "vaxjo"]


@BOTH
def test_everything_that_is_still_to_be_confirmed_is_shown(cli: Cli, key: str) -> None:
    told = cli("pack", "show", key, "--json").json["to_confirm"]
    said = cli("pack", "show", key).out

    asked = [each["question"] for each in told]
    assert sorted(asked) == questions(key)
    assert asked
    listed = said.partition(f"\nTo be confirmed: {len(asked)}\n")[2].splitlines()
    assert [line.endswith(question) for line, question in zip(listed, asked, strict=True)] == [
        True
    ] * len(asked)


@BOTH
def test_rules_are_shown_with_the_words_of_their_document(cli: Cli, key: str) -> None:
    rules = cli("pack", "show", key, "--json").json["rule"]

    said = cli("pack", "show", key).out

    quoted = " ".join(said.split())
    assert rules
    assert [r["key"] for r in rules if f"“{' '.join(r['quote'].split())}”" not in quoted] == []


@BOTH
def test_every_duty_is_shown_with_when_who_and_from_where(cli: Cli, key: str) -> None:
    told = cli("pack", "show", key, "--json").json

    said = cli("pack", "show", key).out

    part = said.partition(f"\nDuties: {len(told['duty'])}\n")[2].partition("\n\n")[0]
    documents = {rule["key"]: f"{rule['document']} § {rule['section']}" for rule in told["rule"]}
    for duty, line in zip(told["duty"], part.splitlines(), strict=True):
        no_rule = f"not from a governing document ({duty['evidence']})"
        assert line.startswith(f"  {duty['key']}  {duty['title']['sv']}, per {duty['per']}: ")
        assert line.endswith(documents.get(duty["rule"], no_rule))
        assert f"owner {duty['owner']}" in line
        assert [rung["to"] for rung in duty["ladder"] if rung["to"] not in line] == []


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        ("ledningsgrupp_talk", "01-15 to 05-31, 08-20 to 11-30  owner contact_person"),
        ("unit_annual_report", "12-01 to 01-20 of the next year"),
        ("document_revision", "per document: on revise_by"),
        ("signing_sheet", "5 working days after call_deadline"),
        ("extension_request", "60 days before period_end"),
        ("interim_report", "every 6 months from period_start until period_end"),
        (
            "contact_vacancy",
            "[unit_manager -14, +30 and every 30 days; coordinator due; director +31]",
        ),
        (
            "political_leads",
            "[coordinator open, -30, -7, +7 and every 30 days; board_secretary open",
        ),
    ],
)
def test_a_duty_is_told_as_one_would_say_it(cli: Cli, duty: str, said: str) -> None:
    lines = cli("pack", "show", "ljungby").out.splitlines()

    assert [said in line for line in lines if line.startswith(f"  {duty}  ")] == [True]


@BOTH
def test_what_ships_is_well(cli: Cli, key: str) -> None:
    said = cli("pack", "check", str(shipped(key)))

    assert (said.code, said.out) == (0, f"{shipped(key)}: all is well\n")
    assert cli("pack", "check", str(shipped(key)), "--json").json == []


def test_a_broken_copy_ends_with_1_and_file_and_line(cli: Cli, copy: Path) -> None:
    file = copy / "units.toml"
    text = file.read_text("utf-8")
    line = text.splitlines().index('body = "ks"') + 1
    file.write_text(text.replace('body = "ks"', 'body = "kss"', 1), "utf-8")

    said, told = cli("pack", "check", str(copy)), cli("pack", "check", str(copy), "--json")

    (problem,) = told.json
    assert (said.code, told.code) == (1, 1)
    assert (problem["file"], problem["line"], problem["nearest"]) == (
        "packs/ljungby/units.toml",
        line,
        "ks",
    )
    first, last = said.out.splitlines()
    assert first.startswith(f"packs/ljungby/units.toml:{line}: ")
    assert first.endswith("; did you mean 'ks'?")
    assert last == f"{copy}: 1 mistake"


def test_a_folder_that_is_no_pack_says_what_is_missing(cli: Cli, tmp_path: Path) -> None:
    said = cli("pack", "check", str(tmp_path / "nowhere"))

    assert said.code == 1
    first, last = said.out.splitlines()
    assert first.endswith(f"nowhere:1: there is no folder {tmp_path / 'nowhere'}")
    assert last.endswith("1 mistake")


def test_with_a_broken_pack_of_its_own_nothing_runs_and_each_mistake_is_told(
    cli: Cli, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "municipality.toml").write_text("key = ", "utf-8")
    monkeypatch.setenv("INTLFLOW_PACKS", str(copy.parent))

    said, examined = cli("case", "list"), cli("doctor")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("intlflow: packs/ljungby/municipality.toml:1: ")
    assert examined.code == 1
    assert examined.out.startswith("BAD   packs: ")


def test_a_packs_words_cannot_turn_a_terminals_head(
    cli: Cli, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copy / "units.toml"
    text = file.read_text("utf-8")
    hostile = text.replace('"Kommunledningsförvaltningen"', '"\\u001b[31mRöd\\u202e"', 1)
    file.write_text(hostile, "utf-8")
    monkeypatch.setenv("INTLFLOW_PACKS", str(copy.parent))
    shown = cli("pack", "show", "ljungby")
    file.write_text(hostile.replace('body = "ks"', 'body = "\\u001b[31m"', 1), "utf-8")

    checked = cli("pack", "check", str(copy))

    assert (shown.code, checked.code) == (0, 1)
    assert "[31mRöd" in shown.out
    assert calm(shown.out + checked.out)
