"""A letter out of its mould is the letter as it is written in full, whatever people are called."""

from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import patch

import pytest

from intlflow import assets
from intlflow.letters import render
from intlflow.letters.mould import Mould
from intlflow.letters.render import Writer
from intlflow.letters.words import Words
from tests.house.test_every_letter import NAMES, OCCASIONS, REF, Occasion, context_of
from tests.letters.test_render import values

LETTERS = assets.folder("templates") / "letters"
WORDS = Words.load(assets.folder("templates") / "words")
OTHER_WORDS: Mapping[str, Callable[[str], str]] = {
    "other names": lambda word: f"{word} Å-son",
    "signs of HTML": lambda word: f'{word} & "<b>{word}</b>"',
    "an amount": lambda word: f"{word} 250\xa0000 kr",
    "several lines": lambda word: f"{word}\n\n- {word}\n\n\n{word}",
    "a point": lambda word: f"- {word}",
    "edges": lambda word: f" {word}\xa0",
    "signs that can't be seen": lambda word: f"{word}\u202e\u200b\x07",
    "a mould's own signs": lambda word: f"{word}\ue0000\ue001\ue00012\ue001",
    "nothing": lambda _: "",
}


NEVER = {"call/new", "call/moved_others"}  # they say a number
ONCE = {(one.letter, one.role, one.source): one for one in OCCASIONS}.values()


def writer() -> Writer:
    return Writer(LETTERS, {}, {lang: words.section("letter") for lang, words in WORDS.items()})


def whole(occasion: Occasion, lang: str) -> dict[str, Any]:
    """A letter's context with what the bases ask for, too."""
    more = {"how": "", "heading": "", "eyebrow": "", "place": "", "own_rules": False, "groups": []}
    more |= {"at_unit": True, "stands_in_for": None, "vacancy": False, "day": "1 mars 2027"}
    return {"t": WORDS[lang].section("letter"), **more, **context_of(occasion)}


def with_words(value: Any, change: Callable[[str], str]) -> Any:
    """The same context with every word changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: with_words(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [with_words(each, change) for each in value]
    return value


@pytest.fixture
def full() -> Writer:
    """A writer that makes no moulds."""
    with patch.object(render, "MOST", 0):
        made = writer()
        for name in NAMES:
            for lang in WORDS:
                made._compiled["x", name, lang] = made._compile("x", name, lang)
    return made


def test_every_letter_out_of_its_mould_is_the_letter_written_in_full(full: Writer) -> None:
    moulding = writer()
    for occasion in ONCE:
        for lang in WORDS:
            said = whole(occasion, lang)
            kept = {key: said[key] for key in ("role", "t", "lang") if key in said}
            for change in (str, *OTHER_WORDS.values()):
                given = with_words(said, change) | kept
                assert moulding.write(occasion.letter, lang, "x", given) == full.write(
                    occasion.letter, lang, "x", given
                )

    never = {name for (_, name, _), made in moulding._compiled.items() if not made.moulds}
    assert never == NEVER


@pytest.mark.parametrize("change", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_words_that_fit_no_mould_are_written_in_full(
    change: Callable[[str], str], full: Writer
) -> None:
    moulding, case = writer(), values()["case"] | {"ref": REF, "phase": "idea"}
    facts = {"wake_on": "1 mars 2027", "reason": "tid"}
    for title in ("Digital bro", change("Digital bro")):
        said = values(case=case | {"title": title}, facts=facts, role="manager", given=[])
        moulded = moulding.write("project/park", "sv", "x", said)
        assert moulded == full.write("project/park", "sv", "x", said)


def test_the_second_letter_of_a_kind_runs_no_template() -> None:
    moulding = writer()
    case = values()["case"] | {"phase": "idea"}
    facts = {"wake_on": "1 mars 2027", "reason": "tid"}
    said = values(case=case, facts=facts, role="manager", given=[])
    moulding.write("project/park", "sv", "x", said)

    with patch.object(render._Compiled, "texts", side_effect=AssertionError):
        other = said | {"person": {"name": "Manne Holm"}, "case": case | {"title": "Bro <2>"}}
        letter = moulding.write("project/park", "sv", "x", other)

    assert "Hej Manne Holm," in letter.body
    assert "Bro <2>" in letter.body
    assert "Bro &lt;2&gt;" in letter.html


def test_another_role_is_told_in_its_own_words_and_not_out_of_the_first_ones_mould(
    full: Writer,
) -> None:
    moulding = writer()
    case = values()["case"] | {"phase": "idea"}
    facts = {"wake_on": "1 mars 2027", "reason": "tid"}
    for role in ("project_manager", "contact_person", "manager", "project_manager"):
        said = values(case=case, facts=facts, role=role, given=[])
        moulded = moulding.write("project/park", "sv", "x", said)
        assert moulded == full.write("project/park", "sv", "x", said)


def test_a_letter_that_never_fits_is_not_tried_for_ever() -> None:
    moulding = writer()
    case = values()["case"] | {"phase": "idea"}
    facts = {"wake_on": "1 mars 2027", "reason": "rad ett\nrad två"}
    said = values(case=case, facts=facts, role="manager", given=[])

    with patch.object(render, "Mould", wraps=Mould) as made:
        for _ in range(render.MOST + 10):
            moulding.write("project/park", "sv", "x", said)

    assert made.call_count == render.MOST
