"""The annual compilation: the year of all units in twelve chapters, for the kommunstyrelse and the accounts.

Sources: Ljungby's verksamhetsplan 2018, § 5 (årlig sammanställning, redovisas i årsredovisningen); Växjö's
strategi, Rapport a–c. A unit that has not answered is named, never counted as nought.
"""

from datetime import date, datetime

from intlflow.app.house import House
from intlflow.app.papers import annual_projects, annual_work
from intlflow.app.papers.annual_goals import goals
from intlflow.app.papers.figures import figure_table
from intlflow.app.papers.lengths import Length, chapter, paragraph, summary
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year, look
from intlflow.papers.model import Column, Foot, Grid, Missing, Paper, Points, Section, Text

KIND = "annual-report"
MOST_AHEAD = 25
_TAIL = {Length.FULL: "", Length.CHAPTER: "-kapitel", Length.PARAGRAPH: "-stycke"}  # of a file


def annual(
    house: House,
    municipality: str,
    year: int,
    at: datetime,
    lang: str = "sv",
    address: str = "",
    length: Length = Length.FULL,
) -> Paper:
    """The compilation of a year, as full as the register is.

    Args:
        house: the installation.
        municipality: the pack's key.
        year: the calendar year.
        at: now, with a time zone.
        lang: `sv` or `en`.
        address: of the pages, for where the version that holds is to be found; empty: nowhere.
        length: how much is told.

    Raises:
        NotFound: no such municipality.
    """
    told = look(house, municipality, year, at)
    say = Telling(house.words[lang], told.pack, "paper_annual", lang)
    place = f"{address}/arsrapport/{year}" if address else ""
    silent = bool(told.silent)
    return Paper(
        kind=KIND,
        key=f"internationellt-arbete-{municipality}-{year}{_TAIL[length]}",
        lang=lang,
        municipality=told.pack.municipality.name,
        title=say("title", year=year),
        lead=say("lead", year=year),
        sections=_sections(house, told, say, length),
        foot=Foot(at, say("draft_version") if silent else "1", place),
        facts=_head(told, say),
        draft=silent,
    )


def _sections(house: House, told: Year, say: Telling, length: Length) -> tuple[Section, ...]:
    if length is Length.PARAGRAPH:
        return paragraph(told, say)
    made = (
        Section("summary", say("summary"), tuple(Text(each.text) for each in summary(told, say))),
        Section("figures", say("figures"), (Text(say("figures_lead")), figure_table(told, say))),
        *annual_projects.chapters(told, say),
        goals(house, told, say),
        Section("units", say("units"), (Text(say("units_lead")),)),
        *(annual_projects.unit(told, each, say) for each in told.units),
        *annual_work.chapters(told, say),
        Section("ahead", say("ahead"), _ahead(told, say)),
        Section("appendix", say("appendix"), _appendix(told, say)),
    )
    return chapter(made) if length is Length.CHAPTER else made


def _head(told: Year, say: Telling) -> tuple[tuple[str, str], ...]:
    """Which year, how many have answered, and under which target area it is followed up.

    Source: Växjö's strategi (styra och följa upp under målområde Arbete och Företag).
    """
    area = told.pack.names[say.lang].words.get("target_area")
    return (
        (say("about_year"), str(told.year)),
        (say("answered"), _answered(told, say)),
        *(((say("followed_under"), area),) if area else ()),
    )


def _answered(told: Year, say: Telling) -> str:
    units = told.shares.units
    return say.many("answered_of", units, done=told.shares.answered, all=units)


def silent_in(paper: Paper) -> list[str]:
    """The units that a compilation says have not answered."""
    found = next((grid for _, grid in paper.grids() if grid.key == "saknas"), None)
    return [str(row[0]) for row in found.rows] if found else []


def _ahead(told: Year, say: Telling) -> tuple[Grid, ...]:
    """What the coming year holds: deadlines, projects that end, documents to revise."""
    title = "title_en" if say.lang == "en" else "title_sv"
    rows = tuple(
        (date.fromisoformat(row["on_day"]), row[title], say.case(row))
        for row in told.ahead[:MOST_AHEAD]
    )
    ending = tuple(
        (say.case(row), row["unit"], say.day(row["period_end"]))
        for row in told.rows("running")
        if str(row.get("period_end") or "")[:4] == str(told.year + 1)
    )
    papers = tuple(
        (row["title"], say.day(row["revise_by"]))
        for row in told.papers
        if row.get("revise_by") and row["revise_by"] <= f"{told.year + 1}-12-31"
    )
    return (
        Grid("datum", say("dates"), say.columns("day:day", "what", "case"), rows, empty=say("none")),
        Grid("slutar", say("ending"), say.columns("case", "unit", "ends:day"), ending,
             empty=say("none")),
        Grid("dokument", say("revise"), say.columns("document", "revise_by:day"), papers,
             empty=say("none")),
    )  # fmt: skip


def _appendix(told: Year, say: Telling) -> tuple[Text | Points | Grid, ...]:
    """How it was counted, from when the figures are, and which currencies were left as they are."""
    points = tuple(
        say(key) for key in ("method_register", "method_year", "method_merged", "method_gaps")
    )
    silent = tuple(
        (unit.name, Missing(href=say.report(unit.key, told.year))) for unit in told.silent
    )
    return (
        Points(points),
        Text(say("rates")),
        Grid("saknas", say("missing"), (Column(say("col_unit")), Column(say("col_answer"))),
             silent, empty=say("missing_none")),
    )  # fmt: skip
