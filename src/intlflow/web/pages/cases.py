"""Cases: as board, list and timeline, and one case whole."""

from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app import case_board
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.case_board import BOARD_STAGES, Filter, list_cards
from intlflow.app.case_page import case_page
from intlflow.app.checklists import tick
from intlflow.app.decisions.asking import case_decisions
from intlflow.app.situation import local_day
from intlflow.domain.words import Kind, Stage
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.timeline import timeline
from intlflow.web.view import language, render

router = APIRouter()
Reader = Annotated[Visitor, needs(Action.READ_CASE)]
Here = Annotated[Site, Depends(this_site)]
VIEWS = ("tavla", "lista", "tidslinje")
LONGEST = 100


@router.get("/projekt")
def list_of_cases(
    request: Request,
    who: Reader,
    site: Here,
    vy: Annotated[str, Query(max_length=LONGEST)] = "tavla",
    slag: Annotated[str, Query(max_length=LONGEST)] = "",
    skede: Annotated[str, Query(max_length=LONGEST)] = "",
    form: Annotated[str, Query(max_length=LONGEST)] = "",
    enhet: Annotated[str, Query(max_length=LONGEST)] = "",
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    avslutade: Annotated[str, Query(max_length=LONGEST)] = "",
    sida: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The cases that one may see, with the filter in the address."""
    pack, lang = site.house.pack(who.municipality), language(request, who)
    asked = Filter(
        kind=slag if slag in set(Kind) else Kind.PROJECT,
        stage=skede if skede in set(Stage) else "",
        form=form if form in pack.names[lang].forms else "",
        unit=enhet if enhet in pack.units else "",
        text=q.replace("\x00", "").strip(),
        closed=bool(avslutade),
    )
    return show_list(request, who, vy if vy in VIEWS else "tavla", asked, sida)


def show_list(request: Request, who: Visitor, view: str, asked: Filter, page: int) -> Response:
    """The cases of a filter, as board, list or timeline."""
    site, lang = site_of(request), language(request, who)
    pack, at = site.house.pack(who.municipality), site.now()
    size = case_board.PAGE if view == "lista" else case_board.MOST_ON_BOARD
    listed = list_cards(
        site.house, who, asked, at, lang, page=page if view == "lista" else 1, size=size
    )
    today = local_day(at)
    return render(
        request,
        who,
        "cases.html",
        view=view,
        asked=asked,
        listed=listed,
        columns=_columns(listed.cards) if view == "tavla" else {},
        drawn=timeline(listed.cards, today) if view == "tidslinje" else None,
        units=[unit for unit in pack.unit if unit.holds(today)],
        forms=pack.names[lang].forms,
        link=partial(_link, _address(asked, view)),
    )


def _address(asked: Filter, view: str) -> dict[str, Any]:
    """The filter as it stands in the address."""
    return {
        "vy": view,
        "slag": "" if asked.kind == Kind.PROJECT else asked.kind,
        "skede": asked.stage,
        "form": asked.form,
        "enhet": asked.unit,
        "q": asked.text,
        "avslutade": "ja" if asked.closed else "",
    }


def _link(now: dict[str, Any], **other: Any) -> str:
    """The same list with something in its filter changed."""
    return "/projekt?" + urlencode({key: value for key, value in (now | other).items() if value})


def _columns(cards: tuple[Any, ...]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {str(stage): [] for stage in BOARD_STAGES}
    for card in cards:
        columns.setdefault(card["stage"], []).append(card)
    return columns


@router.get("/arende/{ref}")
def one_case(request: Request, who: Reader, site: Here, ref: str, gjort: str = "") -> Response:
    """One case: where it stands, what comes next, everything that is known, and its history."""
    page = case_page(site.house, who, ref, site.now(), language(request, who))
    decided = case_decisions(site.house, ref, site.now())
    return render(request, who, "case.html", page=page, decided=decided, done=gjort[:40])


@router.post("/arende/{ref}/uppgift/{key}")
def tick_task(
    request: Request,
    who: Annotated[Visitor, needs(Action.TICK_TASK)],
    site: Here,
    ref: str,
    key: str,
    form: Form,
) -> Response:
    """Mark a point of the checklist done."""
    check_form(request, who, form.mark)
    case_page(site.house, who, ref, site.now(), "sv")  # it must be theirs to see
    tick(site.house, ref, key, by=who.email, note=form.get("note"), at=site.now())
    return RedirectResponse(f"/arende/{ref.upper()}?gjort=uppgift#uppgifter", 303)
