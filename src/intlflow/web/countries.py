"""Countries as people write them: by their name in Swedish or English, or by their two letters."""

from functools import cache

from intlflow.letters.words import in_language


def code_of(text: str) -> str:
    """The two letters of a country; what is no country stays as it was."""
    clean = " ".join(text.split())
    return _by_name().get(clean.casefold(), clean)


def codes_of(text: str) -> str:
    """The same for several, with commas between."""
    return ", ".join(code_of(part) for part in text.split(",") if part.strip())


def country_names(lang: str) -> list[str]:
    """Every country's name, in order."""
    return sorted(in_language(lang).countries.values())


@cache
def _by_name() -> dict[str, str]:
    return {
        name.casefold(): code
        for lang in ("sv", "en")
        for code, name in in_language(lang).countries.items()
    }
