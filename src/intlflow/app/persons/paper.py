"""What is known about a person as a text that can be read, beside the same as JSON."""

import json
import os
from pathlib import Path
from typing import Any

from intlflow.app.house import NotFound
from intlflow.letters.words import Words


def as_text(found: dict[str, Any], words: Words) -> str:
    """A person's data as plain text: first what it is and where, then row by row."""
    said = words.section("person")
    head = said["heading"].format(
        name=found["name"], number=found["person"], at=words.moment(found["made_at"])
    )
    lines = [head, "=" * len(head), "", said["lead"], ""]
    lines += [f"- {_title(each, words)}: {each['count']}" for each in found["tables"]]
    if not found["tables"]:
        lines.append(said["nothing"])
    for table in found["tables"]:
        title = _title(table, words)
        lines += ["", title, "-" * len(title)]
        lines += [words.of("processing.what", table["purpose"])]
        for row in table["rows"]:
            lines += ["", *_row(row)]
    return "\n".join([*lines, ""])


def _title(table: dict[str, Any], words: Words) -> str:
    return f"{words.of('processing.label', table['purpose'])} ({table['table']})"


def _row(row: dict[str, Any]) -> list[str]:
    lines = []
    for name, value in row.items():
        if value is None:
            continue
        if not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False)
        first, *rest = value.splitlines() or [""]
        lines += [f"  {name}: {first}", *(f"    {line}" for line in rest)]
    return lines


def write(folder: Path, found: dict[str, Any], words: Words) -> list[Path]:
    """Write both forms into a folder, readable by their owner alone.

    Raises:
        NotFound: there is no such folder, or a file stands in the way.
    """
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}; make it first")
    name = f"person-{found['person']}"
    texts = {
        folder / f"{name}.json": json.dumps(found, ensure_ascii=False, indent=2) + "\n",
        folder / f"{name}.txt": as_text(found, words),
    }
    for file in texts:
        if file.exists():
            raise NotFound(f"{file} exists; choose another folder, nothing was overwritten")
    for file, text in texts.items():
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(text)
    return list(texts)
