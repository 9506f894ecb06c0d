"""Every list that can be fetched, once: its page's address, its name for programs, who may see it."""

from dataclasses import dataclass

from pydantic import BaseModel

from intlflow.app import listing
from intlflow.app.access.matrix import Action
from intlflow.app.listing import Find
from intlflow.web import shapes as models


@dataclass(frozen=True, slots=True)
class List:
    """One list.

    Args:
        page: where people read it; `.json` and `.csv` stand beside it.
        name: what programs call it.
        action: what one must be allowed.
        model: the shape of a row.
        find: looks the rows up.
        filters: what may be asked for.
        says: what it holds, for the description.
    """

    page: str
    name: str
    action: Action
    model: type[BaseModel]
    find: Find
    filters: tuple[str, ...] = ()
    says: str = ""


LISTS = (
    List(
        "/projekt",
        "cases",
        Action.READ_CASE,
        models.Case,
        listing.cases,
        ("kind", "stage", "form", "unit", "q", "closed"),
        "Cases, what changed last first.",
    ),
    List(
        "/paminnelser",
        "duties",
        Action.READ_DUTIES,
        models.DutyRow,
        listing.duties,
        ("state",),
        "What is to be done again and again or by a day, most pressing first.",
    ),
    List(
        "/beslut",
        "decisions",
        Action.READ_CASE,
        models.Decision,
        listing.decisions,
        ("body",),
        "What bodies have decided, newest first.",
    ),
    List(
        "/sammantraden",
        "meetings",
        Action.REACH,
        models.Meeting,
        listing.meetings,
        ("body",),
        "When the bodies meet, from today on.",
    ),
    List(
        "/personer",
        "people",
        Action.READ_PEOPLE,
        models.Person,
        listing.persons,
        ("q",),
        "The people in the register with the roles they hold today.",
    ),
    List(
        "/utskick",
        "letters",
        Action.READ_LETTERS,
        models.Letter,
        listing.letters_written,
        ("status",),
        "Letters without their text, newest first.",
    ),
    List(
        "/utlysningar",
        "calls",
        Action.READ_CALLS,
        models.Call,
        listing.calls,
        ("state", "programme", "every"),
        "Calls for applications that are open or coming, what closes first at the top.",
    ),
)
