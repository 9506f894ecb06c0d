"""Who was at a group's meeting: read by its members, ticked by the coordinator, taken back when wrong."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.register import list_people
from intlflow.app.registers.attendance import attendance, note_attendance, undo_attendance
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_REGISTERS)]
Keeper = Annotated[Visitor, needs(Action.KEEP_REGISTERS)]
Here = Annotated[Site, Depends(site_of)]


@router.get("/gruppmoten/{number}/narvaro")
def attendance_page(
    request: Request,
    who: Reader,
    site: Here,
    number: int,
    gjort: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Who was there, and the ticks for whoever keeps them."""
    return _page(request, who, number, done=gjort)


@router.post("/gruppmoten/{number}/narvaro")
def tick_attendance(request: Request, who: Keeper, site: Here, number: int, form: Form) -> Response:
    """Say who was there."""
    check_form(request, who, form.mark)
    here, version = form.all("here"), form.get("version")
    try:
        note_attendance(
            site.house, who.municipality, str(number), here, by=who.email, at=site.now(),
            version=int(version) if version.isascii() and version.isdigit() else None,
        )  # fmt: skip
    except Refused as no:
        return _page(request, who, number, no, typed=here)
    return RedirectResponse(f"/gruppmoten/{number}/narvaro?gjort=sparat", 303)


@router.post("/gruppmoten/{number}/narvaro/angra")
def untick_attendance(
    request: Request, who: Keeper, site: Here, number: int, form: Form
) -> Response:
    """Take back what was ticked last."""
    check_form(request, who, form.mark)
    try:
        undo_attendance(site.house, who.municipality, str(number), by=who.email, at=site.now())
    except Refused as no:
        return _page(request, who, number, no)
    return RedirectResponse(f"/gruppmoten/{number}/narvaro?gjort=angrat", 303)


def _page(
    request: Request,
    who: Visitor,
    number: int,
    no: Refused | None = None,
    *,
    typed: list[str] | None = None,
    done: str = "",
) -> Response:
    site = site_of(request)
    told = attendance(site.house, who.municipality, str(number))
    seated = {seat.email for seat in told.seats}
    others = [
        (row["email"], row["name"])
        for row in list_people(site.house, who.municipality, site.now())
        if row["email"] and row["email"] not in seated
    ]
    return render(
        request,
        who,
        "attendance.html",
        409 if no else 200,
        told=told,
        others=sorted(others, key=lambda one: one[1].casefold()),
        typed=typed,
        wrong=words_of(request, who).sentence("refusal", no.why, **no.details) if no else "",
        done=done,
        held=told.day <= str(local_day(site.now())),
    )
