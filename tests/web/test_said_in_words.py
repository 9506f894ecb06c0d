"""What pages say of what has happened, of days that have passed, and of what is asked of a municipality."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from intlflow.app.house import House
from intlflow.app.undoing import undo
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.letters.words import in_language
from intlflow.packs.model import Pack
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]


@pytest.mark.parametrize("kind", LIFECYCLES)
def test_every_verb_has_words_for_what_happened(kind: str) -> None:
    words = in_language("sv")
    for section in (kind, "other"):
        verbs, did = words.section(f"verb.{section}"), words.section(f"did.{section}")
        assert list(did) == list(verbs)


def test_the_history_says_what_happened_and_what_was_taken_back(house: House, asker: Ask) -> None:
    ref = people.walk(house, ["accept"]).ref
    undo(house, ref, by=people.at("sanna"), at=people.MORNING)

    page = unescape(asker("sanna").text(f"/arende/{ref}")).split('id="h-historia"', 1)[1]

    said = re.findall(r"<li><span><b>(.*?)</b>(.*?),", page)
    assert said[:3] == [
        ("Togs tillbaka", ": idén togs emot för stöd"),
        ("Idén togs emot för stöd", ""),
        ("Idén lämnades in", ""),
    ]


def test_one_of_several_roles_is_said_as_people_say_it(house: House, asker: Ask) -> None:
    ref = people.walk(house, ["accept", "go"]).ref

    page = asker("rolf").text(f"/arende/{ref}")

    assert " eller " in page
    assert not re.search(r" eller [^.<]+ eller ", page)


def test_a_day_that_has_been_is_said_to_have_been(asker: Ask) -> None:
    page = asker("sanna").text("/hinner-vi?senast=2027-02-01T12:00")

    assert "Dagen har redan varit" in page
    assert "1 februari 2027 kl. 12:00 har passerat." in page
    assert "Steg för steg" not in page


@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
def test_what_a_municipality_is_asked_has_headings_that_people_read(
    asker: Ask, municipality: str
) -> None:
    page = asker("sanna", municipality).text("/drift")

    heads = re.findall(r"<dt>(.*?)</dt>", page.split("facts small", 1)[1].split("</dl>", 1)[0])
    assert "Påminnelser: Internationella frågor i ledningsgruppen" in heads
    assert [head for head in heads if "_" in head or "<code>" in head] == []
    assert set(in_language("sv").section("pack_table")) == set(Pack.model_fields)


def test_the_calendar_calls_reminders_what_every_page_calls_them(asker: Ask) -> None:
    chips = asker("sanna").text("/kalender").split('aria-label="Slag"', 1)[1].split("</nav>", 1)[0]

    assert "Påminnelser" in chips
    assert "Plikter" not in chips
