"""What the flows of the papers do and show, without a Prefect around them."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from flows import annual_reports, papers
from intlflow.app.annual_handover import handed_over
from intlflow.app.house import House
from intlflow.app.papers import coming
from tests.reports import YEAR, open_all

LAST_DAY = datetime(YEAR + 1, 3, 1, 6, 5, tzinfo=UTC)
Shown = list[dict[str, Any]]


@pytest.fixture
def shown(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """What is put among the artifacts on the last day."""
    kept: Shown = []

    async def keep(**artifact: Any) -> None:
        kept.append(artifact)

    for flow in (annual_reports, papers):
        monkeypatch.setattr(flow, "house", lambda: house)
        monkeypatch.setattr(flow.clock, "now", lambda: LAST_DAY)
    monkeypatch.setattr(annual_reports, "acreate_markdown_artifact", keep)
    monkeypatch.setattr(papers, "acreate_table_artifact", keep)
    return kept


def test_the_draft_is_made_and_shown_and_handed_over_once(house: House, shown: Shown) -> None:
    open_all(house)
    assert asyncio.run(annual_reports.compile_drafts.fn("")) == 1
    [artifact] = shown
    assert artifact["key"] == "annual-compilation"
    assert "Har inte svarat" in artifact["markdown"]
    first = asyncio.run(annual_reports.hand_over.fn("ljungby"))
    again = asyncio.run(annual_reports.hand_over.fn("ljungby"))
    assert (len(first), again) == (1, [])
    assert len(handed_over(house, "ljungby", YEAR)) == 1


def test_the_papers_are_made_and_shown_each_in_a_row(house: House, shown: Shown) -> None:
    needed = coming.needed(house, "ljungby", "", datetime(2027, 5, 20, 7, tzinfo=UTC))
    made = asyncio.run(papers.make.fn(needed))
    asyncio.run(papers.show.fn(made))
    assert [each.wrong for each in made] == [""] * len(needed)
    assert len(shown[0]["table"]) == len(needed) > 0
