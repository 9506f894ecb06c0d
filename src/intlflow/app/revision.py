"""What an auditor reads: is the journal whole, are duties met and promises kept, what lacks its ending."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor
from intlflow.app.audit import Verdict, verify
from intlflow.app.case_page import seen_case
from intlflow.app.context import in_words
from intlflow.app.decisions.agenda import Agenda, agenda
from intlflow.app.decisions.showing import show_matter
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.app.promises import Promise, promises_of
from intlflow.app.showing import show_case
from intlflow.domain.facts import Facts
from intlflow.domain.journal import GENESIS
from intlflow.domain.lifecycle import Refused
from intlflow.packs.model import Pack
from intlflow.sources.sheet_text import FORMULAS
from intlflow.store import cases, journal, letters, people
from intlflow.store.engine import reading

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Revision:
    """The auditor's page.

    Args:
        verdict: what a whole reading of the journal found just now.
        head: the journal's last link; noted elsewhere, it shows later that nothing was cut off.
        duties: how many occurrences stand how.
        overdue: those that should have been met.
        decided: the decisions, with what still lacks.
        promises: every sentence that something is to carry out.
        letters: how many did not come through, or are held back.
        cases: what can be followed from beginning to end.
    """

    verdict: Verdict
    head: str
    duties: dict[str, int]
    overdue: tuple[Plain, ...]
    decided: Agenda
    promises: tuple[Promise, ...]
    letters: dict[str, int]
    cases: tuple[Plain, ...]


def revision(house: House, who: Visitor, at: datetime, lang: str) -> Revision:
    """What an auditor reads of a municipality. Changes nothing.

    Raises:
        NotFound: no such municipality.
    """
    key = house.pack(who.municipality).key
    verdict = verify(house, only=key)
    rows = list_duties(house, at, municipality=key, lang=lang)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["state"]] = counts.get(row["state"], 0) + 1
    with reading(house.engine) as tx:
        troubled = letters.troubled(tx, key)
        known = [
            {"ref": c.ref, "title": c.title, "kind": c.kind, "phase": c.phase}
            for c in cases.find(tx, key, None, None)
        ]
    return Revision(
        verdict=verdict,
        head=verdict.heads.get(key, GENESIS),
        duties=counts,
        overdue=tuple(row for row in rows if row["state"] == "overdue"),
        decided=agenda(house, who, at),
        promises=tuple(promises_of(house, key, at, lang)),
        letters=troubled,
        cases=tuple(known),
    )


@dataclass(frozen=True, slots=True)
class Story:
    """One case from its beginning to where it stands: everything, in the order of time."""

    case: Plain
    unit: str
    events: tuple[Plain, ...]


def story(house: House, who: Visitor, ref: str, at: datetime, lang: str) -> Story:
    """Everything that happened in a case, whoever did it, with what was given and who was told.

    Raises:
        NotFound: no such case, or none that is theirs to audit.
    """
    here = seen_case(house, who, Action.READ_AUDIT, ref, at)
    case = show_case(house, ref, at)
    events = [
        *(_move(row, here.pack, lang) for row in case["journal"]),
        *(_letter(row) for row in case["letters"]),
        *(_task(row, lang) for row in case["tasks"] if row["done_at"]),
        *({"what": "support", **row} for row in case["support"]),
        *_after(house, ref, at),
    ]
    events.sort(key=lambda event: event["at"])
    return Story(case, here.unit.name, tuple(events))


def _move(row: Plain, pack: Pack, lang: str) -> Plain:
    given = Facts(json.loads(row["given"])) if row["given"] else Facts()
    known = Facts({key: value for key, value in given.items() if value is not None})
    return {"what": "move", **row, "facts": in_words(known, pack, lang)}


def _letter(row: Plain) -> Plain:
    return {"what": "letter", "at": row["created_at"], **row}


def _task(row: Plain, lang: str) -> Plain:
    title = row["title_en"] if lang == "en" else row["title_sv"]
    return {"what": "task", "at": row["done_at"], "title": title, "note": row["note"]}


def _after(house: House, ref: str, at: datetime) -> list[Plain]:
    """What happened to the case's decisions afterwards."""
    try:
        rows = show_matter(house, ref, at)["decisions"]
    except (Refused, KeyError):
        return []
    return [
        {"what": "decision", "at": event["day"], "decision": row, **event}
        for row in rows
        for event in row["events"]
    ]


COLUMNS = (
    "number",
    "at",
    "ref",
    "verb",
    "by",
    "role",
    "source",
    "target",
    "unit",
    "digest",
    "hash",
)


def journal_csv(house: House, municipality: str) -> bytes:
    """The whole journal as a spreadsheet reads it: semicolons, a mark for UTF-8, no formulas.

    Raises:
        NotFound: no such municipality.
    """
    key = house.pack(municipality).key
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    with reading(house.engine) as tx:
        rows = list(journal.walk(tx, key))
        names = people.names(tx, {row.person_id for row in rows})
        refs = cases.refs(tx, {row.case_id for row in rows})
    for row in rows:
        by, ref = names.get(row.person_id, "?"), refs.get(row.case_id, "?")
        cells = (row.number, row.at, ref, row.verb, by, row.role, row.source, row.target)
        whole = (*cells, row.unit_name, row.digest, row.hash)
        writer.writerow([_plain(str(cell)) for cell in whole])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in FORMULAS else text
