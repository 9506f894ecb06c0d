"""Numbers and shares as Swedes write them in lists; what had to be assumed is marked."""

import re
from dataclasses import dataclass
from decimal import Decimal

from intlflow.domain.reading import NOTHING, Read, Sure
from intlflow.sources.sheet_grid import Cell

_SCALES = {
    **dict.fromkeys(("tkr", "kkr", "ksek", "tsek", "teur", "keur", "k€", "t€", "tusen"), 1_000),
    **dict.fromkeys(("mkr", "mnkr", "msek", "milj", "miljoner", "meur", "m€", "mn", "milj.kr"), 1_000_000),
}  # fmt: skip
_CURRENCY = {
    **dict.fromkeys(("kr", "kronor", "sek", "tkr", "kkr", "ksek", "tsek"), "SEK"),
    **dict.fromkeys(("mkr", "mnkr", "msek", "milj.kr", ":-"), "SEK"),
    **dict.fromkeys(("€", "eur", "euro", "teur", "keur", "meur", "k€", "t€", "m€"), "EUR"),
    **{code.lower(): code for code in ("NOK", "DKK", "GBP", "PLN", "USD", "CHF")},
}  # fmt: skip
_ABOUT = re.compile(
    r"^(ca\.?|cirka|c:a|ung\.?|ungefär|~|≈|minst|max\.?|upp till)\s*", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?P<before>[A-Za-z€]+)?\s*(?P<number>\d[\d .,'’]*?)\s*"
    r"(?P<after>(?:[A-Za-zåäöÅÄÖ€.]+|:-)(?:\s*(?:kr|kronor|sek|eur|euro|€))?)?",
    re.IGNORECASE,
)
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was read: its figures, its currency, how sure."""

    number: Decimal
    currency: str  # empty: not said
    sure: Sure
    why: str


def amount(cell: Cell, heading: str = "") -> Amount | None:
    """An amount of money; None when the cell says none that we understand.

    Args:
        cell: a number, or text such as `1,2 mkr`, `75 354 267`, `56 160 €`.
        heading: may say the unit, as in `Budget (tkr)`.
    """
    scale, currency = _unit_of(heading)
    if isinstance(cell.value, float):
        if not 0 <= cell.value < float(_LARGEST):
            return None
        number = Decimal(repr(cell.value)).quantize(Decimal("0.01"))
        return _made(number, scale, currency, Sure.PLAIN, "")
    text = cell.text.replace("\u00a0", " ").replace("\u202f", " ")
    bare = _ABOUT.sub("", text)
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        return None
    unit = re.sub(r"\s", "", (found["after"] or found["before"] or "").lower()).strip(".")
    if unit and unit not in _SCALES and unit not in _CURRENCY:
        unit, unit_ok = _split(unit)
        if not unit_ok:
            return None
    figures, sure, why = _figures(found["number"].strip())
    if figures is None:
        return None
    if bare != text:
        sure, why = Sure.GUESS, "about"
    if unit:
        scale, currency = (
            _SCALES.get(unit, scale if unit in ("kr", "sek") else 1),
            _CURRENCY.get(unit, currency),
        )
        sure, why = (sure, why) if why else (Sure.READ_AS, "amount")
    return _made(figures, scale, currency, sure, why)


def _split(unit: str) -> tuple[str, bool]:
    """`milj€` and the like: a scale followed by a currency."""
    for name in sorted(_SCALES, key=len, reverse=True):
        if unit.startswith(name) and unit[len(name) :].strip(".") in _CURRENCY:
            money = _CURRENCY[unit[len(name) :].strip(".")]
            big = _SCALES[name] == 1_000_000
            return {"SEK": "mkr" if big else "tkr", "EUR": "meur" if big else "teur"}.get(
                money, ""
            ), money in ("SEK", "EUR")
    return unit, False


def _made(number: Decimal, scale: int, currency: str, sure: Sure, why: str) -> Amount | None:
    whole = number * scale
    if not 0 <= whole < _LARGEST:
        return None
    if scale > 1 and not why:
        sure, why = Sure.READ_AS, "amount"
    return Amount(whole, currency, sure, why)


def _unit_of(heading: str) -> tuple[int, str]:
    """What a heading says of its column: `(tkr)`, `i EUR`."""
    for word in reversed(re.findall(r"[a-zåäö€]+", heading.lower())):
        if word in _SCALES or word in _CURRENCY:
            return _SCALES.get(word, 1), _CURRENCY.get(word, "")
    return 1, ""


def _figures(text: str) -> tuple[Decimal | None, Sure, str]:
    """Figures with Swedish, English or European separators; what can be read in two ways is a guess."""
    bare = re.sub(r"[ '’]", "", text).rstrip(".,")
    if re.search(r"\d [^ ]*", text) and not re.fullmatch(
        r"\d{1,3}(?:[ '’]\d{3})*(?:[.,]\d+)?", text
    ):
        return None, Sure.UNREAD, ""
    dots, commas = bare.count("."), bare.count(",")
    if dots and commas:
        last = max(bare.rfind("."), bare.rfind(","))
        whole, decimals = re.sub(r"[.,]", "", bare[:last]), bare[last + 1 :]
        return Decimal(f"{whole or 0}.{decimals or 0}"), Sure.READ_AS, "amount"
    if dots + commas > 1:
        if not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
            return None, Sure.UNREAD, ""
        return Decimal(re.sub(r"[.,]", "", bare)), Sure.READ_AS, "amount"
    if dots + commas == 1:
        if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare):
            return Decimal(re.sub(r"[.,]", "", bare)), Sure.GUESS, "thousands"
        return Decimal(bare.replace(",", ".")), Sure.PLAIN, ""
    return Decimal(bare), Sure.PLAIN, ""


def share(cell: Cell) -> Read:
    """A share in per cent: `85%`, `40 %`, `0,85`, or the number 0.85 as a spreadsheet keeps it."""
    if isinstance(cell.value, float) or re.fullmatch(r"0[.,]\d+", cell.text):
        number = Decimal(cell.text.replace(",", "."))
        if 0 < number <= 1:
            return Read(_percent(number * 100), Sure.READ_AS, "share")
        return NOTHING
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:%|procent)", cell.text)
    if found is None or Decimal(found[1].replace(",", ".")) > 100:
        return NOTHING
    return Read(_percent(Decimal(found[1].replace(",", "."))))


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f} %"
