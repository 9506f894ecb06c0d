"""Which bodies must decide a matter, in which order: every rule that matches adds its bodies.

Rules are the municipality's own data (config/<key>/decisions.toml). Source of the order: the boards
decide before kommunstyrelsen (Gislaved's guideline for EU projects), KSAU prepares for KS and KS for
KF (Ljungby's decision of 2018). A body's own money is its own (Ljungby's plan § 4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from intlflow.domain.words import BodyKind


class Subject(StrEnum):
    """What is to be decided."""

    OWN_FINANCING = "own_financing"
    TWIN_TOWN = "twin_town"
    POLICY = "policy"
    STRATEGY = "strategy"
    PLAN = "plan"


class Place(StrEnum):
    """What a rule can name: a body of its kind, or whoever the matter concerns."""

    DELEGATE = "delegate"
    OWNING_BOARD = "owning_board"
    EACH_BOARD = "each_board"
    WORKING_COMMITTEE = "working_committee"
    EXECUTIVE_BOARD = "executive_board"
    COUNCIL = "council"


class Act(StrEnum):
    """What a step is: a board's word on its own money, a preparing body's proposal, the decision."""

    OWN = "own"
    PREPARES = "prepares"
    DECIDES = "decides"


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of a matter when one asks who decides it.

    Args:
        subject: what is to be decided.
        owner: the key of the body that answers for the unit's money.
        owner_kind: what sort of body that is.
        boards: further boards whose money or work it concerns.
        budget_years: over how many budget years; None while nobody has said.
        own_share: the municipality's own money in SEK; None while nobody has said.
    """

    subject: Subject
    owner: str
    owner_kind: BodyKind
    boards: tuple[str, ...] = ()
    budget_years: int | None = None
    own_share: Decimal | None = None


class Rule(Protocol):
    """One rule of the pack; what it leaves out, it doesn't mind."""

    @property
    def key(self) -> str: ...
    @property
    def subjects(self) -> tuple[Subject, ...]: ...
    @property
    def owner_kinds(self) -> tuple[BodyKind, ...]: ...
    @property
    def more_budget_years_than(self) -> int | None: ...
    @property
    def more_boards_than(self) -> int | None: ...
    @property
    def own_share_at_most(self) -> Decimal | None: ...
    @property
    def budget_years_at_most(self) -> int | None: ...
    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def report_to(self) -> Place | None: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One body's part in a matter; `body` is empty for a delegate."""

    body: str
    kind: BodyKind | None
    act: Act
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The whole way of a matter.

    Args:
        steps: in the order they are taken; the last one decides.
        rules: the keys of the rules that made it so.
        report_to: the body that a delegated decision is reported to, else empty.
        unknown: rules that might match if somebody said how many years, or how much.
    """

    steps: tuple[Step, ...]
    rules: tuple[str, ...]
    report_to: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def last(self) -> Step:
        """Whoever decides."""
        return self.steps[-1]


@dataclass(frozen=True)
class Bodies:
    """The municipality's bodies on a day: their kinds by key, in the pack's order."""

    kinds: Mapping[str, BodyKind]
    single: Mapping[BodyKind, str] = field(init=False)

    def __post_init__(self) -> None:
        first = {kind: key for key, kind in reversed(list(self.kinds.items()))}
        object.__setattr__(self, "single", first)


class NoRoute(ValueError):
    """No rule says who decides this."""


_PLACES = {
    Place.WORKING_COMMITTEE: BodyKind.WORKING_COMMITTEE,
    Place.EXECUTIVE_BOARD: BodyKind.EXECUTIVE_BOARD,
    Place.COUNCIL: BodyKind.COUNCIL,
}
_RANK = {
    BodyKind.COMPANY_BOARD: 0,
    BodyKind.BOARD: 0,
    BodyKind.WORKING_COMMITTEE: 1,
    BodyKind.EXECUTIVE_BOARD: 2,
    BodyKind.COUNCIL: 3,
}


def find_route(
    question: Question, rules: Iterable[Rule], bodies: Bodies, *, delegated: bool = False
) -> Route:
    """Put a matter's way together.

    Args:
        question: what is known of it.
        rules: the municipality's rules, in their order.
        bodies: the bodies that there are that day.
        delegated: take the delegate's way if a rule allows it; else the bodies'.

    Raises:
        NoRoute: no rule matches, or none allows a delegate.
    """
    met = [(rule, matches(rule, question)) for rule in rules]
    unknown = tuple(rule.key for rule, fits in met if fits is None)
    chosen = [rule for rule, fits in met if fits and is_delegation(rule) is delegated]
    if not chosen:
        raise NoRoute(question.subject)
    if delegated:
        report_to = next((rule.report_to for rule in chosen if rule.report_to), Place.OWNING_BOARD)
        step = Step("", None, Act.DECIDES, tuple(rule.key for rule in chosen))
        return Route((step,), step.rules, _named(report_to, question, bodies)[0], unknown)
    return Route(_steps(chosen, question, bodies), tuple(r.key for r in chosen), "", unknown)


def is_delegation(rule: Rule) -> bool:
    """Whether the rule lets somebody decide on a body's behalf."""
    return Place.DELEGATE in rule.places


def matches(rule: Rule, question: Question) -> bool | None:
    """Whether a rule holds for a matter; None: it depends on what nobody has said yet."""
    if rule.subjects and question.subject not in rule.subjects:
        return False
    if rule.owner_kinds and question.owner_kind not in rule.owner_kinds:
        return False
    answers = (
        _above(question.budget_years, rule.more_budget_years_than),
        _above(len({question.owner, *question.boards}), rule.more_boards_than),
        _within(question.own_share, rule.own_share_at_most),
        _within(question.budget_years, rule.budget_years_at_most),
    )
    if False in answers:
        return False
    return None if None in answers else True


def _above(value: int | None, limit: int | None) -> bool | None:
    if limit is None:
        return True
    return None if value is None else value > limit


def _within(value: Decimal | int | None, limit: Decimal | int | None) -> bool | None:
    if limit is None:
        return True
    return None if value is None else value <= limit


def _named(place: Place, question: Question, bodies: Bodies) -> tuple[str, ...]:
    """The keys of the bodies that a rule's word stands for."""
    if place is Place.OWNING_BOARD:
        return (question.owner,)
    if place is Place.EACH_BOARD:
        return tuple(dict.fromkeys((question.owner, *question.boards)))
    return (bodies.single[_PLACES[place]],)


def _steps(rules: list[Rule], question: Question, bodies: Bodies) -> tuple[Step, ...]:
    """Each body once, in the order of their rank; boards in the order they were named."""
    asked: dict[str, list[str]] = {}
    for rule in rules:
        for place in rule.places:
            for body in _named(place, question, bodies):
                asked.setdefault(body, []).append(rule.key)
    ordered = sorted(asked, key=lambda body: _RANK[bodies.kinds[body]])
    last = ordered[-1]
    return tuple(
        Step(body, kind, _act(body == last, kind), tuple(dict.fromkeys(asked[body])))
        for body in ordered
        for kind in (bodies.kinds[body],)
    )


def _act(last: bool, kind: BodyKind) -> Act:
    if last:
        return Act.DECIDES
    return Act.OWN if _RANK[kind] == 0 else Act.PREPARES
