"""Which calls answer to what is important here: to goals, to what boards have prioritised, or to one case.

Nothing is kept: the packs' goals, the calls and the day decide anew each time, and the words that a match
rests on are shown with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app.calls.knowing import Seen, is_outside, see
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.calls import Standing
from intlflow.domain.facts import Fact
from intlflow.domain.matching import KEYWORD, TEXT, TITLE, Match, match, read
from intlflow.packs.model import Pack
from intlflow.store import call_choices, calls, cases, registers
from intlflow.store.call_choices import DISMISSED, Choice
from intlflow.store.calls import Row
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import stamp
from intlflow.store.search_words import stems

ENOUGH = 2  # one word in a running text is no match
SAME_PROGRAMME = 5
LINKED = 20  # what somebody has linked comes before what only shares words


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a board or the municipality has said is important.

    Args:
        key: the goal's or area's key, or a case's reference.
        label: what it is called.
        text: its words in every language that it has.
        unit: whose it is; empty: the whole municipality's.
        calls: those that somebody has linked to it by hand.
    """

    key: str
    label: str
    text: str
    unit: str = ""
    calls: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A call that answers to an issue, and why."""

    seen: Seen
    issue: Issue
    match: Match
    programme: bool = False  # the case names this very programme
    linked: bool = False  # somebody has linked the call to it

    @property
    def score(self) -> int:
        """How well."""
        return (
            self.match.score
            + (SAME_PROGRAMME if self.programme else 0)
            + (LINKED if self.linked else 0)
        )

    @property
    def reason(self) -> str:
        """The words that it rests on."""
        pairs = (
            h.call_word if h.issue_word == h.call_word else f"{h.issue_word} – {h.call_word}"
            for h in self.match.hits
        )
        return ", ".join(pairs)


def issues(pack: Pack, day: date, unit: str = "") -> list[Issue]:
    """What is important that day: goals and areas of the municipality, and of a unit or of all units."""
    found = [
        Issue(goal.key, goal.label.sv, f"{goal.label.sv} {goal.label.en}", goal.unit or "")
        for goal in pack.goal
        if goal.level != "vision"
        and (goal.valid_from or day) <= day <= (goal.valid_to or day)
        and unit in ("", goal.unit or unit)
    ]
    areas = (area for area in pack.strategic_area if area.holds(day))
    return found + [Issue(a.key, a.label.sv, f"{a.label.sv} {a.label.en}") for a in areas]


def planned(tx: Tx, pack: Pack, day: date, unit: str = "") -> list[Issue]:
    """What boards and companies have prioritised for this year or a later one, and their measures."""
    rows = [
        row
        for row in registers.newest(tx, "board_issue", pack.key)
        if not row["withdrawn"] and not row["valid_to"] and int(row["year"]) >= day.year
        and (not unit or row["unit"] in pack.lineage(unit))
    ]  # fmt: skip
    names = {row["number"]: row["name"] for row in rows}
    linked: dict[int, set[str]] = {}
    for link in registers.newest(tx, "issue_link", pack.key):
        if link["call"] and not link["withdrawn"] and not link["valid_to"]:
            linked.setdefault(link["issue"], set()).add(link["call"])
    return [
        Issue(
            f"issue-{row['number']}",
            _label(row),
            f"{row['name']} {names.get(row['part_of'], '')} {row['note'] or ''}",
            row["unit"],
            frozenset(linked.get(row["number"], ())),
        )
        for row in rows
    ]


def _label(row: dict[str, Any]) -> str:
    """What is prioritised, with where it stands: the reason that a reader can look up."""
    section = f" {row['section']}" if row["section"] else ""
    return f"{row['name']} ({row['document']}{section}, {row['year']})"


def hits(seen: Iterable[Seen], wanted: Sequence[Issue]) -> Iterator[Hit]:
    """Every call that answers to an issue, each as often as it does."""
    for each in seen:
        call = each.call
        told = read(
            [
                (TITLE, call.title),
                (KEYWORD, " ".join(call.keywords)),
                (TEXT, f"{call.call_title} {call.summary}"),
            ],
            stems,
        )
        for issue in wanted:
            found = match(issue.text, told, stems)
            if call.external_id in issue.calls:
                yield Hit(each, issue, found or Match(()), linked=True)
            elif found is not None and found.score >= ENOUGH:
                yield Hit(each, issue, found)


def match_issues(house: House, municipality: str, at: datetime, unit: str = "") -> list[Hit]:
    """The open and coming calls that answer to the municipality's issues, the best first.

    Calls of programmes that shut our county out, and those that were dismissed, are left out.

    Raises:
        NotFound: no such municipality or unit.
    """
    pack = house.pack(municipality)
    if unit and unit not in pack.units:
        raise NotFound(f"no unit '{unit}' in {pack.municipality.name}; see `intlflow pack show`")
    with reading(house.engine) as tx:
        seen = open_to_us(tx, pack, at, unit)
        own = planned(tx, pack, local_day(at), unit)
    return ranked(hits(seen, [*own, *issues(pack, local_day(at), unit)]))


def match_case(
    house: House, municipality: str, ref: str, at: datetime
) -> tuple[CaseRow, list[Hit], list[tuple[Row, Choice]]]:
    """The calls that answer to one case, and those that were considered for it already.

    Raises:
        NotFound: no such municipality or case.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        case = cases.load(tx, ref.strip().upper())
        if case is None or case.municipality != pack.key:
            raise NotFound(f"no case '{ref}' in {pack.municipality.name}; see `intlflow case list`")
        considered = call_choices.of_case(tx, pack.key, case.ref)
        seen = open_to_us(tx, pack, at, case.unit, case.ref)
        rows = calls.by_ids(tx, [each.call_id for each in considered])
    text = f"{case.title} {case.facts.get(Fact.PURPOSE) or ''}"
    issue = Issue(case.ref, case.title, text, case.unit)
    named = str(case.facts.get(Fact.PROGRAMME) or "").casefold()
    found = {
        each.seen.row.id: Hit(each.seen, issue, each.match, _is(each.seen, named))
        for each in hits(seen, [issue])
    }
    for each in seen:
        if each.row.id not in found and _is(each, named):
            found[each.row.id] = Hit(each, issue, Match(()), programme=True)
    return case, ranked(found.values()), [(rows[each.call_id], each) for each in considered]


def _is(seen: Seen, named: str) -> bool:
    """Whether a call is of the programme that somebody named."""
    if not named or seen.programme is None:
        return False
    return named in (seen.programme.key, seen.programme.name.casefold())


def open_to_us(tx: Tx, pack: Pack, at: datetime, unit: str = "", ref: str = "") -> list[Seen]:
    """The calls that one can or soon can apply to, that our county may, and that nobody dismissed here."""
    said: dict[int, list[Choice]] = {}
    for choice in call_choices.holding(tx, pack.key):
        said.setdefault(choice.call_id, []).append(choice)
    found = (see(pack, row, at, said.get(row.id, ())) for row in calls.current(tx, stamp(at)))
    return [
        each
        for each in found
        if each.standing in (Standing.OPEN, Standing.FORTHCOMING)
        and not is_outside(each)
        and not any(_counts(choice, unit, ref) for choice in each.choices)
    ]


def _counts(choice: Choice, unit: str, ref: str) -> bool:
    """Whether a dismissal counts for those who ask: everybody's always, a unit's and a case's for them."""
    return (
        choice.verdict == DISMISSED and choice.unit in ("", unit) and choice.case_ref in ("", ref)
    )


def ranked(found: Iterable[Hit]) -> list[Hit]:
    """The best first; of equals what closes first."""
    return sorted(
        found,
        key=lambda h: (-h.score, h.seen.deadline or "9", h.seen.call.external_id, h.issue.key),
    )
