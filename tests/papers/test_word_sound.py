"""Which Word templates can make no half document, whatever a paper says."""

import pytest
from jinja2.sandbox import SandboxedEnvironment

from intlflow.papers.word_sound import is_sound

SIGNS = SandboxedEnvironment(autoescape=True)


@pytest.mark.parametrize(
    "text",
    [
        "<a>{{ title }}</a>",
        '<a b="{{ title }}"/>',
        "<a>{% if x %}<b/>{% elif y %}<b>{{ y }}</b>{% else %}<c/>{% endif %}</a>",
        "<a>{% for x in xs %}<b>{% if x %}{{ x.y }}{% endif %}</b>{% else %}<c/>{% endfor %}</a>",
        "<a>{{ rows | length }}{{ (share * 900) | int }}{{ loop.index }}</a>",
    ],
)
def test_a_template_that_shuts_what_it_opens_is_sound(text: str) -> None:
    assert is_sound(text, SIGNS)


@pytest.mark.parametrize(
    "text",
    [
        "<a>{% if x %}<b>{% endif %}{% if x %}</b>{% endif %}</a>",
        "<a>{% if x %}<b>{% else %}</b>{% endif %}</a>",
        "<a>{% for x in xs %}</b><b>{% endfor %}</a>",
        "<a {% if x %}b='c'{% endif %}/>",
        "<{{ tag }}/>",
        "<a {{ name }}='x'/>",
        "<a>{{ title | safe }}</a>",
        "<a>{{ title | replace('&lt;', '<') | safe }}</a>",
        "<a>{% set x %}<b>{% endset %}</a>",
        "<a>{% raw %}<b/>{% endraw %}</a>",
        "<a>{# <b> #}</a>",
        "<a><!-- {{ title }} --></a>",
        "<a><![CDATA[{{ title }}]]></a>",
        "<a>{% for x in xs %}<b/>{% endfor %}",
    ],
)
def test_a_template_that_may_tear_something_apart_is_not(text: str) -> None:
    assert not is_sound(text, SIGNS)
