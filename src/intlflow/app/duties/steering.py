"""What somebody has decided about a duty: waived, postponed to a day, or paused for a while."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from intlflow.app.situation import local_day
from intlflow.domain.duty import Occurrence
from intlflow.store.duties import SteerRow
from intlflow.store.instants import instant

_Place = tuple[str, str, str, str]


class Steering:
    """The decisions, by what they are about."""

    def __init__(self, rows: Sequence[SteerRow]) -> None:
        self._postponed: dict[_Place, list[SteerRow]] = defaultdict(list)
        self._waived: dict[_Place, SteerRow] = {}
        self._moved: set[tuple[str, str]] = set()
        self._paused: dict[tuple[str, str, str], SteerRow] = {}
        for row in rows:
            self._take(row)

    def _take(self, row: SteerRow) -> None:
        place = (row.municipality, row.duty, row.subject, row.period)
        match row.kind:
            case "waive":
                self._waived[place] = row
            case "postpone":
                self._postponed[place].append(row)
                self._moved.add(place[:2])
            case "resume" if row.period:
                self._waived.pop(place, None)
            case _:
                self._paused[place[:3]] = row

    def waived(self, municipality: str, duty: str, subject: str, period: str) -> SteerRow | None:
        """The waiver of an occurrence, for one subject or for all of them."""
        return self._waived.get((municipality, duty, subject, period)) or self._waived.get(
            (municipality, duty, "", period)
        )

    def paused(self, municipality: str, duty: str, subject: str, today: date) -> SteerRow | None:
        """Why nobody is told today, if somebody said so."""
        for name in {subject, ""}:
            row = self._paused.get((municipality, duty, name))
            if row and row.kind == "pause" and (not row.until or today.isoformat() <= row.until):
                return row
        return None

    def postpones(self, municipality: str, duty: str) -> bool:
        """Whether anything of a duty has ever been postponed."""
        return (municipality, duty) in self._moved

    def moved(self, municipality: str, duty: str, subject: str, one: Occurrence) -> Occurrence:
        """An occurrence with its last day where it has been postponed to."""
        rows = self._postponed.get((municipality, duty, subject, one.period))
        if not rows:
            return one
        last = rows[-1]
        assert last.until is not None
        return replace(
            one,
            due=date.fromisoformat(last.until),
            moved=len(rows),
            moved_on=local_day(instant(last.at)),
        )

    def postponements(
        self, municipality: str, duty: str, subject: str, period: str
    ) -> list[SteerRow]:
        """Every time an occurrence was postponed, oldest first."""
        return self._postponed.get((municipality, duty, subject, period), [])
