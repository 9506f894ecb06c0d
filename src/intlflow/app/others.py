"""'Andra som arbetar med detta': other units' cases with the same partner, call or rare words."""

from collections import defaultdict
from typing import Any

from intlflow.app.finding import catch_up
from intlflow.app.house import House, NotFound
from intlflow.domain.facts import Fact, one_line
from intlflow.domain.words import Kind
from intlflow.store import cases, search
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.search_words import asked, stem, words

SHOWN = 10
RARE = 25  # a word that so few cases have tells something
_LONG = 5  # letters of a word that tells something
_KINDS = tuple(str(kind) for kind in Kind)
_WEIGHTS = {Fact.CALL: 5, Fact.PARTNER: 4, Fact.PROGRAMME: 2, Fact.COUNTRY: 1}
_SAYS = {
    Fact.CALL: ("samma utlysning", "the same call"),
    Fact.PARTNER: ("samma partner", "the same partner"),
    Fact.PROGRAMME: ("samma program", "the same programme"),
    Fact.COUNTRY: ("samma land", "the same country"),
}
Reasons = dict[str, list[tuple[int, str, str, str]]]


def others(house: House, ref: str) -> list[dict[str, Any]]:
    """Other units' cases that work with the same, the nearest first, each with the reasons in words.

    Raises:
        NotFound: no such case.
    """
    with reading(house.engine) as tx:
        case = cases.load(tx, ref.strip().upper())
    if case is None:
        raise NotFound(f"no case '{one_line(ref)[:80]}'; see `intlflow case list`")
    catch_up(house, case.municipality)
    with reading(house.engine) as tx:
        reasons = reasons_of(tx, case)
        ranked = sorted(reasons, key=lambda each: (-sum(r[0] for r in reasons[each]), each))
        found = ((cases.load(tx, each), reasons[each]) for each in ranked)
        near = [_told(row, why) for row, why in found if row and row.unit != case.unit]
    return near[:SHOWN]


def reasons_of(tx: Tx, case: CaseRow) -> Reasons:
    """Every case of the municipality that has something in common with one, and what that is."""
    reasons: Reasons = defaultdict(list)
    _same_facts(tx, case, reasons)
    _same_words(tx, case, reasons)
    return reasons


def _same_facts(tx: Tx, case: CaseRow, reasons: Reasons) -> None:
    for fact, weight in _WEIGHTS.items():
        value = case.facts.get(fact)
        if not isinstance(value, str) or not value:
            continue
        for ref in _refs(tx, case, asked(value)):
            row = cases.load(tx, ref)
            if row and words(str(row.facts.get(fact) or "")) == words(value):
                sv, en = _SAYS[fact]
                reasons[ref].append((weight, str(fact), f"{sv}: {value}", f"{en}: {value}"))


def _same_words(tx: Tx, case: CaseRow, reasons: Reasons) -> None:
    said = f"{case.title} {case.facts.get(Fact.PURPOSE) or ''}"
    told = {stem(word): word for word in words(said) if len(word) >= _LONG and word.isalpha()}
    shared: dict[str, list[str]] = defaultdict(list)
    for word in told.values():
        refs = _refs(tx, case, [word])
        for ref in refs if len(refs) <= RARE else ():
            shared[ref].append(word)
    for ref, hits in shared.items():
        both = ", ".join(hits)
        why = (len(hits), "words", f"liknande ord: {both}", f"similar words: {both}")
        reasons[ref].append(why)


def _refs(tx: Tx, case: CaseRow, wanted: list[str]) -> list[str]:
    """The other cases of the municipality that have all the words in some form."""
    found = search.whole(tx, case.municipality, wanted, _KINDS)
    return [each.ref for each in found if each.ref != case.ref]


def _told(row: CaseRow, why: list[tuple[int, str, str, str]]) -> dict[str, Any]:
    return {
        "municipality": row.municipality,
        "ref": row.ref,
        "title": row.title,
        "unit": row.unit,
        "unit_name": row.unit_name,
        "stage": row.stage,
        "reasons": [{"about": about, "says": {"sv": sv, "en": en}} for _, about, sv, en in why],
    }
