"""Cases: as board, list and timeline, and one case whole."""

from collections.abc import Callable, Container
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from intlflow.app import case_board, filters
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.case_board import BOARD_STAGES, Card, Filter, list_cards
from intlflow.app.case_page import case_page
from intlflow.app.checklists import tick, untick
from intlflow.app.comments.talk import talk_about
from intlflow.app.evaluating.seeing import of_case
from intlflow.app.situation import local_day
from intlflow.domain.words import Kind, Stage
from intlflow.web.doorman import check_form, needs
from intlflow.web.forms import Form
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.timeline import timeline
from intlflow.web.view import language, render

router = pages()
Reader = Annotated[Visitor, needs(Action.READ_CASE)]
Ticker = Annotated[Visitor, needs(Action.TICK_TASK)]
Here = Annotated[Site, Depends(this_site)]
VIEWS = ("tavla", "lista", "tidslinje")
LONGEST = 100


@router.get("/projekt")
def list_of_cases(
    request: Request,
    who: Reader,
    site: Here,
) -> Response:
    """The cases that one may see, with the filter in the address; without one, one's own first."""
    if not request.url.query:
        first = next((each for each in filters.own(site.house, who) if each.first), None)
        if first is not None and first.query:
            return RedirectResponse(f"/projekt?{first.query}", 303)
    pack, lang, asked = site.house.pack(who.municipality), language(request, who), _asked(request)
    wanted = Filter(
        kind=_known(asked("slag"), frozenset(Kind)) or Kind.PROJECT,
        stage=_known(asked("skede"), frozenset(Stage)),
        form=_known(asked("form"), pack.names[lang].forms),
        unit=_known(asked("enhet"), pack.units),
        text=asked("q").replace("\x00", "").strip(),
        closed=bool(asked("avslutade")),
    )
    number = asked("sida")
    page = int(number) if number.isascii() and number.isdigit() and len(number) <= 5 else 1
    return show_list(request, who, _known(asked("vy"), VIEWS) or "tavla", wanted, max(page, 1))


def _asked(request: Request) -> Callable[[str], str]:
    """What stands in the address under a name; what is longer than any name of ours is cut."""
    return lambda name: request.query_params.get(name, "")[:LONGEST]


def _known(key: str, keys: Container[str]) -> str:
    return key if key in keys else ""


def show_list(request: Request, who: Visitor, view: str, asked: Filter, page: int) -> Response:
    """The cases of a filter, as board, list or timeline."""
    site, lang = site_of(request), language(request, who)
    pack, at = site.house.pack(who.municipality), site.now()
    size = case_board.PAGE if view == "lista" else case_board.MOST_ON_BOARD
    listed = list_cards(
        *(site.house, who, asked, at, lang),
        page=page if view == "lista" else 1,
        size=size,
        by_stage=view == "tavla",
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
        filters=filters.own(site.house, who),
        query=filters.clean(urlencode(_address(asked, view))),
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


def _columns(cards: tuple[Card, ...]) -> dict[str, list[Card]]:
    columns: dict[str, list[Card]] = {str(stage): [] for stage in BOARD_STAGES}
    for card in cards:
        columns.setdefault(card.stage, []).append(card)
    return columns


@router.get("/arende/{ref}")
def one_case(request: Request, who: Reader, site: Here, ref: str, gjort: str = "") -> Response:
    """One case: where it stands, what comes next, everything that is known, and its history."""
    page = case_page(site.house, who, ref, site.now(), language(request, who))
    talk = talk_about(site.house, who, "case", ref, site.now())
    return render(
        request,
        who,
        "case.html",
        page=page,
        decided=page.decided,
        talk=talk,
        judged=of_case(site.house, who, page.case["ref"]),
        done=gjort[:40],
    )


@router.post("/arende/{ref}/uppgift/{key}")
def tick_task(
    request: Request, who: Ticker, site: Here, ref: str, key: str, form: Form
) -> Response:
    """Mark a point of the checklist done."""
    check_form(request, who, form.mark)
    case_page(site.house, who, ref, site.now(), "sv")  # it must be theirs to see
    tick(site.house, ref, key, by=who.email, note=form.get("note"), at=site.now())
    return RedirectResponse(f"/arende/{ref.upper()}?gjort=uppgift#uppgifter", 303)


@router.post("/arende/{ref}/uppgift/{key}/inte-klar")
def untick_task(
    request: Request, who: Ticker, site: Here, ref: str, key: str, form: Form
) -> Response:
    """Open a point of the checklist again that was ticked by mistake."""
    check_form(request, who, form.mark)
    case_page(site.house, who, ref, site.now(), "sv")  # it must be theirs to see
    untick(site.house, ref, key, by=who.email, at=site.now())
    return RedirectResponse(f"/arende/{ref.upper()}?gjort=inte-klar#uppgifter", 303)
