"""A municipality's own letters, held against ours before anybody gets one."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from intlflow import assets
from intlflow.domain.facts import Fact
from intlflow.letters.guard import Forbidden, check
from intlflow.letters.render import BASES
from intlflow.packs.problems import Problem, nearest
from intlflow.packs.reader import check_pack, check_packs, read_pack

FILES = ("sv.txt", "en.txt", "sv.html", "en.html")


def check_all(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong in a pack's folder, its letters with it; nothing when it can be used."""
    problems = check_pack(folder)
    words = None if problems else _words(folder)
    return (*problems, *mistakes(folder, words))


def check_everything(folders: Mapping[str, Path]) -> tuple[Problem, ...]:
    """The same of several packs together, by key."""
    problems = check_packs(folders)
    words = {key: None if problems else _words(path) for key, path in folders.items()}
    found = [problem for key, path in folders.items() for problem in mistakes(path, words[key])]
    return (*problems, *found)


def mistakes(folder: Path, words: Collection[str] | None) -> Iterator[Problem]:
    """What is wrong with the letters in a pack's folder, by file and line.

    Args:
        folder: the pack's.
        words: the keys of its own words; None: nobody knows, so they are not looked at.
    """
    own = folder / "letters"
    for path in sorted(path for path in own.rglob("*") if path.is_file()):
        said = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        name = path.relative_to(own).parent.as_posix()
        if path.name.startswith(".") or path.name == "README.md":
            continue
        if (misplaced := _misplaced(said, name, path.name)) is not None:
            yield misplaced
            continue
        yield from _read(path, said, words)


def _words(folder: Path) -> set[str]:
    """What a pack that can be read has words of its own for."""
    return {word.key for word in read_pack(folder).word}


def _misplaced(said: str, name: str, file: str) -> Problem | None:
    """A file that no letter is made of, however right its words."""
    if name == ".":
        wanted = BASES if file not in BASES else ()
        return Problem(said, 1, "no letter is made of this", wanted) if wanted else None
    letters = _ours()
    if name not in letters:
        return Problem(said, 1, f"there is no letter '{name}'", nearest=nearest(name, letters))
    if file not in FILES:
        return Problem(said, 1, f"'{file}' is no part of a letter", FILES, nearest(file, FILES))
    return None


def _read(path: Path, said: str, words: Collection[str] | None) -> Iterator[Problem]:
    environment = Environment(autoescape=True)
    try:
        source = path.read_text("utf-8")
        check(source, environment)
    except UnicodeDecodeError:
        yield Problem(said, 1, "the file is not UTF-8")
    except Forbidden as no:
        place, _, why = str(no).removeprefix(":").partition(": ")
        line = int(place) if place.isdigit() else 1
        yield Problem(said, line, why if place.isdigit() else str(no).removeprefix(": "))
    else:
        for line, root, part in _parts(source, environment):
            known = words if root == "word" else _known().get(root)
            if known is not None and part not in known:
                message = f"there is no '{root}.{part}'"
                yield Problem(said, line, message, nearest=nearest(part, known))


def _parts(source: str, environment: Environment) -> Iterator[tuple[int, str, str]]:
    """Every `root.part` of a template, with its line."""
    for node in environment.parse(source).find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name):
            yield node.lineno, node.node.name, node.attr


@lru_cache(maxsize=1)
def _ours() -> tuple[str, ...]:
    """The letters that intlflow writes, by name."""
    root = assets.folder("templates") / "letters"
    return tuple(
        sorted({file.parent.relative_to(root).as_posix() for file in root.glob("*/*/sv.txt")})
    )


@lru_cache(maxsize=1)
def _known() -> Mapping[str, frozenset[str]]:
    """What our own letters ask of each thing: a letter of one's own can ask for no more."""
    root, environment = assets.folder("templates") / "letters", Environment(autoescape=True)
    found: dict[str, set[str]] = {"facts": {str(fact) for fact in Fact}}
    for file in (*root.rglob("*.txt"), *root.rglob("*.html")):
        try:
            parts = list(_parts(file.read_text("utf-8"), environment))
        except TemplateSyntaxError:  # one of ours would not be there if it could not be read
            continue
        for _, name, part in parts:
            found.setdefault(name, set()).add(part)
    found |= {"loop": {"first", "last", "index", "length"}}
    return {name: frozenset(parts) for name, parts in found.items() if name != "word"}
