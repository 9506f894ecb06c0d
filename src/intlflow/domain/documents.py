"""Governing documents through time: which version held when, what replaced it, its last day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

ABOVE = {"plan": ("policy", "strategy"), "action_plan": ("plan", "strategy"), "routine": ()}
NEEDS_A_PLAN = "policy"


class Held(StrEnum):
    """Whether a document held on a day."""

    YES = "holds"
    PERHAPS = "perhaps"  # a day that decides it is not known
    BEFORE = "not yet"
    AFTER = "no longer"


@dataclass(frozen=True, slots=True)
class Paper:
    """One version of a governing document.

    Args:
        key: the pack's key, or the case's reference.
        title, type: what it is called, and what it is.
        start, end: its first and last day, as far as they are known.
        replaces, linked_to: the keys of the version before it and of the document above it.
        successor: the key of what replaced it.
        open_end: it was replaced, and nobody knows on which day.
        after: the first day of what it replaced, on which it can't have held yet.
        revise_by: by when it must be revised.
    """

    key: str
    title: str
    type: str
    start: date | None = None
    end: date | None = None
    replaces: str | None = None
    linked_to: str | None = None
    successor: str | None = None
    open_end: bool = False
    after: date | None = None
    revise_by: date | None = None

    def held(self, day: date) -> Held:
        """Whether it held that day, as far as the days are known."""
        if self.end is not None and day > self.end:
            return Held.AFTER
        if self.start is None:
            early = self.after is not None and day <= self.after
            return Held.BEFORE if early else Held.PERHAPS
        if day < self.start:
            return Held.BEFORE
        return Held.PERHAPS if self.open_end else Held.YES

    def days_late(self, day: date) -> int:
        """How many days ago it should have been revised; nothing once it has ended."""
        over = self.revise_by is None or self.held(day) in (Held.AFTER, Held.BEFORE)
        return 0 if over or self.revise_by is None else max(0, (day - self.revise_by).days)


def superseded(papers: Iterable[Paper]) -> list[Paper]:
    """The same papers, each ending the day before what replaces it begins."""
    known = list(papers)
    after = {paper.replaces: paper for paper in known if paper.replaces}
    first = {paper.key: paper.start for paper in known}
    return [
        _ended(replace(paper, after=first.get(paper.replaces or "")), after.get(paper.key))
        for paper in known
    ]


def _ended(paper: Paper, successor: Paper | None) -> Paper:
    if successor is None:
        return paper
    told = replace(paper, successor=successor.key)
    if paper.end is not None:
        return told
    if successor.start is None:
        return replace(told, open_end=True)
    return replace(told, end=successor.start - timedelta(days=1))


def chain(papers: Mapping[str, Paper], key: str) -> list[Paper]:
    """A document's versions, the first one first."""
    first, seen = papers[key], {key}
    while (before := first.replaces or "") in papers and before not in seen:
        first = papers[before]
        seen.add(before)
    found = [first]
    while (after := found[-1].successor or "") in papers and papers[after] not in found:
        found.append(papers[after])
    return found


def troubles(papers: Sequence[Paper], day: date) -> list[tuple[str, Paper, date | None]]:
    """What is wrong with the documents of a day: the gap's key, the document, the day it is about."""
    known = {paper.key: paper for paper in papers}
    found: list[tuple[str, Paper, date | None]] = []
    for paper in papers:
        if paper.held(day) in (Held.AFTER, Held.BEFORE):
            continue
        if paper.start is None:
            found.append(("document-without-day", paper, None))
        if paper.days_late(day):
            found.append(("document-late", paper, paper.revise_by))
        found += [(key, paper, None) for key in _links(paper, known, day)]
    return found


def _links(paper: Paper, known: Mapping[str, Paper], day: date) -> Iterable[str]:
    """A plan hangs on a policy and is not older than it; a policy has its plan."""
    above = known.get(paper.linked_to or "")
    if paper.type == "plan" and above is None:
        yield "plan-without-policy"
    if above is not None:
        newest = chain(known, above.key)[-1]
        if newest.start and paper.start and paper.start < newest.start:
            yield "plan-older-than-policy"
    if paper.type == NEEDS_A_PLAN and paper.successor is None:
        family = {each.key for each in chain(known, paper.key)}
        if not any(
            each.linked_to in family and each.held(day) != Held.AFTER for each in known.values()
        ):
            yield "policy-without-plan"
