"""Brings `templates/web/en.po` up to date with the sentences in the templates: `make texts`."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parents[2] / "templates" / "web"
ENGLISH = FOLDER / "en.po"
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}


def found() -> Catalog:
    """Every sentence of the templates."""
    catalog = Catalog(locale="en", project="intlflow", charset="utf-8")
    for _, _, message, _, _ in extract_from_dir(FOLDER, [("**.html", "jinja2")], OPTIONS):
        catalog.add(message)
    return catalog


def known() -> Catalog:
    """What has been translated."""
    with ENGLISH.open("rb") as lines:
        return read_po(lines, locale="en")


def up_to_date() -> tuple[Catalog, list[str]]:
    """The catalog as it should be, and the sentences that lack their English."""
    fresh, old, missing = found(), known(), []
    for message in fresh:
        said = old.get(message.id) if message.id else None
        if said is not None:
            message.string = said.string
        whole = message.string and (isinstance(message.string, str) or all(message.string))
        if message.id and not whole:
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return fresh, missing


def written(catalog: Catalog) -> str:
    """A catalog as its file holds it: in the order of the sentences, without line numbers or dates."""
    out = BytesIO()
    write_po(out, catalog, width=0, sort_output=True, omit_header=True, no_location=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f'{head}"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n{out.getvalue().decode()}'


def main() -> int:
    """Write the file; say what is still to be translated."""
    catalog, missing = up_to_date()
    ENGLISH.write_text(written(catalog), "utf-8")
    for text in missing:
        print(f"no English yet: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
