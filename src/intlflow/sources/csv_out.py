"""Rows as a file that a Swedish spreadsheet opens: semicolons, a mark of UTF-8, nothing that computes."""

import csv
import io
from collections.abc import Iterable, Sequence

from intlflow.sources.sheet_text import FORMULAS

# A cell that begins so is taken for a formula, the wide forms too (CWE-1236).
DANGEROUS = (*FORMULAS, "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as a file; what would be computed gets an apostrophe before it, and stays text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    clean = value.replace("\x00", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(DANGEROUS) else clean
