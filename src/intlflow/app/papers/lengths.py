"""The year in three lengths: a paragraph for the årsredovisning, a chapter, and the compilation whole.

Source: Ljungby's verksamhetsplan 2018, § 5 (redovisas i årsredovisningen). A paragraph is made of whole
sentences. When they are too many, the least important are left out, and it is said which.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from intlflow.app.key_figures import GRANTED
from intlflow.app.papers.figures import in_words
from intlflow.app.papers.telling import Telling
from intlflow.app.papers.year import Year
from intlflow.domain.facts import Fact, one_line
from intlflow.papers.model import Block, Points, Section, Text
from intlflow.papers.shown import figures

MOST_NAMES = 5  # of units in a sentence


class Length(StrEnum):
    """How much of the year is told."""

    PARAGRAPH = "paragraph"
    CHAPTER = "chapter"
    FULL = "full"


# What a chapter holds of the whole; what is missing is named in it, too.
CHAPTER = frozenset(
    {"summary", "figures", "projects", "applications", "follow-up", "results", "ahead", "appendix"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence about the year.

    Args:
        key: what it is about, for saying that it was left out: `talks`.
        text: the sentence.
        about: which of several, e.g. a project's title; empty: there is only one.
    """

    key: str
    text: str
    about: str = ""


# What is left out first stands last; these three are never left out.
KEPT = ("projects", "applications", "answered")
IN_ORDER = (*KEPT, "money", "talks", "cooperation", "learning", "travel", "results")


@dataclass(frozen=True, slots=True)
class Fitted:
    """What has room, and what was left out for it, the first to go first."""

    text: str
    left_out: tuple[Sentence, ...]


def fitted(
    sentences: Sequence[Sentence],
    most: int,
    order: Sequence[str] = IN_ORDER,
    kept: Sequence[str] = KEPT,
    size: Callable[[str], int] = len,
) -> Fitted:
    """As many whole sentences as have room, in the order in which they are read.

    Args:
        sentences: as they are read.
        most: characters, spaces counted, or whatever `size` counts.
        order: what sentences are about; what stands last goes first, of alike ones the last.
        kept: what is never left out.
        size: of a text.
    """
    staying, gone = list(sentences), []
    while size(_joined(staying)) > most:
        may_go = [(order.index(s.key), n) for n, s in enumerate(staying) if s.key not in kept]
        if not may_go:
            break
        gone.append(staying.pop(max(may_go)[1]))
    return Fitted(_joined(staying), tuple(gone))


def _joined(sentences: Iterable[Sentence]) -> str:
    return " ".join(each.text for each in sentences)


def summary(told: Year, say: Telling) -> list[Sentence]:
    """Five sentences, each made of figures that stand further down."""
    running, closed = len(told.rows("running")), len(told.rows("closed"))
    sent = told.rows("applications")
    granted = sum(row["outcome"] in GRANTED for row in sent)
    key = "sum_projects" if closed else "sum_projects_open"
    return [
        Sentence(
            "projects", say.many(key, running, year=told.year, running=running, closed=closed)
        ),
        Sentence(
            "applications", say.many("sum_applications", len(sent), sent=len(sent), granted=granted)
        ),
        Sentence("money", say("sum_money", granted=in_words(told, "application", "granted", say))),
        *_talks(told, say),
        Sentence("answered", _answered(told, say)),
    ]  # fmt: skip


def _talks(told: Year, say: Telling) -> list[Sentence]:
    """How many units have talked as often as they are to; nothing where no duty asks for it."""
    shares, wanted = told.shares, told.wanted
    if not shares.asked:
        return []
    key = "sum_talks" if wanted else "sum_talks_each"
    talked, asked = shares.talked, shares.asked
    units = say.many("answered_of", asked, done=talked, all=asked)
    said = say.many(key, wanted, units=units, talked=talked, all=asked, wanted=wanted)
    return [Sentence("talks", said)]


def _answered(told: Year, say: Telling) -> str:
    """Who has not answered, and that it is therefore a draft."""
    names = [unit.name for unit in told.silent]
    if not names:
        return say("sum_all")
    return say("sum_silent", number=len(names), names=", ".join(names))


def _briefly_answered(told: Year, say: Telling) -> str:
    """Who has not answered, by name while they are few: in a text that stands among others'."""
    names = [unit.name for unit in told.silent]
    if not names or len(names) > MOST_NAMES:
        return say("sum_silent_many", number=len(names)) if names else say("sum_all")
    return say("sum_silent_few", number=len(names), names=", ".join(names))


def sentences(told: Year, say: Telling) -> list[Sentence]:
    """Everything that a paragraph could say, in the order in which it is read."""
    first = [each for each in summary(told, say) if each.key != "answered"]
    return [
        *first,
        *_cooperation(told, say),
        *_learning(told, say),
        *_travel(told, say),
        *_results(told, say),
        Sentence("answered", _briefly_answered(told, say)),
    ]


def _cooperation(told: Year, say: Telling) -> list[Sentence]:
    towns, networks = len(told.towns), len(told.networks)
    if not (towns or networks):
        return []
    return [Sentence("cooperation", say("sum_cooperation", towns=towns, networks=networks))]


def _learning(told: Year, say: Telling) -> list[Sentence]:
    known = [row["staff"] for row in told.activities if row["staff"] is not None]
    if not known:
        return []
    said = say("sum_learning", number=len(told.activities), staff=sum(known))
    return [Sentence("learning", said)]


def _travel(told: Year, say: Telling) -> list[Sentence]:
    if not told.travel["trips"]:
        return []
    kg = say.words.of("pattern", "kg").format(number=_number(Decimal(told.travel["kg"]), say))
    return [Sentence("travel", say("sum_travel", trips=told.travel["trips"], kg=kg))]


def _number(value: Decimal, say: Telling) -> str:
    return figures(round(value), say.lang)


def _results(told: Year, say: Telling) -> list[Sentence]:
    """What an evaluation says, whole: a sentence of somebody else's is never cut."""
    return [
        Sentence("results", ended(say("unit_result", title=title, results=said)), title)
        for row in told.rows("evaluations")
        if (said := one_line(str(row[Fact.RESULTS] or "")).strip())
        for title in [str(row["title"])]
    ]


def ended(text: str) -> str:
    """A text with a full stop, unless it ends by itself."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def paragraph(told: Year, say: Telling) -> tuple[Section, ...]:
    """The paragraph, and what there was no room for."""
    most = told.pack.year.paragraph_most
    made = fitted(sentences(told, say), most)
    size = say("paragraph_size", number=len(made.text), most=most)
    blocks: list[Block] = [Text(size)]
    if made.left_out:
        blocks += [
            Text(say("left_out", most=most)),
            Points(tuple(named(each, say) for each in made.left_out), numbered=True),
        ]
    return (
        Section("paragraph", say("paragraph"), (Text(made.text),)),
        Section("left-out", say("about_paragraph"), tuple(blocks), level=2),
    )


def named(gone: Sentence, say: Telling) -> str:
    """What a sentence that was left out is about."""
    said = say(f"about_{gone.key}")
    return f"{said}: {gone.about}" if gone.about else said


def chapter(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The chapters that stand on their own, of the compilation whole."""
    return tuple(each for each in sections if each.key in CHAPTER)
