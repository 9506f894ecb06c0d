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
from intlflow.app.registers import checking, keeping, reading
from intlflow.app.registers.trips import write_leg
from intlflow.app.situation import local_day
from intlflow.app.unit_page import show_unit
from intlflow.domain.lifecycle import Refused
from intlflow.domain.register_fields import Field, Shape
from intlflow.domain.registers import LEG, REGISTERS, Register
from intlflow.letters.words import Words
from intlflow.web.countries import code_of, codes_of, country_names
from intlflow.web.doorman import NotHere, check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.opens import cases_that_open
from intlflow.web.site import Site, site_of
from intlflow.web.view import language, render, what_is_wrong, words_of

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_REGISTERS)]
Here = Annotated[Site, Depends(site_of)]
ASKED = {"leg": ("stretch", "trip", "mode", "km")}  # the rest follows from the pack's figures
COUNTRIES = (Shape.COUNTRY, Shape.COUNTRIES)
Wrong = dict[str, str]
# What a unit notes for itself; the rest is the coordinator's.
FREE = frozenset({"activity", "trip"})


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
def new_row(request: Request, who: Reader, site: Here, register: str) -> Response:
    """A form for a new row: what is needed first, the rest behind a fold."""
    of = _register(register)
    return _form(request, who, of, checking.usual(_fields(of), local_day(site.now())), {})


@router.post("/register/{register}/ny")
def add_row(request: Request, who: Reader, site: Here, register: str, form: Form) -> Response:
    """Keep a new row."""
    check_form(request, who, form.mark)
    of = _register(register)
    if not _keeps(who, of):
        raise NotHere
    given = {field.name: form.get(field.name) for field in _fields(of)}
    wrong = _mistakes(request, who, of, given)
    if not wrong:
        try:
            kept = _add(site, who, of, given, form.get("unit"))
        except Refused as no:
            wrong = _refused(request, who, of, no)
        except NotFound:
            wrong = {"unit": words_of(request, who).of("form", "not-found")}
        else:
            return RedirectResponse(f"/register/{of.key}/{kept.number}", 303)
    return _form(request, who, of, given | {"unit": form.get("unit")}, wrong)


def _add(site: Site, who: Visitor, of: Register, given: dict[str, str], unit: str) -> keeping.Kept:
    typed = {field.name: _as_kept(field, given[field.name]) for field in _fields(of)}
    told = {name: text for name, text in typed.items() if text}
    common: Any = {"by": who.email, "at": site.now()}
    if of is LEG:
        km = int(told["km"].replace(" ", ""))
        way = (told["trip"], told["stretch"], told["mode"], km)
        return write_leg(site.house, who.municipality, *way, **common)
    return keeping.add(site.house, of, who.municipality, told, unit=unit, **common)


def _mistakes(request: Request, who: Visitor, of: Register, given: dict[str, str]) -> Wrong:
    """What is the matter with each field, in words."""
    site, words, fields = site_of(request), words_of(request, who), _fields(of)
    typed = {field.name: _as_kept(field, given[field.name]) for field in fields}
    found = checking.mistakes(site.house, who.municipality, fields, typed, site.now())
    shapes = {field.name: field.shape for field in fields}
    return {name: _said(words, shapes[name], no) for name, no in found.items()}


def _said(words: Words, shape: Shape, no: Refused | NotFound) -> str:
    if isinstance(no, NotFound):
        return words.of("beside", "not-found")
    if shape is Shape.CHOICE and no.details.get("form") == "empty":
        return words.of("beside", "unchosen")
    if no.details.get("form") == "not-a-country":  # here its name will do, too
        return words.of("beside", "no-such-country")
    return what_is_wrong(words, no)


def _refused(request: Request, who: Visitor, of: Register, no: Refused) -> Wrong:
    """Why a row whose fields are right alone is not kept, at the fields that it is about."""
    names = [str(name) for name in no.details.get("facts", ())]
    names += [str(no.details["fact"])] if "fact" in no.details else []
    at = [name for name in names if of.field(name)] or [of.name]
    at = ["mode"] if no.why == "trip-mode-unknown" else at
    return dict.fromkeys(at, what_is_wrong(words_of(request, who), no))


def _as_kept(field: Field, text: str) -> str:
    """What was typed, with countries by their letters."""
    if field.shape is Shape.COUNTRY:
        return code_of(text)
    return codes_of(text) if field.shape is Shape.COUNTRIES else text


def _fields(of: Register) -> list[Field]:
    """What the form asks for."""
    asked = ASKED.get(of.key)
    return [field for field in of.fields if asked is None or field.name in asked]


@router.get("/register/{register}/{number}")
def one_row(request: Request, who: Reader, site: Here, register: str, number: str) -> Response:
    """One row: what it says now, and what it said before."""
    of = _register(register)
    row = reading.show_row(site.house, of, who.municipality, number)
    talk = talk_about(site.house, who, "row", f"{of.key}/{row['number']}", site.now())
    opens = cases_that_open(request, who, [one["case"] for one in row.get("links", ())])
    return render(request, who, "register_row.html", of=of, row=row, talk=talk, opens=opens)


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


def _form(
    request: Request, who: Visitor, of: Register, given: Mapping[str, str], wrong: Wrong
) -> Response:
    if not _keeps(who, of):
        raise NotHere
    site, fields, lang = site_of(request), _fields(of), language(request, who)
    pack, at = site.house.pack(who.municipality), site.now()
    return render(
        request,
        who,
        "register_new.html",
        422 if wrong else 200,
        of=of,
        needed=[field for field in fields if field.needed],
        others=[field for field in fields if not field.needed],
        offered=checking.offered(site.house, who, fields, at),
        countries=country_names(lang) if any(f.shape in COUNTRIES for f in fields) else [],
        given=given,
        wrong=wrong,
        asks_unit=of is not LEG,
        units=sorted((u for u in pack.unit if u.holds(local_day(at))), key=lambda u: u.name),
    )
