"""Taking a list of people out again: whole while nothing hangs on it, else by ending what it began."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.import_undo import Undone
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.store import list_batches, register
from intlflow.store.engine import Tx, writing
from intlflow.store.list_batches import ListRow
from intlflow.store.register import Entry, Term

KIND = "people"
# What the house itself writes to somebody who has a role; anything else is people's work.
_WRITTEN_TO = {"letter", "duty_post", "duty_note"}
_OWN = {"appointment"}


def undo_people(house: House, municipality: str, number: int, *, at: datetime) -> Undone:
    """Take a list of people out again.

    Whoever the list brought in and nothing speaks of is gone as if they had never been. Whoever has got
    a letter since stays, with a last day; so does an appointment that a duty has spoken of.

    Args:
        house: the installation.
        municipality: the pack's key.
        number: the batch; see `import_undo.list_imports`.
        at: now, with a time zone.

    Raises:
        NotFound: no such municipality or batch.
        Refused: somebody has changed or used what it wrote since; each is named. Or it was undone before.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        batch = list_batches.find(tx, pack.key, KIND, number)
        if batch is None:
            raise NotFound(
                f"no list of people {number} in {pack.municipality.name}; see `intlflow import list`"
            )
        if batch.state != "applied":
            raise Refused("import-undone", batch=number)
        wrote = _Wrote.of(tx, batch)
        told = wrote.since()
        if told:
            raise Refused("import-used", batch=number, since=told)
        whole = wrote.take_back(local_day(at))
        if whole:
            list_batches.remove(tx, number)
        else:
            list_batches.mark_undone(tx, number)
        return Undone(municipality, number, whole, wrote.people)


@dataclass(frozen=True, slots=True)
class _Wrote:
    """What a batch wrote, and how that stands now."""

    tx: Tx
    wrote: dict[str, Any]
    entries: dict[int, Entry]
    terms: dict[int, Term]

    @classmethod
    def of(cls, tx: Tx, batch: ListRow) -> "_Wrote":
        return cls(
            tx,
            batch.wrote,
            register.entries(tx, batch.municipality),
            register.terms(tx, batch.municipality),
        )

    @property
    def people(self) -> int:
        mine = {int(each["id"]) for part in ("added", "changed") for each in self.wrote[part]}
        parts = ("appointed", "ended", "decided")
        terms = [self.terms[int(each["id"])] for part in parts for each in self.wrote[part]]
        return len(mine | {term.person for term in terms})

    def since(self) -> list[str]:
        """Whom somebody has changed, or what they did themselves, since the list came in; by name."""
        mine = {int(each["id"]) for each in self.wrote["appointed"]}
        touched: list[int] = []
        for part in ("added", "changed"):
            for each in self.wrote[part]:
                entry = self.entries.get(int(each["id"]))
                if entry is None or list(entry.said) != each["now"]:
                    touched.append(int(each["id"]))
        for each in self.wrote["added"]:
            number = int(each["id"])
            others = any(t.person == number and t.number not in mine for t in self.terms.values())
            acted = list_batches.tables_with(self.tx, number) - _WRITTEN_TO - _OWN
            if others or acted:
                touched.append(number)
        for part in ("appointed", "ended", "decided"):
            for each in self.wrote[part]:
                term = self.terms.get(int(each["id"]))
                if term is None or not _stands(term, part, each):
                    touched.append(term.person if term else 0)
        return [self._name(number) for number in dict.fromkeys(touched)]

    def _name(self, number: int) -> str:
        entry = self.entries.get(number)
        return f"{entry.name} ({entry.email})" if entry else "?"

    def take_back(self, day: Any) -> bool:
        """Take everything back; whether nothing of it is left."""
        last, whole = str(day - timedelta(days=1)), True
        for each in self.wrote["decided"]:
            register.set_decision(self.tx, int(each["id"]), "")
        for each in self.wrote["ended"]:
            register.set_end(self.tx, int(each["id"]), each["before"])
        stay = {
            int(each["id"])
            for each in self.wrote["added"]
            if list_batches.tables_with(self.tx, int(each["id"])) - _OWN
        }
        for each in self.wrote["appointed"]:
            term = self.terms[int(each["id"])]
            if term.start <= last and (
                term.person in stay or register.told_of(self.tx, term.number)
            ):
                register.set_end(self.tx, term.number, min(last, term.end or last))
                whole = False
            else:
                register.drop_appointment(self.tx, term.number)
        for each in self.wrote["changed"]:
            register.change_person(self.tx, int(each["id"]), *each["before"])
        for each in self.wrote["added"]:
            if int(each["id"]) in stay:
                register.leaves(self.tx, int(each["id"]), last)
                whole = False
            else:
                register.drop_person(self.tx, int(each["id"]))
        return whole


def _stands(term: Term, part: str, each: dict[str, Any]) -> bool:
    if part == "appointed":
        return bool([term.start, term.end, term.decision] == each["now"])
    return bool(each["now"] == (term.end if part == "ended" else term.decision))
