"""Every letter that a case can cause exists in both languages, can be written, and says something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, nodes

from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Lifecycle, Move, Opening
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role, Stage
from tests.house import letter_occasions

LETTERS = Path(__file__).parents[2] / "templates" / "letters"
FAMILIES = (
    *(str(kind) for kind in Kind),
    *("stage", "coordinator", "case", "meeting", "decision", "call"),
)
OF_WORDS = ("meeting/reach",)  # its subject is made of words alone
OF_MANY = ("call/moved_others", "call/new")  # about no case and no single call
LANGUAGES = ("sv", "en")
REF, TITLE = "ABCD-2027-0123", "Skolor i fyra länder bygger en lekplats."  # 40 characters
LONGEST_SUBJECT = 120
LAYOUT = "{% block subject %}{% endblock %}|{% block lead %}{% endblock %}|{% block body %}{% endblock %}"
ENVIRONMENT = Environment(
    loader=PrefixLoader(
        {"test": DictLoader({"layout": LAYOUT}), "letters": FileSystemLoader(LETTERS)}
    ),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
LOCAL_WORDS = ("ljungby", "växjö", "verksamhetsberättelse", "årsrapport")
TOO_CLEVER = (
    nodes.Call, nodes.Macro, nodes.CallBlock, nodes.Assign, nodes.AssignBlock,
    nodes.Include, nodes.Import, nodes.FromImport,
)  # fmt: skip
WORD = {
    "annual_report_text": "årsbok",
    "working_group": "arbetsgrupp",
    "plan": "verksamhetsplan",
    "coordinator": "samordnare",
    "contact_person": "kontaktperson",
    "management_team": "ledningsgrupp",
    "unit": "förvaltning",
    "target_area": "målområde",
}
MILESTONES = (
    {"title": "Utkast klart", "day": "7 mars 2027", "work_by": "5 mars 2027"},
    {"title": "Sista dag", "day": "9 mars 2027", "work_by": "9 mars 2027"},
)
LONGEST_SHOWN = {
    Fact.CALL_DEADLINE: "27 september 2027 kl. 17:00",
    Fact.SUPPLEMENT_DUE: "27 september 2027 kl. 17:00",
}


@dataclass(frozen=True)
class Occasion:
    """One letter as one role gets it: from which phase, with which facts, with what more."""

    letter: str
    role: Role
    source: str = ""
    phase: str = ""
    kind: str = "project"
    facts: tuple[Fact, ...] = ()
    more: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Parts:
    """What a letter says in its own words."""

    subject: str
    lead: str
    body: str


def of_moves(kind: Kind, lifecycle: Lifecycle) -> Iterator[Occasion]:
    """Every row that tells somebody, once per role that it tells."""
    rows: tuple[Move | Opening, ...] = (lifecycle.opening, *lifecycle.moves)
    for row in rows:
        source = str(row.source) if isinstance(row, Move) else ""
        target = str(row.target if isinstance(row, Move) else lifecycle.start)
        facts = tuple(need for need in row.needs if isinstance(need, Fact))
        for role in row.tells:
            yield Occasion(f"{kind}/{row.verb}", role, source, target, str(kind), facts)


def of_stages(kind: Kind, lifecycle: Lifecycle) -> Iterator[Occasion]:
    """Every phase as a stage's flow finds it: with milestones or without, with no facts at all."""
    roles = (
        (Role.COORDINATOR, Role.PROJECT_MANAGER) if kind is Kind.PROJECT else (Role.COORDINATOR,)
    )
    for phase, stage in lifecycle.stages.items():
        for role in roles if stage is not Stage.ARCHIVE else ():
            for dates in ((), MILESTONES):
                more = (("milestones", dates),)
                yield Occasion(f"stage/{stage}", role, "", str(phase), str(kind), (), more)


def of_trouble() -> Iterator[Occasion]:
    """What the coordinator hears of letters that went wrong."""
    for reply in ("", "550 No such user"):
        letter = {"subject": "Ny idé", "to": "eva.ek@kommun.example", "reply": reply, "id": "7f3a"}
        yield Occasion("coordinator/letter-failed", Role.COORDINATOR, more=(("letter", letter),))
    for people in (["Eva Ek"], ["Eva Ek", "Ali Lind"]):
        more = (("people", people), ("subject", "Ny idé"))
        yield Occasion("coordinator/no-address", Role.COORDINATOR, more=more)


def of_undoing() -> Iterator[Occasion]:
    """What somebody hears when what a letter told them has been taken back."""
    for role in (Role.PROJECT_MANAGER, Role.MANAGER):
        more = (("undone", "Ta emot för stöd"),)
        yield Occasion("case/undone", role, "support", "idea", more=more)


def of_events() -> Iterator[Occasion]:
    """What other things than moves cause."""
    found = (
        *letter_occasions.of_meetings(),
        *letter_occasions.of_decisions(),
        *letter_occasions.of_calls(REF, TITLE),
    )
    for letter, role, more in found:
        yield Occasion(letter, role, more=tuple(more.items()))


BARE = [
    *of_undoing(),
    *(one for kind, lifecycle in LIFECYCLES.items() for one in of_moves(kind, lifecycle)),
    *(one for kind, lifecycle in LIFECYCLES.items() for one in of_stages(kind, lifecycle)),
    *of_trouble(),
    *of_events(),
]
FULL = [replace(one, facts=tuple(Fact)) for one in BARE]  # a case late in life knows everything
OCCASIONS = BARE + FULL
NAMES = sorted({occasion.letter for occasion in OCCASIONS})
SHARED = sorted(p for p in LETTERS.rglob("*") if p.suffix in (".txt", ".html"))


def context_of(occasion: Occasion) -> dict[str, Any]:
    """What the occasion has to say, and nothing more."""
    return {
        "case": {
            "ref": REF,
            "kind": occasion.kind,
            "title": TITLE,
            "unit": "Barn- och utbildningsförvaltningen",
            "stage": "support",
            "stage_label": "Stöd",
            "phase": occasion.phase,
            "phase_label": "Samordnaren ger stöd",
            "from_phase": occasion.source,
        },
        "municipality": {"name": "Kommunen"},
        "person": {"name": "Eva Ek"},
        "capacity": "kontaktperson",
        "role": str(occasion.role),
        "actor": {"name": "Ali Lind", "capacity": "chef"},
        "act": "ge stöd",
        "given": [],
        "facts": {str(f): LONGEST_SHOWN.get(f, "27 september 2027") for f in occasion.facts},
        "tasks": [],
        "notices": [],
        "rule": None,
        "word": WORD,
        "contact": {"name": "Mia Berg", "email": "mia.berg@kommun.example"},
    } | dict(occasion.more)


def written(occasion: Occasion, lang: str) -> Parts:
    """Write a letter in the plainest of layouts."""
    context = {"layout": "test/layout", **context_of(occasion)}
    text = ENVIRONMENT.get_template(f"letters/{occasion.letter}/{lang}.txt").render(context)
    subject, lead, body = text.split("|")
    return Parts(subject, lead, body)


def test_every_letter_has_both_languages_and_no_letter_is_without_an_occasion() -> None:
    found = {
        str(path.relative_to(LETTERS))
        for family in FAMILIES
        for path in (LETTERS / family).rglob("*.txt")
    }

    assert found == {f"{name}/{lang}.txt" for name in NAMES for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_says_what_it_is_about_and_what_to_do_to_everyone_it_tells(
    name: str, lang: str
) -> None:
    letters = [written(one, lang) for one in OCCASIONS if one.letter == name]

    wrong = [
        letter
        for letter in letters
        if (name not in OF_MANY and not (REF in letter.subject and TITLE in letter.subject))
        or "\n" in letter.subject
        or len(letter.subject) > LONGEST_SUBJECT
        or not letter.lead.strip()
        or not letter.body.strip()
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_swedish_and_english_are_two_texts(name: str) -> None:
    for one in (one for one in OCCASIONS if one.letter == name):
        swedish, english = written(one, "sv"), written(one, "en")

        assert swedish.subject != english.subject or name in OF_WORDS
        assert swedish.lead != english.lead
        assert swedish.body != english.body


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_in_whole_sentences(name: str) -> None:
    """No paragraph breaks off, starts in lower case or has a gap where a word should be."""
    for one in (one for one in OCCASIONS if one.letter == name):
        for lang in LANGUAGES:
            letter = written(one, lang)
            paragraphs = [p for p in f"{letter.lead}\n\n{letter.body}".split("\n\n") if p.strip()]
            lines = [line for p in paragraphs for line in p.strip("\n").split("\n")]

            odd = [line for line in lines if line != line.strip() or "  " in line or " ." in line]
            assert odd == []
            assert [
                p for p in paragraphs if not p.lstrip()[0].isupper() | p.lstrip()[0].isdigit()
            ] == []


@pytest.mark.parametrize("path", SHARED, ids=lambda path: str(path.relative_to(LETTERS)))
def test_no_shared_letter_speaks_of_one_municipality(path: Path) -> None:
    text = path.read_text("utf-8").casefold()

    assert [word for word in LOCAL_WORDS if word in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_is_calm_plain_text_without_program_code(name: str, lang: str) -> None:
    source = (LETTERS / name / f"{lang}.txt").read_text("utf-8")
    tree = ENVIRONMENT.parse(source)
    text = "".join(data.data for data in tree.find_all(nodes.TemplateData))

    assert [mark for mark in ("!", "<", ">", "http") if mark in text] == []
    assert list(tree.find_all(TOO_CLEVER)) == []
