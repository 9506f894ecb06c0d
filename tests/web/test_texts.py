"""Swedish and English say the same things."""

import pytest

from intlflow.web.texts import catalog
from tests.web.asking import Asker
from tests.web.write_texts import ENGLISH, up_to_date, written


def test_every_sentence_has_its_english() -> None:
    catalog, missing = up_to_date()

    assert missing == []
    assert ENGLISH.read_text("utf-8") == written(catalog), "run `make texts`"


@pytest.mark.parametrize(
    ("of", "one", "many"),
    [
        ("%(done)s av %(num)s steg", "%(done)s of %(num)s step", "%(done)s of %(num)s steps"),
        ("projekt pågår nu", "project under way", "projects under way"),
    ],
)
def test_what_is_alike_in_swedish_is_one_or_many_in_english(of: str, one: str, many: str) -> None:
    said = catalog(ENGLISH.parent, "en")

    assert [said.ngettext(of, of, number) for number in (0, 1, 2)] == [many, one, many]


@pytest.mark.parametrize(("lang", "word"), [("en", "Overview"), ("sv", "Översikt")])
def test_the_pages_come_in_the_language_that_was_chosen(
    asker: object, lang: str, word: str
) -> None:
    sanna: Asker = asker("sanna")  # type: ignore[operator]
    sanna.post("/sprak", data={"lang": lang}, headers={"sec-fetch-site": "same-origin"})

    page = sanna.text("/")

    assert f"<h1>{word}</h1>" in page
    assert f'<html lang="{lang}"' in page
