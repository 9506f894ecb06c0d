"""Own lists in: a file is looked at line by line, brought in as one batch, and taken out again."""

from functools import partial
from threading import Timer
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app import uploads
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.house import House, NotFound
from intlflow.app.import_undo import list_imports, show_import, undo_import
from intlflow.app.import_words import remarks, said
from intlflow.app.meetings.undoing import undo_meetings
from intlflow.app.people_import import import_people
from intlflow.app.people_undo import undo_people
from intlflow.app.project_import import ListTold, import_projects, look_at_projects
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.listed import Outcome
from intlflow.letters.words import Words
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.running import Running
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Importer = Annotated[Visitor, needs(Action.IMPORT)]
Here = Annotated[Site, Depends(site_of)]
KINDS = {"projekt": "projects", "personer": "people"}
PATIENCE = 2.0  # seconds; what takes longer shows how far it has come
MOST_SHOWN = 1000
WORKS = Running()


@router.get("/import")
def import_page(
    request: Request,
    who: Importer,
    angrad: Annotated[int, Query(ge=0, le=99999)] = 0,
    slag: str = "",
) -> Response:
    """Where a list is chosen, and those that were brought in before."""
    return _start(request, who, undone=angrad, kind=slag)


def _start(
    request: Request,
    who: Visitor,
    refusal: str = "",
    undone: int = 0,
    kind: str = "",
    used: bool = False,
) -> Response:
    rows = list_imports(site_of(request).house, who.municipality)
    return render(
        request,
        who,
        "import.html",
        422 if refusal else 200,
        rows=rows,
        refusal=refusal,
        undone=undone,
        kind=kind,
        used=used,
    )


@router.post("/import/lista/{kind}/{batch}/angra")
def undo_list(
    request: Request, who: Importer, site: Here, kind: str, batch: int, form: Form
) -> Response:
    """Take a list of people or meetings out again, unless somebody has changed what it wrote."""
    check_form(request, who, form.mark)
    try:
        if kind == "personer":
            done = undo_people(site.house, who.municipality, batch, at=site.now())
        elif kind == "sammantraden":
            done, _ = undo_meetings(
                site.house, who.municipality, batch, by=who.email, at=site.now()
            )
        else:
            raise NotFound("no such list")
    except Refused as no:
        words = words_of(request, who)
        return _start(request, who, words.sentence("refusal", no.why, **no.details), used=True)
    how = "" if done.whole else "-ater"
    return RedirectResponse(f"/import?angrad={done.cases}&slag={kind}{how}", 303)


@router.post("/import/{kind}/valj")
def choose(request: Request, who: Importer, site: Here, kind: str, form: Form) -> Response:
    """Keep a file for an hour, so that it can be looked at."""
    check_form(request, who, form.mark)
    if kind not in KINDS:
        raise NotFound("no such list")
    file = form.files.get("file")
    data = file.file.read(uploads.LARGEST + 1) if file is not None and file.filename else b""
    name = (file.filename if file is not None else "") or ""
    try:
        kept = uploads.keep(
            site.house, who.municipality, who.person_id, KINDS[kind], name, data, site.now()
        )
        later = Timer(
            uploads.KEPT.total_seconds() + 60, lambda: uploads.sweep(site.house, site.now())
        )
        later.daemon = True
        later.start()
        _look(site.house, kept, data, site)
    except Refused as no:
        return _start(
            request, who, words_of(request, who).sentence("refusal", no.why, **no.details)
        )
    return RedirectResponse(f"/import/fil/{kept.key}", 303)


def _look(house: House, kept: uploads.Upload, data: bytes, site: Site) -> Any:
    if kept.kind == "people":
        return import_people(house, kept.municipality, data, at=site.now(), dry_run=True)
    return look_at_projects(
        house, kept.municipality, kept.name, data, at=site.now(), units=kept.units
    )


@router.get("/import/fil/{upload}")
def preview(request: Request, who: Importer, site: Here, upload: str) -> Response:
    """What a file would do, line by line; nothing is changed."""
    kept, data = uploads.load(site.house, who.municipality, who.person_id, upload, site.now())
    told, words = _look(site.house, kept, data, site), words_of(request, who)
    if kept.kind == "people":
        mistakes = [(each.line, each.said(words)) for each in told.mistakes]
        return render(request, who, "import_people.html", kept=kept, told=told, mistakes=mistakes)
    pack = site.house.pack(who.municipality)
    day = local_day(site.now())
    return render(
        request,
        who,
        "import_projects.html",
        kept=kept,
        told=told,
        lines=_lines(told, words)[:MOST_SHOWN],
        counts=told.counts(),
        unasked=_unasked(told),
        units=[unit for unit in pack.unit if unit.holds(day)],
    )


def _lines(told: ListTold, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "place": each.listed.place,
            "title": each.listed.title,
            "outcome": str(each.outcome),
            "why": each.listed.why,
            "text": each.listed.details.get("text", ""),
            "ref": each.ref,
            "says": said(each, words),
            "unit": each.listed.unit_name,
            "remarks": remarks(each, words),
        }
        for each in told.proposals
    ]


def _unasked(told: ListTold) -> list[str]:
    """What the list calls units that nobody knows."""
    texts = [
        str(each.listed.details.get("text", ""))
        for each in told.proposals
        if each.outcome is Outcome.ASK and each.listed.why == "unit-needed"
    ]
    return list(dict.fromkeys(texts))


@router.post("/import/fil/{upload}/enheter")
def say_units(request: Request, who: Importer, site: Here, upload: str, form: Form) -> Response:
    """Say which unit a list means, and look again."""
    check_form(request, who, form.mark)
    kept, _ = uploads.load(site.house, who.municipality, who.person_id, upload, site.now())
    pack = site.house.pack(who.municipality)
    texts = form.fields.get("text", [])
    chosen = dict(zip(texts, form.fields.get("unit", []), strict=False))
    known = {text.strip(): key for text, key in chosen.items() if key in pack.units}
    uploads.say_units(site.house, kept, known)
    return RedirectResponse(f"/import/fil/{upload}", 303)


@router.post("/import/fil/{upload}")
def bring_in(request: Request, who: Importer, site: Here, upload: str, form: Form) -> Response:
    """Bring the file in, as one batch; a long one goes on while its page shows how far it is."""
    check_form(request, who, form.mark)
    kept, data = uploads.load(site.house, who.municipality, who.person_id, upload, site.now())
    if kept.kind == "people":
        told = import_people(
            site.house,
            kept.municipality,
            data,
            at=site.now(),
            name=kept.name,
            by=who.person_id,
        )
        if told.mistakes:
            return RedirectResponse(f"/import/fil/{upload}", 303)
        uploads.forget(site.house, kept)
        numbers = f"nya={told.added}&andrade={told.changed}&uppdrag={told.appointed}"
        return RedirectResponse(f"/import/personer/klart?{numbers}", 303)
    job = partial(
        import_projects,
        site.house,
        kept.municipality,
        kept.name,
        data,
        by=who.email,
        at=site.now(),
        units=kept.units,
    )
    note = uploads.note_of(site.house, upload)
    work = WORKS.start(upload, note, lambda step: job(progress=step))
    if work.end.wait(PATIENCE) and work.result is not None:
        return _after(site, kept, work.result)
    return RedirectResponse(f"/import/fil/{upload}/gar", 303)


def _after(site: Site, kept: uploads.Upload, told: ListTold) -> Response:
    if told.batch is None:
        return RedirectResponse(f"/import/fil/{kept.key}", 303)
    uploads.forget(site.house, kept)
    return RedirectResponse(f"/import/omgang/{told.batch}", 303)


@router.get("/import/fil/{upload}/gar")
def going_on(request: Request, who: Importer, site: Here, upload: str) -> Response:
    """How far a long list has come."""
    try:
        kept, _ = uploads.load(site.house, who.municipality, who.person_id, upload, site.now())
    except NotFound:
        raise NotFound("no such work") from None
    work = WORKS.find(upload, uploads.note_of(site.house, kept.key))
    if work is None:
        raise NotFound("no such work")
    refusal = ""
    if isinstance(work.trouble, Refused):
        words = words_of(request, who)
        refusal = words.sentence("refusal", work.trouble.why, **work.trouble.details)
    return render(
        request,
        who,
        "import_going.html",
        kept=kept,
        work=work,
        refusal=refusal,
        batch=work.batch,
    )


@router.get("/import/personer/klart")
def people_brought(
    request: Request,
    who: Importer,
    nya: Annotated[int, Query(ge=0, le=99999)] = 0,
    andrade: Annotated[int, Query(ge=0, le=99999)] = 0,
    uppdrag: Annotated[int, Query(ge=0, le=99999)] = 0,
) -> Response:
    """What a list of people has done."""
    done = {"new": nya, "changed": andrade, "appointed": uppdrag}
    return render(request, who, "import_people_done.html", done=done)


@router.get("/import/omgang/{batch}")
def one_batch(
    request: Request, who: Importer, site: Here, batch: int, angrad: str = ""
) -> Response:
    """What a batch did, and the way back."""
    return _batch(request, who, batch, undone=angrad[:10])


@router.post("/import/omgang/{batch}/angra")
def undo(request: Request, who: Importer, site: Here, batch: int, form: Form) -> Response:
    """Take a batch out again, unless somebody has worked on its cases since."""
    check_form(request, who, form.mark)
    try:
        done = undo_import(site.house, who.municipality, batch, by=who.email, at=site.now())
    except Refused as no:
        return _batch(
            request,
            who,
            batch,
            refusal=words_of(request, who).sentence("refusal", no.why, **no.details),
        )
    if done.whole:  # it is gone as if it had never been, and so is its page
        return RedirectResponse(f"/import?angrad={done.cases}", 303)
    return RedirectResponse(f"/import/omgang/{batch}?angrad=ja", 303)


def _batch(
    request: Request, who: Visitor, batch: int, *, undone: str = "", refusal: str = ""
) -> Response:
    site = site_of(request)
    shown = show_import(site.house, who.municipality, batch)
    return render(
        request,
        who,
        "import_batch.html",
        409 if refusal else 200,
        one=shown,
        undone=undone,
        refusal=refusal,
    )
