"""What papers say of the talks follows the municipality's own duties, whatever they are called."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from intlflow.app.duties.answering import log
from intlflow.app.house import House
from intlflow.app.papers.agenda import agenda
from intlflow.app.papers.annual import annual
from intlflow.app.papers.lengths import Length
from intlflow.app.papers.mandate import mandate_report
from intlflow.app.papers.unit_text import unit_text
from intlflow.app.papers.year import look
from intlflow.domain.duty import Done
from intlflow.letters.words import in_language
from intlflow.packs.duties import Duty
from intlflow.papers.model import Missing, Paper
from intlflow.papers.render import Form, render
from tests.people import MORNING, at, home
from tests.reports import AFTERWARDS, YEAR

L = "ljungby"


def with_talks(house: House, *made: Duty) -> House:
    """The same, with these duties instead of those that ask for talks."""
    pack = house.packs[L]
    others = tuple(each for each in pack.duty if each.done is not Done.TALK)
    other = pack.model_copy(update={"duty": (*made, *others)})
    other.__dict__.pop("duties", None)
    return replace(house, packs={**house.packs, L: other})


def once(house: House, **more: object) -> Duty:
    """A duty to talk once a year, by another name and another sentence."""
    [own] = [each for each in house.packs[L].duty if each.done is Done.TALK]
    said = {"key": "omvarldssamtal", "window": own.window[:1], "rule": None}
    return own.model_copy(update={**said, **more})


def text_of(paper: Paper) -> str:
    page = render(paper, Form.HTML, in_language(paper.lang)).decode()
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", page)).split())


def compiled(house: House, lang: str = "sv") -> str:
    return text_of(annual(house, L, YEAR, AFTERWARDS, lang, "", Length.CHAPTER))


def talked(house: House, unit: str) -> None:
    log(
        house, L, "omvarldssamtal", subject=unit, by=at("sanna"), on=date(2027, 2, 25),
        forum="ledningsgruppen", at=MORNING,
    )  # fmt: skip


def test_a_talk_counts_by_whatever_duty_asks_for_it(house: House) -> None:
    town = with_talks(house, once(house))
    units = len(look(town, L, YEAR, AFTERWARDS).units)
    assert f"0 av {units} enheter har talat" in compiled(town)

    talked(town, home())

    said = compiled(town)
    assert f"1 av {units} enheter har talat" in said
    assert "i ledningsgruppen minst en gång." in said
    assert "ska tas upp i ledningsgruppen minst en gång om året." in said
    english = compiled(town, "en")
    assert f"at least once: 1 of {units}." in english
    text = text_of(unit_text(town, L, home(), YEAR, AFTERWARDS))
    assert "har tagits upp en gång i ledningsgruppen. Målet är minst en gång." in text


def test_the_follow_up_of_a_term_counts_them_too(house: House) -> None:
    town = with_talks(house, once(house))
    talked(town, home())
    paper = mandate_report(town, L, "plan_2018/2026", AFTERWARDS)
    [table] = [each for _, each in paper.grids() if each.key == "ar"]
    [row] = [each for each in table.rows if each[0] == "Enheter med årets alla samtal"]
    assert str(row[1]).startswith("1 av ")


def test_the_agenda_tells_how_often_and_where_it_is_noted(house: House) -> None:
    town = with_talks(house, once(house))
    paper = text_of(agenda(town, L, home(), MORNING, "sv", "https://x.example"))
    assert "minst en gång om året" in paper
    assert f"https://x.example/plikt/omvarldssamtal/{home()}" in paper
    assert "ledningsgrupp_talk" not in paper


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_where_no_duty_asks_for_talks_none_is_told_of_or_missing(house: House, lang: str) -> None:
    town = with_talks(house)
    told = annual(town, L, YEAR, AFTERWARDS, lang)
    [figures] = [each for _, each in told.grids() if each.key == "siffror"]
    [talks] = [row for row in figures.rows if "samtal" in str(row[0]) or "talks" in str(row[0])]
    assert isinstance(plain(talks), Missing)
    assert not any(word in compiled(town, lang) for word in ("har talat", "have talked"))
    [grid] = [each for _, each in told.grids() if each.key == "talks"]
    assert {row[1] for row in grid.rows} == {""}
    assert told.section("units") is not None
    assert text_of(agenda(town, L, home(), MORNING, lang)).count("/plikt/") == 0


def plain(row: tuple[object, ...]) -> object:
    return getattr(row[1], "value", row[1])


def test_units_that_are_asked_differently_are_not_told_of_by_one_number(house: House) -> None:
    [twice] = [each for each in house.packs[L].duty if each.done is Done.TALK]
    town = with_talks(
        house,
        once(house, unit_kinds=("company",)),
        twice.model_copy(update={"unit_kinds": ("administration",)}),
    )
    company = next(unit.key for unit in house.packs[L].unit if unit.kind == "company")
    talked(town, company)
    said = compiled(town)
    assert "1 av " in said
    assert "enheter har haft årets alla samtal" in said
    assert "skiljer sig mellan enheterna" in said
