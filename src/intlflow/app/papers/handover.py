"""The handover pack: what a coordinator or contact person who leaves puts into the next one's hands.

Everything open, every day ahead, the people, and where things are. It names people, never keys or
passwords; what nobody has told is said to be missing.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from intlflow.app.handover import place_name
from intlflow.app.house import House
from intlflow.app.papers.leaving import Leaving, look
from intlflow.app.papers.telling import Telling
from intlflow.domain.facts import Fact
from intlflow.domain.words import Kind, Stage
from intlflow.letters.shown import shown
from intlflow.papers.model import (
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

KIND = "handover"
PAGES = {
    "cases": "/projekt",
    "calendar": "/kalender",
    "duties": "/paminnelser",
    "registers": "/register",
    "documents": "/styrdokument",
}
NUMBERED = frozenset(
    {Stage.DECISION, Stage.RUNNING, Stage.EVALUATION}
)  # when a project has numbers
MOST_LETTERS = 10
KEPT = (Fact.REGISTRY_NUMBER, Fact.FUNDER_NUMBER, Fact.AGREEMENT, Fact.MEMO)
Plain = dict[str, Any]


def handover(
    house: House, municipality: str, email: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """What somebody who leaves has in hand.

    Args:
        house: the installation.
        municipality: the pack's key.
        email: whose.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality, or nobody with this address.
    """
    has, words = look(house, municipality, email, at, lang), house.words[lang]
    say, today = Telling(words, has.pack, "paper_handover", lang), at.date()
    late, ahead = _dates(has, say, str(today))
    dates = say.columns("day:day", "what", "about")
    sections = (
        Section("roles", say("head_roles"), (_roles(has, say),)),
        Section("late", say("head_late"), (
            Grid("forsenat", say("late"), dates, late, empty=say("no_late")),
        )),
        Section("dates", say("head_dates"), (
            Grid("datum", say("dates"), dates, ahead, empty=say("no_dates")),
        )),
        Section("cases", say("head_cases"), (_cases(has, say),)),
        Section("points", say("head_points"), (_points(has, say),)),
        Section("owned", say("head_owned"), (_owned(has, say),)),
        Section("people", say("head_people"), (_people(has, say),)),
        Section("where", say("head_where"), (_kept(has, say), _files(has, say),
            Text(say("pages"), strong=True), _pages(address, say))),
        Section("letters", say("head_letters"), (_letters(has, say),)),
        Section("todo", say("head_todo"), (
            Points(tuple(say(f"todo_{n}") for n in (1, 2, 3, 4, 5)), numbered=True),
            Text(say("no_keys")),
        )),
        Section("sign", "", (Signature(has.told["name"], say("leaves")),
                             Signature(say("successor"), say("takes_over")))),
    )  # fmt: skip
    return Paper(
        kind=KIND,
        key=f"overlamning-{email.strip().lower().partition('@')[0]}-{today}",
        lang=lang,
        municipality=has.pack.municipality.name,
        title=say("title"),
        lead=has.told["name"],
        facts=(
            (say("day"), today),
            (
                say("in_hand"),
                say("counted", cases=len(has.cases), dates=len(ahead), late=len(late)),
            ),
        ),
        sections=sections,
        foot=Foot(at, "", f"{address}/overlamning/{has.person}" if address else ""),
    )


def _role(key: str, deputy: bool, say: Telling) -> str:
    role = say.words.of("role", key)
    return say("as_deputy", role=role) if deputy else role


def _roles(has: Leaving, say: Telling) -> Grid:
    """The appointments, and who steps in when they end."""
    rows = tuple(
        (
            _role(row["role"], row["deputy"], say),
            row["scope_name"],
            say.day(row["from"]),
            say.day(row["to"]) if row["to"] else say("open_end"),
            ", ".join(row["deputies"]) or ("" if row["deputy"] else Missing(row["scope_name"])),
        )
        for row in has.told["roles"]
    )
    columns = say.columns("role", "where", "from:day", "to", "deputies")
    return Grid("uppdrag", say("roles"), columns, rows, empty=say("no_roles"))


def _dates(
    has: Leaving, say: Telling, today: str
) -> tuple[tuple[tuple[Value, ...], ...], tuple[tuple[Value, ...], ...]]:
    """What should have been done already, and every day ahead, each soonest first."""
    title = "title_en" if say.lang == "en" else "title_sv"
    found: list[tuple[str, str, Value]] = []
    for row in (*has.tasks, *has.milestones):
        ref = row["ref"]
        found.append(
            (row.get("due_on") or row["on_day"], row[title], Linked(ref, f"/arende/{ref}"))
        )
    found += [(row["due"], row["title"], row["about"]) for row in has.duties]
    for row in has.points:
        if row["due_on"]:
            there = f"/register/point/{row['number']}"
            found.append((row["due_on"], row["what"], Linked(row["circle_name"], there)))
    for key, row in has.owned:
        day = row.get("review_on") or row.get("renewal_on")
        if day:
            there = f"/register/{key}/{row['number']}"
            found.append((day, say(f"due_{key}"), Linked(row["name"], there)))
    for row in has.meetings:
        there = f"/gruppmoten/{row['number']}/kallelse"
        found.append((row["day"], say("group_meets"), Linked(row["place"], there)))
    found.sort(key=lambda each: each[:2])
    rows = tuple((date.fromisoformat(day[:10]), what, where) for day, what, where in found)
    return tuple(r for r in rows if str(r[0]) < today), tuple(r for r in rows if str(r[0]) >= today)


def _cases(has: Leaving, say: Telling) -> Grid:
    rows = tuple(
        (
            Linked(f"{case.title} ({ref})", f"/arende/{ref}"),
            say.words.of(f"phase.{case.kind}", case.phase),
            case.unit_name,
            ", ".join(say.words.of("role", part) for part in parts),
        )
        for ref, (case, parts) in has.cases.items()
    )
    columns = say.columns("case", "stands", "unit", "part")
    return Grid("arenden", say("cases"), columns, rows, empty=say("no_cases"))


def _points(has: Leaving, say: Telling) -> Grid:
    """What they have promised a group to do."""
    rows = tuple(
        (
            Linked(row["what"], f"/register/point/{row['number']}"),
            row["circle_name"],
            say.day(row["due_on"], row["circle_name"]),
        )
        for row in has.points
    )
    columns = say.columns("what", "group", "due:day")
    return Grid("loften", say("points"), columns, rows, empty=say("no_points"))


def _owned(has: Leaving, say: Telling) -> Grid:
    """Networks, cooperations and groups that they look after, with where the agreement is."""
    rows = tuple(
        (
            Linked(row["name"], f"/register/{key}/{row['number']}"),
            say.words.of("register", key),
            row.get("partner_name") or "",
            say.text(row.get("agreement"), row["name"]) if key == "cooperation" else "",
        )
        for key, row in has.owned
    )
    columns = say.columns("name", "register", "partner", "agreement")
    return Grid("skoter", say("owned"), columns, rows, empty=say("no_owned"))


def _people(has: Leaving, say: Telling) -> Grid:
    rows = tuple(
        (
            holder.name,
            _role(str(holder.role), holder.deputy, say),
            place_name(has.pack, holder.scope),
        )
        for holder in has.around
    )
    columns = say.columns("name", "role", "where")
    return Grid("manniskor", say("people"), columns, rows, empty=say("no_people"))


def _kept(has: Leaving, say: Telling) -> Grid:
    """Under which numbers each case's papers are kept."""
    rows = tuple(
        (
            Linked(case.title, f"/arende/{ref}"),
            *(_fact(case.facts, fact, case.unit_name, has, say) for fact in KEPT),
        )
        for ref, (case, _) in has.cases.items()
        if case.kind == Kind.PROJECT and case.stage in NUMBERED
    )
    columns = say.columns(
        "case",
        "registry_number",
        "funder_number",
        "agreement",
        "memo",
    )
    return Grid("nummer", say("kept"), columns, rows, empty=say("no_kept"))


def _fact(facts: Mapping[str, Any], fact: Fact, unit: str, has: Leaving, say: Telling) -> Value:
    known = facts.get(fact)
    if not known:
        return Missing(unit)
    names = has.pack.names[say.lang]
    return shown(fact, known, say.lang, bodies=names.bodies, forms=names.forms)


def _files(has: Leaving, say: Telling) -> Grid:
    rows = tuple(
        (
            row["file"],
            Linked(row["ref"], f"/arende/{row['ref']}"),
            say("secret") if row["secrecy"] else "",
        )
        for row in has.files
    )
    columns = say.columns("file", "case", "secrecy")
    return Grid("filer", say("files"), columns, rows, empty=say("no_files"))


def _pages(address: str, say: Telling) -> Facts:
    """The pages on which the work goes on."""
    return Facts(
        tuple((say(f"page_{key}"), Linked(f"{address}{path}", path)) for key, path in PAGES.items())
    )


def _letters(has: Leaving, say: Telling) -> Grid:
    """Letters to them that have not come to an end, the first of them."""
    letters = has.told["letters"]
    rows = tuple(
        (row["subject"], say.words.of("ending", row["status"])) for row in letters[:MOST_LETTERS]
    )
    left = len(letters) - len(rows)
    note = say("more_letters", number=left) if left else ""
    columns = say.columns("subject", "ending")
    return Grid("brev", say("letters"), columns, rows, note=note, empty=say("no_letters"))
