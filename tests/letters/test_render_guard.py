"""What a municipality's own letter may not do, tried with templates that mean harm."""

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from intlflow import assets
from intlflow.letters.guard import Forbidden, check, check_folder
from intlflow.letters.render import Writer

HOSTILE = [
    "{{ case.__class__ }}",
    "{{ case['__class__'] }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ case._private }}",
    "{{ case['ti' ~ 'tle'] }}",
    "{{ case[person.name] }}",
    "{{ case.title.upper() }}",
    "{{ case.title.format(person) }}",
    "{{ facts.update(x=1) }}",
    "{{ range(10**9) }}",
    "{% for x in range(1000000000) %}x{% endfor %}",
    "{% for x in given %}{% for y in given %}{{ y }}{% endfor %}{% endfor %}",
    "{% for x in given recursive %}{{ loop(x) }}{% endfor %}",
    "{% for x in case.title %}{{ x }}{% endfor %}",
    "{% for x in 'aaaa' %}{{ x }}{% endfor %}",
    "{% include 'project/accept/sv.txt' %}",
    "{% import 'base.txt' as base %}",
    "{% from 'base.txt' import x %}",
    "{% extends '../../../etc/passwd' %}",
    "{% extends person.name %}",
    "{% macro bomb() %}{{ bomb() }}{% endmacro %}",
    "{% call bomb() %}{% endcall %}",
    "{% set x = 'a' %}",
    "{% set x %}a{% endset %}",
    "{% with x = 1 %}{{ x }}{% endwith %}",
    "{% autoescape false %}{{ case.title }}{% endautoescape %}",
    "{% filter upper %}a{% endfilter %}",
    "{{ case.title | safe }}",
    "{{ case.title | attr('__class__') }}",
    "{{ given | map(attribute='__class__') }}",
    "{{ given | join(',', '__class__') }}",
    "{{ given | join(attribute='__class__') }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ case.title | indent(1000000000) }}",
    "{{ '%999999999d' | format(1) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ case.title | nosuchfilter }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ [case.title, case.title] }}",
    "{{ {'a': case} }}",
    "{{ case.title[0:1] }}",
    "{{ 1.5 }}",
    "{{ self }}",
    "{{ self.body() }}",
    "{{ super() }}",
    "{{ cycler }}",
    "{{ lipsum }}",
    "{{ config }}",
    "{{ case is callable }}",
    "{{ " + "9" * 5_000 + " }}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "{{ case.title }}" * 1_200,
    "x" * 20_001,
    "{% if %}",
    "{% do given.clear() %}",
    "{% debug %}",
]
FINE = [
    "{% extends layout %}{% block body %}Hej {{ person.name }}{% endblock %}",
    "{% if facts.call is defined and role == 'coordinator' %}{{ facts.call | upper }}{% endif %}",
    "{% for fact in given %}{{ loop.index }} {{ fact.label }}: {{ fact.value | hang }}{% endfor %}",
    "{% if case.from_phase in ['idea', 'parked'] %}a{% elif not vacancy %}b{% else %}c{% endif %}",
    "{{ notices | join(', ') }} {{ word['annual_report_text'] | default('rapport') }}",
]


@pytest.mark.parametrize("source", HOSTILE, ids=lambda s: s[:40])
def test_a_template_that_means_harm_is_refused(source: str) -> None:
    with pytest.raises(Forbidden, match=r"^own\.txt:"):
        check(source, Environment(autoescape=True), "own.txt")


@pytest.mark.parametrize("source", FINE)
def test_an_honest_template_is_let_through(source: str) -> None:
    check(source, Environment(autoescape=True), "own.txt")


@pytest.mark.parametrize(
    "path",
    sorted((assets.folder("templates") / "letters").glob("*/*/*.txt")),
    ids=lambda p: str(p)[-40:],
)
def test_each_of_our_own_letters_can_be_copied_and_laid_on_top(path: Path) -> None:
    check(path.read_text("utf-8"), Environment(autoescape=True), path.name)


def test_a_forbidden_letter_is_never_run_and_ours_is_written(tmp_path: Path) -> None:
    own = tmp_path / "project" / "accept"
    own.mkdir(parents=True)
    source = "{% extends layout %}{% block subject %}{{ person.__class__ }}{% endblock %}"
    (own / "sv.txt").write_text(source, "utf-8")
    writer = Writer(assets.folder("templates") / "letters", {"ljungby": tmp_path})

    with pytest.raises(UndefinedError, match="'case' is undefined"):  # theirs asks for no case
        writer.write("project/accept", "sv", "ljungby", {"person": {"name": "Karin Ek"}})


def test_a_folder_is_checked_letter_by_letter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("{{ person.name }}", "utf-8")
    (tmp_path / "b.txt").write_text("\n{{ person.name() }}", "utf-8")
    (tmp_path / "c.html").write_bytes(b"\xff\xfe")

    faults = list(check_folder(tmp_path, Environment(autoescape=True)))

    assert len(faults) == 2
    assert faults[0] == "b.txt:2: Call is not allowed"
