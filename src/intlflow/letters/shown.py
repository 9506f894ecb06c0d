"""A fact as people read it: amounts, days and decisions in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from intlflow.domain.facts import Fact
from intlflow.letters.words import Words, in_language

Names = Mapping[str, str]
Shower = Callable[[Words, Any, Names, Names], str]


def shown(fact: Fact, value: Any, lang: str, *, bodies: Names, forms: Names) -> str:
    """Write a kept fact as a person would.

    Args:
        fact: which fact.
        value: as `read_fact` gave it.
        lang: `sv` or `en`.
        bodies: the names of the municipality's bodies, by key.
        forms: the labels of its forms of work in this language, by key.
    """
    show = _SHOWN.get(fact)
    return show(in_language(lang), value, bodies, forms) if show else str(value)


def _money(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return words.money(value["amount"], value["currency"])


def _day(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return words.day(value)


def _moment(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return words.moment(value)


def _decision(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return words.decision(value, bodies)


def _receipt(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    date = words.day(value["date"])
    return words.of("pattern", "receipt").format(reference=value["reference"], date=date)


def _forms(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return ", ".join(forms.get(key, key) for key in value)


def _body(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return bodies.get(value["body"], value["body"])


def _several(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return ", ".join(bodies.get(key, key) for key in value)


def _type(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return words.of("document_type", value)


def _country(words: Words, value: Any, bodies: Names, forms: Names) -> str:
    return words.country(value)


F = Fact
_BY_FORM: dict[Shower, tuple[Fact, ...]] = {
    _money: (
        F.TOTAL_BUDGET,
        F.OWN_CONTRIBUTION,
        F.AMOUNT_APPLIED,
        F.AMOUNT_GRANTED,
        F.AMOUNT_PAID,
    ),
    _day: (
        F.WAKE_ON,
        F.CONDITION_DUE,
        F.CONDITION_MET_ON,
        F.PERIOD_START,
        F.PERIOD_END,
        F.RETAIN_UNTIL,
        F.VALID_FROM,
        F.REVISE_BY,
    ),
    _moment: (F.CALL_DEADLINE, F.SUPPLEMENT_DUE),
    _decision: (
        F.FINANCING_DECISION,
        F.COMMITTEE_DECISION,
        F.BOARD_DECISION,
        F.COUNCIL_DECISION,
        F.ADOPTION,
        F.BODY_DECISION,
    ),
    _receipt: (F.RECEIPT, F.FUNDER_DECISION, F.AGREEMENT, F.FINAL_REPORT, F.MEMO),
    _forms: (F.FORMS,),
    _body: (F.DECIDED_BY,),
    _several: (F.BOARDS, F.RECUSED),
    _type: (F.DOCUMENT_TYPE,),
    _country: (F.COUNTRY,),
}
_SHOWN: dict[Fact, Shower] = {fact: show for show, facts in _BY_FORM.items() for fact in facts}
