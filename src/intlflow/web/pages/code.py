"""The second step: a code from the phone, for those who decide and came in by letter."""

import io
import secrets
from typing import Annotated

import segno
from fastapi import Depends, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from intlflow.app.access import second_step
from intlflow.app.access.permission import Visitor
from intlflow.web.doorman import ANYBODY, NotSignedIn, check_form, form_mark, half_in, remember
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.problems import TooMany
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.view import render

router = pages()
Here = Annotated[Site, Depends(this_site)]


def _half(request: Request) -> Visitor:
    """Whoever has still to show a code.

    Raises:
        NotSignedIn: nobody here has.
    """
    who = half_in(request)
    if who is None:
        raise NotSignedIn
    return who


@router.get("/logga-in-kod", dependencies=[ANYBODY])
def ask_for_code(request: Request, site: Here) -> Response:
    """Where the code is typed, or the phone is set up."""
    return _show(request, _half(request))


@router.post("/logga-in-kod", dependencies=[ANYBODY])
def code_given(request: Request, site: Here, form: Form) -> Response:
    """Let them in if the code is right."""
    who = _half(request)
    check_form(request, who, form.mark)
    name = str(who.person_id)
    wait = site.limits.codes.wait(name)
    if wait:
        raise TooMany(wait)
    code, at = form.get("code")[:40], site.now()
    if second_step.is_set_up(site.house, who):
        key, codes = second_step.show(site.house, who, code, at=at), list[str]()
    else:
        made = second_step.set_up(
            site.house, who, code.replace(" ", ""), at=at, choose=secrets.choice
        )
        key, codes = made or (None, [])
    if key is None:
        return _show(request, who, wrong=True)
    site.limits.codes.forget(name)
    if not codes:
        answer: Response = RedirectResponse("/", 303)
    else:
        answer = render(request, None, "code_kept.html", codes=codes)
    remember(answer, site, key)
    return answer


def _show(request: Request, who: Visitor, *, wrong: bool = False) -> Response:
    site, offered, picture = site_of(request), None, Markup()
    if not second_step.is_set_up(site.house, who):
        offered = second_step.offer(site.house, who)
        picture = _picture(offered.link)
    return render(
        request,
        None,
        "code.html",
        422 if wrong else 200,
        mark=form_mark(site, who),
        offered=offered,
        picture=picture,
        wrong=wrong,
        name=who.name,
    )


def _picture(link: str) -> Markup:
    """The QR code, drawn by attributes alone: the pages allow no inline style."""
    out = io.BytesIO()
    segno.make(link, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=5, border=2, omitsize=False, light="#fff"
    )
    return Markup(out.getvalue().decode("utf-8"))  # noqa: S704 - drawn by us, from our own link
