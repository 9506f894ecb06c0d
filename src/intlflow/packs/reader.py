"""Reads a municipality's folder into a pack, and says everything that is wrong in it at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intlflow import assets
from intlflow.packs import (
    decision_links,
    duty_ladders,
    duty_links,
    heads,
    links,
    look,
    moves,
    programme_links,
    strays,
)
from intlflow.packs.entries import Entry, Evidence
from intlflow.packs.files import Item, PackFile, read_files, show
from intlflow.packs.model import Pack
from intlflow.packs.problems import PackError, Problem
from intlflow.packs.quotes import quotes_are_true
from intlflow.packs.tables import ONCE, items_of, read_item

__all__ = [
    "Confirmation",
    "PackError",
    "Problem",
    "check_pack",
    "check_packs",
    "confirmations",
    "find_packs",
    "read_pack",
    "read_packs",
    "same_prefixes",
]

MAIN_FILE = "municipality.toml"
SHARED = "shared"  # the folder beside the packs with what holds for all of them
_REQUIRED = tuple(name for name, field in Pack.model_fields.items() if field.is_required())

Check = Callable[[Mapping[str, Sequence[Item]]], Iterator[Problem]]

_CHECKS: tuple[Check, ...] = (
    links.names_exist,
    links.keys_once,
    links.no_circles,
    links.successors_take_over,
    links.days_in_order,
    links.money_has_an_owner,
    links.adopters_are_right,
    links.bodies_are_enough,
    links.forms_are_three,
    links.doubts_are_asked,
    heads.pattern_can_be_used,
    heads.county_exists,
    heads.words_are_enough,
    moves.moves_exist,
    moves.stages_exist,
    moves.one_rule_a_letter,
    moves.places_exist,
    moves.anchors_fit,
    decision_links.every_subject_is_decided,
    decision_links.the_last_word_is_right,
    decision_links.delegation_is_reported,
    programme_links.counties_exist,
    programme_links.a_call_has_one_programme,
    duty_links.one_rhythm,
    duty_links.days_fit,
    duty_links.windows_hold,
    duty_links.it_can_be_met,
    duty_links.links_fit,
    duty_links.roles_are_told,
    duty_links.cases_fit,
    duty_links.owners_fit,
    duty_links.sources_are_told,
    duty_links.mandates_follow,
    duty_ladders.ladders_reach_people,
    duty_ladders.rungs_once,
    duty_ladders.rungs_in_time,
    look.colours_can_be_read,
)


def read_pack(folder: Path) -> Pack:
    """Read a municipality's folder.

    Args:
        folder: with municipality.toml, the other *.toml files and sources/.

    Raises:
        PackError: with every problem that was found.
    """
    pack, problems = _read(folder)
    if pack is None or problems:
        raise PackError(problems)
    return pack


def check_pack(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong in a folder, by file and line; nothing when it can be used."""
    return _read(folder)[1]


def check_packs(folders: Mapping[str, Path]) -> tuple[Problem, ...]:
    """Everything that is wrong in several folders, and between them."""
    read = {key: _read(folder) for key, folder in folders.items()}
    packs = {key: pack for key, (pack, _) in read.items() if pack is not None}
    found = [problem for _, problems in read.values() for problem in problems]
    return tuple(dict.fromkeys([*found, *same_prefixes(packs, folders)]))


def find_packs(root: Path) -> dict[str, Path]:
    """The packs in a folder by their keys: every folder in it with a municipality.toml."""
    return {path.parent.name: path.parent for path in sorted(root.glob(f"*/{MAIN_FILE}"))}


def read_packs(root: Path) -> dict[str, Pack]:
    """Read every pack in a folder.

    Raises:
        PackError: with the problems of all of them, or two packs whose cases would be mixed up.
    """
    folders = find_packs(root)
    read = {key: _read(folder) for key, folder in folders.items()}
    packs = {key: pack for key, (pack, _) in read.items() if pack is not None}
    problems = [problem for _, found in read.values() for problem in found]
    if problems := [*problems, *same_prefixes(packs, folders)]:
        raise PackError(dict.fromkeys(problems))  # a shared file's are found with every pack
    return packs


def same_prefixes(packs: Mapping[str, Pack], folders: Mapping[str, Path]) -> Iterator[Problem]:
    """Two municipalities whose cases would get the same references; the later of them is told.

    Args:
        packs: all that are used together, by key.
        folders: where each lies.
    """
    first: dict[str, str] = {}
    for key, pack in packs.items():
        prefix = pack.municipality.prefix
        if (other := first.setdefault(prefix, key)) == key:
            continue
        message = (
            f"the prefix '{prefix}' of {key} is also used by {other}"
            f" ({show(folders[other], MAIN_FILE)})"
        )
        yield _at_prefix(folders[key], message)


def _at_prefix(folder: Path, message: str) -> Problem:
    items, _ = items_of(read_files(folder))
    heads_of = [item for item in items if item.table == "municipality"]
    return heads_of[0].problem(message, "prefix", expected=("a prefix of its own",))


def _read(folder: Path) -> tuple[Pack | None, tuple[Problem, ...]]:
    if not folder.is_dir():
        return None, (Problem(show(folder), 1, f"there is no folder {folder}"),)
    files = read_files(folder)
    problems = [problem for file in files for problem in file.problems()]
    items, strange = items_of(files)
    problems += strange + list(_missing(folder, files, items))
    common = read_files(shared_folder(folder))
    shared, odd = items_of(common)
    problems += [*odd, *(problem for file in common for problem in file.problems())]
    items = programme_links.owner_first(items, shared)
    tables: dict[str, list[Item]] = {name: [] for name in Pack.model_fields}
    entries: dict[str, list[Any]] = {name: [] for name in Pack.model_fields}
    for item in items:
        tables[item.table].append(item)
        entry, found = read_item(item)
        entries[item.table].append(entry)
        problems += found
    for check in _CHECKS:
        problems += check(tables)
    problems += [*heads.key_is_the_folders(tables, folder), *quotes_are_true(tables, folder)]
    problems += [*look.the_logo_is_there(tables, folder), *strays.nothing_lies_unread(folder)]
    if problems:
        return None, tuple(sorted(problems, key=lambda each: (each.file, each.line)))
    return _pack(entries), ()


def shared_folder(folder: Path) -> Path:
    """What all packs share: beside the pack, else what ships with intlflow."""
    beside = folder.parent / SHARED
    return beside if beside.is_dir() else assets.folder("config") / SHARED


def _missing(folder: Path, files: list[PackFile], items: list[Item]) -> Iterator[Problem]:
    """Required tables that are nowhere, and a municipality that is there more than once."""
    main = show(folder, MAIN_FILE)
    if not (folder / MAIN_FILE).is_file():
        yield Problem(main, 1, f"there is no {MAIN_FILE} in {show(folder)}")
    for once in ONCE:
        for item in [item for item in items if item.table == once][1:]:
            yield item.problem(f"[{once}] stands in two files")
    written = {name for file in files for name in file.data}
    if all(file.whole for file in files):
        for name in _REQUIRED:
            if name not in written:
                header = "[municipality]" if name == "municipality" else f"[[{name}]]"
                yield Problem(main, 1, f"the pack has no {header}")


def _pack(entries: Mapping[str, list[Any]]) -> Pack:
    rest = {name: tuple(each) for name, each in entries.items() if name != "municipality"}
    return Pack(municipality=entries["municipality"][0], **rest)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question that the municipality has still to answer.

    Args:
        where: the table and the entry, e.g. `unit leab`.
        question: in plain Swedish.
        evidence: how sure we are until it is answered.
    """

    where: str
    question: str
    evidence: Evidence


def confirmations(pack: Pack) -> list[Confirmation]:
    """Every question that a pack has to its municipality, in the order of its tables."""
    return [
        Confirmation(_where(table, entry), entry.confirm, entry.evidence)
        for table in Pack.model_fields
        for entry in _entries(getattr(pack, table))
        if entry.confirm is not None
    ]


def _entries(value: Entry | tuple[Entry, ...]) -> tuple[Entry, ...]:
    return value if isinstance(value, tuple) else (value,)


def _where(table: str, entry: Entry) -> str:
    names = (getattr(entry, name, None) for name in ("kind", "phase", "stage", "key"))
    said = " ".join(str(name) for name in names if name is not None)
    if table in ("unit", "body", "municipality"):
        said = str(getattr(entry, "key", ""))
    return f"{table} {said or getattr(entry, 'name', None) or getattr(entry, 'move', '')}"
