"""Calls as people look at them: lists, one call with all that was ever said of it, programmes, matches."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from intlflow.app.calls import sources
from intlflow.app.calls.knowing import Seen, area, may, programme_of, see
from intlflow.app.calls.matching import Hit, match_case, match_issues
from intlflow.app.evaluating import lessons
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.calls import Standing
from intlflow.domain.facts import Fact, one_line
from intlflow.domain.words import Stage
from intlflow.packs.model import Pack
from intlflow.store import call_choices, calls, cases, known_projects, people, registers
from intlflow.store.call_choices import CHOSEN, DISMISSED, Choice
from intlflow.store.calls import Row
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import instant, stamp
from intlflow.store.search_words import asked

Plain = dict[str, Any]
BEFORE_SENT = (Stage.IDEA, Stage.SUPPORT, Stage.WRITING)
MOST = 100  # known projects that are shown


def list_calls(
    house: House,
    municipality: str,
    at: datetime,
    *,
    state: Standing | None = None,
    programme: str = "",
    before: date | None = None,
    every: bool = False,
) -> Plain:
    """Calls in the order of their deadlines, and how each source was read last.

    Args:
        house: the installation.
        municipality: whose eyes.
        at: now.
        state: only these; None: open and to come.
        programme: only this programme's: its key.
        before: only those with a deadline before the end of this day.
        every: those that were dismissed, too.

    Raises:
        NotFound: no such municipality or programme.
    """
    pack = house.pack(municipality)
    known = [each.key for each in pack.programme]
    if programme and programme not in known:
        said = one_line(programme)[:80]
        raise NotFound(f"no programme '{said}' in the pack; there are {', '.join(known)}")
    with reading(house.engine) as tx:
        whole = state in (Standing.CLOSED, Standing.UNKNOWN)
        rows = calls.all_calls(tx) if whole else calls.current(tx, stamp(at))
        said_of = _said(call_choices.holding(tx, pack.key))
        number = calls.count(tx)
    wanted = (state,) if state else (Standing.OPEN, Standing.FORTHCOMING)
    seen = (see(pack, row, at, said_of.get(row.id, ())) for row in rows)
    found = [
        each
        for each in seen
        if each.standing in wanted
        and (not programme or (each.programme is not None and each.programme.key == programme))
        and (before is None or (each.deadline and local_day(instant(each.deadline)) <= before))
        and (every or not each.whole(DISMISSED))
    ]
    found.sort(key=lambda each: (each.deadline or "9", each.call.external_id))
    return {
        "municipality": pack.key,
        "known": number,
        "sources": sources.readings(house),
        "calls": [brief(each) for each in found],
    }


def _said(choices: Sequence[Choice]) -> dict[int, list[Choice]]:
    found: dict[int, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.call_id, []).append(choice)
    return found


def brief(seen: Seen) -> Plain:
    """A call in a line."""
    call = seen.call
    return {
        "call": call.external_id,
        "title": call.title,
        "state": str(seen.standing),
        "deadline": seen.deadline or None,
        "programme": seen.programme.key if seen.programme else "",
        "programme_name": seen.programme.name if seen.programme else call.framework_name,
        "may": str(seen.may.may),
        "choices": [
            {"verdict": c.verdict, "unit": c.unit, "case": c.case_ref, "reason": c.reason}
            for c in seen.choices
        ],
        "url": call.url,
    }


def found(tx: Tx, name: str) -> Row:
    """The call with this name.

    Raises:
        NotFound: none is known.
    """
    row = calls.called(tx, name.strip())
    if row is None:
        raise NotFound(f"no call '{one_line(name)[:80]}' is known; see `intlflow call list`")
    return row


def show_call(house: House, municipality: str, name: str, at: datetime) -> Plain:
    """One call with its money, its deadlines as they were, what was chosen, and its earlier years.

    Raises:
        NotFound: no such municipality or call.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        row = found(tx, name)
        moved = calls.moved_of(tx, row.id)
        said = call_choices.history(tx, pack.key, row.id)
        names = people.names(tx, {each.person_id for each in said})
        others = calls.siblings(tx, row)
        issues_of = _linked(tx, pack, row.call.external_id)
        learnt = lessons.of_programme(tx, pack, programme_of(pack, row.call))
        holding = list({(c.unit, c.case_ref): c for c in said}.values())
        chosen = [cases.load(tx, c.case_ref) for c in holding if c.verdict == CHOSEN and c.case_ref]
    seen, call = see(pack, row, at, holding), row.call
    return brief(seen) | {
        "call_identifier": call.call_identifier,
        "call_title": call.call_title,
        "type_of_action": call.type_of_action,
        "opens_at": call.opens_at or None,
        "deadlines": list(call.deadlines),
        "funders_word": call.word,
        "budget": call.budget,
        "min_grant": call.min_grant,
        "max_grant": call.max_grant,
        "currency": call.currency,
        "keywords": list(call.keywords),
        "summary": call.summary,
        "news": call.news,
        "first_at": row.first_at,
        "changed_at": row.changed_at,
        "area": area(seen.may),
        "terms": _terms(seen),
        "moved": [{"at": m.at, "was": m.was, "now": m.now, "news": m.news} for m in moved],
        "history": [
            {
                "at": c.at, "verdict": c.verdict, "unit": c.unit, "case": c.case_ref,
                "reason": c.reason, "by": names.get(c.person_id, "?"),
            }
            for c in said
        ],
        "cases": [_case(each, seen) for each in chosen if each is not None],
        "issues": issues_of,
        "lessons": learnt,
        "other_years": [{"call": o.call.external_id, "title": o.call.title} for o in others],
    }  # fmt: skip


def _case(case: CaseRow, seen: Seen) -> Plain:
    """A case that the call was chosen for, and whether its day is the call's."""
    has = case.facts.moment(Fact.CALL_DEADLINE)
    follows = bool(has and seen.deadline and has == instant(seen.deadline))
    return {
        "ref": case.ref, "title": case.title, "deadline": case.facts.get(Fact.CALL_DEADLINE),
        "follows": follows, "open": case.stage in BEFORE_SENT,
    }  # fmt: skip


def _linked(tx: Tx, pack: Pack, call: str) -> list[Plain]:
    """The prioritised issues and measures that link to a call."""
    names = {row["number"]: row for row in registers.newest(tx, "board_issue", pack.key)}
    return [
        {"number": row["issue"], "name": names[row["issue"]]["name"], "why": row["why"]}
        for row in registers.newest(tx, "issue_link", pack.key, call=call)
        if not row["withdrawn"] and not row["valid_to"]
    ]


def _terms(seen: Seen) -> Plain | None:
    """What the pack knows of the programme's terms."""
    it = seen.programme
    if it is None:
        return None
    return {
        "max_eu_rate": str(it.max_eu_rate) if it.max_eu_rate is not None else None,
        "own_share_rule": it.own_share_rule.model_dump() if it.own_share_rule else None,
        "min_countries": it.min_countries,
        "submission_system": it.submission_system,
        "contact": it.contact,
        "source": it.source,
    }


def list_programmes(house: House, municipality: str) -> list[Plain]:
    """The programmes, and whether the municipality's county may take part in each.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    return [
        {
            "programme": each.key,
            "name": each.name,
            "may": str(may(pack, each).may),
            "area": area(may(pack, each)),
            "max_eu_rate": str(each.max_eu_rate) if each.max_eu_rate is not None else None,
            "contact": each.contact,
            "sure": each.confirm is None,
            "source": each.source,
        }
        for each in pack.programme
    ]


def matches(house: House, municipality: str, at: datetime, unit: str = "") -> list[Plain]:
    """Calls that answer to the municipality's issues, each with the words that say so.

    Raises:
        NotFound: no such municipality or unit.
    """
    return [
        _hit(house.pack(municipality), hit) for hit in match_issues(house, municipality, at, unit)
    ]


def matches_of_case(house: House, municipality: str, ref: str, at: datetime) -> Plain:
    """Calls that answer to a case, and what was considered for it.

    Raises:
        NotFound: no such municipality or case.
    """
    pack = house.pack(municipality)
    case, near, considered = match_case(house, municipality, ref, at)
    return {
        "ref": case.ref,
        "title": case.title,
        "matches": [_hit(pack, hit) for hit in near],
        "considered": [
            {
                "call": row.call.external_id, "title": row.call.title,
                "verdict": choice.verdict, "reason": choice.reason, "at": choice.at,
            }
            for row, choice in considered
        ],
    }  # fmt: skip


def _hit(pack: Pack, hit: Hit) -> Plain:
    unit = hit.issue.unit
    return brief(hit.seen) | {
        "issue": hit.issue.key,
        "issue_label": hit.issue.label,
        "unit": unit,
        "unit_name": pack.units[unit].name if unit in pack.units else "",
        "score": hit.score,
        "same_programme": hit.programme,
        "linked": hit.linked,
        "words": [
            {"issue": h.issue_word, "call": h.call_word, "weight": h.weight} for h in hit.match.hits
        ],
    }


def list_known(house: House, text: str) -> list[Plain]:
    """Projects that others have done and that have all the words in some form, the newest first."""
    with reading(house.engine) as tx:
        rows = known_projects.find(tx, asked(text), MOST)
    return [
        {
            "source": source,
            "id": it.external_id,
            "title": it.title,
            "programme": it.programme,
            "lead": next((p.name for p in it.partners if p.lead), ""),
            "partners": len(it.partners),
            "starts_on": it.starts_on or None,
            "ends_on": it.ends_on or None,
            "total": it.total,
            "eu_support": it.eu_support,
            "currency": it.currency,
            "funder_ref": it.funder_ref,
            "url": it.url,
        }
        for source, it in rows
    ]
