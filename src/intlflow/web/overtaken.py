"""Somebody was faster: the page that says who did what, and gives back everything that was typed."""

from typing import Any

from fastapi import Request
from starlette.responses import Response

from intlflow.app.access.permission import Visitor
from intlflow.app.moves import overtaken
from intlflow.domain.facts import Fact
from intlflow.web.forms import Sent
from intlflow.web.site import site_of
from intlflow.web.view import render, words_of
from intlflow.web.widgets import KIND_OF, PARTS

MINUTES = ("other_day", "day", "section", "outcome")  # of the form that records a decision
CHOSEN = ("forms", "bodies")  # keys that were ticked; nobody has typed them


def tell_overtaken(request: Request, who: Visitor, ref: str, form: Sent) -> Response:
    """The page.

    Args:
        request: what was asked.
        who: the visitor, who may see the case.
        ref: the case's reference.
        form: what was sent; it is shown, and nothing of it is kept.
    """
    site = site_of(request)
    no = overtaken(site.house, ref, site.now())
    said = words_of(request, who).sentence("refusal", no.why, **no.details)
    return render(
        request, who, "overtaken.html", 409, ref=ref.upper(), said=said,
        facts=_facts(form), minutes=[(key, form.get(key)) for key in MINUTES if form.get(key)],
    )  # fmt: skip


def _facts(form: Sent) -> list[tuple[str, str]]:
    """The facts among the fields, each with all that was typed of it."""
    found: dict[str, list[str]] = {}
    for field in form.fields:
        name, _, part = field.partition(".")
        known: Any = Fact(name) if name in set(Fact) else None
        kind = KIND_OF.get(known, "line")
        if known is None or kind in CHOSEN or (part and part not in PARTS.get(kind, ())):
            continue
        found.setdefault(name, []).append(form.get(field))
    return [(name, text) for name, all in found.items() if (text := " ".join(filter(None, all)))]
