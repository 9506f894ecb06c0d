"""What a municipality makes of a call: its programme, whether the county lets us apply, what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from intlflow.domain.calls import Call, Standing, last_day, standing
from intlflow.domain.eligibility import COUNTIES, EVERYWHERE, Eligibility, May, judge
from intlflow.packs.model import Pack
from intlflow.packs.programmes import Programme
from intlflow.store.call_choices import Choice
from intlflow.store.calls import Row


@dataclass(frozen=True, slots=True)
class Seen:
    """A call as one municipality sees it at a moment.

    Args:
        row: the call.
        standing: whether one can apply.
        deadline: the one to go by; empty: none is told.
        programme: whose call it is, if the pack knows.
        may: whether somebody from our county may take part.
        choices: the verdicts that hold.
    """

    row: Row
    standing: Standing
    deadline: str
    programme: Programme | None
    may: Eligibility
    choices: tuple[Choice, ...] = ()

    @property
    def call(self) -> Call:
        """The call itself."""
        return self.row.call

    def whole(self, verdict: str) -> bool:
        """Whether the whole municipality has this verdict on it."""
        return any(c.verdict == verdict and not c.unit and not c.case_ref for c in self.choices)


def programme_of(pack: Pack, call: Call) -> Programme | None:
    """The programme by the call's name, else by the portal's number of it."""
    named = programme_named(pack, call.external_id, call.call_identifier)
    return named or next((p for p in pack.programme if call.framework in p.framework), None)


def programme_named(pack: Pack, *names: str) -> Programme | None:
    """The programme whose calls are named like one of these in the portal."""
    known = [name.upper() for name in names]
    for programme in pack.programme:
        if any(fnmatchcase(name, form.upper()) for form in programme.calls for name in known):
            return programme
    return None


def see(pack: Pack, row: Row, at: datetime, choices: Sequence[Choice] = ()) -> Seen:
    """A call with all that follows from the pack and the moment."""
    programme = programme_of(pack, row.call)
    return Seen(
        row,
        standing(row.call, at),
        last_day(row.call, at) or "",
        programme,
        may(pack, programme),
        tuple(choices),
    )


def may(pack: Pack, programme: Programme | None) -> Eligibility:
    """Whether the municipality's county lies in a programme's area; without one nobody knows."""
    return judge(pack.municipality.county, programme.counties if programme else ())


def area(found: Eligibility) -> str:
    """A programme's counties by name; empty when it is everywhere or not told."""
    if EVERYWHERE in found.counties:
        return ""
    return ", ".join(COUNTIES[county] for county in found.counties)


def is_outside(seen: Seen) -> bool:
    """Whether the county shuts us out."""
    return seen.may.may is May.OUTSIDE
