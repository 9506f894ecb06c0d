"""The follow-up of a governing document over a term of office: its promises, its goals, what came of it.

Sources: Växjö's strategi, Uppföljning ('skall göras av kommunstyrelsen minst en gång per mandatperiod och
vid behov revideras'); Ljungby's verksamhetsplan, § 4 (kommunstyrelsen ansvarar för uppföljning).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from intlflow.app.duties.showing import source_of
from intlflow.app.house import House, NotFound
from intlflow.app.key_figures import GRANTED, by
from intlflow.app.papers.goals import Tagged, own, tagged, worldwide
from intlflow.app.papers.review import followed
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year, look
from intlflow.app.promises import Promise, promises_of
from intlflow.app.registers.documents import show_document
from intlflow.app.situation import local_day
from intlflow.domain.duty import DutyAnchor
from intlflow.domain.facts import Fact
from intlflow.domain.words import BodyKind
from intlflow.packs.duties import Mandate
from intlflow.packs.model import Pack
from intlflow.papers.model import (
    Block,
    Column,
    Foot,
    Grid,
    Kind,
    Linked,
    Missing,
    Paper,
    Points,
    Quote,
    Section,
    Text,
    Value,
)

KIND = "mandate-report"
FIGURES = (
    "idea", "running", "closed", "application", "granted", "evaluation", "talks", "reports",
)  # fmt: skip
COUNTS = ("idea", "running", "closed", "application", "evaluation")
MONEY = (("application", "applied"), ("application", "granted"), ("running", "own"))
NEWLY = timedelta(days=365)  # so long after an election, it is the term before that is followed up
Plain = dict[str, Any]


def mandate_report(
    house: House, municipality: str, about: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """How a governing document was followed during a term of office.

    Args:
        house: the installation.
        municipality: the pack's key.
        about: the document's key or its case's reference, and after a slash the year in which the term
            began: `plan_2018/2022`. Without a year: the term that holds, in its first year the one before.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or document, or no term that began that year or earlier.
    """
    key, _, began = about.partition("/")
    one, pack, today = (
        show_document(house, municipality, key, at),
        house.pack(municipality),
        local_day(at),
    )
    term = _term(pack, began, today)
    say = Telling(house.words[lang], pack, "paper_mandate", lang)
    days = term.council_from, min(term.council_to, today)
    promises = promises_of(house, municipality, at, lang, one["key"], days=days)
    years = [look(house, municipality, year, at) for year in years_of(term, today)]
    has = tagged(house, municipality, years)
    named = f"{term.council_from.year}–{term.council_to.year}"
    place = f"/styrdokument/{one['key']}/uppfoljning/{term.council_from.year}"
    sections = (
        Section("why", say("head_why"), (_why(pack, say),)),
        Section("summary", say("head_summary"), _summary(one, promises, years, has, say)),
        Section("promises", say("head_promises"), (followed(promises, say),)),
        Section("goals", say("head_goals"), (worldwide(one["sdgs"], has, say), own(has, say))),
        Section("years", say("head_years"), (_by_year(years, say), _money(years, say))),
        Section("results", say("head_results"), (_results(years, say),)),
        Section("not", say("head_not"), (_not(promises, say),)),
        Section("judgement", say("head_judgement"), (Text(say("to_write")),)),
        Section("revise", say("head_revise"), (Points((say("revise_yes"), say("revise_no"))),)),
        Section("proposal", say("head_proposal"), _proposal(one, pack, say)),
    )
    return Paper(
        kind=KIND,
        key=f"uppfoljning-{one['key'].lower()}-{term.council_from.year}-{term.council_to.year}",
        lang=lang,
        municipality=pack.municipality.name,
        title=say("title"),
        lead=say("lead", title=one["title"], term=named),
        facts=_head(one, term, years, say),
        sections=sections,
        foot=Foot(at, say("draft"), f"{address}{place}" if address else ""),
        draft=True,
    )


def _head(
    one: Plain, term: Mandate, years: Sequence[Year], say: Telling
) -> tuple[tuple[str, Value], ...]:
    """Which term and which years it is about, and until when the document holds."""
    start, end = (say.words.day(day) for day in (term.council_from, term.council_to))
    return (
        (say("term"), say("days", start=start, end=end)),
        (say("about"), Linked(one["title"], f"/styrdokument/{one['key']}")),
        (say("in_force"), say.day(one["from"], one["decided_by_name"])),
        (say("revise_by"), say.day(one["revise_by"], one["decided_by_name"])),
        (say("years"), ", ".join(str(year.year) for year in years) or Missing()),
    )


def _term(pack: Pack, began: str, today: date) -> Mandate:
    """The term that is followed up."""
    terms = sorted(
        (term for term in pack.mandate if term.council_from <= today), key=lambda t: t.council_from
    )
    if began:
        found = [term for term in terms if str(term.council_from.year) == began]
    else:
        found = terms[-1:]
        if len(terms) > 1 and today - terms[-1].council_from < NEWLY:
            found = terms[-2:-1]
    if not found:
        there = ", ".join(str(term.council_from.year) for term in terms) or "none"
        raise NotFound(f"no term of office began in '{began[:20]}'; there are {there}")
    return found[0]


def years_of(term: Mandate, today: date) -> range:
    """The calendar years whose greater part lies in a term, as far as they have come.

    Args:
        term: the council's term of office.
        today: the day until which one looks.
    """
    return range(term.boards_from.year, min(term.council_to.year, today.year) + 1)


def _why(pack: Pack, say: Telling) -> Block:
    """The sentence that demands it; where none does, who answers for following up."""
    for duty in pack.duty:
        if duty.when and duty.when.anchor is DutyAnchor.MANDATE_END:
            source = source_of(pack, duty, say.lang)
            if source:
                return Quote(source["quote"], f"{source['document']}, {source['section']}")
    return Text(say("why"))


def _summary(
    one: Plain, promises: Sequence[Promise], years: Sequence[Year], has: Tagged, say: Telling
) -> tuple[Block, ...]:
    states = [each.state for each in promises]
    counts = {key: states.count(key) for key in ("kept", "late", "waiting", "nobody")}
    evaluated = sum(len(year.rows("evaluations")) for year in years)
    goals = [say.words.section("tag.sdg").get(each, each) for each in one["sdgs"]]
    lines = [
        say("sum_promises", all=len(promises), **counts) if promises else say("sum_none"),
        say("sum_projects", projects=len(has.projects), evaluated=evaluated),
    ]
    if "all" in one["sdgs"]:
        used = len(has.goals_used)
        lines.append(
            say("sum_goals_all", tagged=len(has.with_goal()), projects=len(has.projects), used=used)
        )
    elif goals:
        some = len(has.with_goal(frozenset(one["sdgs"])))
        lines.append(
            say("sum_goals_some", goals=", ".join(goals), tagged=some, projects=len(has.projects))
        )
    return tuple(Text(line) for line in lines)


def _by_year(years: Sequence[Year], say: Telling) -> Grid:
    """Each year's figures side by side; of a year that the register knows nothing of, none."""
    told = [_numbers(year, say) for year in years]
    rows = tuple(
        (say(f"figure_{key}"), *(numbers[key] if numbers else Missing() for numbers in told))
        for key in FIGURES
    )
    columns = (*say.columns("figure"), *(Column(str(y.year), Kind.NUMBER) for y in years))
    return Grid("ar", say("by_year"), columns, rows, note=say("by_year_note"))


def _numbers(year: Year, say: Telling) -> dict[str, Value]:
    """A year's figures by their names; none where the register knows nothing of it."""
    numbers = {key[0]: figure.number for key, figure in by(year.sums, "what").items()}
    if not (numbers or year.shares.talked or year.shares.answered):
        return {}
    granted = sum(row["outcome"] in GRANTED for row in year.rows("applications"))
    units, asked = year.shares.units, year.shares.asked
    return {
        **{what: numbers.get(what, 0) for what in COUNTS},
        "granted": granted,
        "talks": say("of", done=year.shares.talked, all=asked) if asked else Missing(),
        "reports": say("of", done=year.shares.answered, all=units),
    }


def _money(years: Sequence[Year], say: Telling) -> Grid:
    """What was applied for and granted, and our own part, each currency for itself."""
    told = [
        {key[0]: figure.money for key, figure in by(year.sums, "what").items()} for year in years
    ]
    rows = tuple(
        (say(f"money_{amount}"),
         *(_sums(money.get(what, {}), amount, say) or Missing() for money in told))
        for what, amount in MONEY
    )  # fmt: skip
    columns = (*say.columns("amount"), *(Column(str(year.year)) for year in years))
    return Grid("pengar", say("money"), columns, rows, note=say("money_note"))


def _sums(money: Mapping[tuple[str, str], Decimal], amount: str, say: Telling) -> str:
    found = sorted((currency, total) for (of, currency), total in money.items() if of == amount)
    return " + ".join(say.words.money(total, currency) for currency, total in found)


def _results(years: Sequence[Year], say: Telling) -> Grid:
    """What the term's evaluations say: results apart from effects."""
    rows = tuple(
        (
            say.case(row),
            str(year.year),
            say.text(row[Fact.RESULTS], str(row["unit"])),
            say.text(row[Fact.EFFECTS], str(row["unit"])),
        )
        for year in years
        for row in year.rows("evaluations")
    )
    columns = say.columns("case", "year", "results", "effects")
    return Grid("resultat", say("results"), columns, rows, empty=say("results_none"))


def _not(promises: Sequence[Promise], say: Telling) -> Block:
    """The promises that were not followed, what is late first."""
    lines = []
    for state in ("late", "nobody"):
        these = (each for each in promises if each.state == state)
        lines += [
            say(f"not_{state}", promise=each.says.rstrip("."), late=each.late) for each in these
        ]
    waiting = sum(each.state == "waiting" for each in promises)
    lines += [say.many("not_met", waiting, number=waiting)] if waiting else []
    return Points(tuple(lines)) if lines else Text(say("not_none"))


def _proposal(one: Plain, pack: Pack, say: Telling) -> tuple[Block, ...]:
    board = next((b.key for b in pack.body if b.kind is BodyKind.EXECUTIVE_BOARD), "")
    body = pack.names[say.lang].bodies.get(board) or say("body")
    points = (say("propose_file", title=one["title"]), say("propose_revise", title=one["title"]))
    return Text(say("proposal_lead", body=body)), Points(points, numbered=True)
