"""A line of somebody's list of projects, read cell by cell; what was assumed is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intlflow.domain.alike import bare
from intlflow.domain.facts import LONGEST_LINE, BadFact, Fact, Facts, one_line, read_fact
from intlflow.domain.list_units import Place, find_unit
from intlflow.domain.listed import Listed, Outcome, eu_fact
from intlflow.domain.reading import Mark, Sure
from intlflow.packs.model import Pack
from intlflow.sources.periods import Period, day, period
from intlflow.sources.sheet import Cell, Line, Table
from intlflow.sources.sheet_words import ListWords
from intlflow.sources.values import Amount, amount, share

NOTE_LENGTH = 60  # a lone text longer than this is a note
NOTE_SIGNS = ("*", "not", "obs", "källa", "kommentar", "uppdaterad", "senast", "(")
EMPTY = Cell(None, "")


@dataclass(frozen=True)
class Ground:
    """What a list is read against: the municipality, its words, whom it knows.

    Args:
        chosen: what the person at work says a unit's text means, by its bare text.
        phases: every phase's label, bare, in both languages.
        people: addresses by bare name, and by themselves.
    """

    pack: Pack
    words: ListWords
    places: Sequence[Place]
    chosen: Mapping[str, str]
    phases: Mapping[str, str]
    people: Mapping[str, str]
    today: date
    file: str


@dataclass
class _Draft:
    """One line while it is read."""

    line: Line
    facts: Facts = field(default_factory=Facts)
    marks: list[Mark] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        return self.line.cells.get(name, EMPTY)

    def mark(self, name: str, sure: Sure, why: str, **details: Any) -> None:
        if sure is not Sure.PLAIN:
            place = self.cell(name).place or self.line.place
            self.marks.append(
                Mark(place, name, sure, why, {"text": self.cell(name).text, **details})
            )


class ProjectReader:
    """Reads a table's lines in order, since a line of its own may say what the next ones have in common."""

    def __init__(self, ground: Ground, table: Table) -> None:
        self.ground, self.table = ground, table
        self._section = ""  # the status that a heading between the lines gives

    def all(self) -> list[Listed]:
        """Every line that says something."""
        return [self._one(line) for line in self.table.lines]

    def _one(self, line: Line) -> Listed:
        cells = {
            self.table.heads.get(name, name): cell.text for name, cell in line.cells.items() if cell
        }
        cells |= {label: cell.text for label, cell in line.others.items()}
        why = self._no_project(line)
        if why:
            return Listed(
                line.place, title=line.text("title"), cells=cells, outcome=Outcome.SKIP, why=why
            )
        draft = _Draft(line)
        self._clean(draft)
        title = self._title(draft)
        unit = find_unit(draft.cell("unit").text, self.ground.places, self.ground.chosen)
        if unit:
            draft.mark("unit", unit.sure, unit.why, value=unit.name)
        self._period(draft)
        self._plain_facts(draft)
        phase, said = self._phase(draft)
        self._money(draft, phase)
        self._contact(draft)
        source = f"{self.ground.file}, {line.place}"
        draft.facts[str(Fact.IMPORTED_FROM)] = one_line(source)[-LONGEST_LINE:]
        why = self._asks(title, unit is not None)
        return Listed(
            line.place, title[:LONGEST_LINE], line.text("ref").upper(), unit.key if unit else "",
            unit.name if unit else "", phase, said, draft.facts, tuple(draft.marks), cells,
            Outcome.ASK if why else Outcome.CREATE, why, {"text": draft.cell("unit").text},
        )  # fmt: skip

    def _no_project(self, line: Line) -> str:
        """Why a line is no project: a heading again, a total, a note; empty when it is one."""
        again = [
            n for n, c in line.cells.items() if c and self.ground.words.means("column", c.text) == n
        ]
        if len(again) > 1:
            return "heading"
        own = [cell for cell in line.filled if not cell.merged]
        first = own[0].text if own else ""
        if self.ground.words.begins("total", first) and not line.text("unit"):
            return "total"
        if len(own) > 1 or not own:
            return ""
        status = self.ground.words.begins("status", first)
        if status:
            self._section = status
            return "section"
        if first.lower().startswith(NOTE_SIGNS) or len(first) > NOTE_LENGTH or first.isdigit():
            return "note"
        title = line.cells.get("title", EMPTY)
        return "" if title and not title.merged else "note"

    def _asks(self, title: str, unit: bool) -> str:
        if not title:
            return "title-needed"
        if len(title) > LONGEST_LINE:
            return "title-long"
        return "" if unit else "unit-needed"

    def _clean(self, draft: _Draft) -> None:
        """Take away what says 'nothing' or 'I am not sure'; say where a merged cell was filled in."""
        cells = dict(draft.line.cells)
        for name, cell in draft.line.cells.items():
            if not cell:
                continue
            if cell.merged:
                draft.mark(name, Sure.READ_AS, "merged")
            if name not in ("title", "purpose") and self.ground.words.means("nothing", cell.text):
                draft.mark(name, Sure.READ_AS, "nothing")
                cells[name] = Cell(None, cell.place)
            elif cell.text.endswith("?") and name != "purpose":
                draft.mark(name, Sure.GUESS, "doubt")
                cells[name] = Cell(cell.text.rstrip("? "), cell.place, cell.merged)
        draft.line = Line(draft.line.sheet, draft.line.number, cells, draft.line.others)

    def _title(self, draft: _Draft) -> str:
        title = one_line(draft.line.text("title"))
        acronym = one_line(draft.line.text("acronym"))
        if title or not acronym:
            return title
        draft.mark("acronym", Sure.READ_AS, "title-from-acronym")
        return acronym

    def _period(self, draft: _Draft) -> None:
        whole = self._when(draft, "period", period(draft.cell("period")))
        first = self._when(draft, "start", day(draft.cell("start")))
        last = self._when(draft, "end", day(draft.cell("end"), last=True))
        start = first.start if first else whole.start if whole else None
        end = last.start if last else whole.end if whole else None
        if start and end and end < start:
            name = "end" if last else "period"
            return draft.mark(name, Sure.UNREAD, "backwards")
        for fact, value in ((Fact.PERIOD_START, start), (Fact.PERIOD_END, end)):
            if value:
                draft.facts[str(fact)] = value.isoformat()
        return None

    def _when(self, draft: _Draft, name: str, found: Period | None) -> Period | None:
        if found is None:
            if draft.cell(name):
                draft.mark(name, Sure.UNREAD, "no-period")
            return None
        until = found.end or ""
        draft.mark(name, found.sure, found.why, start=str(found.start or ""), end=str(until))
        return found

    def _plain_facts(self, draft: _Draft) -> None:
        words = self.ground.words
        programme = draft.line.text("programme")
        known = words.means("programme", programme)
        if known and bare(known) != bare(programme):
            draft.mark("programme", Sure.READ_AS, "read-as", value=known)
        self._take(draft, "programme", Fact.PROGRAMME, known or programme)
        role = draft.line.text("role")
        own = words.means("role", role)
        if own and own != role:
            draft.mark("role", Sure.READ_AS, "role", value=own)
        elif role and not own:
            draft.mark("role", Sure.UNREAD, "no-role")
        self._take(draft, "role", Fact.OWN_ROLE, own)
        if draft.line.text("title"):
            self._take(draft, "acronym", Fact.ACRONYM, draft.line.text("acronym"))
        for name, fact in (("dnr", Fact.REGISTRY_NUMBER), ("funder_dnr", Fact.FUNDER_NUMBER)):
            if draft.cell(name) and not isinstance(draft.cell(name).value, str):
                draft.mark(name, Sure.GUESS, "eaten")
            self._take(draft, name, fact, draft.line.text(name))
        self._take(draft, "purpose", Fact.PURPOSE, str(draft.cell("purpose").value or ""))

    def _take(self, draft: _Draft, name: str, fact: Fact, text: str) -> None:
        """Keep a fact in its checked form, or say that it was left out."""
        if not text.strip():
            return
        try:
            draft.facts[str(fact)] = read_fact(
                fact, text, self.ground.pack.vocabulary(self.ground.today)
            )
        except BadFact:
            draft.mark(name, Sure.UNREAD, "not-kept")

    def _phase(self, draft: _Draft) -> tuple[str, bool]:
        """Where the project stands, and whether the list said so."""
        text = draft.line.text("status")
        exact = self.ground.phases.get(bare(text))
        if exact:
            return exact, True
        said = self.ground.words.means("status", text)
        if said:
            over = said == "archived" and "arkiv" not in text.lower()  # evaluated? it doesn't say
            draft.mark("status", Sure.GUESS if over else Sure.READ_AS, "status", phase=said)
            return said, True
        near = self.ground.words.begins("status", text)
        if near:
            draft.mark("status", Sure.GUESS, "status", phase=near)
            return near, True
        if text:
            draft.mark("status", Sure.UNREAD, "no-status")
        if self._section:
            draft.mark("status", Sure.GUESS, "status-section", phase=self._section)
            return self._section, True
        phase = self._by_days(draft.facts)
        draft.mark("status", Sure.GUESS, "status-days", phase=phase)
        return phase, False

    def _by_days(self, facts: Facts) -> str:
        start, end = facts.day(Fact.PERIOD_START), facts.day(Fact.PERIOD_END)
        if end and end < self.ground.today:
            return "archived"
        return "running" if start and start <= self.ground.today else "idea"

    def _money(self, draft: _Draft, phase: str) -> None:
        part = share(draft.cell("eu"))
        columns = {"total": Fact.TOTAL_BUDGET, "own": Fact.OWN_CONTRIBUTION}
        if part.value:
            draft.mark("eu", part.sure if part.why else Sure.READ_AS, "share", value=part.value)
            self._take(draft, "eu", Fact.EU_SHARE, part.value)
        else:
            columns["eu"] = eu_fact(phase)
        alone = share(draft.cell("share"))
        if alone.value:
            draft.mark("share", alone.sure, alone.why, value=alone.value)
            self._take(draft, "share", Fact.EU_SHARE, alone.value)
        elif draft.cell("share"):
            draft.mark("share", Sure.UNREAD, "no-share")
        heads = self.table.heads
        read = {
            name: amount(draft.cell(name), heads.get(name, ""))
            for name in columns
            if draft.cell(name)
        }
        currency = next((found.currency for found in read.values() if found and found.currency), "")
        for name, found in read.items():
            self._amount(draft, name, columns[name], found, currency)

    def _amount(
        self, draft: _Draft, name: str, fact: Fact, found: Amount | None, currency: str
    ) -> None:
        if found is None:
            return draft.mark(name, Sure.UNREAD, "no-amount")
        money = f"{found.number:f} {found.currency or currency or 'SEK'}"
        if found.why:
            draft.mark(name, found.sure, found.why, value=money)
        if not found.currency:
            draft.mark(name, Sure.GUESS, "currency", value=currency or "SEK")
        exact = f"{found.number:.2f} {found.currency or currency or 'SEK'}"
        return self._take(draft, name, fact, exact)

    def _contact(self, draft: _Draft) -> None:
        text = draft.line.text("contact")
        if not text:
            return None
        found = self.ground.people.get(text.lower()) or self.ground.people.get(bare(text))
        if not found:
            return draft.mark("contact", Sure.UNREAD, "no-person")
        if "@" not in text:
            draft.mark("contact", Sure.READ_AS, "person", value=found)
        return self._take(draft, "contact", Fact.PROJECT_MANAGER, found)
