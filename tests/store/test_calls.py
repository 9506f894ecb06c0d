"""Calls are kept alike on both databases: once, told when they move, found again."""

from pathlib import Path

from intlflow.app.calls.choosing import choose
from intlflow.app.calls.importing import Done, import_file
from intlflow.app.calls.matching import match_issues
from intlflow.app.calls.showing import list_known, show_call
from intlflow.app.calls.telling import tell_moved
from intlflow.app.house import House
from intlflow.domain.calls import Source
from tests.app.calls.funder import DATA, FILES, LIFE, bring, usual
from tests.people import DAY, MORNING, at
from tests.store.whole import everything


def test_a_file_is_brought_in_on_both_databases_and_the_same_again_writes_nothing(
    any_house: House,
    tmp_path: Path,
) -> None:
    first = bring(any_house, tmp_path, usual())
    before = everything(any_house)

    second = bring(any_house, tmp_path, usual())

    assert first == Done(Source.FT, "grants.json", False, 3, 3, 3)
    assert second == Done(Source.FT, "grants.json", same=True)
    assert everything(any_house) == before


def test_a_deadline_that_moves_is_told_once(any_house: House, tmp_path: Path) -> None:
    bring(any_house, tmp_path, usual())
    choose(any_house, "ljungby", LIFE, by=at("sanna"), at=MORNING)
    bring(any_house, tmp_path, usual("2027-10-20"), MORNING + DAY)

    assert tell_moved(any_house, MORNING + DAY) == 2  # Sanna, and Växjö's coordinator
    assert tell_moved(any_house, MORNING + 2 * DAY) == 0
    assert len(show_call(any_house, "ljungby", LIFE, MORNING)["moved"]) == 1


def test_words_find_calls_and_projects(any_house: House, tmp_path: Path) -> None:
    bring(any_house, tmp_path, usual())
    import_file(any_house, Source.KEEP, DATA / FILES[Source.KEEP], MORNING)

    found = [hit.seen.call.external_id for hit in match_issues(any_house, "ljungby", MORNING)]
    assert LIFE in found
    assert [row["source"] for row in list_known(any_house, "växjö projects")] == ["keep"]
