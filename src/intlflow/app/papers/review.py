"""The memo about a governing document that has to be looked over: what it promises and how that was followed.

Sources: the documents' own heads ('Revideras senast'), Växjö's strategi ('vid behov revideras'). The
headings are those of a tjänsteskrivelse. Whether to keep it or write it anew is for people to say.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from intlflow.app.house import House
from intlflow.app.papers.of_case import look
from intlflow.app.papers.telling import Telling
from intlflow.app.promises import Promise, promises_of
from intlflow.app.registers.documents import list_documents, show_document
from intlflow.app.situation import local_day
from intlflow.domain.words import Role
from intlflow.papers.model import (
    Block,
    Facts,
    Foot,
    Grid,
    Linked,
    Missing,
    Paper,
    Points,
    Section,
    Signature,
    Text,
    Value,
)
from intlflow.store import people
from intlflow.store.engine import reading

KIND = "document-review"
Plain = dict[str, Any]


def review(
    house: House,
    municipality: str,
    document: str,
    at: datetime,
    lang: str = "sv",
    address: str = "",
) -> Paper:
    """A memo about looking a governing document over, drafted.

    Args:
        house: the installation.
        municipality: the pack's key.
        document: its key in the pack, or its case's reference.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or document.
    """
    one, pack = show_document(house, municipality, document, at), house.pack(municipality)
    say = Telling(house.words[lang], pack, "paper_review", lang)
    names = {row["key"]: row["title"] for row in list_documents(house, municipality, at)}
    promises = promises_of(house, municipality, at, lang, one["key"])
    signed = coordinator(house, municipality, local_day(at)) or say("coordinator")
    sections = (
        Section("proposal", say("head_proposal"), _proposal(one, say)),
        Section("summary", say("head_summary"), _summary(one, promises, say)),
        Section("document", say("head_document"), (Facts(about(one, names, say)),)),
        Section("promises", say("head_promises"), (followed(promises, say),)),
        Section("gaps", say("head_gaps"), (_gaps(one, say),)),
        Section("judgement", say("head_judgement"), (Text(say("to_write")),)),
        Section("economy", say("head_economy"), (Text(say("to_write")),)),
        Section("sustainability", say("head_sustainability"), (Text(say("to_write")),)),
        Section("basis", say("head_basis"), (Points(_basis(one, names, say, local_day(at))),)),
        Section("sent", say("head_sent"), (_sent_to(one, say),)),
        Section("sign", "", (Signature(signed, say("coordinator")),)),
    )
    return Paper(
        kind=KIND,
        key=f"oversyn-{one['key'].lower()}-{at:%Y-%m-%d}",
        lang=lang,
        municipality=pack.municipality.name,
        title=say("title"),
        lead=one["title"],
        facts=_head(house, one, at, say),
        sections=sections,
        foot=Foot(
            at, say("draft"), f"{address}/styrdokument/{one['key']}/oversyn" if address else ""
        ),
        draft=True,
    )


def _proposal(one: Plain, say: Telling) -> tuple[Block, ...]:
    """Keep it or write it anew: both sentences, one to be struck out."""
    body = one["decided_by_name"] or say("nobody")
    keep = say("propose_keep", title=one["title"])
    revise = say("propose_revise", title=one["title"], owner=one["owner_name"] or body)
    lead = Text(say("proposal_lead", body=body))
    return lead, Points((keep, revise), numbered=True), Text(say("choose_one"))


def _sent_to(one: Plain, say: Telling) -> Points:
    """Who gets the decision: the coordinator, and whoever looks after the document."""
    return Points(tuple(dict.fromkeys(filter(None, (say("sent_coordinator"), one["owner_name"])))))


def coordinator(house: House, municipality: str, day: date) -> str:
    """The name of whoever is coordinator that day; empty: nobody."""
    with reading(house.engine) as tx:
        held = people.appointed(tx, municipality, (), str(day))
    return next((h.name for h in held if h.role is Role.COORDINATOR and not h.deputy), "")


def _head(house: House, one: Plain, at: datetime, say: Telling) -> tuple[tuple[str, Value], ...]:
    """Which case it is, where that stands, and which bodies it goes through."""
    ref = one["ref"]
    facts: list[tuple[str, Value]] = [
        (
            say("ref"),
            Linked(ref, f"/arende/{ref}") if ref else Missing(one["owner_name"], "/styrdokument"),
        ),
        (say("owner"), say.text(one["owner_name"])),
        (say("revise_by"), say.day(one["revise_by"], one["decided_by_name"])),
    ]
    if ref:
        told = look(house, ref, at, say.lang, say.section)
        facts.insert(
            1, (say("stands"), say.words.of("phase.governing-document", told.case["phase"]))
        )
        steps = [step["name"] for step in told.matter["steps"]] if told.matter else []
        if steps:
            facts.append((say("way"), " → ".join(steps)))
    return tuple(facts)


def _summary(one: Plain, promises: list[Promise], say: Telling) -> tuple[Block, ...]:
    """What it is, when it should have been looked over, and how it has been followed."""
    said = say.words
    adopted = (
        say(
            "was_adopted",
            title=one["title"],
            body=one["decided_by_name"],
            day=said.day(one["from"]),
        )
        if one["from"]
        else say("was_adopted_some_day", title=one["title"], body=one["decided_by_name"])
    )
    if one["days_late"]:
        due = say("is_late", day=said.day(one["revise_by"]), days=one["days_late"])
    elif one["revise_by"]:
        due = say("is_due", day=said.day(one["revise_by"]))
    else:
        due = say("no_due")
    states = [each.state for each in promises]
    carried = say(
        "carried",
        all=len(states),
        **{k: states.count(k) for k in ("kept", "late", "waiting", "nobody")},
    )
    return tuple(Text(each) for each in (adopted, due, carried if promises else say("no_promises")))


def about(one: Plain, names: dict[str, str], say: Telling) -> tuple[tuple[str, Value], ...]:
    """What is known of the document, with what nobody has told named.

    Args:
        one: as `show_document` gives it.
        names: what documents are called, by key.
        say: the paper's words.
    """
    whom = one["owner_name"]

    def other(key: str | None) -> Value:
        return Linked(names.get(key, key), f"/styrdokument/{key}") if key else ""

    facts: list[tuple[str, Value]] = [
        (say("type"), say.words.section("document_type").get(one["type"], one["type"])),
        (say("version"), say.text(one["version"], whom)),
        (say("decided_by"), say.text(one["decided_by_name"], whom)),
        (say("decision"), say.text(_without_key(one["decision"]), one["decided_by_name"])),
        (say("from"), say.day(one["from"], one["decided_by_name"])),
        (say("revise_by"), say.day(one["revise_by"], one["decided_by_name"])),
        (
            say("changed_on"),
            say.day(one["changed_on"]) if one["changed_on"] else say("never_changed"),
        ),
        (say("applies_to"), one["applies_to"]),
        (say("author"), say.text(one["author"], whom)),
        (say("goals"), _goals(one["sdgs"], say)),
    ]
    links = (
        ("builds_on", one["linked_to"]),
        ("replaces", one["replaces"]),
        ("replaced_by", one["replaced_by"]),
    )
    facts += [(say(name), other(key)) for name, key in links if key]
    facts += [(say("carries"), other(key)) for key in one["linked_from"]]
    if one["condition"]:
        facts.append((say("condition"), one["condition"]))
    return tuple(facts)


def _without_key(decision: str | None) -> str:
    return (decision or "").partition(" ")[2]


def _goals(sdgs: list[str], say: Telling) -> Value:
    """The global goals in its head; 'samtliga' is one answer, not seventeen."""
    words = say.words.section("tag.sdg")
    return ", ".join(words.get(each, each) for each in sdgs) or Missing()


def worst_first(promises: Sequence[Promise]) -> list[Promise]:
    """The promises, what is late at the top, then what nothing has come of."""
    order = ("late", "nobody", "waiting", "kept")
    return sorted(promises, key=lambda one: (order.index(one.state), one.section))


def followed(promises: list[Promise], say: Telling) -> Grid:
    """Every promise of the document with what became of it.

    Args:
        promises: as `promises_of` gives them.
        say: the paper's words.
    """
    rows = tuple(
        (one.section, one.says, one.met, one.late, say(f"state_{one.state}"))
        for one in worst_first(promises)
    )
    columns = say.columns(
        "section",
        "promise",
        "met:number",
        "late:number",
        "state",
    )
    return Grid(
        "loften",
        say("promises"),
        columns,
        rows,
        note=say("promises_note"),
        empty=say("no_promises"),
    )


def _gaps(one: Plain, say: Telling) -> Block:
    """What has to be put right, in the register's own words."""
    since = say.words.day(one["revise_by"]) if one["revise_by"] else ""
    gaps = [say.words.sentence("gap", gap, name=one["title"], since=since) for gap in one["gaps"]]
    return Points(tuple(gaps)) if gaps else Text(say("no_gaps"))


def _basis(one: Plain, names: dict[str, str], say: Telling, day: date) -> tuple[str, ...]:
    """What the decision rests on: this memo first, then the document and what hangs on it."""
    version = say("basis_version", version=one["version"]) if one["version"] else ""
    keys = (one["linked_to"], *one["linked_from"])
    return (
        say("basis_memo", day=say.words.day(day)),
        f"{one['title']}{version}",
        *(names.get(key, key) for key in keys if key),
    )
