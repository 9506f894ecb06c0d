"""What the pages say: Swedish stands in the templates, English beside it in `templates/web/en.po`."""

import gettext
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("sv", "en")


class Catalog(gettext.NullTranslations):
    """Sentences by their Swedish; what is missing stays Swedish."""

    def __init__(self, said: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._said = said

    def gettext(self, message: str) -> str:
        found = self._said.get(message)
        return found[0] if found else message

    def ngettext(self, one: str, many: str, number: int) -> str:
        found = self._said.get(one)
        return (found or (one, many))[0 if number == 1 else -1]


def catalog(folder: Path, lang: str) -> gettext.NullTranslations:
    """The sentences of one language.

    Args:
        folder: where `en.po` stands.
        lang: `sv` or `en`.
    """
    return gettext.NullTranslations() if lang == "sv" else _read(folder / f"{lang}.po", lang)


@cache
def _read(file: Path, lang: str) -> Catalog:
    with file.open("rb") as lines:
        messages = read_po(lines, locale=lang)
    said: dict[str, tuple[str, ...]] = {}
    for message in messages:
        key = message.id if isinstance(message.id, str) else message.id[0]
        string = message.string or ()
        text = (string,) if isinstance(string, str) else tuple(string)
        if key and all(text):
            said[key] = text
    return Catalog(said)
