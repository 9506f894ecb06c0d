"""Of one thing a paper speaks as of one, in both languages, and numbers are written as the language does."""

import pytest

from intlflow.app.house import House
from intlflow.app.papers.annual import annual
from intlflow.app.papers.evaluation import known_of
from intlflow.app.papers.lengths import Length
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.unit_text import unit_text
from intlflow.letters.words import in_language
from intlflow.papers.model import Facts, Text
from tests.people import MAIN_ROAD, home, walk
from tests.reports import AFTERWARDS, YEAR

ONE = {
    "sv": (
        "1 pågående internationellt projekt.",
        "1 ansökan om projektmedel;",
        "1 ansökan lämnades",
    ),
    "en": ("1 international project under way.", "1 application for project", "1 application was"),
}
TWO = {
    "sv": ("2 pågående internationella projekt.", "2 ansökningar om", "2 ansökningar lämnades"),
    "en": ("2 international projects under way.", "2 applications for", "2 applications were"),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_one_project_and_one_application_are_told_of_as_one(house: House, lang: str) -> None:
    def told() -> tuple[str, ...]:
        unit = unit_text(house, "ljungby", home(), YEAR, AFTERWARDS, lang)
        year = annual(house, "ljungby", YEAR, AFTERWARDS, lang, "", Length.PARAGRAPH)
        parts = [*unit.sections[0].blocks, *year.sections[0].blocks]
        return tuple(each.text for each in parts if isinstance(each, Text))

    for wanted in (ONE, TWO):
        walk(house, MAIN_ROAD[:6])
        own, year = told()
        first, second, third = wanted[lang]
        assert (first in own, second in own, third in year) == (True, True, True)


@pytest.mark.parametrize(
    ("lang", "trips", "said"),
    [
        ("sv", 1, "1 resa, 155,68 kg koldioxid"),
        ("sv", 2, "2 resor, 155,68 kg koldioxid"),
        ("en", 1, "1 journey, 155.68 kg of carbon dioxide"),
        ("en", 2, "2 journeys, 155.68 kg of carbon dioxide"),
    ],
)
def test_journeys_and_their_carbon_are_told_as_the_language_does(
    house: House, lang: str, trips: int, said: str
) -> None:
    say = Telling(house.words[lang], house.packs["ljungby"], "paper_evaluation", lang)
    known = {"facts": {}, "lines": {}, "tags": {}, "activities": 0, "trips": trips, "kg": "155.68"}

    (block,) = known_of({"known": known}, say)

    assert isinstance(block, Facts)
    assert [text for _, text in block.facts] == [said]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_whatever_is_said_of_one_is_said_of_many(lang: str) -> None:
    tables = in_language(lang).tables
    papers = [name for name in tables if name.startswith("paper_")]
    ones = {(name, key) for name in papers for key in tables[name] if key.endswith("_one")}

    of_many = {(name, key) for name, key in ones if key.removesuffix("_one") in tables[name]}

    assert ones - of_many == {("paper_review", "choose_one")}
