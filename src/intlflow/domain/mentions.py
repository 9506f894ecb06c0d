"""Finding somebody in text, however name and address are written, and taking them out of it."""

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from intlflow.domain.journal import canonical

_GAP = r"(?:\s|&nbsp;|&#160;)+"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def called(number: int) -> str:
    """What stands where a name was: the person's number, in both languages."""
    return f"[person {number}]"


class Mentions:
    """A person's names and addresses, as they can stand in text.

    A name is found whatever its letters' size, over a line's end, as `Ek, Karin`, in the genitive and
    inside HTML; not as a part of a longer name. A first name alone is not looked for.

    Args:
        terms: names and addresses; spellings that differ are terms of their own.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(dict.fromkeys(term.strip() for term in terms if term.strip()))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spelt = {said for term in self.terms for said in _spellings(term)}
        longest_first = sorted(spelt, key=lambda said: (-len(said), said))
        each = "|".join(_GAP.join(map(re.escape, said.split())) for said in longest_first)
        return re.compile(rf"(?<![\w@.+-])(?:{each})(?=s?(?![\w@]|[.-]\w))", re.IGNORECASE)

    def there(self, text: str | None) -> bool:
        """Whether the person is named."""
        return bool(text and self.terms and self._pattern.search(text))

    def without(self, text: str, put: str) -> str:
        """The text with something else where the person was named."""
        return self._pattern.sub(lambda _: put, text) if self.terms else text

    def without_json(self, text: str, put: str) -> str:
        """A JSON value with something else where the person was named; others are left as they are."""
        if not text:
            return text
        value = json.loads(text)
        new = _mapped(value, lambda said: self.without(said, put))
        return text if new == value else canonical(new)


def json_strings(text: str) -> list[str]:
    """Every word that stands in a JSON value."""
    found: list[str] = []

    def keep(said: str) -> str:
        found.append(said)
        return said

    if text:
        _mapped(json.loads(text), keep)
    return found


def hide_others(text: str, mine: Mentions, others: "Names", put: str) -> str:
    """A text in which nobody but one person is named.

    Args:
        text: the words.
        mine: the one whose name and addresses stay.
        others: everybody else's names.
        put: what stands where somebody else was named.
    """

    def address(found: re.Match[str]) -> str:
        return found[0] if mine.there(found[0]) else put

    return others.hidden(_ADDRESS.sub(address, text), mine, put)


class Names:
    """Many people's names, found word by word: as quickly for ten thousand as for ten."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[Mentions]] = {}
        for name in names:
            if len(name.split()) < 2:
                continue
            who = Mentions([name])
            for word in {spelt.split()[0].strip(",").casefold() for spelt in _spellings(name)}:
                self._by_first.setdefault(word, []).append(who)

    def hidden(self, text: str, mine: Mentions, put: str) -> str:
        """The text without these names; whoever bears the same name as the person stays."""
        for word in {said.casefold() for said in re.findall(r"[\w-]+", text)}:
            for other in self._by_first.get(word, ()):
                if not any(mine.there(term) for term in other.terms):
                    text = other.without(text, put)
        return text


def _spellings(term: str) -> Iterable[str]:
    """A name or address, composed and decomposed, plain and in HTML; a name also the other way round."""
    said = [term]
    words = term.split()
    if len(words) > 1 and "@" not in term:
        for at in range(1, len(words)):
            first, last = " ".join(words[:at]), " ".join(words[at:])
            said += [f"{last}, {first}", f"{last} {first}"]
    for each in said:
        for form in ("NFC", "NFD"):
            spelt = unicodedata.normalize(form, each)
            yield spelt
            yield html.escape(spelt)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    if isinstance(value, dict):
        return {change(key): _mapped(each, change) for key, each in value.items()}
    return value
