"""How each fact is asked for on a page, and how what was filled in becomes what the rules read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from intlflow.domain.facts import (
    DELEGATION,
    DOCUMENT_TYPES,
    METHODS,
    OWN_ROLES,
    STANDING,
    BadFact,
    Fact,
    Facts,
    Vocabulary,
    read_fact,
)
from intlflow.domain.lifecycle import Move, Opening
from intlflow.domain.minutes import DECISIONS, MINUTES
from intlflow.domain.words import Outcome
from intlflow.letters.words import Words
from intlflow.web.forms import Sent

F = Fact
_KINDS: dict[str, tuple[Fact, ...]] = {
    "text": (F.REASON, F.CONDITION, F.RESULTS, F.EFFECTS, F.LESSONS, F.PURPOSE, F.DECISION_TEXT),
    "day": (
        *(F.WAKE_ON, F.CONDITION_DUE, F.CONDITION_MET_ON, F.PERIOD_START, F.PERIOD_END),
        *(F.RETAIN_UNTIL, F.VALID_FROM, F.REVISE_BY),
    ),
    "moment": (F.CALL_DEADLINE, F.SUPPLEMENT_DUE),
    "money": (
        *(F.TOTAL_BUDGET, F.OWN_CONTRIBUTION, F.AMOUNT_APPLIED, F.AMOUNT_GRANTED),
        F.AMOUNT_PAID,
    ),
    "decision": tuple(DECISIONS),
    "receipt": (F.RECEIPT, F.FUNDER_DECISION, F.AGREEMENT, F.FINAL_REPORT, F.MEMO),
    "person": (F.PROJECT_MANAGER, F.DELEGATE, F.RECUSED),
    "forms": (F.FORMS,),
    "bodies": (F.BOARDS,),
    "body": (F.DECIDED_BY,),
    "choice": (F.DOCUMENT_TYPE, F.METHOD, F.OWN_ROLE),
    "number": (F.BUDGET_YEARS,),
}
KIND_OF: dict[Fact, str] = {fact: kind for kind, facts in _KINDS.items() for fact in facts}
CHOSEN = frozenset({"person", "forms", "bodies", "body", "choice"})  # nobody types these
CHOICES = {F.DOCUMENT_TYPE: DOCUMENT_TYPES, F.METHOD: METHODS, F.OWN_ROLE: OWN_ROLES}
DECIDED = ("body", "date", "section")
PARTS = {
    "money": ("amount", "currency"),
    "decision": (*DECIDED, "outcome"),
    "receipt": ("reference", "date"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One fact as a page asks for it.

    Args:
        name: the fact.
        label: what it is called.
        kind: how it is asked for.
        needed: whether the move can't do without.
        value: what stands in it: text, or the values of its parts.
        options: what can be chosen: value and label.
        wrong: what is the matter with it, in words.
        folded: whether it waits behind a fold.
        lacks: the boxes of it that are empty, where others are filled in.
    """

    name: str
    label: str
    kind: str
    needed: bool
    value: Any = ""
    options: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    folded: bool = False
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """What the fields of one municipality's forms are made of.

    Args:
        words: of the visitor's language.
        vocabulary: what the pack allows that day.
        bodies: body keys and their names.
        forms: keys of forms of work and their labels.
        people: addresses and names of those in the register.
    """

    words: Words
    vocabulary: Vocabulary
    bodies: Mapping[str, str]
    forms: Mapping[str, str]
    people: tuple[tuple[str, str], ...]

    def fields(self, move: Move | Opening, known: Facts) -> list[Field]:
        """What a move asks for, filled in with what is known already."""
        takes = move.takes if isinstance(move, Move) else ()
        asked = [need for need in move.needs if isinstance(need, Fact)]
        decided = DECISIONS & {*asked, *takes}
        minutes = sorted(MINUTES) if decided else []
        return [
            *(self.field(fact, known, needed=True) for fact in asked),
            *(self.field(fact, known, needed=False) for fact in takes if fact not in decided),
            *(self.field(fact, Facts(), needed=False, folded=True) for fact in minutes),
        ]

    def field(self, fact: Fact, known: Facts, *, needed: bool, folded: bool = False) -> Field:
        """One fact, filled in with what is known."""
        kind = KIND_OF.get(fact, "line")
        value = known.get(fact) if fact in STANDING else None
        return Field(
            name=str(fact),
            label=self.words.of("fact", fact),
            kind=kind,
            needed=needed,
            value=_shown(kind, value),
            options=self._options(fact, kind),
            folded=folded,
        )

    def _options(self, fact: Fact, kind: str) -> tuple[tuple[str, str], ...]:
        if kind == "person":
            return self.people
        if kind == "forms":
            return tuple(self.forms.items())
        if kind in ("body", "bodies"):
            return tuple(self.bodies.items())
        if kind == "decision":
            return (*self.bodies.items(), (DELEGATION, self.words.of("decider", DELEGATION)))
        if kind == "choice":
            section = "document_type" if fact is F.DOCUMENT_TYPE else "choice"
            return tuple((key, self.words.of(section, key)) for key in CHOICES[fact])
        return ()

    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """How a decision can end."""
        return tuple((str(each), self.words.of("outcome", each)) for each in Outcome)

    def read(self, fields: list[Field], sent: Sent) -> tuple[list[Field], dict[str, str]]:
        """What was filled in: the fields with it, each with what is the matter; and the facts as text."""
        filled, given = [], dict[str, str]()
        for field in fields:
            value = _sent(field, sent)
            text = _COMPOSE.get(field.kind, str)(value)
            wrong, lacks = "", _lacks(field.kind, value)
            if lacks:
                parts = ", ".join(self.words.of("decision_part", part) for part in lacks)
                wrong = self.words.of("beside", "box-empty").format(boxes=parts)
            elif text:
                given[field.name] = text
                wrong = self._wrong(Fact(field.name), text)
            elif field.needed:
                wrong = self.words.of(*how_empty(field.name))
            filled.append(replace(field, value=value, wrong=wrong, lacks=lacks))
        return filled, given

    def _wrong(self, fact: Fact, text: str) -> str:
        try:
            read_fact(fact, text, self.vocabulary)
        except BadFact as bad:
            return self.words.of("form", bad.why).format(example=bad.example)
        return ""


def how_empty(name: str) -> tuple[str, str]:
    """The section and key of what an empty field says: what is chosen is not written."""
    known: Any = name
    return ("beside", "unchosen") if KIND_OF.get(known) in CHOSEN else ("form", "empty")


def _shown(kind: str, value: Any) -> Any:
    """A kept value as its field shows it."""
    if kind in PARTS:
        return {part: (value or {}).get(part, "") for part in PARTS[kind]}
    if kind in ("forms", "bodies"):
        return list(value or [])
    if kind == "moment" and value:
        return str(value)[:16]
    if kind == "body":
        return (value or {}).get("body", "")
    return "" if value is None else str(value)


def _sent(field: Field, sent: Sent) -> Any:
    if field.kind in PARTS:
        return {part: sent.get(f"{field.name}.{part}") for part in PARTS[field.kind]}
    if field.kind in ("forms", "bodies"):
        return sent.all(field.name)
    return sent.get(field.name)


def _lacks(kind: str, value: Any) -> tuple[str, ...]:
    """The boxes of a decision that are empty, once one of them is filled in."""
    if kind != "decision":
        return ()
    empty = tuple(part for part in DECIDED if not value[part].strip(" §"))
    return empty if len(empty) < len(DECIDED) else ()


def _decision(value: dict[str, str]) -> str:
    if not any(value[part] for part in DECIDED):
        return ""
    section = value["section"].removeprefix("§").strip()
    return f"{value['body']} {value['date']} § {section} {value['outcome']}".strip()


def _money(value: dict[str, str]) -> str:
    return f"{value['amount']} {value['currency'] or 'SEK'}" if value["amount"] else ""


def _receipt(value: dict[str, str]) -> str:
    return f"{value['reference']} {value['date']}".strip()


_COMPOSE: dict[str, Callable[[Any], str]] = {
    "decision": _decision,
    "money": _money,
    "receipt": _receipt,
    "forms": ", ".join,
    "bodies": ", ".join,
}
