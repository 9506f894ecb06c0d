"""Tells of files in a pack's folder that nothing reads, since a misspelt name would pass unseen."""

from collections.abc import Iterator
from pathlib import Path

from intlflow.packs.files import SOURCES, show
from intlflow.packs.problems import Problem, nearest

FOLDERS = (SOURCES, "letters", "papers")
FILES = (
    "municipality.toml", "bodies.toml", "units.toml", "documents.toml", "rules.toml",
    "checklists.toml", "milestones.toml", "duties.toml", "duties_roles.toml",
    "duties_projects.toml", "decisions.toml", "goals.toml", "keeping.toml", "register.toml",
)  # fmt: skip
_MAY_LIE_THERE = (".toml", ".md", ".svg", ".png")
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")


def nothing_lies_unread(folder: Path) -> Iterator[Problem]:
    """Every file beside the known ones is a table, a logo or a note; every folder is one of three."""
    for path in sorted(folder.iterdir()):
        name = path.name
        if name.startswith((".", "~$")) or name.lower() in _OF_THE_SYSTEM:
            continue
        if path.is_dir():
            if name not in FOLDERS:
                message = f"nothing reads the folder '{name}'"
                near = nearest(name, FOLDERS)
                yield Problem(show(folder, name), 1, message, FOLDERS, near)
        elif path.suffix not in _MAY_LIE_THERE:
            message = f"nothing reads the file '{name}'"
            told = ("a file that ends in .toml", f"a text in {SOURCES}/")
            yield Problem(show(folder, name), 1, message, told, nearest(name, FILES))
