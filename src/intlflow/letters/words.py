"""The words people see, in Swedish and English, and how each language writes days and amounts."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import get_currency_symbol

from intlflow.assets import folder
from intlflow.domain.facts import LOCAL, one_line

LANGUAGES = {"sv": "sv_SE", "en": "en_GB"}
LONGEST_DETAIL = 300
NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


class NoSuchWord(LookupError):
    """A key has no word in templates/words."""


@dataclass(frozen=True)
class Words:
    """All words of one language.

    Args:
        lang: `sv` or `en`.
        tables: section (`role`, `phase.project`, …) → key → word or sentence.
        keyed: whether a label has its key beside it, for whoever types keys.
        tasks: what a municipality calls its tasks, by the kind of case and the task's key.
    """

    lang: str
    tables: Mapping[str, Mapping[str, str]]
    keyed: bool = True
    tasks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> dict[str, Self]:
        """Read `sv.toml` and `en.toml`.

        Raises:
            FileNotFoundError: a language is missing.
            ValueError: a file is not TOML.
        """
        read = {
            lang: tomllib.loads((folder / f"{lang}.toml").read_text("utf-8")) for lang in LANGUAGES
        }
        return {lang: cls(lang, dict(_flat(tables))) for lang, tables in read.items()}

    def for_pages(self, tasks: Mapping[str, str]) -> Self:
        """The same words for people who press and choose: no keys, and tasks by their names."""
        return replace(self, keyed=False, tasks=tasks)

    def of(self, section: str, key: str) -> str:
        """The word for a key.

        Raises:
            NoSuchWord: there is none.
        """
        try:
            return self.tables[section][key]
        except KeyError as error:
            raise NoSuchWord(f"templates/words/{self.lang}.toml: [{section}] {key}") from error

    def section(self, name: str) -> Mapping[str, str]:
        """A whole section, e.g. `letter`.

        Raises:
            NoSuchWord: there is none.
        """
        if name not in self.tables:
            raise NoSuchWord(f"templates/words/{self.lang}.toml: [{name}]")
        return self.tables[name]

    def sentence(self, section: str, why: str, /, **details: Any) -> str:
        """A whole sentence, with details put in as words; what is not known is said to be unknown.

        Args:
            section: e.g. `refusal` or `notice`.
            why: the sentence's key, e.g. `Refused.why`.
            details: e.g. `Refused.details`; keys, days and amounts become words of this language.
        """
        sentences = self.tables[section]
        if details.get("currencies") and not details.get("gap") and "other-currency" in sentences:
            why = "other-currency"
        template = sentences.get(why) or self.of("refusal", "other")
        return template.format_map(_Details(self, {"why": why, **details}))

    def day(self, on: date | str) -> str:
        """A day in full, e.g. `1 mars 2027`."""
        return self._day(on if isinstance(on, date) else date.fromisoformat(on[:10]))

    def weekday(self, on: date | str) -> str:
        """A day in full with its weekday, e.g. `måndag 1 mars 2027`."""
        day = on if isinstance(on, date) else date.fromisoformat(on[:10])
        return self.of("pattern", "weekday").format(
            weekday=self._locale.days["format"]["wide"][day.weekday()], day=self._day(day)
        )

    def month_short(self, on: date) -> str:
        """A month in a few letters, e.g. `mars`, for the edge of a drawing."""
        return str(self._locale.months["format"]["abbreviated"][on.month]).rstrip(".")

    def day_short(self, on: date | str) -> str:
        """A day without its year, e.g. `31 maj`."""
        return self._short(on if isinstance(on, date) else date.fromisoformat(on[:10]))

    def month(self, on: date | str) -> str:
        """A month with its year, e.g. `mars 2027`."""
        day = on if isinstance(on, date) else date.fromisoformat(on[:10])
        name = self._locale.months["stand-alone"]["wide"][day.month]
        return self.of("pattern", "month").format(month=name, year=day.year)

    def moment(self, at: datetime | str) -> str:
        """An instant on a Swedish clock, e.g. `1 mars 2027 kl. 17:00`."""
        here = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(LOCAL)
        return self.of("pattern", "moment").format(day=self._day(here.date()), time=f"{here:%H:%M}")

    def money(self, amount: Decimal | str, currency: str) -> str:
        """An amount that doesn't break over lines, e.g. `250 000 kr`; the öre only when there are any."""
        exact = amount if isinstance(amount, Decimal) else Decimal(amount)
        whole, _, ore = f"{exact:,.2f}".partition(".")
        group, point, before = self._figures
        number = whole.replace(",", group)
        if ore != "00":
            number = f"{number}{point}{ore}"
        unit = self._krona if currency == "SEK" else currency
        return f"{unit}\xa0{number}" if before else f"{number}\xa0{unit}"

    def decision(self, taken: Mapping[str, str], bodies: Mapping[str, str] | None = None) -> str:
        """A decision, e.g. `Kommunstyrelsen 2027-02-09, § 31 (bifall)`; its § and number stay together.

        Args:
            taken: the fact's value.
            bodies: the municipality's names of its bodies, by key.
        """
        key, outcome = taken.get("body", ""), taken.get("outcome", "")
        return self.of("pattern", "decision").format(
            body=(bodies or {}).get(key) or _body(key),
            date=taken.get("date", ""),
            section=taken.get("section", ""),
            outcome=self.tables["outcome"].get(outcome, outcome),
        )

    def country(self, code: str) -> str:
        """The name of a country, by its two letters."""
        return str(self._locale.territories.get(code, code))

    @property
    def countries(self) -> dict[str, str]:
        """The countries' names, by their two letters."""
        told = self._locale.territories.items()
        return {code: str(name) for code, name in told if code.isalpha() and code not in NO_COUNTRY}

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(LANGUAGES[self.lang])

    @cached_property
    def _day(self) -> Callable[[date], str]:
        pattern, locale = self._locale.date_formats["long"], self._locale

        @lru_cache(1000)  # slow, and the same few days are asked for again and again
        def said(on: date) -> str:
            return str(pattern.apply(on, locale))

        return said

    @cached_property
    def _short(self) -> Callable[[date], str]:
        locale = self._locale

        @lru_cache(1000)
        def said(on: date) -> str:
            return str(format_skeleton("MMMd", on, locale=locale)).rstrip(".")

        return said

    @cached_property
    def _figures(self) -> tuple[str, str, bool]:
        symbols = self._locale.number_symbols["latn"]
        before = self._locale.currency_formats["standard"].pattern.startswith("¤")
        return str(symbols["group"]), str(symbols["decimal"]), before

    @cached_property
    def _krona(self) -> str:
        return str(get_currency_symbol("SEK", self._locale))


@cache
def in_language(lang: str) -> Words:
    """The words that came with intlflow; Swedish unless it is English."""
    return _shipped()["en" if lang == "en" else "sv"]


@cache
def _shipped() -> dict[str, Words]:
    return Words.load(folder("templates") / "words")


def _flat(tables: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Mapping[str, str]]]:
    """`[phase.project]` becomes one section by that name."""
    for name, table in tables.items():
        nested = {key: value for key, value in table.items() if isinstance(value, dict)}
        yield from _flat(nested, f"{prefix}{name}.")
        if not nested:
            yield f"{prefix}{name}", table


class _Details(dict[str, Any]):
    """What a sentence asks for by name, said in words."""

    def __init__(self, words: Words, details: Mapping[str, Any]) -> None:
        super().__init__(details)
        self.words = words

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if name == "open" and value is not None and not value:
            return self.words.of("fallback", "nothing")
        if value is None or value in ("", [], (), {}):
            return self.words.of("fallback", "unknown")
        many = value if isinstance(value, list | tuple) else (value,)
        return ", ".join(self._one(name, each) for each in many)

    def _one(self, name: str, value: Any) -> str:
        try:
            said = _SAID[name](self, value) if name in _SAID else str(value)
        except (LookupError, ValueError, TypeError, AttributeError, InvalidOperation):
            said = one_line(str(value))
        clean = one_line(said) if name not in _JOINED else said
        return clean if len(clean) <= LONGEST_DETAIL else f"{clean[:LONGEST_DETAIL]}…"

    def found(self, value: str, *sections: str) -> str:
        """The first word for a key; the key itself when there is none."""
        words = (self.words.tables.get(section, {}).get(value) for section in sections)
        return next((word for word in words if word), value)

    def of_kind(self, table: str, value: str) -> str:
        """A verb's or phase's word: of the case's own kind when it is told, else the first there is."""
        kinds = [*self.words.tables["kind"], "other"]
        own = str(self.get("kind"))
        return self.found(value, f"{table}.{own}", *(f"{table}.{kind}" for kind in kinds))

    def typed(self, label: str, key: str) -> str:
        """A label with the key that one types."""
        if label == key or not self.words.keyed:
            return label
        return self.words.of("pattern", "named").format(label=label, key=key)


def _body(key: str) -> str:
    """A body that nobody gave a name: `ks` is said KS."""
    return key.upper() if len(key) <= 4 else key.replace("_", " ")


def _choice(details: _Details, key: str) -> str:
    return details.typed(details.found(details.of_kind("verb", key), "support", "ending"), key)


def _fact(details: _Details, key: str) -> str:
    more = () if details.words.keyed else ("register_field",)
    return details.typed(details.found(key, "fact", "field", *more), key)


def _form(details: _Details, why: str) -> str:
    example = {"example": details.get("example")}
    return details.words.of("form", why).format_map(_Details(details.words, example))


def _money(details: _Details, value: str) -> str:
    amount, currency = value.split()
    return details.words.money(amount, currency)


def _given(details: _Details, value: Mapping[str, str]) -> str:
    return details.words.decision({key: one_line(said) for key, said in value.items()})


_AMOUNTS = frozenset({"gap", "applied", "granted"})
_JOINED = _AMOUNTS | {"given"}  # made of clean parts, and held together by spaces that don't break
_SAID: dict[str, Callable[[_Details, Any], str]] = {
    **dict.fromkeys(("verb", "open"), _choice),
    **dict.fromkeys(("fact", "facts", "asked"), _fact),
    **dict.fromkeys(("who", "role"), lambda d, v: d.found(v, "role")),
    **dict.fromkeys(("start", "end"), lambda d, v: d.words.day(v)),
    **dict.fromkeys(("at", "deadline"), lambda d, v: d.words.moment(v)),
    **dict.fromkeys(_AMOUNTS, _money),
    "form": _form,
    "tasks": lambda d, v: d.words.tasks.get(f"{d.get('kind')} {v}", v),
    "phase": lambda d, v: d.of_kind("phase", v),
    **dict.fromkeys(
        ("body", "bodies"),
        lambda d, v: _body(v) if (said := d.found(v, "body_kind", "decider")) == v else said,
    ),
    "outcome": lambda d, v: d.found(v, "outcome"),
    "status": lambda d, v: d.found(v, "ending"),
    "type": lambda d, v: d.found(v, "document_type"),
    "given": _given,
}
