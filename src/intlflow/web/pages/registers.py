"""The registers and the units: lists, one row with its history, a new row from a short form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Place, Visitor, can, may
from intlflow.app.comments.talk import talk_about
from intlflow.app.house import NotFound
from intlflow.app.registers import keeping, reading
from intlflow.app.situation import local_day
from intlflow.app.unit_page import show_unit
from intlflow.domain.lifecycle import Refused
from intlflow.domain.register_fields import Field
from intlflow.domain.registers import REGISTERS, Register
from intlflow.web.doorman import NotHere, check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_REGISTERS)]
Keeper = Annotated[Visitor, needs(Action.NOTE_ACTIVITY)]
Here = Annotated[Site, Depends(site_of)]
UNKNOWN = "unknown"  # the template says it: something named is not in the register
FREE = frozenset(
    {"activity", "trip"}
)  # what a unit notes for itself; the rest is the coordinator's


def _register(key: str) -> Register:
    if key not in REGISTERS:
        raise NotHere
    return REGISTERS[key]


@router.get("/register")
def registers(request: Request, who: Reader, site: Here) -> Response:
    """Every register with how many rows it shows today, and the units."""
    pack, today = site.house.pack(who.municipality), local_day(site.now())
    return render(
        request,
        who,
        "registers.html",
        registers=reading.overview(site.house, who.municipality, site.now()),
        units=sorted((u for u in pack.unit if u.holds(today)), key=lambda u: u.name),
    )


@router.get("/register/{register}")
def one_register(
    request: Request,
    who: Reader,
    site: Here,
    register: str,
    alla: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """A register's rows as they hold today."""
    of = _register(register)
    rows = reading.list_rows(site.house, of, who.municipality, site.now(), everything=bool(alla))
    return render(
        request,
        who,
        "register.html",
        of=of,
        rows=rows,
        everything=bool(alla),
        keeps=_keeps(who, of),
    )


@router.get("/register/{register}/ny")
def new_row(request: Request, who: Keeper, site: Here, register: str) -> Response:
    """A form for a new row: what is needed first, the rest behind a fold."""
    return _form(request, who, _register(register), {}, "", "")


@router.post("/register/{register}/ny")
def add_row(request: Request, who: Keeper, site: Here, register: str, form: Form) -> Response:
    """Keep a new row."""
    check_form(request, who, form.mark)
    of = _register(register)
    if not _keeps(who, of):
        raise NotHere
    given = _given(of, form)
    try:
        kept = keeping.add(
            site.house,
            of,
            who.municipality,
            given,
            by=who.email,
            at=site.now(),
            unit=form.get("unit"),
        )
    except (Refused, NotFound) as no:
        words = words_of(request, who)
        if isinstance(no, Refused):
            wrong, place = (
                words.sentence("refusal", no.why, **no.details),
                no.details.get("fact", ""),
            )
        else:
            wrong, place = UNKNOWN, ""
        return _form(request, who, of, given | {"unit": form.get("unit")}, wrong, str(place))
    return RedirectResponse(f"/register/{of.key}/{kept.number}", 303)


@router.get("/register/{register}/{number}")
def one_row(request: Request, who: Reader, site: Here, register: str, number: str) -> Response:
    """One row: what it says now, and what it said before."""
    of = _register(register)
    row = reading.show_row(site.house, of, who.municipality, number)
    talk = talk_about(site.house, who, "row", f"{of.key}/{row['number']}", site.now())
    return render(request, who, "register_row.html", of=of, row=row, talk=talk)


@router.get("/enheter/{unit}")
def one_unit(request: Request, who: Reader, site: Here, unit: str) -> Response:
    """A unit: its people, and as far as they are the visitor's to see, its cases and reports."""
    told = show_unit(site.house, who.municipality, unit, site.now(), language(request, who))
    talk = talk_about(site.house, who, "unit", unit, site.now())
    return render(request, who, "unit.html", told=told | _as_seen(who, told), talk=talk)


def _as_seen(who: Visitor, told: Mapping[str, Any]) -> dict[str, Any]:
    """A unit's cases and reports, without those that are not the visitor's to see."""
    here = Place(who.municipality, told["answered_by"])
    cases = [
        case
        for case in told["cases"]
        if can(who, Action.READ_CASE, replace(here, stage=case["stage"]))
    ]
    reads = can(who, Action.READ_REPORTS, here)
    return {"cases": cases, "reports": told["reports"] if reads else [], "reads": reads}


def _keeps(who: Visitor, of: Register) -> bool:
    wanted = Action.NOTE_ACTIVITY if of.key in FREE else Action.KEEP_REGISTERS
    return may(who, wanted)


def _given(of: Register, form: Sent) -> dict[str, str]:
    return {field.name: text for field in of.fields if (text := form.get(field.name))}


def _form(
    request: Request, who: Visitor, of: Register, given: dict[str, Any], wrong: str, place: str
) -> Response:
    if not _keeps(who, of):
        raise NotHere
    site = site_of(request)
    pack, today = site.house.pack(who.municipality), local_day(site.now())
    needed: list[Field] = [field for field in of.fields if field.needed]
    return render(
        request,
        who,
        "register_new.html",
        409 if wrong else 200,
        of=of,
        needed=needed,
        others=[field for field in of.fields if not field.needed],
        given=given,
        wrong=wrong,
        place=place,
        units=sorted((u for u in pack.unit if u.holds(today)), key=lambda u: u.name),
    )
