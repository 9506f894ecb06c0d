"""The compilation's chapter on goals: how many of the year's projects serve each, and did the year before.

A project that is tagged with all of the global goals ('Globalt mål: Samtliga') serves each of them and is
counted once in the sum; how many stand at a goal for that reason alone is told beside it.

Sources: Ljungby's verksamhetsplan 2018, head (Globalt mål: Samtliga); Växjö's strategi, Rapport a.
"""

from intlflow.app.house import House
from intlflow.app.key_figures import behind
from intlflow.app.papers.goals import KINDS, Tagged, own_goals, tagged, tags_of
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year
from intlflow.domain.registers import ALL_GOALS, SDGS
from intlflow.domain.tagging import About
from intlflow.papers.model import Column, Grid, Kind, Missing, Section, Text, Value

GLOBAL = tuple(goal for goal in SDGS if goal != ALL_GOALS)


def goals(house: House, told: Year, say: Telling) -> Section:
    """The chapter: the global goals, the municipality's own, and each project with its goals.

    Args:
        house: the installation.
        told: the year.
        say: the paper's words.
    """
    key = told.pack.key
    now = tagged(house, key, (told,))
    before = tags_of(
        house, key, (ref for kind in KINDS for ref in behind(house, key, told.year - 1, kind))
    )
    return Section(
        "goals",
        say("goals"),
        (
            Text(say("goals_lead")),
            _worldwide(now, before, told.year, say),
            _own(now, before, told.year, say),
            _projects(now, told, say),
        ),
    )


def serving(has: Tagged, goal: str) -> frozenset[str]:
    """The projects that serve a global goal: tagged with it, or with all of them."""
    return has.of(About.SDG, goal) | has.of(About.SDG, ALL_GOALS)


def _worldwide(now: Tagged, before: Tagged, year: int, say: Telling) -> Grid:
    words, every = say.words.section("tag.sdg"), now.of(About.SDG, ALL_GOALS)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            f"{goal}. {words[goal]}",
            len(serving(now, goal)),
            len(every - now.of(About.SDG, goal)),
            len(serving(before, goal)),
        )
        for goal in GLOBAL
    )
    some, had = now.with_goal(), before.with_goal()
    only = every - now.with_goal(frozenset(GLOBAL))
    columns = (
        *say.columns("goal"),
        Column(str(year), Kind.NUMBER),
        *say.columns("by_all:number"),
        Column(str(year - 1), Kind.NUMBER),
    )
    return Grid(
        "globala-mal",
        say("goals_global"),
        columns,
        rows if some or had else (),
        (say("goals_sum"), len(some), len(only), len(had)) if some or had else (),
        note=say("goals_note", every=len(every), without=len(now.projects - some)),
        empty=say("goals_none"),
    )


def _own(now: Tagged, before: Tagged, year: int, say: Telling) -> Grid:
    named = list(own_goals(say))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (label, _list(about, say), len(now.of(about, word)), len(before.of(about, word)))
        for about, word, label in named
    )
    sums = (len(_with_own(has, say)) for has in (now, before))
    columns = (
        *say.columns("goal", "list"),
        Column(str(year), Kind.NUMBER),
        Column(str(year - 1), Kind.NUMBER),
    )
    totals: tuple[Value, ...] = (say("goals_sum"), "", *sums) if rows else ()
    return Grid("egna-mal", say("goals_own"), columns, rows, totals, empty=say("goals_own_none"))


def _with_own(has: Tagged, say: Telling) -> frozenset[str]:
    """The projects with any of the municipality's own goals."""
    found = (has.of(about, word) for about, word, _ in own_goals(say))
    return frozenset().union(*found)


def _list(about: About, say: Telling) -> str:
    return say.words.of("paper_mandate", f"list_{about}")


def _projects(now: Tagged, told: Year, say: Telling) -> Grid:
    """Each project with its goals: what the figures above are counted from."""
    named = list(own_goals(say))
    rows = tuple(
        (
            say.case(row),
            str(row["unit"]),
            _said(_numbers(now, row["ref"], say), row["ref"]),
            _said([x for list_, word, x in named if row["ref"] in now.of(list_, word)], row["ref"]),
        )
        for kind in KINDS
        for row in told.rows(kind)
    )
    columns = say.columns("case", "unit", "global", "own_goals")
    return Grid("projektens-mal", say("goals_projects"), columns, rows, empty=say("none"))


def _numbers(now: Tagged, ref: str, say: Telling) -> list[str]:
    """A project's global goals by number; 'samtliga' by its word."""
    own = [goal for goal in GLOBAL if ref in now.of(About.SDG, goal)]
    if ref in now.of(About.SDG, ALL_GOALS):
        own.append(say.words.section("tag.sdg")[ALL_GOALS].lower())
    return own


def _said(goals: list[str], ref: str) -> Value:
    """Goals in a line; a gap leads to the case, whose unit stands in the row."""
    return "; ".join(goals) if goals else Missing(href=f"/arende/{ref}")
