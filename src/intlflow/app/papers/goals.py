"""How many of some years' projects serve which goals, as the follow-up of a governing document tells it.

A project that is tagged with all of the global goals is counted by itself here, never spread over the
seventeen: 'Globalt mål: Samtliga' is one answer. The year's compilation counts it to each (`annual_goals`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intlflow.app.house import House
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year
from intlflow.domain.registers import ALL_GOALS, SDGS, TAG
from intlflow.domain.tagging import About
from intlflow.papers.model import Grid, Value
from intlflow.store import registers
from intlflow.store.engine import reading

KINDS = ("running", "closed")  # of a year's rows, those that are projects
OWN = (About.VISION, About.MUNICIPALITY, About.AREA, About.SUBJECT, About.UNIT)


@dataclass(frozen=True, slots=True)
class Tagged:
    """The projects of some years, and what they are tagged with.

    Args:
        projects: the references of those that were running or were closed.
        tags: of each list and word, the projects that have it.
    """

    projects: frozenset[str]
    tags: dict[tuple[str, str], frozenset[str]]

    def of(self, about: About, word: str) -> frozenset[str]:
        """The projects tagged with a word of a list."""
        return self.tags.get((str(about), word), frozenset())

    def with_goal(self, goals: frozenset[str] = frozenset()) -> frozenset[str]:
        """The projects tagged with a global goal at all, or with one of some."""
        found = [
            refs for (about, word), refs in self.tags.items()
            if about == About.SDG and (not goals or word in goals)
        ]  # fmt: skip
        return frozenset().union(*found)

    @property
    def goals_used(self) -> list[str]:
        """Which of the seventeen some project is tagged with."""
        return [goal for goal in SDGS if goal != ALL_GOALS and self.of(About.SDG, goal)]


def tagged(house: House, municipality: str, years: Sequence[Year]) -> Tagged:
    """The projects of some years with their tags.

    Args:
        house: the installation.
        municipality: the pack's key.
        years: as they were looked at.
    """
    return tags_of(
        house,
        municipality,
        (str(row["ref"]) for year in years for key in KINDS for row in year.rows(key)),
    )


def tags_of(house: House, municipality: str, projects: Iterable[str]) -> Tagged:
    """Some projects with the tags that they have now.

    Args:
        house: the installation.
        municipality: the pack's key.
        projects: their references.
    """
    refs = frozenset(projects)
    found: dict[tuple[str, str], set[str]] = {}
    with reading(house.engine) as tx:
        for row in registers.newest(tx, TAG.table, municipality):
            if not row["withdrawn"] and row["case_ref"] in refs:
                found.setdefault((row["about"], row["word"]), set()).add(row["case_ref"])
    return Tagged(refs, {key: frozenset(each) for key, each in found.items()})


def worldwide(goals: Sequence[str], has: Tagged, say: Telling) -> Grid:
    """The document's global goals with how many projects serve each.

    Args:
        goals: as they stand in the document's head; `all` or none: every goal is told of.
        has: the projects and their tags.
        say: the paper's words.
    """
    named = [goal for goal in goals if goal != ALL_GOALS]
    wanted = named if named and ALL_GOALS not in goals else [g for g in SDGS if g != ALL_GOALS]
    words = say.words.section("tag.sdg")
    rows: list[tuple[Value, ...]] = [
        (f"{goal}. {words[goal]}", len(has.of(About.SDG, goal))) for goal in wanted
    ]
    rows.append((words[ALL_GOALS], len(has.of(About.SDG, ALL_GOALS))))
    note = say("global_note", without=len(has.projects - has.with_goal()))
    columns = say.columns("goal", "projects:number")
    return Grid("globala-mal", say("global_goals"), columns, tuple(rows), note=note)


def own(has: Tagged, say: Telling) -> Grid:
    """The municipality's own goals and areas that some project serves.

    Args:
        has: the projects and their tags.
        say: the paper's words.
    """
    rows = tuple(
        (label, say(f"list_{about}"), len(has.of(about, word)))
        for about, word, label in own_goals(say)
    )
    columns = say.columns("goal", "list", "projects:number")
    return Grid("egna-mal", say("own_goals"), columns, rows, empty=say("own_none"))


def own_goals(say: Telling) -> Iterator[tuple[About, str, str]]:
    """The municipality's own goals and areas: in which list, by which word, and what they are called."""
    names = {str(About.AREA): {a.key: a.label.said(say.lang) for a in say.pack.strategic_area}}
    for goal in say.pack.goal:
        names.setdefault(str(goal.level), {})[goal.key] = goal.label.said(say.lang)
    for about in OWN:
        for word, label in names.get(str(about), {}).items():
            yield about, word, label
