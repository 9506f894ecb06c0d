"""A unit's year in its own name: the text for its nämnd's verksamhetsberättelse, or Växjö's three blocks.

Sources: Ljungby's verksamhetsplan 2018, § 5 (i nämndernas verksamhetsberättelser); Växjö's strategi, Rapport
a (projekt och ansökningar), b (övrigt arbete), c (resultat). The register fills it in.
"""

from datetime import datetime

from intlflow.app.house import House
from intlflow.app.key_figures import GRANTED
from intlflow.app.papers.lengths import Sentence, ended, fitted, named
from intlflow.app.papers.talks import Talks
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Plain, UnitYear, Year, look
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import known_unit, year_of
from intlflow.domain.facts import Fact, one_line
from intlflow.papers.model import Block, Foot, Grid, Missing, Paper, Points, Section, Text, Value

KIND = "unit-report"
MOST_WORDS = 200
KEPT = ("projects", "nothing")
IN_ORDER = (
    *KEPT,
    "results",
    "applications",
    "talks",
    "tried",
    "needs",
    "activities",
    "evaluations",
)


def this_year(
    house: House, municipality: str, unit: str, at: datetime, lang: str = "sv", address: str = ""
) -> Paper:
    """The text of the year that is being collected; see `unit_text`."""
    return unit_text(house, municipality, unit, year_of(local_day(at)), at, lang, address)


def unit_text(
    house: House,
    municipality: str,
    unit: str,
    year: int,
    at: datetime,
    lang: str = "sv",
    address: str = "",
) -> Paper:
    """A unit's text about a year, as the municipality's pack wants it told.

    Args:
        house: the installation.
        municipality: the pack's key.
        unit: the unit's key, also of one that has been merged in the year.
        year: the calendar year.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality or unit.
    """
    known = known_unit(house.pack(municipality), unit)
    told = look(house, municipality, year, at)
    say = Telling(house.words[lang], told.pack, "paper_unit", lang)
    one = next((each for each in told.units if each.key == unit), None)
    one = one or UnitYear(unit, known.name, _NOTHING, "", "", Talks())
    made = (
        _blocks(told, one, say)
        if told.pack.year.unit_text == "blocks"
        else _running(told, one, say)
    )
    return Paper(
        kind=KIND,
        key=f"{KIND}-{unit}-{year}",
        lang=lang,
        municipality=told.pack.municipality.name,
        title=say("title", year=year),
        lead=one.name,
        sections=made,
        foot=Foot(at, "", f"{address}{say.report(unit, year)}/text" if address else ""),
        facts=((say("answer"), _answer(told, one, say)),),
        draft=not one.answered,
    )


_NOTHING: Plain = {key: [] for key in ("running", "closed", "applications", "evaluations", "ideas")}


def _answer(told: Year, one: UnitYear, say: Telling) -> Value:
    if not one.answered:
        return Missing(one.name, say.report(one.key, told.year))
    return say.words.of("phase.unit-report", one.state)


def _running(told: Year, one: UnitYear, say: Telling) -> tuple[Section, ...]:
    """The text in whole sentences, at most two hundred words, and the table of its own projects."""
    made = fitted(sentences(told, one, say), MOST_WORDS, IN_ORDER, KEPT, lambda t: len(t.split()))
    blocks: list[Block] = [Text(made.text)]
    if made.left_out:
        blocks.append(Text(say("left_out", most=MOST_WORDS)))
        blocks.append(Points(tuple(named(each, say) for each in made.left_out), numbered=True))
    return (
        Section("text", say("text"), tuple(blocks)),
        Section("projects", say("own"), (_projects(one, say), _applications(one, say))),
    )


def _blocks(told: Year, one: UnitYear, say: Telling) -> tuple[Section, ...]:
    """Växjö's three: projects and applications, other international work, results."""
    results = [Text(text) for text in _results(one, say)]
    if one.has_nothing:
        results.append(Text(say("nothing")))
    return (
        Section("a", say("block_a"), (_projects(one, say), _applications(one, say))),
        Section("b", say("block_b"), (_activities(told, one, say),)),
        Section("c", say("block_c"), tuple(results) or (Text(say("no_results")),)),
    )


def sentences(told: Year, one: UnitYear, say: Telling) -> list[Sentence]:
    """Everything that a unit's text could say, in the order in which it is read."""
    facts, said, own = one.facts, one.answers, _own(told, one)
    sent = facts["applications"]
    granted = [row for row in sent if row["outcome"] in GRANTED]
    running, closed = len(facts["running"]), len(facts["closed"])
    key = f"said_{'some' if running else 'no'}_projects"
    found = [
        Sentence("projects", say.many(key, running, year=told.year, unit=one.name, running=running))
    ]
    if closed:
        found.append(Sentence("projects", say.many("said_closed", closed, closed=closed)))
    if one.has_nothing:
        found.append(Sentence("nothing", say("nothing")))
    if sent:
        text = say.many("said_applications", len(sent), sent=len(sent), granted=len(granted))
        found.append(Sentence("applications", text))
    if own:
        found.append(Sentence("activities", say.many("said_activities", len(own), number=len(own))))
    if one.talks.wanted:
        found.append(Sentence("talks", _talks(one.talks, say)))
    forms = told.pack.names[say.lang].forms
    tried = [label.lower() for form, label in forms.items() if said.tried.get(form)]
    if tried:
        found.append(Sentence("tried", say("said_tried", forms=", ".join(tried))))
    found += [
        Sentence("results", ended(one_line(each))) for each in (said.results, one.said) if each
    ]
    if said.needs:
        found.append(Sentence("needs", ended(say("said_needs", needs=one_line(said.needs)))))
    judged = [row for row in facts["evaluations"] if row[Fact.RESULTS]]
    return found + [
        Sentence(
            "evaluations", ended(one_line(f"{row['title']}: {row[Fact.RESULTS]}")), row["title"]
        )
        for row in judged
    ]


def _talks(talks: Talks, say: Telling) -> str:
    """How often the ledningsgrupp has talked, and how often it was to."""
    done = len(talks.days)
    said = say.many("said_talks", done, done=done) if done else say("said_no_talks")
    return f"{said} {say.many('talks_wanted', talks.wanted, wanted=talks.wanted)}"


def _results(one: UnitYear, say: Telling) -> list[str]:
    said = one.answers
    own = [text for text in (said.results, one.said) if text]
    needs = [say("said_needs", needs=said.needs)] if said.needs else []
    judged = [
        f"{row['title']}: {row[Fact.RESULTS]}"
        for row in one.facts["evaluations"]
        if row[Fact.RESULTS]
    ]
    return own + needs + judged


def _own(told: Year, one: UnitYear) -> list[Plain]:
    return [row for row in told.activities if row["unit"] == one.key]


def _projects(one: UnitYear, say: Telling) -> Grid:
    """The unit's own projects, those that ran and those that were closed."""
    rows = tuple(
        (say.case(row), say(f"is_{key}"), say.text(row[Fact.PROGRAMME], one.name),
         say.money(row[Fact.TOTAL_BUDGET], one.name), say.money(row[Fact.OWN_CONTRIBUTION], one.name))
        for key in ("running", "closed") for row in one.facts[key]
    )  # fmt: skip
    columns = say.columns("case", "stands", "programme", "total:money", "own:money")
    return Grid("projects", say("projects"), columns, rows, empty=say("no_projects"))


def _applications(one: UnitYear, say: Telling) -> Grid:
    rows = tuple(
        (say.case(row), say.day(row["submitted_on"]), say.words.of("phase.project", row["outcome"]),
         say.money(row[Fact.AMOUNT_APPLIED], one.name))
        for row in one.facts["applications"]
    )  # fmt: skip
    columns = say.columns("case", "submitted:day", "outcome", "applied:money")
    return Grid("applications", say("applications"), columns, rows, empty=say("no_applications"))


def _activities(told: Year, one: UnitYear, say: Telling) -> Grid:
    rows = tuple(
        (str(row["purpose"]), say.words.of("register_choice", row["kind"]), say.day(row["day"]))
        for row in _own(told, one)
    )
    columns = say.columns("purpose", "kind", "day:day")
    return Grid("activities", say("activities"), columns, rows, empty=say("no_activities"))
