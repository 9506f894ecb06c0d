"""'Hinner vi?', asked of a deadline or of a case: the plan, what it rests on, and what else can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from intlflow.app.decisions import chain
from intlflow.app.house import House, NotFound
from intlflow.app.meetings import wording
from intlflow.app.meetings.known import held, town_of
from intlflow.app.meetings.matters import Matter, matter, of_case, question_of
from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.reach import Leg, Plan, Town
from intlflow.domain.reach_ways import Open
from intlflow.domain.route import NoRoute, Subject
from intlflow.packs.model import Pack
from intlflow.store import cases, meetings
from intlflow.store.cases import CaseRow
from intlflow.store.decisions import DecisionRow
from intlflow.store.engine import Tx, reading


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know.

    Args:
        deadline: an instant; None: the case's own.
        subject: what is to be decided.
        units: whose money; the first one's board owns it, none: kommunstyrelsen's.
        years: over how many budget years; None: nobody has said.
        own_share: the municipality's own money in SEK; None: nobody has said.
        ref: a case, whose facts answer what isn't said.
    """

    deadline: datetime | None = None
    subject: Subject = Subject.OWN_FINANCING
    units: Sequence[str] = ()
    years: int | None = None
    own_share: Decimal | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The plan with all that it rests on."""

    pack: Pack
    matter: Matter
    plan: Plan
    town: Town
    ways: list[Open]
    ref: str


def reachable(house: House, municipality: str, asked: Asked, at: datetime) -> Answer:
    """Whether the bodies that must decide can do so before a deadline. Changes nothing.

    Raises:
        NotFound: no such municipality, unit or case.
        Refused: no rule says who decides it, or the case has no deadline.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        town = town_of(pack, held(pack, meetings.standing(tx, pack.key)), day)
        case = _case(tx, pack, asked.ref) if asked.ref else None
        said = chain.said_in(tx, pack.key).get(case.id, []) if case else []
    found = _matter(pack, asked, case, said, at)
    plan = found.plan(town)
    ways = wording.open_ways(pack, found, plan, town)
    return Answer(pack, found, plan, town, ways, case.ref if case else "")


def _case(tx: Tx, pack: Pack, ref: str) -> CaseRow:
    case = cases.load(tx, ref.strip().upper())
    if case is None or case.municipality != pack.key:
        raise NotFound(f"no case '{ref}' in {pack.municipality.name}; see `intlflow case list`")
    return case


def _matter(
    pack: Pack, asked: Asked, case: CaseRow | None, said: list[DecisionRow], at: datetime
) -> Matter:
    day = local_day(at)
    try:
        if case is not None:
            found = of_case(
                pack,
                case,
                day,
                said,
                deadline=asked.deadline,
                years=asked.years,
                own_share=asked.own_share,
            )
        else:
            for unit in asked.units:
                if unit not in pack.units:
                    raise NotFound(
                        f"no unit '{unit}' in {pack.municipality.name}; there are "
                        f"{', '.join(pack.units)}"
                    )
            question = question_of(
                pack, day, asked.subject, asked.units, years=asked.years, own_share=asked.own_share
            )
            found = matter(pack, question, asked.deadline, day) if asked.deadline else None
    except NoRoute as error:
        raise Refused("no-route") from error
    if found is None:
        known = case is None or asked.deadline or case.facts.moment(Fact.CALL_DEADLINE)
        raise Refused("nothing-left-to-decide" if case and known else "no-deadline")
    return found


def told(answer: Answer, house: House) -> dict[str, Any]:
    """The answer as plain data, with every sentence in both languages."""
    said = {lang: wording.Said(answer.pack, words) for lang, words in house.words.items()}
    plan, route = answer.plan, answer.matter.route
    rules = {rule.key: rule for rule in answer.pack.decision_rule}
    return {
        "municipality": answer.pack.key,
        "ref": answer.ref,
        "subject": str(answer.matter.question.subject),
        "today": answer.town.today,
        "deadline": plan.deadline.isoformat(timespec="minutes"),
        "colour": str(plan.colour),
        "says": {lang: each.colour(plan.colour) for lang, each in said.items()},
        "memo_by": plan.memo,
        "decided_by": plan.decided_by,
        "earliest": plan.earliest,
        "steps": [_step(leg, said) for leg in plan.legs],
        "ways": [
            {
                "way": str(each.way),
                "body": each.body,
                "first": each.first,
                "last": each.last,
                "says": {lang: one.way(each) for lang, one in said.items()},
            }
            for each in answer.ways
        ],
        "rules": [
            {"key": key, "says": rules[key].says.model_dump(), "source": rules[key].source}
            for key in route.rules
        ],
        "might_matter": [
            {"key": key, "says": rules[key].says.model_dump(), "source": rules[key].source}
            for key in route.unknown
        ],
    }


def _step(leg: Leg, said: dict[str, wording.Said]) -> dict[str, Any]:
    meeting = leg.meeting
    return {
        "body": leg.body,
        "name": next(iter(said.values())).body(leg.body),
        "meeting": meeting.number if meeting else None,
        "day": meeting.day if meeting else None,
        "start": f"{meeting.start:%H:%M}" if meeting and meeting.start else None,
        "stop": meeting.stop if meeting else None,
        "notice": meeting.notice if meeting else None,
        "memo_by": leg.memo,
        "colour": str(leg.colour),
        "slack_days": leg.slack,
        "why": [str(why) for why in leg.why],
        "says": {lang: each.why(leg) for lang, each in said.items()},
    }
