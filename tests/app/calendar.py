"""A small calendar for the tests of meetings, and a case that hangs on it."""

from datetime import date, datetime

from intlflow.app.house import House
from intlflow.app.meetings.changing import Changed, add
from intlflow.app.meetings.importing import Imported, import_meetings
from intlflow.store import letters
from intlflow.store.engine import reading
from tests.people import DAY, MORNING, at, walk

# Karin's board meets in April and May, KS in June; her case must be decided before 15 June at 17.
LIST = """organ;dag;tid;handlingsstopp
Barn- och utbildningsnämnden;2027-04-14;13:15;
bun;2027-05-19;13:15;2027-05-07
ks;2027-06-01;9.00;
"""


def bring(
    house: House,
    text: str | bytes,
    *,
    by: str | None = at("sanna"),
    body: str = "",
    year: int | None = None,
) -> Imported:
    """Bring a list in; `by=None` only tells."""
    data = text.encode() if isinstance(text, str) else text
    return import_meetings(house, "ljungby", data, at=MORNING, by=by, body=body, year=year)


def a_meeting(house: House, body: str, day: str) -> Changed:
    """One more meeting, added by the secretary."""
    return add(house, "ljungby", body, date.fromisoformat(day), by=at("siv"), at=MORNING)


def a_project(house: House) -> str:
    """A project of Karin's unit whose application is being written."""
    return walk(house, ("accept", "go")).ref


def told(house: House, family: str = "meeting/") -> list[tuple[str, str]]:
    """The letters of a family: template and to whom, in the order of addresses."""
    with reading(house.engine) as tx:
        rows = letters.find(tx, address=None, status=None, case_id=None)
        return sorted((r.template, r.address) for r in rows if r.template.startswith(family))


def words_of(house: House, address: str) -> str:
    """The latest letter about a meeting to somebody, as text."""
    with reading(house.engine) as tx:
        rows = letters.find(tx, address=address, status=None, case_id=None)
        row = next(r for r in rows if r.template.startswith("meeting/"))
        whole = letters.get(tx, row.id)
    assert whole is not None
    return f"{whole.subject}\n{whole.body}"


def later(days: int) -> datetime:
    """The same hour some days after the fixed morning."""
    return MORNING + days * DAY
