"""A new idea: a few fields, kept as a draft, what looks like it already, a receipt with a reference."""

import secrets
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from intlflow.app import drafts
from intlflow.app.access.keys import same, seal
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.after import after_move
from intlflow.app.case_page import case_page
from intlflow.app.duties.showing import list_duties
from intlflow.app.evaluating.beforehand import Learnt, learnt_before
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.similar import Similar, similar_to
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Kind
from intlflow.web.doorman import check_form, form_mark, keeps, lapsed, needs
from intlflow.web.forms import Form, Sent
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of, this_site
from intlflow.web.view import language, render, what_is_wrong, words_of

router = pages()
Opener = Annotated[Visitor, needs(Action.OPEN_CASE)]
LateOpener = Annotated[Visitor | None, keeps(Action.OPEN_CASE)]
Here = Annotated[Site, Depends(this_site)]
Line = Annotated[str, Query(max_length=40)]
GIVEN = (Fact.PURPOSE, Fact.PROGRAMME, Fact.CALL, Fact.CALL_DEADLINE)
FIELDS = ("title", "unit", "forms", *(fact.value for fact in GIVEN))
FIRST_REPLY = "first_reply"  # the duty to answer whoever brought an idea


@router.get("/ide/ny")
def idea_form(
    request: Request, who: Opener, site: Here, utkast: Line = "", gjort: Line = ""
) -> Response:
    """Where an idea is written down, begun anew or from a draft."""
    found = [each for each in drafts.own(site.house, who, drafts.IDEA) if each.key == utkast]
    if utkast and not found:
        return RedirectResponse("/ide/ny?gjort=borta", 303)
    values = dict(found[0].given) if found else {}
    return _show(request, who, values, {}, utkast, done=gjort)


@router.post("/ide/ny")
def bring_idea(request: Request, who: LateOpener, site: Here, form: Form) -> Response:
    """Bring the idea to the coordinator, once what looks like it has been shown."""
    values, key = _typed(form), _key(form)
    if who is None or not same(form.mark, form_mark(site, who)):
        return _kept_for_later(request, who, form)
    wrong = _missing(request, who, values)
    drafts.keep(site.house, who, drafts.IDEA, key, values, site.now())
    if wrong:
        return _show(request, who, values, wrong, key)
    given = {str(fact): values[fact] for fact in GIVEN}
    near = similar_to(site.house, who, values["title"], given, site.now())
    learnt = _learnt(site, who, values)
    news = near and form.get("seen") != _seen(site, near)
    if news or (learnt and form.get("learnt") != _read(site, learnt)):
        return _show(request, who, values, {}, key, near=near, learnt=learnt)
    try:
        opened = _open(site, who, values, given)
    except Refused as no:
        name = str(no.details.get("fact", ""))
        said = what_is_wrong(words_of(request, who), no)
        wrong = {name if name in FIELDS else "title": said}
        return _show(request, who, values, wrong, key)
    drafts.throw_away(site.house, who, key)
    answer = RedirectResponse(f"/ide/{opened.ref}/tack", 303)
    answer.background = BackgroundTask(after_move, site.house, opened)
    return answer


@router.post("/ide/utkast")
def keep_draft(request: Request, who: LateOpener, site: Here, form: Form) -> Response:
    """Keep what has been typed so far."""
    key = _key(form)
    if who is None or not same(form.mark, form_mark(site, who)):
        return _kept_for_later(request, who, form)
    kept = drafts.keep(site.house, who, drafts.IDEA, key, _typed(form), site.now())
    if request.headers.get("hx-request"):
        learnt = _learnt(site, who, _typed(form))
        read = _read(site, learnt)
        news = form.get("learnt") != read
        return render(
            request, who, "idea_kept.html", kept=kept, news=news, learnt=learnt, read=read
        )
    return RedirectResponse(f"/ide/ny?utkast={key}&gjort=sparat" if kept else "/ide/ny", 303)


@router.post("/ide/utkast/{draft}/slang")
def throw_draft(request: Request, who: Opener, site: Here, draft: str, form: Form) -> Response:
    """Throw a draft away."""
    check_form(request, who, form.mark)
    drafts.throw_away(site.house, who, draft)
    return RedirectResponse("/ide/ny?gjort=slangt", 303)


@router.get("/ide/{ref}/tack")
def receipt(request: Request, who: Opener, site: Here, ref: str) -> Response:
    """What was received, its reference, and what happens now."""
    lang, at = language(request, who), site.now()
    page = case_page(site.house, who, ref, at, lang)
    owed = list_duties(
        site.house, at, municipality=who.municipality, subject=page.case["ref"], lang=lang
    )
    answer_by = next((row["due"] for row in owed if row["duty"] == FIRST_REPLY), "")
    return render(request, who, "idea_receipt.html", page=page, answer_by=answer_by)


def _kept_for_later(request: Request, who: Visitor | None, form: Sent) -> Response:
    """Somebody whose session ran out while they wrote: their words wait until they are back."""
    site = site_of(request)
    writer, key = who or lapsed(request), _key(form)
    kept = False
    if writer is not None and (who or same(form.mark, form_mark(site, writer))):
        kept = drafts.keep(site.house, writer, drafts.IDEA, key, _typed(form), site.now())
    back = f"/ide/ny?utkast={key}&gjort=vantade" if kept else "/ide/ny"
    if who is not None:
        return RedirectResponse(back, 303)
    answer = RedirectResponse(f"/logga-in?till={back.replace('&', '%26')}&sparat=ja", 303)
    return answer if kept else RedirectResponse("/logga-in?till=/ide/ny", 303)


def _key(form: Sent) -> str:
    """By which the draft is kept; a form that was made without one gets one now."""
    key = form.get("draft")
    return key if drafts.is_key(key) else secrets.token_hex(8)


def _typed(form: Sent) -> dict[str, Any]:
    values: dict[str, Any] = {name: form.get(name) for name in FIELDS}
    return values | {"forms": form.all("forms")}


def _missing(request: Request, who: Visitor, values: dict[str, Any]) -> dict[str, str]:
    words = words_of(request, who)
    asked = {"title": words.of("form", "empty"), "unit": words.of("beside", "unchosen")}
    return {name: said for name, said in asked.items() if not values[name]}


def _open(site: Site, who: Visitor, values: dict[str, Any], given: dict[str, str]) -> Moved:
    facts = given | {"forms": ", ".join(values["forms"])}
    return open_case(
        site.house,
        Kind.PROJECT,
        municipality=who.municipality,
        unit=values["unit"],
        title=values["title"],
        by=who.email,
        given={name: text for name, text in facts.items() if text},
        at=site.now(),
    )


def _seen(site: Site, near: list[Similar]) -> str:
    """What the form carries once these have been shown: the next press hands it in."""
    return seal(site.secret, "similar", *(f"{each.ref}{each.unit}" for each in near))


def _learnt(site: Site, who: Visitor, values: dict[str, Any]) -> Learnt:
    """What was learnt before in the programme that is named."""
    given = {str(fact): values.get(fact, "") for fact in GIVEN}
    return learnt_before(site.house, who, values.get("title", ""), given, site.now())


def _read(site: Site, learnt: Learnt) -> str:
    """What the form carries once these lessons have been shown."""
    shown = (*learnt.programmes, *(one["ref"] for one in learnt.lessons), str(learnt.hidden))
    return seal(site.secret, "learnt", *shown) if learnt else ""


def _show(
    request: Request,
    who: Visitor,
    values: dict[str, Any],
    wrong: dict[str, str],
    key: str = "",
    *,
    near: list[Similar] | None = None,
    learnt: Learnt | None = None,
    done: str = "",
) -> Response:
    site, lang = site_of(request), language(request, who)
    came_back, learnt = bool(learnt or near), learnt or _learnt(site, who, values)
    pack, today = site.house.pack(who.municipality), local_day(site.now())
    own = {scope for _, scope in who.roles}
    units = sorted(
        (unit for unit in pack.unit if unit.holds(today)), key=lambda u: (u.key not in own, u.name)
    )
    kept = request.method == "POST" and any(values.values())
    more = {"here": f"/ide/ny?utkast={key}"} if kept else {}
    return render(
        request,
        who,
        "idea.html",
        422 if wrong else 200,
        **more,
        values=values,
        wrong=wrong,
        units=units,
        forms=pack.names[lang].forms,
        draft=key or secrets.token_hex(8),
        drafts=[d for d in drafts.own(site.house, who, drafts.IDEA) if d.key != key],
        near=near or [],
        seen=_seen(site, near) if near else "",
        learnt=learnt,
        read=_read(site, learnt),
        came_back=came_back,
        programmes=[each.name for each in pack.programme],
        done=done,
    )
