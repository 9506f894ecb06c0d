"""A table's rows in PDF: where one line is sure, its height is told, and nothing looks different for it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intlflow.letters.words import in_language
from intlflow.papers import pdf
from intlflow.papers.render import Form, render
from tests.papers.sample import paper

COLUMNS = [{"share": 0.5}, {"share": 0.5}]


def table(*rows: tuple[str, str], size: float = 9.5) -> dict[str, Any]:
    said = [[{"said": cell} for cell in row] for row in rows]
    return {"size": size, "columns": COLUMNS, "rows": said}


def sure(*row: str, size: float = 9.5) -> bool:
    return next(iter(pdf._of_one_line(table((row[0], row[1]), size=size))))


def test_short_cells_stand_on_one_line_and_long_ones_may_not() -> None:
    assert sure("Barn- och utbildningsförvaltningen", "1 250 000 kr")
    assert sure("", "")
    assert not sure(
        "kort", "En rad som är längre än att den får plats i en halv sidas bredd, minst."
    )
    assert not sure("M" * 36, "")
    assert sure("i" * 30, "")


def test_a_sign_whose_breadth_is_not_known_is_never_sure() -> None:
    assert not sure("中", "kort")
    assert not sure("kort", "ett\nbrott")


def test_smaller_letters_make_more_rows_sure() -> None:
    row = ("En rad som nätt och jämnt inte får plats på en halv bredd", "")
    assert (sure(*row, size=9.5), sure(*row, size=8)) == (False, True)


def places(data: bytes, folder: Path) -> list[tuple[str, float, float]]:
    """Every word with where it stands, in points."""
    (folder / "a.pdf").write_bytes(data)
    said = subprocess.run(
        ["pdftotext", "-bbox", str(folder / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<', said)
    return [(word, float(x), float(y)) for x, y, word in found]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
def test_every_word_stands_where_it_would_if_each_height_were_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsure(one: Any) -> Iterator[bool]:
        return (False for _ in one["rows"])

    told = places(render(paper(), Form.PDF, in_language("sv")), tmp_path)
    monkeypatch.setattr(pdf, "_of_one_line", unsure)
    found = places(render(paper(), Form.PDF, in_language("sv")), tmp_path)

    assert len(told) > 100
    assert [word for word, _, _ in told] == [word for word, _, _ in found]
    assert all(
        one[1:] == pytest.approx(other[1:], abs=0.3) for one, other in zip(told, found, strict=True)
    )
