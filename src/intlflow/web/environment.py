"""The templates' surroundings: one set per language, everything escaped, nothing undefined."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intlflow.web.statics import Statics
from intlflow.web.texts import LANGUAGES, catalog


def environments(folder: Path, statics: Statics) -> Mapping[str, Environment]:
    """The pages' templates in every language."""
    return {lang: _environment(folder, statics, lang) for lang in LANGUAGES}


def _environment(folder: Path, statics: Statics, lang: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    texts = catalog(folder, lang)
    made.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    made.globals["static"] = statics.url
    made.globals["lang"] = lang
    made.filters["part_of_address"] = lambda text: quote(str(text), safe="")
    return made
