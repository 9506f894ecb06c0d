"""What a case can know: every fact has a name, a form and a check, so that nothing stays free text.

A fact is typed in as text (on the command line, in a form, in Prefect) and kept as a plain JSON
value. `read_fact` is the one way in; `Facts` gives the typed values back.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from intlflow.domain.money import Money, NotMoney
from intlflow.domain.words import BodyKind, Outcome
from intlflow.domain.years import in_years

LOCAL = ZoneInfo("Europe/Stockholm")
LONGEST_TEXT = 4_000
LONGEST_LINE = 200

Value = str | list[str] | dict[str, str]


class Fact(StrEnum):
    """Every fact that a move can ask for."""

    REASON = "reason"
    WAKE_ON = "wake_on"
    PROJECT_MANAGER = "project_manager"
    FORMS = "forms"
    PROGRAMME = "programme"
    CALL = "call"
    CALL_DEADLINE = "call_deadline"
    TOTAL_BUDGET = "total_budget"
    OWN_SOURCE = "own_source"
    FINANCING_DECISION = "financing_decision"
    OWN_CONTRIBUTION = "own_contribution"
    RECEIPT = "receipt"
    AMOUNT_APPLIED = "amount_applied"
    SUPPLEMENT_DUE = "supplement_due"
    FUNDER_DECISION = "funder_decision"
    AMOUNT_GRANTED = "amount_granted"
    CONDITION = "condition"
    CONDITION_DUE = "condition_due"
    CONDITION_MET_ON = "condition_met_on"
    AGREEMENT = "agreement"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    FINAL_REPORT = "final_report"
    AMOUNT_PAID = "amount_paid"
    RESULTS = "results"
    EFFECTS = "effects"
    LESSONS = "lessons"
    RETAIN_UNTIL = "retain_until"
    PARTNER = "partner"
    COUNTRY = "country"
    PURPOSE = "purpose"
    MEMO = "memo"
    COMMITTEE_DECISION = "committee_decision"
    BOARD_DECISION = "board_decision"
    COUNCIL_DECISION = "council_decision"
    DOCUMENT_TYPE = "document_type"
    DECIDED_BY = "decided_by"
    ADOPTION = "adoption"
    VALID_FROM = "valid_from"
    REVISE_BY = "revise_by"
    REPLACED_BY = "replaced_by"
    VERSION_LABEL = "version_label"
    BUDGET_YEARS = "budget_years"
    BOARDS = "boards"
    BODY_DECISION = "body_decision"
    CONDITION_CASE = "condition_case"
    DECISION_TEXT = "decision_text"
    METHOD = "method"
    DELEGATE = "delegate"
    NOT_TAKING_PART = "not_taking_part"
    MOTION = "motion"
    EXTRACT_TO = "extract_to"
    RECUSED = "recused"
    ACRONYM = "acronym"
    OWN_ROLE = "own_role"
    REGISTRY_NUMBER = "registry_number"
    FUNDER_NUMBER = "funder_number"
    EU_SHARE = "eu_share"
    IMPORTED_FROM = "imported_from"


class BadFact(ValueError):
    """A value does not have the form its fact asks for.

    Args:
        why: the reason key, with its sentence in templates/words.
        example: a value that would have been right.
    """

    def __init__(self, why: str, example: str = "") -> None:
        super().__init__(why)
        self.why, self.example = why, example


@dataclass(frozen=True)
class Vocabulary:
    """What the municipality's pack allows in a fact: its bodies and its forms of work."""

    bodies: Mapping[str, BodyKind]
    forms: Mapping[str, str]  # everything people call a form, in lower case → its stable key
    today: date


def one_line(text: str) -> str:
    """Make harmless what could break a line, a header or the reading direction; keep the words."""
    if text.isprintable():  # then it holds none of these
        return " ".join(text.split())
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join(
        "".join(c for c in visible if unicodedata.category(c) not in ("Cf", "Cs")).split()
    )


def many_lines(text: str) -> str:
    """The same, keeping line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(one_line(line) for line in lines)).strip()


def _line(text: str, _: Vocabulary) -> str:
    clean = one_line(text)
    if not clean:
        raise BadFact("empty")
    if len(clean) > LONGEST_LINE:
        raise BadFact("too-long", str(LONGEST_LINE))
    return clean


def _text(text: str, _: Vocabulary) -> str:
    clean = many_lines(text)
    if not clean:
        raise BadFact("empty")
    if len(clean) > LONGEST_TEXT:
        raise BadFact("too-long", str(LONGEST_TEXT))
    return clean


def _day(text: str, _: Vocabulary) -> str:
    try:
        return in_years(date.fromisoformat(text.strip())).isoformat()
    except ValueError as error:
        raise BadFact("not-a-date", "2027-03-01") from error


def _past_day(text: str, words: Vocabulary) -> str:
    day = _day(text, words)
    if date.fromisoformat(day) > words.today:
        raise BadFact("in-the-future", words.today.isoformat())
    return day


def _coming_day(text: str, words: Vocabulary) -> str:
    day = _day(text, words)
    if date.fromisoformat(day) <= words.today:
        raise BadFact("not-ahead", "2027-03-01")
    return day


def _moment(text: str, _: Vocabulary) -> str:
    """A deadline with its time of day; a bare date means the end of that day in Stockholm."""
    stripped = text.strip()
    try:
        moment = in_years(datetime.fromisoformat(stripped))
    except ValueError as error:
        raise BadFact("not-a-moment", "2027-03-01T17:00") from error
    if len(stripped) <= len("2027-03-01"):
        moment = moment.replace(hour=23, minute=59)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)).isoformat(timespec="minutes")


def _money(text: str, _: Vocabulary) -> dict[str, str]:
    try:
        money = Money.parse(text)
    except NotMoney as error:
        raise BadFact("not-money", "250000 SEK") from error
    return {"amount": str(money.amount), "currency": money.currency}


DELEGATION = "delegation"  # stands where a body does, when somebody decided on its behalf
METHODS = ("acklamation", "votering", "delegation", "ordförandebeslut")
_DECISION = re.compile(
    r"(?P<body>[\w-]+)\s+(?P<date>\d{4}-\d\d-\d\d)\s*,?\s+§+\s*(?P<section>[0-9]{1,4}\s?[a-z]?)"
    r"(?:\s*,?\s+(?P<outcome>\w+))?"
)


def _decision(text: str, words: Vocabulary) -> dict[str, str]:
    """`ks 2027-02-09 § 31` (bifall is understood) or `tn 2027-02-09 § 14 avslag`."""
    example = f"{next(iter(words.bodies), 'ks')} {words.today} § 31 bifall"
    found = _DECISION.fullmatch(one_line(text))
    if found is None:
        raise BadFact("not-a-decision", example)
    body, outcome = found["body"].lower(), (found["outcome"] or Outcome.APPROVED).lower()
    kinds = {**words.bodies, DELEGATION: DELEGATION}
    if body not in kinds:
        raise BadFact("unknown-body", ", ".join(sorted(kinds)))
    if outcome not in set(Outcome):
        raise BadFact("unknown-outcome", ", ".join(Outcome))
    return {
        "body": body,
        "body_kind": str(kinds[body]),
        "date": _past_day(found["date"], words),
        "section": found["section"].replace(" ", ""),
        "outcome": outcome,
    }


_RECEIPT = re.compile(r"(?P<reference>.+?)\s*,?\s+(?P<date>\d{4}-\d\d-\d\d)")


def _receipt(text: str, words: Vocabulary) -> dict[str, str]:
    """A reference that the other side gave, and its date: `101234567 2027-02-26`."""
    found = _RECEIPT.fullmatch(one_line(text))
    if found is None or len(found["reference"]) > LONGEST_LINE:
        raise BadFact("not-a-receipt", f"101234567 {words.today}")
    return {"reference": found["reference"], "date": _past_day(found["date"], words)}


def _forms(text: str, words: Vocabulary) -> list[str]:
    """One or more forms of work, never ranked by how many (PLAN-20, PLAN-21)."""
    names = [one_line(part).lower() for part in text.split(",") if one_line(part)]
    unknown = [name for name in names if name not in words.forms]
    if unknown or not names:
        raise BadFact("unknown-form", ", ".join(sorted(set(words.forms.values()))))
    return sorted({words.forms[name] for name in names})


def _email(text: str, words: Vocabulary) -> str:
    address = _line(text, words).lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise BadFact("not-an-address", "karin.ek@ljungby.example")
    return address


def _body(text: str, words: Vocabulary) -> dict[str, str]:
    key = one_line(text).lower()
    if key not in words.bodies:
        raise BadFact("unknown-body", ", ".join(sorted(words.bodies)))
    return {"body": key, "body_kind": str(words.bodies[key])}


def _bodies(text: str, words: Vocabulary) -> list[str]:
    """Several bodies by their keys, in the order they are typed."""
    keys = [one_line(part).lower() for part in text.split(",") if one_line(part)]
    if not keys or not set(keys) <= set(words.bodies):
        raise BadFact("unknown-body", ", ".join(sorted(words.bodies)))
    return list(dict.fromkeys(keys))


def _years(text: str, _: Vocabulary) -> str:
    """How many budget years; a number of one or two digits."""
    if not re.fullmatch(r"[1-9]|[12][0-9]", text.strip()):
        raise BadFact("not-years", "3")
    return text.strip()


def _one_of(*allowed: str) -> Callable[[str, Vocabulary], str]:
    def read(text: str, _: Vocabulary) -> str:
        key = one_line(text).lower()
        if key not in allowed:
            raise BadFact("not-one-of", ", ".join(allowed))
        return key

    return read


def _country(text: str, _: Vocabulary) -> str:
    code = text.strip()
    if not re.fullmatch(r"[A-Za-z]{2}", code):
        raise BadFact("not-a-country", "DE")
    return code.upper()


def _share(text: str, _: Vocabulary) -> str:
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?) ?%", one_line(text), re.ASCII)
    if found is None or float(found[1].replace(",", ".")) > 100:
        raise BadFact("not-a-share", "80 %")
    return f"{found[1].replace(',', '.')} %"


DOCUMENT_TYPES = ("policy", "strategy", "plan")
OWN_ROLES = ("lead", "partner", "associated", "co_funder")

F = Fact
_READERS: dict[Fact, Callable[[str, Vocabulary], Value]] = {
    F.REASON: _text,
    F.WAKE_ON: _coming_day,
    F.PROJECT_MANAGER: _email,
    F.FORMS: _forms,
    F.PROGRAMME: _line,
    F.CALL: _line,
    F.CALL_DEADLINE: _moment,
    F.TOTAL_BUDGET: _money,
    F.OWN_SOURCE: _line,
    F.FINANCING_DECISION: _decision,
    F.OWN_CONTRIBUTION: _money,
    F.RECEIPT: _receipt,
    F.AMOUNT_APPLIED: _money,
    F.SUPPLEMENT_DUE: _moment,
    F.FUNDER_DECISION: _receipt,
    F.AMOUNT_GRANTED: _money,
    F.CONDITION: _text,
    F.CONDITION_DUE: _day,
    F.CONDITION_MET_ON: _past_day,
    F.AGREEMENT: _receipt,
    F.PERIOD_START: _day,
    F.PERIOD_END: _day,
    F.FINAL_REPORT: _receipt,
    F.AMOUNT_PAID: _money,
    F.RESULTS: _text,
    F.EFFECTS: _text,
    F.LESSONS: _text,
    F.RETAIN_UNTIL: _coming_day,
    F.PARTNER: _line,
    F.COUNTRY: _country,
    F.PURPOSE: _text,
    F.MEMO: _receipt,
    F.COMMITTEE_DECISION: _decision,
    F.BOARD_DECISION: _decision,
    F.COUNCIL_DECISION: _decision,
    F.DOCUMENT_TYPE: _one_of(*DOCUMENT_TYPES),
    F.DECIDED_BY: _body,
    F.ADOPTION: _decision,
    F.VALID_FROM: _day,
    F.REVISE_BY: _day,
    F.REPLACED_BY: _line,
    F.VERSION_LABEL: _line,
    F.BUDGET_YEARS: _years,
    F.BOARDS: _bodies,
    F.BODY_DECISION: _decision,
    F.CONDITION_CASE: lambda text, words: _line(text, words).upper(),
    F.DECISION_TEXT: _text,
    F.METHOD: _one_of(*METHODS),
    F.DELEGATE: _email,
    F.NOT_TAKING_PART: _line,
    F.MOTION: _text,
    F.EXTRACT_TO: _line,
    F.RECUSED: _email,
    F.ACRONYM: _line,
    F.OWN_ROLE: _one_of(*OWN_ROLES),
    F.REGISTRY_NUMBER: _line,
    F.FUNDER_NUMBER: _line,
    F.EU_SHARE: _share,
    F.IMPORTED_FROM: _line,
}

# Facts that stay true through a case's life: once known, a later move need not ask again, and any
# move may correct them. Not what a body decides on (the town, the document's type and its adopter),
# nor what says which bodies decide (how many budget years, which boards): corrected afterwards, it
# would be something that nobody decided.
STANDING = frozenset(
    {F.PROJECT_MANAGER, F.FORMS, F.PROGRAMME, F.CALL, F.CALL_DEADLINE, F.TOTAL_BUDGET, F.OWN_SOURCE}
    | {F.PERIOD_START, F.PERIOD_END, F.PURPOSE, F.VERSION_LABEL}
    | {F.PERIOD_START, F.PERIOD_END, F.PURPOSE, F.VERSION_LABEL}
    | {F.ACRONYM, F.OWN_ROLE, F.REGISTRY_NUMBER, F.FUNDER_NUMBER, F.EU_SHARE}
)


def read_fact(fact: Fact, text: str, words: Vocabulary) -> Value:
    """Turn what somebody typed into the checked value that is kept.

    Raises:
        BadFact: with the reason key and an example of a right value.
    """
    if len(text) > 20 * LONGEST_TEXT:
        raise BadFact("too-long", str(LONGEST_TEXT))
    return _READERS[fact](text, words)


class Facts(dict[str, Any]):
    """A case's facts with typed access; what is absent is None."""

    def money(self, fact: Fact) -> Money | None:
        """An amount with its currency."""
        value = self.get(fact)
        return Money.of(value["amount"], value["currency"]) if value else None

    def day(self, fact: Fact) -> date | None:
        """A date; of a decision or receipt, the date it bears."""
        value = self.get(fact)
        text = value["date"] if isinstance(value, dict) else value
        return date.fromisoformat(text[:10]) if text else None

    def moment(self, fact: Fact) -> datetime | None:
        """An instant with its zone."""
        value = self.get(fact)
        return datetime.fromisoformat(value) if value else None
