"""What a municipality's pack holds. Every table is strict: a key it doesn't know is refused.

The files of a pack (config/<key>/*.toml) are read by `intlflow.packs.reader` into one `Pack`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from intlflow.domain.facts import Vocabulary
from intlflow.domain.words import BodyKind, Kind, Role, Stage
from intlflow.packs.annual import Annual
from intlflow.packs.decisions import Alternative, DecisionRule, LeadTimes
from intlflow.packs.duties import Duty, Mandate
from intlflow.packs.entries import Bilingual, Count, Entry, Key, Mail, Named, Strict, Text
from intlflow.packs.look import Look
from intlflow.packs.programmes import CallSource, Programme
from intlflow.packs.registers import Goal, Patience, TravelFactor
from intlflow.packs.retention import Retention


class Municipality(Entry):
    """Who the pack is about."""

    key: Key  # the folder's name
    name: Text
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-ZÅÄÖ]{2,4}$")]  # of case references
    code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]  # SCB's kommunkod
    county: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]  # SCB's länskod
    vision: Text | None = None
    sender: Text  # the name that letters come from
    sender_address: Mail  # used when the mail settings name no sender
    reply_to: Mail  # where answers go, and whom to ask when there is no coordinator
    # How a diarienummer looks, as a regular expression with (?P<serial>…), perhaps year and board.
    registry_pattern: Text


# What a municipality may have its own word for.
OwnWord = Literal[
    "annual_report_text", "plan", "working_group", "coordinator", "contact_person",
    "political_lead", "management_team", "unit", "target_area", "idea", "decision_point",
    "twin_town", "network",
]  # fmt: skip
OWN_WORDS: tuple[str, ...] = get_args(OwnWord)


class Word(Entry):
    """The municipality's own word for something, e.g. what it calls its yearly report."""

    key: OwnWord
    sv: Text
    en: Text

    def said(self, lang: str) -> str:
        """The word in this language; Swedish unless it is English."""
        return self.en if lang == "en" else self.sv


class Form(Entry):
    """One of the three forms of international work, with everything people call it."""

    key: Literal["external_funding", "competence_development", "cooperation"]
    label: Bilingual
    aliases: tuple[Text, ...] = ()  # what else people call it


class Dated(Entry):
    """Something that holds between two days."""

    valid_from: date | None = None  # its first day; none: it was always there
    valid_to: date | None = None  # its last day; none: it is still there

    def holds(self, day: date) -> bool:
        """Whether it holds that day."""
        early = self.valid_from is not None and day < self.valid_from
        return not early and (self.valid_to is None or day <= self.valid_to)


class StrategicArea(Dated):
    """A strategic area; a project keeps the one that held when it was tagged."""

    key: Key
    label: Bilingual


class Body(Dated):
    """A political body or a company's board."""

    key: Key
    name: Text
    kind: BodyKind
    parent: Key | None = None  # the body that it works for
    successor: Key | None = None  # who took over the day after `valid_to`


class Unit(Dated):
    """A förvaltning or a bolag, as long as it exists; who takes over when it is merged."""

    key: Key
    name: Text
    kind: Literal["administration", "company"]
    body: Key  # the nämnd or board that answers for its money
    parent: Key | None = None  # the bolag that owns it
    successor: Key | None = None  # who took over the day after `valid_to`


Sdg = Annotated[str, StringConstraints(pattern=r"^(all|[1-9]|1[0-7])$")]


class Document(Dated):
    """A governing document: which body adopted it, until when it holds, when it must be revised."""

    key: Key
    title: Text
    type: Literal["policy", "strategy", "plan", "action_plan", "routine"]
    decided_by: Key  # the body that adopted it
    owner_unit: Key  # the unit that keeps it up to date
    applies_to: Text | None = None  # 'Gäller för'
    author: Text | None = None  # a group or an office, no person
    sdgs: tuple[Sdg, ...] = ()  # 'Globalt mål'; "all" is Samtliga
    changed_on: date | None = None  # 'Senast ändrad', which is not when it was adopted
    revise_by: date | None = None  # by when it must be revised
    version: Text | None = None
    replaces: Key | None = None  # the document before it
    linked_to: Key | None = None  # a document that it hangs together with
    adopted_on_condition: Text | None = None  # what had to happen before it came into force
    source: Text | None = None  # the file in sources/ that holds its text


class Rule(Entry):
    """A sentence of a governing document that something in intlflow carries out."""

    key: Key
    document: Key  # where it stands
    section: Text  # its paragraph or chapter
    quote: Text  # word for word
    source: Text | None = None  # the file with the quote, when it isn't the document's own text
    says: Bilingual  # the same in plain words, for letters
    # Which letters give it, e.g. "project.accept" for a move's, "project.support" for a stage's;
    # a `*` is not allowed, so that a reader finds each by searching.
    moves: tuple[Named, ...] = ()
    stages: tuple[Named, ...] = ()  # which stages' letters give it


class Anchor(StrEnum):
    """What a date is counted from."""

    ENTERED = "entered"  # the day the case came to the stage
    CALL_DEADLINE = "call_deadline"
    SUPPLEMENT_DUE = "supplement_due"
    CONDITION_DUE = "condition_due"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    REVISE_BY = "revise_by"


class Offset(Strict):
    """So many days, weeks, months or working days after the anchor; before it when negative."""

    anchor: Anchor = Anchor.ENTERED
    days: Count = 0
    working_days: Count = 0
    weeks: Count = 0
    months: Count = 0


class ChecklistItem(Entry):
    """A task that a case brings when it comes to a phase."""

    kind: Kind
    phase: Text
    key: Key
    title: Bilingual
    owner: Role
    due: Offset
    required: bool = True
    rule: Key | None = None  # the sentence that demands it


class PlannedDate(Entry):
    """A milestone that a stage's flow plans for a case."""

    kind: Kind
    stage: Stage
    key: Key
    title: Bilingual
    on: Offset


class Who(Entry):
    """The municipality's own choice of who may make a move; the shape stays."""

    move: Named
    roles: tuple[Role, ...]  # they alone, instead of those in the lifecycle


class TwinTownFact(Entry):
    """A twin town that the municipality is said to have; goes into the demo register."""

    name: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    since: Text | None = None


class NetworkFact(Entry):
    """A network that the municipality is said to be a member of; goes into the demo register."""

    name: Text
    abbreviation: Text | None = None
    since: Text | None = None


class ListWord(Entry):
    """What the municipality's own lists call something: a heading, a role, a status, a programme, a unit."""

    kind: Literal["column", "role", "status", "programme", "unit"]
    written: Text
    means: Text


@dataclass(frozen=True, slots=True)
class Names:
    """What a municipality calls things in one language, by key."""

    bodies: Mapping[str, str]
    forms: Mapping[str, str]
    words: Mapping[str, str]


class Pack(Strict):
    """One municipality, whole."""

    municipality: Municipality
    word: tuple[Word, ...] = ()
    form: tuple[Form, ...]
    strategic_area: tuple[StrategicArea, ...] = ()
    body: tuple[Body, ...]
    unit: tuple[Unit, ...]
    document: tuple[Document, ...]
    rule: tuple[Rule, ...]
    decision_rule: tuple[DecisionRule, ...]
    checklist: tuple[ChecklistItem, ...] = ()
    milestone: tuple[PlannedDate, ...] = ()
    who: tuple[Who, ...] = ()
    duty: tuple[Duty, ...] = ()
    mandate: tuple[Mandate, ...] = ()
    lead_times: tuple[LeadTimes, ...] = ()
    alternative: tuple[Alternative, ...] = ()
    goal: tuple[Goal, ...] = ()
    travel_factor: tuple[TravelFactor, ...] = ()
    patience: tuple[Patience, ...] = ()
    retention: tuple[Retention, ...] = ()
    programme: tuple[Programme, ...] = ()
    call_source: tuple[CallSource, ...] = ()
    twin_town: tuple[TwinTownFact, ...] = Field(default=())
    network: tuple[NetworkFact, ...] = Field(default=())
    list_word: tuple[ListWord, ...] = ()
    look: tuple[Look, ...] = ()  # one or none
    annual: tuple[Annual, ...] = ()  # one or none

    @property
    def key(self) -> str:
        """The folder's name."""
        return self.municipality.key

    @cached_property
    def year(self) -> Annual:
        """How its year is put together."""
        return next(iter(self.annual), Annual())

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Units by key."""
        return {unit.key: unit for unit in self.unit}

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies by key."""
        return {body.key: body for body in self.body}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Governing documents by key."""
        return {document.key: document for document in self.document}

    @cached_property
    def rules_by_move(self) -> Mapping[str, Rule]:
        """The rule behind a move, e.g. `project.accept`."""
        return {move: rule for rule in self.rule for move in rule.moves}

    @cached_property
    def rules_by_stage(self) -> Mapping[str, Rule]:
        """The rule behind what a stage asks for, e.g. `project.support`."""
        return {stage: rule for rule in self.rule for stage in rule.stages}

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """Duties by key."""
        return {duty.key: duty for duty in self.duty}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by key."""
        return {rule.key: rule for rule in self.rule}

    @cached_property
    def words(self) -> Mapping[str, Word]:
        """The municipality's own words by key."""
        return {word.key: word for word in self.word}

    @cached_property
    def checklists(self) -> Mapping[tuple[str, str], tuple[ChecklistItem, ...]]:
        """What each phase of each kind of case asks for."""
        places = dict.fromkeys((str(item.kind), item.phase) for item in self.checklist)
        return {
            place: tuple(item for item in self.checklist if (item.kind, item.phase) == place)
            for place in places
        }

    @cached_property
    def _who(self) -> Mapping[str, tuple[Role, ...]]:
        return {choice.move: choice.roles for choice in self.who}

    @cached_property
    def form_aliases(self) -> Mapping[str, str]:
        """Everything people call a form, in lower case, to its key."""
        return {
            name.lower(): form.key
            for form in self.form
            for name in (form.key, form.label.sv, form.label.en, *form.aliases)
        }

    def who_may(self, kind: str, verb: str) -> tuple[Role, ...] | None:
        """The municipality's own choice of who may, or None: then the lifecycle's table holds."""
        return self._who.get(f"{kind}.{verb}")

    def unit_on(self, key: str, day: date) -> Unit:
        """The unit that answers for `key` that day: itself, or whoever took over.

        Raises:
            KeyError: there is no such unit.
        """
        unit, seen = self.units[key], {key}
        while unit.valid_to is not None and unit.valid_to < day and unit.successor:
            if unit.successor in seen:
                break
            unit = self.units[unit.successor]
            seen.add(unit.key)
        return unit

    def lineage(self, key: str) -> tuple[str, ...]:
        """A unit and every unit that it took over from, directly or not."""
        return self._lineages.get(key, (key,))

    @cached_property
    def _lineages(self) -> Mapping[str, tuple[str, ...]]:
        found = {unit.key: [unit.key] for unit in self.unit}
        for line in found.values():
            for key in line:  # grows while it is walked
                line += [u.key for u in self.unit if u.successor == key and u.key not in line]
        return {key: tuple(line) for key, line in found.items()}

    @cached_property
    def vocabulary(self) -> Callable[[date], Vocabulary]:
        """What facts may name on a day; the same few days are asked for again and again."""

        @lru_cache(8)
        def on(day: date) -> Vocabulary:
            bodies = {body.key: body.kind for body in self.body if body.holds(day)}
            return Vocabulary(bodies, self.form_aliases, day)

        return on

    @cached_property
    def names(self) -> Mapping[str, "Names"]:
        """What the municipality calls things, by language."""
        return {
            lang: Names(
                bodies={body.key: body.name for body in self.body},
                forms={form.key: form.label.said(lang) for form in self.form},
                words={word.key: word.said(lang) for word in self.word},
            )
            for lang in ("sv", "en")
        }
