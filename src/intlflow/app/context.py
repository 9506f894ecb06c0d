"""What a letter can say: the case, the facts in words, the rule behind it, whom to ask."""

from collections.abc import Mapping
from datetime import date

from intlflow.domain.cast import Cast, Recipient
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.words import Role
from intlflow.letters.shown import shown
from intlflow.letters.words import Words
from intlflow.packs.model import Pack, Rule
from intlflow.store.cases import CaseRow

Context = dict[str, object]


OF_A_UNIT = (Role.CONTACT, Role.MANAGER)  # the others work for the whole municipality or the case


def shared(pack: Pack, words: Words, contact: Mapping[str, str], day: date) -> Context:
    """What every letter in one language says that day, whatever it is about."""
    return {
        "lang": words.lang,
        "t": words.section("letter"),
        "municipality": {"name": pack.municipality.name},
        "word": pack.names[words.lang].words,
        "contact": contact,
        "day": words.day(day),
        "how": "",
        "case": None,
        "heading": "",
        "eyebrow": "",
        "place": "",
        "own_rules": False,
        "groups": [],
        "actor": {"name": "", "capacity": ""},
        "act": "",
        "facts": {},
        "given": [],
        "tasks": [],
        "notices": [],
        "rule": None,
    }


def called(pack: Pack, words: Words, role: str) -> str:
    """A role as the municipality calls it, or else as everybody does."""
    return pack.names[words.lang].words.get(role) or words.of("role", role)


def personal(pack: Pack, words: Words, recipient: Recipient) -> Context:
    """What a letter says of its reader."""
    label = called(pack, words, recipient.role)
    return {
        "person": {"name": recipient.holder.name},
        "role": str(recipient.role),
        "capacity": label,
        "at_unit": recipient.role in OF_A_UNIT,
        "stands_in_for": label if recipient.stands_in else None,
        "vacancy": recipient.vacancy,
    }


def of_case(
    case: CaseRow, unit: str, words: Words, *, phase: str, stage: str, came_from: str = ""
) -> dict[str, str]:
    """What a letter says of its case."""
    return {
        "ref": case.ref,
        "kind": case.kind,
        "title": case.title,
        "unit": unit,
        "stage": stage,
        "stage_label": words.of("stage", stage),
        "phase": phase,
        "phase_label": words.of(f"phase.{case.kind}", phase),
        "from_phase": came_from,
    }


def in_words(facts: Facts, pack: Pack, lang: str, manager: str | None = None) -> dict[str, str]:
    """Facts as people read them; `manager` is the project manager's name, when it is known."""
    names = pack.names[lang]
    said = {
        str(key): shown(Fact(key), value, lang, bodies=names.bodies, forms=names.forms)
        for key, value in facts.items()
    }
    if manager and Fact.PROJECT_MANAGER in facts:
        said[Fact.PROJECT_MANAGER.value] = manager
    return said


def manager_of(cast: Cast) -> str | None:
    """The project manager's name."""
    found = cast.told(Role.PROJECT_MANAGER)
    return found[0].holder.name if found else None


def contact_of(pack: Pack, cast: Cast) -> dict[str, str]:
    """Whom to ask: the coordinator, or the municipality's own address when there is none."""
    for recipient in cast.told(Role.COORDINATOR):
        if recipient.holder.email:
            return {"name": recipient.holder.name, "email": recipient.holder.email}
    return {"name": pack.municipality.sender, "email": pack.municipality.reply_to}


def rule_behind(pack: Pack, rule: Rule | None, lang: str) -> dict[str, str] | None:
    """The sentence of a governing document that stands behind a move or a stage, in a letter."""
    if rule is None:
        return None
    return {
        "document": pack.documents[rule.document].title,
        "section": rule.section,
        "quote": rule.quote,
        "says": rule.says.said(lang),
    }
