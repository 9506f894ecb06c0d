"""A new idea: a few fields, what looks like it already, a receipt with a reference."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_move
from intlflow.app.case_page import case_page
from intlflow.app.opening import open_case
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.view import language, render, words_of

router = APIRouter()
Opener = Annotated[Visitor, needs(Action.OPEN_CASE)]
Here = Annotated[Site, Depends(this_site)]
FIELDS = ("title", "unit", Fact.PURPOSE.value, "forms", Fact.CALL.value, Fact.CALL_DEADLINE.value)


@router.get("/ide/ny")
def idea_form(request: Request, who: Opener, site: Here) -> Response:
    """Where an idea is written down."""
    return _show(request, who, {}, {})


@router.post("/ide/ny")
def bring_idea(request: Request, who: Opener, site: Here, form: Form) -> Response:
    """Bring the idea to the coordinator."""
    check_form(request, who, form.mark)
    values: dict[str, Any] = {name: form.get(name) for name in FIELDS}
    values["forms"] = form.all("forms")
    words = words_of(request, who)
    wrong = {name: words.of("form", "empty") for name in ("title", "unit") if not values[name]}
    if not wrong:
        given = {str(f): values[f] for f in (Fact.PURPOSE, Fact.CALL, Fact.CALL_DEADLINE)}
        given["forms"] = ", ".join(values["forms"])
        try:
            opened = open_case(
                site.house,
                Kind.PROJECT,
                municipality=who.municipality,
                unit=values["unit"],
                title=values["title"],
                by=who.email,
                given={name: text for name, text in given.items() if text},
                at=site.now(),
            )
        except Refused as no:
            name = str(no.details.get("fact", ""))
            said = words.sentence("refusal", no.why, **no.details)
            wrong = {name if name in FIELDS else "title": said}
        else:
            answer = RedirectResponse(f"/ide/{opened.ref}/tack", 303)
            answer.background = BackgroundTask(after_move, site.house, opened)
            return answer
    return _show(request, who, values, wrong)


@router.get("/ide/{ref}/tack")
def receipt(request: Request, who: Opener, site: Here, ref: str) -> Response:
    """What was received, its reference, and what happens now."""
    page = case_page(site.house, who, ref, site.now(), language(request, who))
    return render(request, who, "idea_receipt.html", page=page)


def _show(
    request: Request, who: Visitor, values: dict[str, Any], wrong: dict[str, str]
) -> Response:
    site, lang = site_of(request), language(request, who)
    pack = site.house.pack(who.municipality)
    today = local_day(site.now())
    own = {scope for _, scope in who.roles}
    units = sorted(
        (unit for unit in pack.unit if unit.holds(today)), key=lambda u: (u.key not in own, u.name)
    )
    return render(
        request,
        who,
        "idea.html",
        422 if wrong else 200,
        values=values,
        wrong=wrong,
        units=units,
        forms=pack.names[lang].forms,
    )
