"""Which papers there are, what each is about, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.house import House, NotFound
from intlflow.app.papers import agenda, delegated, of_case
from intlflow.papers.model import Paper
from intlflow.store import cases
from intlflow.store.engine import reading

Make = Callable[[House, str, str, datetime, str, str], Paper]
CASE, UNIT, MUNICIPALITY = "case", "unit", "municipality"
ENGLISH = frozenset({"partner-card", "letter-of-intent"})  # what goes to other countries


@dataclass(frozen=True, slots=True)
class Known:
    """A paper that there is.

    Args:
        about: what it is about: a case, a unit, a municipality.
        make: makes it of municipality, subject, instant, language and address.
    """

    about: str
    make: Make

    def municipality_of(self, house: House, about: str) -> str:
        """Whose it is, where the subject says so itself.

        Raises:
            NotFound: there is no such case, or the subject does not say.
        """
        if self.about == CASE:
            with reading(house.engine) as tx:
                case = cases.load(tx, about.strip().upper())
            if case is None:
                raise NotFound(f"no case '{about}'; see `intlflow case list`")
            return case.municipality
        there = ", ".join(house.packs)
        raise NotFound(f"say which municipality with --in; there are {there}")


def _of_case(make: of_case.Builder) -> Known:
    return Known(CASE, lambda house, _, ref, at, lang, address: make(house, ref, at, lang, address))


def _delegated(house: House, key: str, _: str, at: datetime, lang: str, address: str) -> Paper:
    return delegated.delegated(house, key, at, lang, address)


PAPERS: dict[str, Known] = {
    agenda.KIND: Known(UNIT, agenda.agenda),
    **{kind: _of_case(make) for kind, make in of_case.PAPERS.items()},
    delegated.KIND: Known(MUNICIPALITY, _delegated),
}


def made_for(
    house: House, kind: str, municipality: str, about: str, at: datetime, lang: str, address: str
) -> Paper:
    """A paper of a kind.

    Args:
        house: the installation.
        kind: one of `PAPERS`.
        municipality: the pack's key.
        about: the case's reference or the unit's key; empty where it is about the whole.
        at: now, with a time zone.
        lang: `sv`, `en`, or empty for the paper's own.
        address: of the pages; empty: none.

    Raises:
        NotFound: no such municipality, case or unit.
    """
    wanted = lang or ("en" if kind in ENGLISH else "sv")
    return PAPERS[kind].make(house, municipality, about, at, wanted, address)
