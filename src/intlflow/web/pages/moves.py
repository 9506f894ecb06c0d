"""Acting: a form that asks just for what the move needs, shows its letters, and makes it."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app import notices
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_letters, after_move
from intlflow.app.case_page import seen_case
from intlflow.app.evaluating.prefill import said_in_sheet
from intlflow.app.moves import move
from intlflow.app.rehearsal import Rehearsed, rehearse
from intlflow.app.situation import Situation
from intlflow.app.undoing import undo
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Move, Refused
from intlflow.domain.words import Role
from intlflow.web.asking import asker
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.hands import pages
from intlflow.web.overtaken import tell_overtaken
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.view import render, words_of
from intlflow.web.widgets import Asker, Field

router = pages()
Mover = Annotated[Visitor, needs(Action.MOVE_CASE)]
Here = Annotated[Site, Depends(this_site)]
SHEET_SAYS = {str(fact) for fact in (Fact.RESULTS, Fact.EFFECTS, Fact.LESSONS)}


@dataclass
class _Desk:
    """One form under work: the case, the move, its fields and what is the matter."""

    here: Situation
    row: Move
    asker: Asker
    fields: list[Field]
    version: int
    given: dict[str, str] | None = None
    refusal: str = ""
    stale: bool = False
    rehearsed: Rehearsed | None = None
    sheet: int | None = None  # the evaluation that fields were filled in from
    from_sheet: tuple[str, ...] = ()  # the labels of those

    @property
    def wrong(self) -> list[Field]:
        """The fields with something the matter."""
        return [field for field in self.fields if field.wrong]

    @property
    def wrong_lines(self) -> list[tuple[str, str, str]]:
        """The same for the summary on top: name, label, sentence."""
        return [(field.name, field.label, field.wrong) for field in self.wrong]


def _desk(request: Request, who: Visitor, ref: str, verb: str) -> _Desk:
    site = site_of(request)
    here = seen_case(site.house, who, Action.MOVE_CASE, ref, site.now())
    row = here.lifecycle.find(here.phase, verb)
    maker = asker(request, who)
    return _Desk(here, row, maker, maker.fields(row, here.case.facts), here.case.version)


@router.get("/arende/{ref}/gor/{verb}")
def move_form(request: Request, who: Mover, site: Here, ref: str, verb: str) -> Response:
    """What a move needs, filled in with what an evaluation says already, and whom it tells."""
    desk = _desk(request, who, ref, verb)
    _prefill(request, who, ref, desk)
    return _show(request, who, desk)


@router.post("/arende/{ref}/gor/{verb}/prova")
def rehearse_move(
    request: Request, who: Mover, site: Here, ref: str, verb: str, form: Form
) -> Response:
    """The same form with the letters as they would be sent; nothing is done."""
    check_form(request, who, form.mark)
    try:
        desk = _filled(request, who, ref, verb, form)
    except Refused:
        return tell_overtaken(request, who, ref, form)
    if not desk.wrong and desk.given is not None:
        try:
            desk.rehearsed = rehearse(
                site.house, ref, verb, by=who.email, given=desk.given, at=site.now()
            )
        except Refused as no:
            _refused(request, who, desk, no)
    return _show(request, who, desk)


@router.post("/arende/{ref}/gor/{verb}")
def make_move(
    request: Request, who: Mover, site: Here, ref: str, verb: str, form: Form
) -> Response:
    """Make the move, whole or not at all."""
    check_form(request, who, form.mark)
    try:
        desk = _filled(request, who, ref, verb, form)
    except Refused:  # it has moved on
        return tell_overtaken(request, who, ref, form)
    if desk.wrong or desk.given is None:
        return _show(request, who, desk)
    try:
        moved = move(
            site.house,
            ref,
            verb,
            by=who.email,
            given=desk.given,
            at=site.now(),
            version=_version(form),
        )
    except Refused as no:
        _refused(request, who, desk, no)
        return _show(request, who, desk)
    answer = RedirectResponse(f"/arende/{moved.ref}?gjort={verb}", 303)
    answer.background = BackgroundTask(after_move, site.house, moved)
    return answer


@router.post("/arende/{ref}/angra")
def take_back(request: Request, who: Mover, site: Here, ref: str, form: Form) -> Response:
    """Take back the last move."""
    check_form(request, who, form.mark)
    seen_case(site.house, who, Action.MOVE_CASE, ref, site.now())
    undone = undo(site.house, ref, by=who.email, at=site.now())
    answer = RedirectResponse(f"/arende/{undone.ref}?gjort=angrat", 303)
    answer.background = BackgroundTask(after_letters, site.house, undone.mended)
    return answer


def _prefill(request: Request, who: Visitor, ref: str, desk: _Desk) -> None:
    """Fill in what the case's evaluation says of what the move asks for."""
    site, asked = site_of(request), [field.name for field in desk.fields]
    if not SHEET_SAYS & set(asked):
        return
    said = said_in_sheet(site.house, who, ref, site.now(), words_of(request, who))
    texts = {str(fact): text for fact, text in said.texts.items() if fact in asked}
    desk.fields = [replace(f, value=texts.get(f.name, f.value)) for f in desk.fields]
    desk.from_sheet = tuple(f.label for f in desk.fields if f.name in texts)
    desk.sheet = said.number if texts else None


def _version(form: Sent) -> int | None:
    text = form.get("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _filled(request: Request, who: Visitor, ref: str, verb: str, form: Sent) -> _Desk:
    desk = _desk(request, who, ref, verb)
    desk.fields, desk.given = desk.asker.read(desk.fields, form)
    seen = _version(form)
    desk.version = desk.version if seen is None else seen
    return desk


def _refused(request: Request, who: Visitor, desk: _Desk, no: Refused) -> None:
    """Say why not; after somebody was faster, the next press is meant for the case as it stands now."""
    told = {"kind": str(desk.here.case.kind)} | no.details
    desk.refusal = words_of(request, who).sentence("refusal", no.why, **told)
    if no.why == "stale":
        desk.stale, desk.version = True, desk.here.case.version


def _show(request: Request, who: Visitor, desk: _Desk) -> Response:
    recipients = notices.audience(desk.here.cast, desk.row.tells)
    told: list[dict[str, Any]] = [
        {"name": each.holder.name, "role": str(each.role), "reachable": bool(each.holder.email)}
        for each in recipients
        if each.holder.person_id != who.person_id
    ]
    asked = (*desk.row.facts, *desk.row.takes)
    chosen = Fact.PROJECT_MANAGER in asked and Role.PROJECT_MANAGER in desk.row.tells
    bad = bool(desk.wrong or desk.refusal)
    return render(
        request,
        who,
        "move.html",
        409 if desk.refusal else 422 if bad else 200,
        desk=desk,
        told=told,
        chosen=chosen,
        outcomes=desk.asker.outcomes(),
    )
