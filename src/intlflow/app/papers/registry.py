"""Which papers there are, what each is about, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.evaluating.sheets import list_sheets
from intlflow.app.house import House, NotFound
from intlflow.app.papers import (
    agenda,
    delegated,
    evaluation,
    extract,
    half_page,
    handover,
    mandate,
    meeting,
    of_case,
    review,
    unit_text,
)
from intlflow.app.situation import local_day
from intlflow.app.unit_reports import units_of
from intlflow.domain.words import Kind, Stage
from intlflow.papers.model import Paper
from intlflow.store import cases, decisions
from intlflow.store.engine import reading

Make = Callable[[House, str, str, datetime, str, str], Paper]
OfYear = Callable[[House, str, str, int, datetime, str, str], Paper]
OfAll = Callable[[House, str, datetime, str, str], Paper]
CASE, UNIT, MUNICIPALITY = "case", "unit", "municipality"
DOCUMENT, MEETING, PERSON = "document", "meeting", "person"
EVALUATION = evaluation.KIND
ENGLISH = frozenset({"partner-card", "letter-of-intent"})  # what goes to other countries


@dataclass(frozen=True, slots=True)
class Known:
    """A paper that there is.

    Args:
        about: what it is about: a case, a unit, a municipality, a document, a meeting, a person,
            an evaluation (by its number, or by the case that it is about).
        make: makes it of municipality, subject, instant, language and address.
        of_year: makes it of a year, between the subject and the instant; None: it is about no year.
    """

    about: str
    make: Make
    of_year: OfYear | None = None

    def municipality_of(self, house: House, about: str) -> str:
        """Whose it is, where the subject says so itself.

        Raises:
            NotFound: there is no such case, or the subject does not say.
        """
        if self.about == CASE or (self.about == EVALUATION and not about.strip().isdecimal()):
            with reading(house.engine) as tx:
                case = cases.load(tx, about.strip().upper())
                said = decisions.load(tx, int(about)) if about.strip().isdecimal() else None
            found = case or said
            if found is None:
                raise NotFound(f"no case '{about}'; see `intlflow case list`")
            return found.municipality
        there = ", ".join(house.packs)
        raise NotFound(f"say which municipality with --in; there are {there}")


def _of_case(make: of_case.Builder) -> Known:
    return Known(CASE, lambda house, _, ref, at, lang, address: make(house, ref, at, lang, address))


def _of_all(make: OfAll) -> Known:
    return Known(
        MUNICIPALITY, lambda house, key, _, at, lang, address: make(house, key, at, lang, address)
    )


OF_CASE: dict[str, of_case.Builder] = {**of_case.PAPERS, extract.KIND: extract.extract}
PAPERS: dict[str, Known] = {
    agenda.KIND: Known(UNIT, agenda.agenda),
    unit_text.KIND: Known(UNIT, unit_text.this_year, unit_text.unit_text),
    **{kind: _of_case(make) for kind, make in OF_CASE.items()},
    delegated.KIND: _of_all(delegated.delegated),
    half_page.KIND: _of_all(half_page.half_page),
    review.KIND: Known(DOCUMENT, review.review),
    mandate.KIND: Known(DOCUMENT, mandate.mandate_report),
    meeting.CALL: Known(MEETING, meeting.call),
    meeting.MINUTES: Known(MEETING, meeting.minutes),
    handover.KIND: Known(PERSON, handover.handover),
    evaluation.KIND: Known(EVALUATION, evaluation.sheet_paper),
}


def made_for(
    house: House,
    kind: str,
    municipality: str,
    about: str,
    at: datetime,
    lang: str,
    address: str,
    year: int | None = None,
) -> Paper:
    """A paper of a kind.

    Args:
        house: the installation.
        kind: one of `PAPERS`.
        municipality: the pack's key.
        about: a case's reference, a key, an address, a meeting's number; empty where it is about the whole.
        at: now, with a time zone.
        lang: `sv`, `en`, or empty for the paper's own.
        address: of the pages; empty: none.
        year: told of; None: the one that the paper is about by itself.

    Raises:
        NotFound: no such municipality, nothing there with this name, or a paper that is about no year.
    """
    wanted = lang or ("en" if kind in ENGLISH else "sv")
    if year is not None:
        return _of_year(kind)(house, municipality, about, year, at, wanted, address)
    return PAPERS[kind].make(house, municipality, about, at, wanted, address)


def _of_year(kind: str) -> OfYear:
    make = PAPERS[kind].of_year
    if make is None:
        known = ", ".join(key for key, each in PAPERS.items() if each.of_year)
        raise NotFound(f"{kind} is about no year of its own; a year can be chosen for {known}")
    return make


def every(
    house: House, kind: str, municipality: str, at: datetime, year: int | None = None
) -> list[str]:
    """Everything in a municipality that a paper can be about today.

    Args:
        house: the installation.
        kind: one of `PAPERS`.
        municipality: the pack's key.
        at: now, with a time zone.
        year: for a paper about a year, its units: also those that were merged in it.

    Returns:
        The units' keys, the open projects' references, the evaluations' numbers, or one empty text for
        the whole.

    Raises:
        NotFound: no such municipality, or a paper that is about no year.
    """
    pack, about = house.pack(municipality), PAPERS[kind].about
    if year is not None:
        _of_year(kind)
        return [unit.key for unit in units_of(pack, year)]
    if about == UNIT:
        return [unit.key for unit in pack.unit if unit.holds(local_day(at))]
    if about == MUNICIPALITY:
        return [""]
    if about == EVALUATION:
        return [str(one["number"]) for one in list_sheets(house, pack.key) if one["opened_on"]]
    with reading(house.engine) as tx:
        found = cases.find(tx, pack.key, None, str(Kind.PROJECT))
    return [case.ref for case in reversed(found) if case.stage != Stage.ARCHIVE]
