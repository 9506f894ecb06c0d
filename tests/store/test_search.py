"""Searching on SQLite and on PostgreSQL: Swedish letters, beginnings, inflection, and town by town."""

from pathlib import Path

import pytest

from intlflow.app.finding import SHOWN, find, rebuild
from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.others import others
from intlflow.app.registers import keeping
from intlflow.domain.registers import PARTNER
from intlflow.domain.words import Kind
from intlflow.store import search
from intlflow.store.engine import writing
from intlflow.store.search import Text
from intlflow.store.search_calls import SHARED
from tests.app.calls.funder import LIFE, TWINNING, bring, usual
from tests.people import DAY, MORNING, UNITS, at
from tests.store.whole import everything


def opened(house: House, title: str, town: str = "ljungby", unit: int = 0, **given: str) -> str:
    kind = Kind.TWIN_TOWN if given else Kind.PROJECT
    return open_case(
        house, kind, municipality=town, unit=UNITS[town][unit], title=title,
        by=at("stig" if unit else "karin", town), given=given, at=MORNING,
    ).ref  # fmt: skip


def refs(house: House, text: str, town: str = "ljungby") -> list[str]:
    return [each["ref"] for each in find(house, town, text)]


@pytest.mark.parametrize(
    "text", ["skolgård", "SKOLGÅRDAR", "skolgårdarna", "skolg", "gröna skolgård"]
)
def test_inflected_words_and_beginnings_are_found(any_house: House, text: str) -> None:
    ref = opened(any_house, "Den gröna skolgården")

    assert refs(any_house, text) == [ref]


def test_a_ring_and_dots_make_another_letter(any_house: House) -> None:
    with_ring, without = opened(any_house, "Hårdrock"), opened(any_house, "Hardrock")

    assert refs(any_house, "hård") == [with_ring]
    assert refs(any_house, "hard") == [without]
    assert refs(any_house, "ha\u030ard") == [with_ring]  # the ring typed apart


def test_no_municipality_finds_what_another_has(any_house: House) -> None:
    here, there = opened(any_house, "Cykelväg"), opened(any_house, "Cykelväg", "vaxjo")

    assert (refs(any_house, "cykel"), refs(any_house, "cykel", "vaxjo")) == ([here], [there])
    assert refs(any_house, "vaxjo cykel") == []


def test_a_correction_is_found_at_once_and_the_old_words_are_not(any_house: House) -> None:
    given = {"name": "Rostock", "country": "DE", "note": "hamnen"}
    keeping.add(any_house, PARTNER, "ljungby", given, by=at("sanna"), at=MORNING)
    assert refs(any_house, "hamn") == ["1"]

    keeping.change(
        any_house, PARTNER, "ljungby", "1", {"note": "varvet"}, by=at("sanna"), at=MORNING,
        reason="Fel",
    )  # fmt: skip

    assert (refs(any_house, "hamn"), refs(any_house, "varv")) == ([], ["1"])


def test_what_a_move_tells_is_found_at_once(any_house: House) -> None:
    ref = opened(any_house, "Bibliotek")
    assert refs(any_house, "kärnkraft") == []

    move(
        any_house, ref, "decline", by=at("sanna"), at=MORNING,
        given={"reason": "Handlar om kärnkraft"},
    )  # fmt: skip

    [found] = find(any_house, "ljungby", "kärnkraft")
    assert (found["ref"], found["field"]) == (ref, "reason")
    assert "kärnkraft" in found["excerpt"]


HOSTILE = [
    "", '"', "*", "NEAR(", "a NEAR b", "-a", "title:x", "' OR 1=1 --", "å" * 10_000, "a " * 5_000, "\0",
    "\\", "&|!():*", "AND", "OR NOT", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:20])
def test_hostile_questions_find_nothing_and_break_nothing(any_house: House, text: str) -> None:
    opened(any_house, "Musik")

    assert refs(any_house, text) == []
    assert len(refs(any_house, "musik")) == 1


def test_a_word_in_the_title_comes_before_one_in_the_text(any_house: House) -> None:
    title = opened(any_house, "Energi i skolan")
    text = opened(any_house, "Vänort", partner="Rostock", country="DE", purpose="Energi")

    assert refs(any_house, "energi") == [title, text]


def put(house: House, *titled: tuple[str, str], kind: str = "project") -> None:
    with writing(house.engine) as tx:
        for number, (title, body) in enumerate(titled):
            search.put(tx, Text("ljungby", kind, f"{kind}-{number}", title, f"purpose: {body}"))


def test_an_old_title_is_found_among_more_newer_texts_than_are_looked_at(any_house: House) -> None:
    old = opened(any_house, "Solenergi på taket")
    refs(any_house, "x")  # read it first, so that it is the oldest
    put(any_house, *(("Taket", "om solenergi"),) * (search.NEAR // 10))

    assert refs(any_house, "solenergi")[0] == old


def test_an_old_whole_word_is_found_among_more_newer_beginnings_than_are_looked_at(
    any_house: House,
) -> None:
    put(any_house, ("Bro", "bro"), *(("Väg", "bromsar"),) * (search.CANDIDATES + 1))

    assert refs(any_house, "bro")[0] == "project-0"


def test_the_newest_come_first_among_those_that_match_as_well(any_house: House) -> None:
    put(any_house, *(("Simhall", "vatten"),) * (search.CANDIDATES + 50))

    newest = search.CANDIDATES + 49
    assert refs(any_house, "vatten") == [f"project-{newest - n}" for n in range(SHOWN)]


def test_a_rare_word_is_found_behind_more_rows_than_are_walked_through(any_house: House) -> None:
    put(any_house, ("Kulturskola", "musik"), *(("Väg", "sten"),) * (search.NEAR + 10))

    assert refs(any_house, "kultursko musik") == ["project-0"]


def test_only_the_kinds_that_are_asked_for_are_found(any_house: House) -> None:
    put(any_house, ("Hamn", "båtar"))
    put(any_house, ("Rostock", "hamn"), kind="partner")

    found = find(any_house, "ljungby", "hamn", ["partner", "decision"])
    assert [each["ref"] for each in found] == ["partner-0"]
    assert refs(any_house, "hamn") == ["project-0", "partner-0"]


def test_everything_read_anew_finds_the_same(any_house: House) -> None:
    ref = opened(any_house, "Ungdomsråd")
    assert refs(any_house, "ungdom") == [ref]

    assert rebuild(any_house, None) == 1

    assert refs(any_house, "ungdom") == [ref]


def test_an_unknown_kind_is_told_with_those_there_are(any_house: House) -> None:
    with pytest.raises(NotFound, match="there are project"):
        find(any_house, "ljungby", "x", ["nonsense"])


def test_others_are_other_units_with_a_reason(any_house: House) -> None:
    mine = opened(any_house, "Cirkulära möbler")
    near = opened(any_house, "Möbler som lagas", unit=1)
    opened(any_house, "Simhallen", unit=1)
    opened(any_house, "Möblerna igen")  # the same unit
    opened(any_house, "Möbler", "vaxjo", unit=1)

    [found] = others(any_house, mine)

    assert (found["ref"], found["unit"]) == (near, "tf")
    assert found["reasons"][0]["says"]["sv"] == "liknande ord: möbler"


def test_others_with_the_same_partner_and_country_are_told(any_house: House) -> None:
    given = {"partner": "Rostock", "country": "DE", "purpose": "Skolor"}
    mine = opened(any_house, "Ett", **given)
    near = opened(any_house, "Två", unit=1, **(given | {"purpose": "Hamnar"}))

    [found] = others(any_house, mine)

    assert found["ref"] == near
    assert [reason["about"] for reason in found["reasons"]] == ["partner", "country"]


def test_a_call_is_found_by_its_words_in_every_municipality_and_as_it_is_now(
    any_house: House, tmp_path: Path
) -> None:
    opened(any_house, "Klimat")
    bring(any_house, tmp_path, usual())

    assert [(each["kind"], each["ref"]) for each in find(any_house, "ljungby", "adaptation")] == [
        ("call", LIFE)
    ]
    assert refs(any_house, "adaptation", "vaxjo") == [LIFE]
    assert refs(any_house, "2027-09-22") == [LIFE, TWINNING]

    bring(any_house, tmp_path, usual("2027-10-20", summary="Wetlands"), MORNING + DAY)

    assert refs(any_house, "2027-09-22") == [TWINNING]
    assert refs(any_house, "2027-10-20") == [LIFE]
    before = everything(any_house)
    refs(any_house, "climate")
    assert everything(any_house) == before


def test_calls_that_were_known_before_they_could_be_searched_are_read_once(
    any_house: House, tmp_path: Path
) -> None:
    bring(any_house, tmp_path, usual())
    with writing(any_house.engine) as tx:
        search.forget(tx, SHARED)

    assert refs(any_house, "twinning town")[0] == TWINNING
    assert rebuild(any_house, None) == 3
    assert refs(any_house, "twinning town")[0] == TWINNING


def test_a_programme_is_found_by_name_and_key_and_only_the_kind_that_is_asked_for(
    any_house: House, tmp_path: Path
) -> None:
    bring(any_house, tmp_path, usual())

    found = {each["kind"] for each in find(any_house, "ljungby", "life")}
    only = find(any_house, "ljungby", "life", ["programme"])

    assert found == {"call", "programme"}
    assert {each["kind"] for each in only} == {"programme"}
    assert find(any_house, "ljungby", "life", ["project"]) == []
