"""Open points: what the working group and other groups are waiting for, noted and closed."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.house import NotFound
from intlflow.app.registers.open_points import close_point, note_point, open_points
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.opens import cases_that_open
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, what_is_wrong, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_REGISTERS)]
Keeper = Annotated[Visitor, needs(Action.NOTE_ACTIVITY)]
Here = Annotated[Site, Depends(site_of)]
FIELDS = ("what", "circle", "owner", "due_on")


@router.get("/oppna-punkter")
def points_page(
    request: Request, who: Reader, site: Here, gjort: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """What is open, what is late first."""
    return _page(request, who, done=gjort)


@router.post("/oppna-punkter")
def add_point(request: Request, who: Keeper, site: Here, form: Form) -> Response:
    """Note a point."""
    check_form(request, who, form.mark)
    given = {name: form.get(name) for name in FIELDS}
    try:
        note_point(site.house, who, given, site.now())
    except Refused as no:
        place = str(no.details.get("fact", "what"))
        said = what_is_wrong(words_of(request, who), no)
        return _page(request, who, given, {place if place in FIELDS else "what": said})
    except NotFound:
        return _page(request, who, given, {"owner": words_of(request, who).of("form", "empty")})
    return RedirectResponse("/oppna-punkter?gjort=noterad", 303)


@router.post("/oppna-punkter/{point}/klar")
def point_done(request: Request, who: Keeper, site: Here, point: int, form: Form) -> Response:
    """Close a point."""
    check_form(request, who, form.mark)
    words, outcome = words_of(request, who), form.get("outcome")
    reason = outcome[:200] or words.of("point", "done")
    close_point(site.house, who, str(point), outcome=outcome, reason=reason, at=site.now())
    return RedirectResponse("/oppna-punkter?gjort=klar", 303)


def _page(
    request: Request,
    who: Visitor,
    typed: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    done: str = "",
) -> Response:
    site = site_of(request)
    seen = open_points(site.house, who, site.now())
    return render(
        request,
        who,
        "points.html",
        422 if wrong else 200,
        seen=seen,
        opens=cases_that_open(request, who, [one["case_ref"] for one in seen.points]),
        typed=typed or dict.fromkeys(FIELDS, ""),
        wrong=wrong or {},
        done=done,
    )
