"""What programs do: open a case, move it, tick a task, note a talk. The rules are the pages' own."""

from datetime import date
from typing import Annotated, Any

from fastapi import Depends
from starlette.background import BackgroundTasks

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.access.tokens import Scope
from intlflow.app.after import after_move
from intlflow.app.case_page import seen_case
from intlflow.app.checklists import tick
from intlflow.app.duties.answering import log
from intlflow.app.house import NotFound
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.domain.words import Kind
from intlflow.web.api.door import token
from intlflow.web.hands import pages
from intlflow.web.problems import BadInput
from intlflow.web.shapes import Made, NewCase, NewMove, Noted, Talk, Tick
from intlflow.web.site import Site, this_site

router = pages(prefix="/api/v1", tags=["move"])
Here = Annotated[Site, Depends(this_site)]
Opener = Annotated[Visitor, token(Action.OPEN_CASE, Scope.MOVE)]
Mover = Annotated[Visitor, token(Action.MOVE_CASE, Scope.MOVE)]
Ticker = Annotated[Visitor, token(Action.TICK_TASK, Scope.MOVE)]
Answerer = Annotated[Visitor, token(Action.ANSWER_DUTY, Scope.MOVE)]


def _made(moved: Moved) -> dict[str, Any]:
    return {
        "ref": moved.ref,
        "kind": moved.kind,
        "verb": moved.verb,
        "phase": moved.target,
        "stage": moved.stage,
        "version": moved.version,
        "at": moved.at,
        "letters": len(moved.letters),
        "tasks": list(moved.tasks),
    }


@router.post("/cases", response_model=Made, status_code=201, summary="Open a case")
def new_case(who: Opener, site: Here, given: NewCase, after: BackgroundTasks) -> dict[str, Any]:
    """Open a case in the name of the key's owner."""
    if given.unit not in site.house.pack(who.municipality).units:
        raise BadInput("unknown-unit", "unit")
    opened = open_case(
        site.house,
        Kind(given.kind),
        municipality=who.municipality,
        unit=given.unit,
        title=given.title,
        by=who.email,
        given=given.facts,
        at=site.now(),
    )
    after.add_task(after_move, site.house, opened)
    return _made(opened)


@router.post("/cases/{ref}/moves", response_model=Made, summary="Move a case")
def new_move(
    who: Mover, site: Here, ref: str, given: NewMove, after: BackgroundTasks
) -> dict[str, Any]:
    """Make a move that the lifecycle's table opens for the key's owner; its letters are written."""
    seen_case(site.house, who, Action.MOVE_CASE, ref, site.now())
    moved = move(
        site.house,
        ref,
        given.verb,
        by=who.email,
        given=given.facts,
        at=site.now(),
        version=given.version,
    )
    after.add_task(after_move, site.house, moved)
    return _made(moved)


@router.post("/cases/{ref}/tasks/{key}", status_code=204, summary="Tick a task")
def tick_task(who: Ticker, site: Here, ref: str, key: str, given: Tick) -> None:
    """Mark a point of the checklist done."""
    seen_case(site.house, who, Action.TICK_TASK, ref, site.now())
    tick(site.house, ref, key, by=who.email, note=given.note, at=site.now())


@router.post("/duties/{key}/talks", response_model=Noted, status_code=201, summary="Note a talk")
def note_talk(who: Answerer, site: Here, key: str, given: Talk) -> dict[str, Any]:
    """Note that something a duty asks for was done, such as a talk in a ledningsgrupp."""
    try:
        on = date.fromisoformat(given.on)
    except ValueError as error:
        raise BadInput("no-such-day", "on") from error
    if key not in site.house.pack(who.municipality).duties:
        raise NotFound("no such duty")
    noted = log(
        site.house,
        who.municipality,
        key,
        subject=given.subject,
        by=who.email,
        on=on,
        forum=given.forum,
        topics=given.topics,
        note=given.note,
        at=site.now(),
    )
    return {
        **{name: getattr(noted, name) for name in ("number", "duty", "subject", "about")},
        **{name: getattr(noted, name) for name in ("period", "count", "met")},
        "day": str(noted.day),
    }
