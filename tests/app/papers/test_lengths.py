"""A year in three lengths: a paragraph that never breaks off, a chapter, the whole; and each unit's text."""

from dataclasses import replace
from typing import Any

import pytest

from intlflow.app.house import House
from intlflow.app.papers.annual import annual, silent_in
from intlflow.app.papers.lengths import IN_ORDER, KEPT, Length, Sentence, fitted
from intlflow.app.papers.unit_text import MOST_WORDS, unit_text
from intlflow.domain.report_answers import Answers
from intlflow.papers.kept import kept, read_again
from intlflow.papers.model import Grid, Missing, Paper, Points, Text
from intlflow.papers.plain import mark_of
from tests.people import MAIN_ROAD, home, walk
from tests.reports import AFTERWARDS, YEAR, do, open_all

FORMS = ("external_funding", "competence_development", "cooperation")
ALL = Answers(dict.fromkeys(FORMS, True), "Vi lärde oss odla.", needs="Engelska.")


def told(house: House, length: Length) -> Paper:
    return annual(house, "ljungby", YEAR, AFTERWARDS, "sv", "", length)


def texts(paper: Paper, key: str) -> list[str]:
    section = paper.section(key)
    return [each.text for each in section.blocks if isinstance(each, Text)] if section else []


def left_out(paper: Paper, key: str = "left-out") -> tuple[str, ...]:
    section = paper.section(key)
    assert section is not None
    return next((each.points for each in section.blocks if isinstance(each, Points)), ())


def with_year(house: House, municipality: str = "ljungby", **said: Any) -> House:
    """The same, with something else in the pack's [annual]."""
    pack = house.packs[municipality]
    [own] = pack.annual
    other = pack.model_copy(update={"annual": (own.model_copy(update=said),)})
    other.__dict__.pop("year", None)
    return replace(house, packs={**house.packs, municipality: other})


SENTENCES = [Sentence(key, f"{key.capitalize()} " + "x" * 40 + ".") for key in IN_ORDER]


@pytest.mark.parametrize("most", range(0, 600, 37))
def test_a_paragraph_is_whole_sentences_and_what_went_is_the_least_important(most: int) -> None:
    made = fitted(SENTENCES, most)
    stays = [each.key for each in SENTENCES if each.text in made.text]
    assert made.text == " ".join(each.text for each in SENTENCES if each.key in stays)
    assert stays == list(IN_ORDER[: len(stays)])
    assert [each.key for each in made.left_out] == list(reversed(IN_ORDER[len(stays) :]))
    assert len(made.text) <= most or stays == list(KEPT)


def test_of_two_alike_the_later_goes_first() -> None:
    two = [Sentence("results", "Ett.", "A"), Sentence("results", "Två.", "B")]
    assert [each.about for each in fitted(two, 5).left_out] == ["B"]
    assert fitted(two, 9).left_out == ()


def test_PLAN_59_the_paragraph_keeps_to_the_pack_s_length_and_says_what_had_no_room(
    house: House,
) -> None:
    walk(house, MAIN_ROAD)
    whole = told(house, Length.PARAGRAPH)
    [text] = texts(whole, "paragraph")
    assert left_out(whole) == ()
    short = told(with_year(house, paragraph_most=len(text) - 1), Length.PARAGRAPH)
    [less] = texts(short, "paragraph")
    assert len(less) < len(text)
    assert less.endswith(".")
    assert all(f"{each}." in text for each in less.rstrip(".").split(". "))
    assert len(left_out(short)) == 1


def test_a_paragraph_says_who_has_not_answered_also_when_it_is_too_long(house: House) -> None:
    open_all(house)
    short = told(with_year(house, paragraph_most=300), Length.PARAGRAPH)
    assert "har inte svarat" in texts(short, "paragraph")[0]
    assert short.draft


def test_a_chapter_is_the_whole_without_each_unit_s_part_and_names_the_gaps(house: House) -> None:
    open_all(house)
    whole, chapter = told(house, Length.FULL), told(house, Length.CHAPTER)
    keys = [each.key for each in chapter.sections]
    assert keys == [each.key for each in whole.sections if each.key in keys]
    assert not any(key.startswith("unit") for key in keys)
    assert silent_in(chapter) == silent_in(whole) != []


def test_every_length_has_its_own_name_and_mark(house: House) -> None:
    made = [told(house, length) for length in Length]
    assert len({each.key for each in made}) == len({mark_of(each) for each in made}) == 3


@pytest.mark.parametrize("length", list(Length))
def test_a_paper_that_is_kept_is_read_again_as_it_was(house: House, length: Length) -> None:
    walk(house, MAIN_ROAD[:6])
    paper = told(house, length)
    assert read_again(kept(paper)) == paper


@pytest.mark.parametrize("broken", ["", "{}", '{"is": "Paper"}', '{"is": "os.system"}', "[1]"])
def test_what_is_no_paper_is_not_read_as_one(broken: str) -> None:
    with pytest.raises(ValueError):
        read_again(broken)


def test_PLAN_58_a_unit_tells_its_year_in_whole_sentences_in_its_own_name(house: House) -> None:
    walk(house, MAIN_ROAD[:6])
    open_all(house)
    do(house, "submit", "karin", answers=ALL)
    paper = unit_text(house, "ljungby", home(), YEAR, AFTERWARDS)
    text = texts(paper, "text")[0]
    assert text.startswith(f"Under {YEAR} hade Barn- och utbildningsförvaltningen 1 pågående")
    assert "Vi lärde oss odla." in text
    assert "Kompetensbehov och insatser: Engelska." in text
    section = paper.section("projects")
    assert section is not None
    grid, _ = section.blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 1
    assert not paper.draft


def test_a_unit_s_text_keeps_to_two_hundred_words(house: House) -> None:
    open_all(house)
    long = "Det här lärde vi oss av våra vänner i andra länder i år. " * 15
    do(house, "submit", "karin", answers=replace(ALL, results=long))
    paper = unit_text(house, "ljungby", home(), YEAR, AFTERWARDS)
    assert len(texts(paper, "text")[0].split()) <= MOST_WORDS
    assert left_out(paper, "text") != ()


def test_a_silent_unit_s_text_is_a_draft_that_says_who_is_to_answer(house: House) -> None:
    open_all(house)
    paper = unit_text(house, "ljungby", "tf", YEAR, AFTERWARDS)
    [(_, gap)] = paper.facts
    assert gap == Missing("Tekniska förvaltningen", f"/enhetsrapport/tf/{YEAR}")
    assert paper.draft


def test_VX_24_VX_25_VX_26_vaxjo_s_units_tell_the_three_blocks(house: House) -> None:
    walk(house, MAIN_ROAD[:6], municipality="vaxjo")
    paper = unit_text(house, "vaxjo", home("vaxjo"), YEAR, AFTERWARDS)
    assert [each.key for each in paper.sections] == ["a", "b", "c"]
    first = paper.sections[0]
    assert [len(each.rows) for each in first.blocks if isinstance(each, Grid)] == [1, 1]
