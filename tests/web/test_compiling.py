"""Templates made ready once: in their language, escaped, and each piece made once."""

import ast
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from jinja2 import DictLoader, meta
from markupsafe import escape

from intlflow.web.compiling import Pages
from intlflow.web.environment import Kept
from intlflow.web.site import Site
from intlflow.web.texts import Catalog

SAID = {"Hej %(name)s": ("Hello %(name)s",), "%(num)s dag": ("%(num)s day", "%(num)s days")}
PAGES = {
    "hello": '{{ _("Hej %(name)s", name=name) }}',
    "days": '{{ ngettext("%(num)s dag", "%(num)s dagar", number) }}',
    "plain": '<b title="{{ _("Spara") }}">{{ text }}</b>',
    "row": "{% macro row(one) %}{{ made() }}{{ one }}{% endmacro %}"
    "{{ once_a_day(today, row, 'a') }}{{ once_a_day(today, row, 'a') }}{{ once_a_day(today, row, 'b') }}",
    "parts": "{{ made() }}{% macro greet() %}{{ name }}{% endmacro %}",
    "frame": '{% import "parts" as p with context %}{{ p.greet() }}{% block inner %}{% endblock %}',
    "framed": '{% extends "frame" %}{% import "parts" as p with context %}'
    "{% block inner %}{{ p.greet() }}{% endblock %}",
}
AROUND = {"days", "form", "here", "w"}  # of what every page has around it
MACRO = re.compile(r"once_a_day\(today, m\.(\w+)")
IMPORT = re.compile(r'{% (?:import|from) "([^"]+)"')
SOURCE = Path(__file__).parents[2] / "src" / "intlflow" / "web"
TEMPLATES = Path(__file__).parents[2] / "templates" / "web"


def shown(template: str, **said: object) -> str:
    """A template in English, filled in."""
    made = Pages(Catalog(SAID), loader=DictLoader(PAGES), autoescape=True)
    made.globals["once_a_day"] = Kept()
    return made.get_template(template).render(said)


def test_a_sentence_is_said_in_the_page_s_language() -> None:
    assert shown("hello", name="Sanna") == "Hello Sanna"


def test_what_is_put_into_a_sentence_is_escaped() -> None:
    assert shown("hello", name="<b>") == "Hello &lt;b&gt;"


@pytest.mark.parametrize(("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_one_is_told_from_many(number: int, said: str) -> None:
    assert shown("days", number=number) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>", "&lt;script&gt;"),
        ('" onclick="', "&quot; onclick=&quot;"),
        ("it's", "it&#x27;s"),
        ("a & b", "a &amp; b"),
        (5, "5"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_whatever_a_page_shows_is_escaped(text: object, said: str) -> None:
    assert shown("plain", text=text) == f'<b title="Spara">{said}</b>'


def test_a_piece_is_made_once_a_day() -> None:
    times: list[None] = []
    said = shown("row", made=lambda: times.append(None) or "-", today=date(2027, 3, 1))
    assert said == "-a-a-b"
    assert len(times) == 2


def test_what_templates_import_is_put_together_once_for_each_page() -> None:
    pages = Pages(Catalog(SAID), loader=DictLoader(PAGES), autoescape=True)
    times: list[str] = []
    for name in ("Sanna", "<Karin>"):
        made = partial(times.append, name)
        said = pages.get_template("framed").render(pieces={}, name=name, made=made)
        assert said == escape(name) * 2
    assert times == ["Sanna", "<Karin>"]


def test_what_is_imported_looks_at_nothing_but_what_every_page_has_around_it(site: Site) -> None:
    pages, texts = site.pages["sv"], [f.read_text("utf-8") for f in TEMPLATES.glob("*.html")]
    imported = {name for text in texts for name in IMPORT.findall(text)}
    assert imported >= {"macros.html", "decision_parts.html"}
    for name in imported:
        tree = pages.parse((TEMPLATES / name).read_text("utf-8"))
        assert meta.find_undeclared_variables(tree) - set(pages.globals) <= AROUND, name


def test_no_page_says_by_the_name_of_what_all_pages_need(site: Site) -> None:
    """A page that is given a `once_a_day` of its own would lose its menu."""
    taken = {*site.pages["sv"].globals, "section", "allowed", "pieces"} - {"lang"}
    given = {
        keyword.arg
        for file in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "render"
        for keyword in call.keywords
    }
    assert given >= {"page", "sessions"}
    assert given & taken == set()


def test_the_pieces_that_are_kept_have_names_of_their_own() -> None:
    texts = {file.name: file.read_text("utf-8") for file in TEMPLATES.glob("*.html")}
    names = {name for text in texts.values() for name in MACRO.findall(text)}
    assert names >= {"card", "case_row"}
    for name in names:
        found = [file for file, text in texts.items() if f"macro {name}(" in text]
        assert found == ["macros.html"]
