"""A funder's file comes in once, in small steps, and takes nothing away whatever happens to it."""

import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.calls import write_bulk
from intlflow.app.calls.importing import import_file
from intlflow.app.calls.showing import list_calls, list_known, show_call
from intlflow.app.calls.sources import readings
from intlflow.app.house import House, NotFound
from intlflow.domain.calls import Source, Standing
from intlflow.sources.funding.rows import Unreadable
from intlflow.store import calls
from intlflow.store.engine import reading, writing
from tests.app.calls import funder
from tests.app.calls.funder import DATA, FILES, LIFE, SCHOOLS, TWINNING, bring, usual, written
from tests.people import DAY, MORNING
from tests.store.whole import everything, number_of


def test_the_same_calls_in_another_file_touch_no_call(house: House, tmp_path: Path) -> None:
    bring(house, tmp_path, usual())
    before = everything(house)

    done = bring(house, tmp_path, list(reversed(usual())), MORNING + DAY)

    assert (done.kept, done.new, done.changed) == (3, 0, 0)
    after = everything(house)
    assert {name for name in after if after[name] != before[name]} == {"call_reading"}


@pytest.mark.parametrize("source", sorted(FILES))
def test_every_source_comes_in_by_the_same_way_and_twice_changes_nothing(
    house: House, source: Source
) -> None:
    file = DATA / FILES[source]

    done = import_file(house, source, file, MORNING)
    before = everything(house)
    again = import_file(house, source, file, MORNING + DAY)
    once_more = import_file(house, source, file, MORNING + DAY, again=True)

    assert (done.new, done.changed) == (done.kept, 0)
    assert done.new >= 1
    assert (again.same, once_more.new, once_more.changed) == (True, 0, 0)
    after = everything(house)
    assert {name for name in after if after[name] != before[name]} == {"call_reading"}


def test_search_results_add_money_and_the_bulk_file_takes_none_of_it_away(
    house: House, tmp_path: Path
) -> None:
    name = "CERV-2026-CITIZENS-TOWN-TT"
    import_file(house, Source.SEDIA, DATA / FILES[Source.SEDIA], MORNING)

    done = bring(house, tmp_path, [funder.record(name, "Town Twinning", "2027-06-01")])

    told = show_call(house, "ljungby", name, MORNING)
    assert (done.new, done.changed) == (0, 1)
    assert (told["budget"], told["max_grant"]) == ("4000000", "50745")
    assert told["deadlines"] == ["2027-06-01T15:00:00.000000Z"]


def test_a_file_that_ends_in_the_middle_takes_nothing_away_and_is_told(
    house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path, usual())
    file = written(tmp_path, usual(life="2027-10-20"), "broken.json")
    file.write_bytes(file.read_bytes()[:-200])

    with pytest.raises(Unreadable, match="download grantsTenders"):
        import_file(house, Source.FT, file, MORNING + DAY)

    [told] = readings(house)
    assert told["trouble"].startswith("not whole JSON")
    assert (told["read_at"], told["kept"]) == ("2027-03-01T07:00:00.000000Z", 3)
    assert number_of(house, "funding_call") == 3
    assert bring(house, tmp_path, usual(life="2027-10-20"), MORNING + DAY).moved == 1


def test_calls_that_are_no_longer_in_the_file_stay(house: House, tmp_path: Path) -> None:
    bring(house, tmp_path, usual())

    bring(house, tmp_path, usual()[:1], MORNING + DAY)

    assert [c["call"] for c in list_calls(house, "ljungby", MORNING + DAY)["calls"]] == [
        SCHOOLS, TWINNING, LIFE,
    ]  # fmt: skip


def test_a_name_that_stands_twice_in_a_file_is_no_deadline_that_moves(
    house: House, tmp_path: Path
) -> None:
    twice = [*usual(), funder.record(LIFE, "Climate adaptation", "2028-01-10")]

    first, second = (
        bring(house, tmp_path, twice),
        import_file(house, Source.FT, tmp_path / "grants.json", MORNING + DAY, again=True),
    )

    assert first.skipped == {"twice": 1}
    assert (second.changed, second.moved) == (0, 0)


def test_every_move_of_a_deadline_is_kept_with_the_day_before(house: House, tmp_path: Path) -> None:
    bring(house, tmp_path, usual())
    info = [{"lastChangeDate": "2027-03-02", "content": "<p>The deadline has been extended.</p>"}]

    bring(house, tmp_path, usual("2027-10-20", latestInfos=info), MORNING + DAY)
    bring(house, tmp_path, usual("2027-11-10"), MORNING + 2 * DAY)

    assert [(m["was"][:10], m["now"][:10], m["news"]) for m in _shown(house, LIFE)["moved"]] == [
        ("2027-09-22", "2027-10-20", "The deadline has been extended."),
        ("2027-10-20", "2027-11-10", "The deadline has been extended."),
    ]


def _shown(house: House, name: str) -> dict[str, object]:
    return show_call(house, "ljungby", name, MORNING)


def test_a_second_deadline_behind_the_next_one_moves_nothing(house: House, tmp_path: Path) -> None:
    bring(house, tmp_path, [funder.record(LIFE, "Climate", "2027-05-20")])

    done = bring(house, tmp_path, [funder.record(LIFE, "Climate", "2027-05-20", "2027-11-10")])

    assert (done.changed, done.moved) == (1, 0)


def test_a_large_file_never_holds_the_database_for_long(house: House, tmp_path: Path) -> None:
    many = [funder.record(f"LIFE-2027-{n:05}", f"Call {n}", "2027-09-22") for n in range(6_000)]
    file, waits, over = written(tmp_path, many), list[float](), threading.Event()

    def somebody_works() -> None:
        while not over.is_set():
            since = time.monotonic()
            with writing(house.engine) as tx:
                tx.run("INSERT INTO meta (key, value) VALUES ('x', 'y') ON CONFLICT DO NOTHING")
            waits.append(time.monotonic() - since)
            over.wait(0.01)

    worker = threading.Thread(target=somebody_works)
    worker.start()
    done = import_file(house, Source.FT, file, MORNING)
    over.set()
    worker.join()

    assert done.new == 6_000
    assert len(waits) > 10
    assert max(waits) < 2.0


def test_progress_is_told_while_a_file_is_read(house: House, tmp_path: Path) -> None:
    file, seen = written(tmp_path, usual()), list[tuple[int, int, int]]()

    import_file(house, Source.FT, file, MORNING, progress=lambda *told: seen.append(told))

    size = file.stat().st_size
    assert seen[-1] == (size, size, 3)


def test_closed_calls_are_told_by_their_dates_whatever_the_funder_says(
    house: House, tmp_path: Path
) -> None:
    late = funder.record("LIFE-2026-X", "Late", "2026-09-01", status={"id": 31094502})
    bring(house, tmp_path, [*usual(), late])

    closed = list_calls(house, "ljungby", MORNING, state=Standing.CLOSED)["calls"]

    assert [c["call"] for c in closed] == ["LIFE-2026-X"]


def test_PLAN_23_a_call_tells_programme_deadline_and_how_much_the_EU_pays(
    house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path, usual())

    told = _shown(house, LIFE)

    assert (told["programme"], told["deadline"]) == ("life", "2027-09-22T15:00:00.000000Z")
    assert told["terms"]["max_eu_rate"] == "0.60"  # type: ignore[index]


def test_a_call_of_another_year_is_known_as_the_same_call(house: House, tmp_path: Path) -> None:
    before = funder.record(TWINNING.replace("2027", "2026"), "Town Twinning", "2026-09-22")
    bring(house, tmp_path, [*usual(), before])

    assert _shown(house, TWINNING)["other_years"] == [
        {"call": "CERV-2026-CITIZENS-TOWN-TT", "title": "Town Twinning"}
    ]


def test_what_others_have_done_is_found_in_any_form_of_a_word(house: House) -> None:
    import_file(house, Source.KEEP, DATA / FILES[Source.KEEP], MORNING)

    assert [row["source"] for row in list_known(house, "växjö tunnel")] == []
    assert [row["lead"] for row in list_known(house, "växjö projects")] == ["Municipality of Växjö"]


def test_an_empty_word_takes_nothing_away() -> None:
    old = replace(calls.Call("X", "Old", budget="5"), deadlines=("2027-09-22T15:00:00.000000Z",))

    now = calls.merged(old, calls.Call("X", "New"))

    assert now == replace(old, title="New")


def test_an_unknown_call_or_programme_is_told(house: House) -> None:
    with pytest.raises(NotFound, match="no call 'NOSUCH' is known"):
        show_call(house, "ljungby", "NOSUCH", MORNING)
    with pytest.raises(NotFound, match="no programme 'nosuch'"):
        list_calls(house, "ljungby", MORNING, programme="nosuch")


def test_nothing_was_read_and_nothing_is_known(house: House) -> None:
    told = list_calls(house, "ljungby", MORNING)

    assert told == {"municipality": "ljungby", "known": 0, "sources": [], "calls": []}
    with reading(house.engine) as tx:
        assert calls.count(tx) == 0


@pytest.mark.slow
def test_a_file_of_150_mb_needs_less_than_200_mb_of_memory_and_twice_writes_nothing(
    tmp_path: Path,
) -> None:
    file = tmp_path / "grants.json"
    write_bulk(file, 160)
    command = [sys.executable, "-m", "bench.calls", str(tmp_path / "data"), str(file)]

    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    assert file.stat().st_size > 150_000_000
    assert (told["read"], told["written"]) == (160_000 // 13, 0)
    assert told["memory"] < 200
    assert told["held"] < 2.0
