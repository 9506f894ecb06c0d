"""Which duty of the governing documents is held by which tests, and where it is done."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MADE = "<!-- Written by `make docs` from the code; changes made here by hand are lost. -->"
REQUIREMENT = re.compile(r"(?:LJP|LJ13|KS|PLAN|VX)_\d\d")
EVERYWHERE = {  # what nearly every test uses tells nothing of where a thing is done
    "src/intlflow/app/house.py",
    "src/intlflow/domain/words.py",
    "src/intlflow/store/engine.py",
    "src/intlflow/settings.py",
    "src/intlflow/letters/words.py",
    "src/intlflow/packs/reader.py",
    "src/intlflow/packs/model.py",
}


def requirements() -> str:
    """docs/requirements.md."""
    with (DOCS / "requirements.tsv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    held = tests_by_requirement()
    with_one = [row for row in wanted if row["id"] in held]
    without = [row for row in wanted if row["id"] not in held]
    return (
        "\n\n".join(
            [
                MADE,
                "# Requirements",
                (
                    "Every duty that the governing documents of Ljungby and Växjö lay on the "
                    "international work has a number in [requirements.tsv](requirements.tsv), with its "
                    f"quote. A test that holds one carries its number: {len(with_one)} of {len(wanted)} "
                    "so far, and every one of the "
                    f"{sum(row['priority'] == 'must' for row in with_one)} that are a *must*. "
                    "A number here means that the tests named beside it hold that much of it, "
                    "not that nothing is left to do. Where it is done is read from what those tests use."
                ),
                table(
                    ("number", "", "document", "quote", "done in", "tests"),
                    [
                        (*_wanted(row), "<br>".join(map(_module, places_of(held[row["id"]]))),
                         "<br>".join(f"`{name}`<br>in {_link(file)}" for file, name in held[row["id"]]))
                        for row in with_one
                    ],
                ),
                "## Without a test of their own",
                "None of these is a *must*; most say why the work is done, and are no duty to be tried.",
                table(("number", "", "document", "quote"), [_wanted(row) for row in without]),
            ]
        )
        + "\n"
    )  # fmt: skip


def _wanted(row: Mapping[str, str]) -> tuple[str, str, str, str]:
    """A requirement's number, weight, place and words."""
    place = f"{row['seed']}, {row['section']}"
    return row["id"], row["priority"], place, f"”{row['quote']}”"


def _link(file: str) -> str:
    return f"[{file.removeprefix('tests/')}](../{file})"


def _module(file: str) -> str:
    return f"[{file.removeprefix('src/intlflow/')}](../{file})"


def places_of(tests: Iterable[tuple[str, str]]) -> list[str]:
    """The files of ours that some tests use, most used first; at most four."""
    counted = Counter(place for file, name in tests for place in _used_by(ROOT / file, name))
    return [place for place, _ in counted.most_common(4)]


@cache
def _used_by(path: Path, test: str) -> tuple[str, ...]:
    """The files that hold what a test names, directly or through the helpers beside it."""
    tree = ast.parse(path.read_text("utf-8"))
    brought = {
        alias.asname or alias.name: _file_of(node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    functions = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    ahead, seen, used = [test], set[str](), set[str]()
    while ahead:
        name = ahead.pop()
        if name in seen or name not in functions:
            continue
        seen.add(name)
        named = {each.id for each in ast.walk(functions[name]) if isinstance(each, ast.Name)}
        ahead += named
        used |= {place for each in named if (place := brought.get(each))}
    return tuple(sorted(used or {place for place in brought.values() if place}))


def _file_of(module: str, name: str) -> str | None:
    """The file of ours that something is brought from; None: it is no doing of ours."""
    if not module.startswith(("intlflow", "flows")):
        return None
    base = (ROOT if module.startswith("flows") else ROOT / "src") / Path(*module.split("."))
    for file in (base / f"{name}.py", base.with_suffix(".py"), base / "__init__.py"):
        if file.is_file():
            place = file.relative_to(ROOT).as_posix()
            return None if place in EVERYWHERE else place
    return None


def tests_by_requirement() -> dict[str, list[tuple[str, str]]]:
    """Requirement → (file, test) of every test that carries its number."""
    held: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in _tests_in(path):
            for number in REQUIREMENT.findall(name):
                place = (path.relative_to(ROOT).as_posix(), name)
                held.setdefault(number.replace("_", "-"), []).append(place)
    return held


def _tests_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "test_" in node.name:
            yield node.name


def table(head: tuple[str, ...], rows: list[Any]) -> str:
    """Rows as Markdown shows them."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)
