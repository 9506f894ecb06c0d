"""The decisions of a case or a municipality as plain data: whose turn, what force, what is to be done."""

from datetime import datetime
from typing import Any

from intlflow.app.decisions import chain, telling
from intlflow.app.decisions.afterwards import load, standing_of
from intlflow.app.house import House
from intlflow.app.situation import Situation, look_up, situate
from intlflow.domain.appeal import After
from intlflow.domain.facts import DELEGATION, Facts
from intlflow.domain.route import Step
from intlflow.packs.decisions import DecisionRule
from intlflow.packs.model import Pack
from intlflow.store import cases, decisions, people
from intlflow.store.decisions import DecisionRow, EventRow
from intlflow.store.engine import Tx, reading

Plain = dict[str, Any]


def show_matter(house: House, ref: str, at: datetime) -> Plain:
    """A case's matter: which bodies, in which order and why; what each has said; whose turn it is.

    Raises:
        NotFound: no such case.
    """
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        taken = decisions.of_case(tx, here.case.id)
        return matter_told(tx, here, taken, chain.since_began(tx, here, taken), at)


def matter_told(
    tx: Tx, here: Situation, taken: list[DecisionRow], said: list[DecisionRow], at: datetime
) -> Plain:
    """The same, of a case that has been looked up.

    Args:
        tx: the open transaction.
        here: the case as it stands.
        taken: every decision in it.
        said: those of its present matter.
        at: now, with a time zone.
    """
    matter = chain.matter_of(here, Facts(here.facts), said)
    rules = {rule.key: rule for rule in here.pack.decision_rule}
    turn = matter.turn
    return {
        "ref": here.case.ref,
        "title": here.case.title,
        "phase": here.phase,
        "steps": [
            _step(here, step, said, step is turn)
            for step, said in zip(matter.route.steps, matter.said, strict=True)
        ],
        "rules": [_rule(rules[key]) for key in matter.route.rules],
        "unknown": [_rule(rules[key]) for key in matter.route.unknown],
        "recused": chain.recused(here.facts),
        "decisions": _all(tx, here.pack, taken, at),
    }


def _rule(rule: DecisionRule) -> Plain:
    return {"key": rule.key, "says": rule.says.model_dump(), "source": rule.source}


def _step(here: Situation, step: Step, said: DecisionRow | None, turn: bool) -> Plain:
    return {
        "body": step.body or DELEGATION,
        "name": here.pack.names["sv"].bodies.get(step.body, step.body or DELEGATION),
        "act": str(step.act),
        "rules": list(step.rules),
        "turn": turn,
        "decision": said.id if said else None,
        "outcome": said.outcome if said else None,
    }


def list_decisions(
    house: House,
    municipality: str,
    at: datetime,
    *,
    delegated: bool = False,
    unreported: bool = False,
) -> list[Plain]:
    """A municipality's decisions, newest first.

    Args:
        house: the installation.
        municipality: the pack's key.
        at: now.
        delegated: only those that somebody took on a body's behalf.
        unreported: only those that still have to be reported to a body.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        rows = decisions.of_municipality(tx, municipality)
        if delegated:
            rows = [row for row in rows if row.report_to]
        shown = _all(tx, pack, rows, at)
    return [each for each in shown if not unreported or each["to_report"]]


def decisions_in(house: House, ref: str, at: datetime) -> list[Plain]:
    """What the bodies have said in a case, in the order in which it was recorded.

    Whoever decided on a body's behalf is told by name, too, as `delegate_name`.

    Raises:
        NotFound: no such case.
    """
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
        rows = _all(tx, here.pack, decisions.of_case(tx, here.case.id), at)
        known = people.names_by_email(tx, here.pack.key, {row["delegate"] for row in rows})
    return [row | {"delegate_name": known.get(row["delegate"], row["delegate"])} for row in rows]


def _all(tx: Tx, pack: Pack, rows: list[DecisionRow], at: datetime) -> list[Plain]:
    if not rows:
        return []
    events: dict[int, list[EventRow]] = {}
    for event in decisions.events(tx, [row.id for row in rows]):
        events.setdefault(event.decision_id, []).append(event)
    names = people.names(tx, {e.person_id for each in events.values() for e in each})
    refs = cases.refs(tx, {row.case_id for row in rows})
    return [_one(pack, row, events.get(row.id, []), names, refs[row.case_id], at) for row in rows]


def _one(
    pack: Pack,
    row: DecisionRow,
    events: list[EventRow],
    names: dict[int, str],
    ref: str,
    at: datetime,
) -> Plain:
    standing = standing_of(pack, row, events, at)
    reported = any(event.kind == After.REPORTED for event in events)
    shown = {
        key: getattr(row, key)
        for key in (
            *("id", "seq", "subject", "act", "body", "body_name", "day", "section", "outcome"),
            *("method", "text", "delegate", "not_taking_part", "motion", "extract_to", "report_to"),
            "at",
        )
    }
    return shown | {
        "ref": ref,
        "to_report": bool(row.report_to) and not reported,
        "force": str(standing.force) if standing else None,
        "last_day_to_appeal": str(standing.last_day) if standing and standing.last_day else None,
        "since": str(standing.since) if standing and standing.since else None,
        "events": [
            {"kind": e.kind, "day": e.day, "note": e.note, "by": names.get(e.person_id, "?")}
            for e in events
        ],
    }


def extract(house: House, number: int, at: datetime) -> Plain:
    """What an extract of the minutes says of a decision.

    Raises:
        NotFound: no such decision.
    """
    with reading(house.engine) as tx:
        row = load(tx, number)
        here = situate(house, tx, cases.load_by_id(tx, row.case_id), at)
        shown = _all(tx, here.pack, [row], at)[0]
        return shown | {
            "municipality": here.pack.municipality.name,
            "title": here.case.title,
            "says": telling.in_words(here, row, "sv"),
        }
