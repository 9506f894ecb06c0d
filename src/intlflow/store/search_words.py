"""Words as they are searched for: å, ä and ö are letters of their own, and inflected words have a stem."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

LONGEST_WORD = 60
MOST_WORDS = 12  # of a question; whoever pastes a page means its beginning
_LONGEST_QUESTION = 1_000


def words(text: str) -> list[str]:
    """The words of a text, in small letters, without signs."""
    plain = unicodedata.normalize("NFC", text).lower()
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)]


def asked(text: str) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(words(text[:_LONGEST_QUESTION])))[:MOST_WORDS]


@cache
def _swedish() -> Any:
    return snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Swedish stem of a word: `skolgårdar` and `skolgården` both give `skolgård`."""
    return str(_swedish().stemWord(word))


@cache
def _english() -> Any:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """A word's stems in Swedish and in English, for texts that may be either."""
    return frozenset({stem(word), str(_english().stemWord(word))})
