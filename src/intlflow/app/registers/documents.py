"""The governing documents: the pack's, and those that went through intlflow as cases, in one list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.registers.finding import did_you_mean
from intlflow.app.situation import local_day
from intlflow.domain.documents import Held, Paper, chain, superseded, troubles
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.words import Kind
from intlflow.packs.model import Document, Pack
from intlflow.store import cases
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import instant

Plain = dict[str, Any]
ENDED = ("replaced", "repealed")
NEVER = ("withdrawn",)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A municipality's governing documents, with what is known of each."""

    pack: Pack
    papers: dict[str, Paper]
    cases: dict[str, CaseRow]  # by the paper's key

    def plain(self, paper: Paper, day: date) -> Plain:
        """A document as it is shown and printed as JSON."""
        written = self.pack.documents.get(paper.key)
        case = self.cases.get(paper.key)
        facts = case.facts if case else {}
        decided = written.decided_by if written else _body(facts.get(Fact.DECIDED_BY))
        owner = written.owner_unit if written else case.unit if case else ""
        unit, body = self.pack.units.get(owner), self.pack.bodies.get(decided)
        return {
            "key": paper.key,
            "ref": case.ref if case else None,
            "title": paper.title,
            "type": paper.type,
            "version": (written.version if written else None) or facts.get(Fact.VERSION_LABEL),
            "decided_by": decided,
            "decided_by_name": body.name if body else "",
            "decision": _decision(facts.get(Fact.ADOPTION)),
            "owner_unit": owner,
            "owner_name": unit.name if unit else "",
            "applies_to": (written.applies_to if written else None) or self.pack.municipality.name,
            "author": written.author if written else None,
            "sdgs": list(written.sdgs) if written else [],
            "from": str(paper.start) if paper.start else None,
            "to": str(paper.end) if paper.end else None,
            "changed_on": str(written.changed_on) if written and written.changed_on else None,
            "held": str(paper.held(day)),
            "replaces": paper.replaces,
            "replaced_by": paper.successor,
            "linked_to": paper.linked_to,
            "linked_from": sorted(p.key for p in self.papers.values() if p.linked_to == paper.key),
            "condition": written.adopted_on_condition if written else facts.get(Fact.CONDITION),
            "revise_by": str(paper.revise_by) if paper.revise_by else None,
            "days_late": paper.days_late(day),
            "rules": len([rule for rule in self.pack.rule if rule.document == paper.key]),
        }


def _body(fact: Any) -> str:
    return str(fact["body"]) if fact else ""


def _decision(fact: Any) -> str | None:
    return f"{fact['body']} {fact['date']} § {fact['section']}" if fact else None


def shelf(tx: Tx, pack: Pack) -> Shelf:
    """Gather the documents; a case about a document of the pack tells of the same document."""
    found: dict[str, CaseRow] = {}
    own: list[Paper] = []
    for case in reversed(cases.find(tx, pack.key, None, Kind.GOVERNING_DOCUMENT)):
        if case.phase in NEVER:
            continue
        written = next(_same(pack, case), None)
        if written is not None:
            found[written.key] = case
        elif case.facts.day(Fact.VALID_FROM):
            found[case.ref] = case
            own.append(_of_case(case))
    papers = superseded([*(_of_pack(d, found.get(d.key)) for d in pack.document), *own])
    return Shelf(pack, {paper.key: paper for paper in papers}, found)


def _same(pack: Pack, case: CaseRow) -> Iterator[Document]:
    """The pack's documents that a case is about: same title, type and first day."""
    for written in pack.document:
        same = written.title.lower() == case.title.lower()
        day = case.facts.day(Fact.VALID_FROM)
        if (
            same
            and written.type == case.facts.get(Fact.DOCUMENT_TYPE)
            and written.valid_from == day
        ):
            yield written


def _of_pack(written: Document, case: CaseRow | None) -> Paper:
    later = case.facts.day(Fact.REVISE_BY) if case else None
    return Paper(
        key=written.key,
        title=written.title,
        type=written.type,
        start=written.valid_from,
        end=written.valid_to or (_last_day(case) if case else None),
        replaces=written.replaces,
        linked_to=written.linked_to,
        revise_by=later or written.revise_by,
    )


def _of_case(case: CaseRow) -> Paper:
    return Paper(
        key=case.ref,
        title=case.title,
        type=str(case.facts.get(Fact.DOCUMENT_TYPE, "")),
        start=case.facts.day(Fact.VALID_FROM),
        end=_last_day(case),
        revise_by=case.facts.day(Fact.REVISE_BY),
    )


def _last_day(case: CaseRow) -> date | None:
    """The day a document was replaced or repealed in intlflow."""
    return instant(case.changed_at).astimezone(LOCAL).date() if case.phase in ENDED else None


def list_documents(
    house: House, municipality: str, at: datetime, *, on: date | None = None
) -> list[Plain]:
    """Every document, or those that held (or perhaps held) on a day.

    Raises:
        NotFound: no such municipality.
    """
    pack, day = house.pack(municipality), on or local_day(at)
    with reading(house.engine) as tx:
        found = shelf(tx, pack)
    rows = [found.plain(paper, day) for paper in found.papers.values()]
    wanted = (str(Held.YES), str(Held.PERHAPS))
    return [row for row in rows if on is None or row["held"] in wanted]


def show_document(house: House, municipality: str, key: str, at: datetime) -> Plain:
    """One document with its versions, what it hangs together with, and what is wrong with it.

    Raises:
        NotFound: no such municipality or document.
    """
    pack, day = house.pack(municipality), local_day(at)
    with reading(house.engine) as tx:
        found = shelf(tx, pack)
    by_any = {k.lower(): k for k in found.papers} | {
        case.ref.lower(): k for k, case in found.cases.items()
    }
    wanted = by_any.get(key.strip().lower())
    if wanted is None:
        raise NotFound(f"no document '{key[:80]}'{did_you_mean(key, found.papers)}")
    paper = found.papers[wanted]
    wrong = [name for name, each, _ in troubles(list(found.papers.values()), day) if each is paper]
    return found.plain(paper, day) | {
        "versions": [
            {"key": p.key, "from": str(p.start) if p.start else None, "held": str(p.held(day))}
            for p in chain(found.papers, wanted)
        ],
        "gaps": wrong,
        "quotes": [
            {"section": rule.section, "quote": rule.quote}
            for rule in pack.rule
            if rule.document == wanted
        ],
    }
