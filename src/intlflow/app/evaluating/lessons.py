"""What was learnt the last time in the same programme: shown when it opens again, so nobody starts anew."""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from intlflow.app.evaluating.sheets import Bench, load
from intlflow.domain.evaluation import Verdict
from intlflow.domain.facts import Fact
from intlflow.packs.model import Pack
from intlflow.packs.programmes import Programme
from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one application or project taught.

    Args:
        ref, title: the case.
        number: its evaluation sheet, if it has one.
        refused: whether the application was refused.
        why: the funder's reason for that.
        score: the funder's score.
        again: what to do again.
        not_again: what not to do again.
        apply_again: `yes` or `no`, for a refused application.
    """

    ref: str
    title: str
    number: int | None
    refused: bool
    why: str
    score: str
    again: str
    not_again: str
    apply_again: str


def of_programme(tx: Tx, pack: Pack, programme: Programme | None, besides: str = "") -> list[Plain]:
    """The lessons of a programme, the newest case first.

    Args:
        tx: an open transaction.
        pack: the municipality.
        programme: which; None: nobody knows, so there are none.
        besides: the reference of a case that asks, and is left out itself.
    """
    if programme is None:
        return []
    bench = load(tx, pack)
    found = (
        _of(bench, case)
        for case in cases.that_taught(tx, pack.key, (programme.key, bare(programme.name)))
        if case.ref != besides and is_of(case, programme)
    )
    return [asdict(each) for each in found if each is not None]


def of_case(tx: Tx, pack: Pack, case: CaseRow) -> list[Plain]:
    """The lessons of the programme that a case is in, or that it means to apply to."""
    programme = next((each for each in pack.programme if is_of(case, each)), None)
    return of_programme(tx, pack, programme, case.ref)


def is_of(case: CaseRow, programme: Programme) -> bool:
    """Whether a case names this programme, by its key or its name, with its years or without."""
    named = str(case.facts.get(Fact.PROGRAMME, "")).strip()
    same = (programme.name.casefold(), bare(programme.name).casefold())
    return bool(named) and (named.casefold() == programme.key or bare(named).casefold() in same)


@lru_cache(maxsize=512)
def bare(name: str) -> str:
    """A programme's name as people say it: without its years and what stands in brackets."""
    return re.split(r"\s*[(,]|\s+\d{4}", name)[0].strip()


def _of(bench: Bench, case: CaseRow) -> Lesson | None:
    """What a case taught; None when nobody has said."""
    row = next((r for r in bench.rows if r["case_ref"] == case.ref), None) or {}
    refused = row.get("verdict") == Verdict.LESSONS or case.phase == "rejected"
    reason = case.facts.get(Fact.REASON) if case.phase == "rejected" else None
    lesson = Lesson(
        case.ref,
        case.title,
        row.get("number"),
        refused,
        why=str(row.get("why_refused") or reason or ""),
        score=str(row.get("score") or ""),
        again=str(row.get("again") or case.facts.get(Fact.LESSONS) or ""),
        not_again=str(row.get("not_again") or ""),
        apply_again=str(row.get("apply_again") or ""),
    )
    said = lesson.why or lesson.score or lesson.again or lesson.not_again
    return lesson if said else None
