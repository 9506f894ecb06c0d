"""What programs get and give, field by field. A name that is not here is refused."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from intlflow.domain.calls import Standing
from intlflow.domain.eligibility import May
from intlflow.domain.words import Kind, Role, Stage

Item = TypeVar("Item", bound=BaseModel)


class Strict(BaseModel):
    """Nothing but what is named."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class Problem(BaseModel):
    """What went wrong, and what to do about it."""

    type: str
    title: str = Field(description="A sentence for a person.")
    status: int
    why: str = Field(description="A word to compare with.")
    instance: str
    places: list[str] = Field(default=[], description="Parameters and fields that are wrong.")
    details: dict[str, Any] = Field(default={}, description="What the sentence names.")
    wait: int | None = Field(default=None, description="Seconds until the next try.")
    number: str | None = Field(default=None, description="Under which the log has a fault.")


class Held(Strict):
    """A role and where it is held; an empty place is the whole municipality."""

    role: Role
    scope: str


class Me(Strict):
    """Whose key this is."""

    name: str
    email: str
    municipality: str
    roles: list[Held]
    scopes: list[str]


class Case(Strict):
    """A case in a list."""

    ref: str
    kind: Kind
    title: str
    unit: str
    stage: Stage
    phase: str
    forms: list[str]
    leader: str | None
    starts: str | None
    ends: str | None
    deadline: str | None
    tasks_done: int
    tasks: int
    next: str | None = Field(description="The nearest planned date.")
    next_on: str | None
    opened_at: str
    changed_at: str


class Task(Strict):
    """A point of the checklist."""

    key: str
    title_sv: str
    title_en: str
    owner: str
    due_on: str
    required: bool
    done_at: str | None


class Entry(Strict):
    """A row of the history."""

    seq: int
    at: str
    by: str
    role: str
    verb: str
    source: str
    target: str
    given: dict[str, Any]
    hash: str


class OpenMove(Strict):
    """What can be done, or why not."""

    verb: str
    target: str
    who: list[Role]
    needs: list[str] = Field(description="Facts to be given.")
    takes: list[str] = Field(description="Facts that may be given.")
    open: bool
    why: str | None = Field(description="Why it can't be done now.")


class WholeCase(Strict):
    """A case with all that is known of it."""

    ref: str
    kind: Kind
    title: str
    unit: str
    unit_name: str
    stage: Stage
    phase: str
    version: int
    opened_at: str
    opened_by: str | None
    changed_at: str
    facts: dict[str, Any]
    tasks: list[Task]
    journal: list[Entry]
    moves: list[OpenMove]


class DutyRow(Strict):
    """One occurrence of a duty."""

    duty: str
    title: str
    subject: str
    about: str
    period: str
    opens: str
    due: str
    work_by: str
    state: str
    days_late: int
    count: str
    owner: str
    who: list[str]
    rule: str | None


class Decision(Strict):
    """What a body decided."""

    id: int
    ref: str
    act: str
    body: str
    body_name: str
    day: str
    section: str
    outcome: str
    method: str
    delegate: str
    to_report: bool
    force: str | None
    last_day_to_appeal: str | None
    since: str | None


class Meeting(Strict):
    """When a body meets."""

    number: int
    body: str
    name: str
    day: str
    start: str | None
    stop: str
    notice: str
    status: str
    reason: str


class Appointment(Strict):
    """A role that somebody holds."""

    role: Role
    scope: str
    deputy: bool
    from_: str = Field(alias="from")
    to: str | None


class Person(Strict):
    """Somebody in the register."""

    id: int
    name: str
    email: str | None
    title: str
    roles: list[Appointment]


class Letter(Strict):
    """A letter, without its text."""

    id: str
    to: str
    role: str
    channel: str
    template: str
    status: str
    attempts: int
    created_at: str
    ended_at: str | None
    due_at: str | None


class Choice(Strict):
    """What a unit, or the municipality as a whole, has said of a call."""

    verdict: Literal["chosen", "dismissed"]
    unit: str
    case: str
    reason: str


class Call(Strict):
    """A call for applications, in a line."""

    call: str = Field(description="The funder's name of it.")
    title: str
    state: Standing
    deadline: str | None
    programme: str = Field(description="The pack's key of it; empty: not known.")
    programme_name: str
    may: May = Field(description="Whether the municipality may take part.")
    choices: list[Choice]
    url: str


class Moved(Strict):
    """A deadline that was moved."""

    at: str
    was: str
    now: str
    news: str


class WholeCall(Call):
    """A call for applications, whole."""

    type_of_action: str
    opens_at: str | None
    deadlines: list[str]
    budget: str
    min_grant: str
    max_grant: str
    currency: str
    keywords: list[str]
    summary: str
    news: str
    first_at: str
    changed_at: str
    area: str
    moved: list[Moved]


class Page(Strict, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    total: int
    page: int
    size: int


class NewCase(Strict):
    """A case to be opened."""

    kind: Literal["project", "twin-town", "governing-document"] = "project"
    title: str = Field(min_length=1, max_length=200)
    unit: str = Field(min_length=1, max_length=60)
    facts: dict[str, str] = Field(default={}, description="As a person would write them.")


class NewMove(Strict):
    """A move to be made."""

    verb: str = Field(min_length=1, max_length=60)
    facts: dict[str, str] = Field(default={}, description="As a person would write them.")
    version: int | None = Field(
        default=None, ge=1, le=1_000_000, description="The version that was read; older is refused."
    )


class Tick(Strict):
    """How a task was done."""

    note: str = Field(default="", max_length=500)


class Talk(Strict):
    """A talk in a ledningsgrupp, or what else a duty asks for."""

    subject: str = Field(max_length=60, description="A unit's key, a case, a document.")
    on: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    forum: str = Field(min_length=1, max_length=200)
    topics: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=500)


class Made(Strict):
    """What a move did."""

    ref: str
    kind: Kind
    verb: str
    phase: str
    stage: Stage
    version: int
    at: str
    letters: int = Field(description="How many it wrote.")
    tasks: list[str] = Field(description="Keys of the points it opened.")


class Noted(Strict):
    """What was noted."""

    number: int
    duty: str
    subject: str
    about: str
    period: str
    day: str
    count: str
    met: bool
