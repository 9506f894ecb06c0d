"""'Hinner vi?': a few questions in the address, the answer on the same page; nothing is changed."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import Response

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.case_page import seen_case
from intlflow.app.decisions.routes import budget_years, subject_of
from intlflow.app.house import NotFound
from intlflow.app.meetings.asking import Asked, reachable, told
from intlflow.app.situation import Situation, local_day
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.money import Money, NotMoney
from intlflow.domain.route import Subject
from intlflow.domain.words import Kind
from intlflow.web.doorman import needs
from intlflow.web.hands import pages
from intlflow.web.site import Site, site_of
from intlflow.web.view import render, words_of

router = pages()
Asking = Annotated[Visitor, needs(Action.REACH)]
Here = Annotated[Site, Depends(site_of)]
Line = Annotated[str, Query(max_length=40)]
END_OF_DAY = "T23:59"  # a bare day means its end
MOST_YEARS = 30


@dataclass
class _Question:
    """What was typed, what it means, and what is the matter with it."""

    typed: dict[str, Any]
    deadline: datetime | None = None
    own_share: Decimal | None = None
    years: int | None = None
    wrong: dict[str, str] = field(default_factory=dict)


@router.get("/hinner-vi")
def can_we_make_it(
    request: Request,
    who: Asking,
    site: Here,
    senast: Line = "",
    insats: Line = "",
    ar: Line = "",
    enhet: Annotated[list[str] | None, Query(max_length=40)] = None,
    sak: Line = "",
    arende: Line = "",
) -> Response:
    """Whether a deadline can be met, by which meetings; and else what can be done instead."""
    pack, at = site.house.pack(who.municipality), site.now()
    case = seen_case(site.house, who, Action.READ_CASE, arende, at) if arende else None
    units = [each for each in enhet or [] if each in pack.units]
    typed = {"senast": senast, "insats": insats, "ar": ar, "enhet": units, "sak": sak}
    question = _read(
        {**_known(case), **{k: v for k, v in typed.items() if v}}, words_of(request, who)
    )
    answer, refusal = None, ""
    passed = question.deadline is not None and question.deadline < at
    if question.deadline and not question.wrong and not passed:
        asked = Asked(
            deadline=question.deadline,
            subject=_subject(question.typed["sak"]),
            units=tuple(question.typed["enhet"]),
            years=question.years,
            own_share=question.own_share,
            ref=case.case.ref if case else "",
        )
        try:
            answer = told(reachable(site.house, who.municipality, asked, at), site.house)
        except (Refused, NotFound) as no:
            why, details = (no.why, no.details) if isinstance(no, Refused) else ("other", {})
            refusal = words_of(request, who).sentence("refusal", why, **details)
    return render(
        request,
        who,
        "reach.html",
        422 if question.wrong else 200,
        asked=question.typed,
        wrong=question.wrong,
        answer=answer,
        refusal=refusal,
        passed=question.deadline if passed and not question.wrong else None,
        case=case.case if case else None,
        subjects=[str(each) for each in Subject],
        units=[unit for unit in pack.unit if unit.holds(local_day(at))],
    )


def _subject(text: str) -> Subject:
    return Subject(text) if text in set(Subject) else Subject.OWN_FINANCING


def _known(here: Situation | None) -> dict[str, Any]:
    """What a case says already, as the form shows it."""
    empty = {"senast": "", "insats": "", "ar": "", "enhet": [], "sak": str(Subject.OWN_FINANCING)}
    if here is None:
        return empty
    facts = here.case.facts
    deadline, own = facts.moment(Fact.CALL_DEADLINE), facts.money(Fact.OWN_CONTRIBUTION)
    years = budget_years(facts)
    return empty | {
        "senast": f"{deadline.astimezone(LOCAL):%Y-%m-%dT%H:%M}" if deadline else "",
        "insats": f"{own.amount:f}" if own and own.currency == "SEK" else "",
        "ar": str(years or ""),
        "enhet": [here.unit.key],
        "sak": str(subject_of(Kind(here.case.kind), facts)),
    }


def _read(typed: dict[str, Any], words: Any) -> _Question:
    """What the fields mean."""
    found = _Question(typed)
    if text := typed["senast"]:
        try:
            moment = datetime.fromisoformat(text if "T" in text else text + END_OF_DAY)
            found.deadline = moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
        except ValueError:
            found.wrong["senast"] = words.of("form", "not-a-moment").format(
                example="2027-03-02 17:00"
            )
    if text := typed["insats"]:
        try:
            money = Money.parse(text if text[-1:].isalpha() else f"{text} SEK")
        except NotMoney:
            money = None
        if money is not None and money.currency == "SEK":
            found.own_share = money.amount
        else:
            found.wrong["insats"] = words.of("form", "not-money").format(example="450 000 kr")
    if text := typed["ar"]:
        if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= MOST_YEARS:
            found.years = int(text[:4])
        else:
            found.wrong["ar"] = words.of("form", "not-years").format(example="3")
    return found
