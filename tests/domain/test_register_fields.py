"""What is typed in a register is read in one way, and what can't be read is said with an example."""

from datetime import date

import pytest

from intlflow.domain.facts import Vocabulary
from intlflow.domain.lifecycle import Refused
from intlflow.domain.register_fields import Field, Shape, read_field
from intlflow.domain.registers import REGISTERS

WORDS = Vocabulary({}, {"samarbete": "cooperation", "samverkan": "cooperation"}, date(2027, 3, 1))
S = Shape


def read(shape: Shape, text: str, **more: object) -> object:
    field = Field("f", shape, "something", **more)  # type: ignore[arg-type]
    return read_field(field, text, WORDS)


@pytest.mark.parametrize(
    ("shape", "text", "kept"),
    [
        (S.LINE, "  två\n rader ", {"f": "två rader"}),
        (S.DAY, "2099-01-01", {"f": "2099-01-01"}),
        (S.PAST_DAY, "2027-03-01", {"f": "2027-03-01"}),
        (S.MONEY, "1,5 mkr", {"f": "1500000.00", "f_currency": "SEK"}),
        (S.COUNT, "1 200", {"f": 1200}),
        (S.HOURS, "7,5", {"f": "7.50"}),
        (S.COUNTRY, "de", {"f": "DE"}),
        (S.COUNTRIES, "PL, de, PL", {"f": "DE\nPL"}),
        (S.LINES, "a, b,, a", {"f": "a\nb"}),
        (S.FORMS, "samverkan, samarbete", {"f": "cooperation"}),
        (S.MONEY, " ", {"f": None, "f_currency": None}),
        (S.COUNT, "", {"f": None}),
    ],
)
def test_each_shape_is_kept_in_one_form(shape: Shape, text: str, kept: object) -> None:
    assert read(shape, text) == kept


@pytest.mark.parametrize(
    ("shape", "text", "form"),
    [
        (S.DAY, "1 mars", "not-a-date"),
        (S.PAST_DAY, "2027-03-02", "in-the-future"),
        (S.MONEY, "mycket", "not-money"),
        (S.COUNT, "-1", "not-a-number"),
        (S.COUNT, "1.5", "not-a-number"),
        (S.COUNT, "٣", "not-a-number"),
        (S.COUNT, "9" * 9, "not-a-number"),
        (S.HOURS, "NaN", "not-a-number"),
        (S.HOURS, "inf", "not-a-number"),
        (S.HOURS, "-1", "not-a-number"),
        (S.COUNTRIES, "DE, Polen", "not-a-country"),
        (S.CHOICE, "c", "not-one-of"),
        (S.LINE, "x" * 500, "too-long"),
    ],
)
def test_what_cannot_be_read_is_named(shape: Shape, text: str, form: str) -> None:
    with pytest.raises(Refused) as refused:
        read(shape, text, choices=("a", "b"))

    assert (refused.value.details["fact"], refused.value.details["form"]) == ("f", form)


def test_every_default_of_a_register_can_be_read() -> None:
    defaults = [
        (register.key, field)
        for register in REGISTERS.values()
        for field in register.fields
        if field.default and field.default != "today" and field.shape is not S.ROW
    ]

    assert [key for key, field in defaults if not read_field(field, field.default, WORDS)] == []
    assert len(defaults) > 5
