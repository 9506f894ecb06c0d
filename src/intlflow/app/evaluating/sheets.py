"""Evaluations as they stand: what was chosen, what its sheet says, which effects are still to be told.

What a project said as it was closed (results, effects, lessons) is read from the case and not kept twice:
it holds until the sheet itself says more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app.evaluating.choosing import find, was_refused
from intlflow.app.evaluating.knowing import known
from intlflow.app.house import House
from intlflow.app.registers.reading import Reader
from intlflow.app.situation import local_day
from intlflow.domain import evaluation
from intlflow.domain.duty import Done
from intlflow.domain.evaluation import LESSONS, SHEET, Standing, Verdict
from intlflow.domain.facts import Fact
from intlflow.domain.registers import EVALUATION, EVALUATION_EFFECT, EVALUATION_GOAL
from intlflow.domain.words import Kind
from intlflow.packs.model import Pack
from intlflow.store import cases, registers
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.registers import Row

Plain = dict[str, Any]
FROM_CASE = {"results": Fact.RESULTS, "again": Fact.LESSONS}
ENDED = ("closing", "terminated", "evaluation", "evaluated", "archived")


def months_of(pack: Pack) -> tuple[int, ...]:
    """After how many months the pack's duties ask for effects."""
    asked = {each.when.months for each in pack.duty if each.done is Done.EFFECT and each.when}
    return tuple(sorted(asked))


@dataclass(frozen=True, slots=True)
class Bench:
    """A municipality's evaluations, read at once."""

    pack: Pack
    rows: tuple[Row, ...]
    goals: Mapping[int, list[Plain]]
    effects: Mapping[int, list[Plain]]
    cases: Mapping[str, CaseRow]
    reader: Reader

    def plain(self, row: Row) -> Plain:
        """One evaluation with its days, its answers and how far it has come."""
        case = self.cases.get(row["case_ref"] or "")
        ended = case.facts.day(Fact.PERIOD_END) if case else None
        due = evaluation.results_due(_day(row["results_due"]), ended, _needed(row["valid_from"]))
        start = evaluation.effects_from(_day(row["effects_from"]), ended, due)
        effects = _early(case) + self.effects.get(row["number"], [])
        told = {int(each["months"]) for each in effects}
        later = evaluation.effects_due(start, months_of(self.pack), told)
        plain = self.reader.plain(EVALUATION, row)
        lessons = row["verdict"] == Verdict.LESSONS
        answers = {name: _answer(row, name, case) for name in (LESSONS if lessons else SHEET)}
        results = answers.get("results")
        stands = evaluation.standing(
            row["verdict"], bool(row["opened_on"]), results, later, row["why_refused"]
        )
        return {
            **{k: plain[k] for k in ("number", "version", "name", "verdict", "unit", "unit_name")},
            **_about(row, case),
            "why": row["why_chosen"],
            "chosen_by": row["chosen_by"] or "",
            "chosen_on": row["valid_from"],
            "standing": str(stands),
            "opened_on": row["opened_on"],
            "results_due": None if lessons else str(due),
            "effects_from": None if lessons else str(start),
            "effects_due": []
            if lessons or stands is Standing.NOT_CHOSEN
            else [{"months": d.months, "on": str(d.on), "told": d.told} for d in later],
            "sheet": answers,
            "goals": self.goals.get(row["number"], []),
            "effects": effects,
        }


def load(tx: Tx, pack: Pack, only: Iterable[Row] | None = None) -> Bench:
    """Read all of a municipality's evaluations, or only some; those that were taken out are left out."""
    reader = Reader(tx, pack)
    found = registers.newest(tx, EVALUATION.table, pack.key) if only is None else only
    rows = [row for row in found if not row["withdrawn"]]
    refs = {row["case_ref"] for row in rows if row["case_ref"]}
    known = {ref: case for ref in refs if (case := cases.load(tx, ref)) is not None}
    goals = ("number", "goal", "grade", "evidence")
    effects = ("number", "effect", "months", "day", "for_whom", "indicator", "before", "after")
    return Bench(
        pack,
        tuple(rows),
        _parts(registers.newest(tx, EVALUATION_GOAL.table, pack.key), goals),
        _parts(registers.newest(tx, EVALUATION_EFFECT.table, pack.key), effects),
        known,
        reader,
    )


def list_sheets(house: House, municipality: str) -> list[Plain]:
    """Every evaluation: what waits first, the soonest due before the others.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        bench = load(tx, pack)
        found = [bench.plain(row) for row in bench.rows]
    order = list(Standing)
    waits = {Standing.OPEN, Standing.CHOSEN, Standing.RESULTS}
    found.sort(
        key=lambda one: (
            one["standing"] not in waits, next_due(one) or "9999", order.index(one["standing"])
        )
    )  # fmt: skip
    return found


def next_due(one: Plain) -> str | None:
    """The next day on which something of an evaluation is due; None when nothing is."""
    if one["standing"] in (Standing.CHOSEN, Standing.OPEN):
        return str(one["results_due"]) if one["results_due"] else None
    return next((str(due["on"]) for due in one["effects_due"] if not due["told"]), None)


def show_sheet(house: House, municipality: str, which: str) -> Plain:
    """One evaluation whole: its sheet, what the register knows already, and all it has ever said.

    Raises:
        NotFound: no such municipality or evaluation.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        row = find(tx, municipality, which)
        bench = load(tx, pack)
        told = bench.plain(row)
        past = registers.versions(tx, EVALUATION.table, municipality, row["number"])
        history = [
            {k: bench.reader.plain(EVALUATION, each)[k] for k in ("version", "at", "by", "reason")}
            for each in past
        ]
        case = bench.cases.get(row["case_ref"] or "")
        return told | {"known": known(tx, pack, row, case), "history": history}


def candidates(house: House, municipality: str, at: datetime) -> dict[str, list[Plain]]:
    """What nobody has decided about yet: projects that have ended, the rest, cooperations, refusals.

    Source: Ljungby's policy, Innebörd (arbetet ska följas upp och utvärderas): each project that has
    ended is evaluated, or it is said that it is not.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        bench = load(tx, pack)
        judged = {(key, row[key]) for row in bench.rows for key in evaluation.ABOUT if row[key]}
        all_cases = [
            case
            for case in cases.find(tx, pack.key, None, None)
            if case.kind != Kind.GOVERNING_DOCUMENT and ("case_ref", case.ref) not in judged
        ]
        rows = {
            what: [
                {"number": row["number"], "name": row["name"]}
                for row in registers.newest(tx, table, pack.key)
                if _holds(row, day) and (what, row["number"]) not in judged
            ]
            for what, table in (("cooperation", "cooperation"), ("network", "membership"))
        }
    refused = [case for case in all_cases if was_refused(case)]
    ended = [c for c in all_cases if c.phase in ENDED and c not in refused]
    running = [c for c in all_cases if c.phase in ("granted", "running", "active", "under_review")]
    heads = {"ended": ended, "running": running, "refused": refused}
    return {key: [_head(case) for case in found] for key, found in heads.items()} | rows


def _holds(row: Row, day: date) -> bool:
    return not row["withdrawn"] and (row["valid_to"] or "9999") >= str(day)


def _head(case: CaseRow) -> Plain:
    return {"ref": case.ref, "title": case.title, "unit": case.unit, "phase": case.phase,
            "kind": case.kind}  # fmt: skip


def _parts(rows: Iterable[Row], names: tuple[str, ...]) -> dict[int, list[Plain]]:
    found: dict[int, list[Plain]] = defaultdict(list)
    for row in rows:
        if not row["withdrawn"]:
            found[row["evaluation"]].append({name: row[name] for name in names})
    for each in found.values():
        each.sort(key=lambda one: (int(one.get("months", 0)), one["number"]))
    return found


def _early(case: CaseRow | None) -> list[Plain]:
    """The effects that could be seen as the project was closed."""
    said = case.facts.get(Fact.EFFECTS) if case else None
    if not said:
        return []
    none = dict.fromkeys(("number", "day", "for_whom", "indicator", "before", "after"))
    return [{**none, "effect": said, "months": "0"}]


def _answer(row: Row, name: str, case: CaseRow | None) -> Any:
    """What the sheet says; where it says nothing, what the case said as it was closed."""
    kept = row[name]
    if name == "keep_cost" and kept:
        return {"amount": kept, "currency": row["keep_cost_currency"]}
    if not kept and case is not None and name in FROM_CASE:
        return case.facts.get(FROM_CASE[name])
    return kept


def _about(row: Row, case: CaseRow | None) -> Plain:
    """What is evaluated: what sort of thing, and which."""
    kind = next((each for each in evaluation.ABOUT if row[each]), "case_ref")
    return {
        "about": "case" if kind == "case_ref" else kind,
        "ref": case.ref if case else None,
        "row": row["cooperation"] or row["network"],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _needed(text: str) -> date:
    return date.fromisoformat(text)
