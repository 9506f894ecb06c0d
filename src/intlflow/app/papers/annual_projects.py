"""The annual compilation's chapters about projects and applications, and each unit's own part."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from intlflow.app.key_figures import GRANTED, REFUSED
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import UnitYear, Year
from intlflow.domain.facts import Fact
from intlflow.papers.model import (
    Block,
    Chart,
    Facts,
    Grid,
    Linked,
    Missing,
    Section,
    Share,
    Text,
    Value,
)

WAITING = frozenset({"submitted", "supplement", "reserve"})


def chapters(told: Year, say: Telling) -> tuple[Section, ...]:
    """Projects, and applications."""
    return (
        Section("projects", say("projects"), _projects(told, say)),
        Section("applications", say("applications"), _applications(told, say)),
    )


def _projects(told: Year, say: Telling) -> tuple[Block, ...]:
    columns = say.columns(
        "case", "unit", "programme", "total:money", "own:money",
        "from:day", "until:day",
    )  # fmt: skip
    tables = []
    for key in ("running", "closed"):
        rows = tuple(_project(row, say) for row in told.rows(key))
        tables.append(Grid(key, say(f"projects_{key}"), columns, rows, empty=say("none")))
    ideas = tuple(
        (
            say.case(row),
            row["unit"],
            say.words.of("phase.project", row["phase"]),
            say.day(row["on"]),
        )
        for row in told.rows("ideas")
    )
    head = say.columns("case", "unit", "stands", "brought:day")
    return (*tables, Grid("ideas", say("projects_ideas"), head, ideas, empty=say("none")))


def _project(row: Mapping[str, Any], say: Telling) -> tuple[Value, ...]:
    unit = str(row["unit"])
    return (
        say.case(row),
        unit,
        say.text(row[Fact.PROGRAMME], unit),
        say.money(row[Fact.TOTAL_BUDGET], unit),
        say.money(row[Fact.OWN_CONTRIBUTION], unit),
        say.day(row[Fact.PERIOD_START] or row["began"], unit),
        say.day(row[Fact.PERIOD_END] or row["ended"], unit),
    )


def _applications(told: Year, say: Telling) -> tuple[Block, ...]:
    """What was sent, what came of it, by number and by money; each currency for itself."""
    sent = told.rows("applications")
    columns = say.columns(
        "case", "unit", "submitted:day", "outcome", "applied:money",
        "granted:money",
    )  # fmt: skip
    rows = tuple(
        (
            say.case(row),
            str(row["unit"]),
            say.day(row["submitted_on"]),
            say.words.of("phase.project", row["outcome"]),
            say.money(row[Fact.AMOUNT_APPLIED], str(row["unit"])),
            say.money(row[Fact.AMOUNT_GRANTED], str(row["unit"]))
            if row["outcome"] in GRANTED
            else "",
        )
        for row in sent
    )
    made: list[Block] = [
        Grid("applications", say("applications_all"), columns, rows, empty=say("none"))
    ]
    if sent:
        made.insert(0, _rates(sent, told.year, say))
        made.append(_by_unit(sent, say))
    return tuple(made)


def _rates(sent: list[dict[str, Any]], year: int, say: Telling) -> Facts:
    """How much of what was decided on was granted."""
    decided = [row for row in sent if row["outcome"] in GRANTED | REFUSED]
    granted = [row for row in decided if row["outcome"] in GRANTED]
    waiting = [row for row in sent if row["outcome"] in WAITING]
    link = f"/arsrapport/{year}/rader/application"
    facts: list[tuple[str, Value]] = [
        (say("sent"), Linked(len(sent), link)),
        (say("granted"), len(granted)),
        (say("refused"), len(decided) - len(granted)),
        (say("waiting"), len(waiting)),
        (say("rate_number"), Share(Decimal(len(granted)) / len(decided)) if decided else Missing()),
    ]
    for currency in sorted({c for row in decided if (c := _currency(row))}):
        applied, given = (
            sum((_amount(row, fact, currency) for row in decided), Decimal(0))
            for fact in (Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED)
        )
        if applied:
            facts.append((say("rate_money", currency=currency), Share(given / applied)))
    return Facts(tuple(facts))


def _currency(row: Mapping[str, Any]) -> str:
    known = row[Fact.AMOUNT_APPLIED]
    return str(known["currency"]) if isinstance(known, Mapping) else ""


def _amount(row: Mapping[str, Any], fact: Fact, currency: str) -> Decimal:
    known = row[fact]
    if fact is Fact.AMOUNT_GRANTED and row["outcome"] not in GRANTED:
        return Decimal(0)
    if not isinstance(known, Mapping) or known["currency"] != currency:
        return Decimal(0)
    return Decimal(str(known["amount"]))


def _by_unit(sent: list[dict[str, Any]], say: Telling) -> Chart:
    """Applications and grants by unit, as bars."""
    all_ = Counter(str(row["unit"]) for row in sent)
    granted = Counter(str(row["unit"]) for row in sent if row["outcome"] in GRANTED)
    rows = tuple((unit, number, granted[unit]) for unit, number in all_.most_common())
    alt = "; ".join(say("bar_said", unit=unit, sent=n, granted=g) for unit, n, g in rows)
    title = say("applications_by_unit")
    columns = say.columns("unit", "sent:number", "granted_number:number")
    return Chart(title, alt, Grid("applications-by-unit", title, columns, rows))


def unit(told: Year, one: UnitYear, say: Telling) -> Section:
    """A unit's year: its projects, its applications, other work, and what came of it.

    Source: Växjö's strategi, Rapport a (projekt och ansökningar), b (övrigt arbete), c (resultat).
    """
    own = [row for row in told.activities if row["unit"] == one.key]
    counts = [
        (say(f"unit_{key}"), len(one.facts[key])) for key in ("running", "closed", "applications")
    ]
    counts.append((say("unit_activities"), len(own)))
    has_some = any(number for _, number in counts)
    facts: list[tuple[str, Value]] = [*counts] if has_some else []
    if one.talks.wanted:
        said = say("talks_of", done=len(one.talks.days), wanted=one.talks.wanted)
        facts.append((say("unit_talks"), said))
    blocks: list[Block] = []
    if not one.answered:
        blocks.append(
            Facts(((say("unit_answer"), Missing(one.name, say.report(one.key, told.year))), *facts))
        )
    else:
        blocks.append(Facts(tuple(facts)))
        own_words = one.answers
        texts = [own_words.results, one.said, say("unit_nothing") if one.has_nothing else ""]
        texts.append(say("unit_needs", needs=own_words.needs) if own_words.needs else "")
        blocks += [Text(text) for text in texts if text]
    if not has_some and not one.has_nothing:
        blocks.append(Text(say("unit_none")))
    blocks += [
        Text(say("unit_result", title=row["title"], results=row[Fact.RESULTS]))
        for row in one.facts["evaluations"]
        if row[Fact.RESULTS]
    ]
    return Section(f"unit-{one.key}", one.name, tuple(blocks), level=2)
