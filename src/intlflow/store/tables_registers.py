"""The tables of the registers. A row is never changed: a correction is a new version beside the old one."""

from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


def _once() -> tuple[Any, ...]:
    """A version of a row is written once, whoever else is writing."""
    return (UniqueConstraint("municipality", "number", "version"),)


class Kept(SQLModel):
    """What every register's rows have: whose they are, between which days they hold, who wrote them."""

    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    number: int  # the same in all versions
    version: int
    unit: str  # the unit that owns it
    valid_from: str
    valid_to: str | None = None
    withdrawn: bool = False  # it never was so
    reason: str = ""  # why it was corrected or ended
    person_id: int | None = Field(default=None, foreign_key="person.id")  # empty: before 0006
    at: str


class Partner(Kept, table=True):
    """An organisation that the municipality works with."""

    __tablename__: ClassVar[str] = "partner"
    __table_args__ = _once()
    name: str
    country: str
    kind: str
    pic: str | None = None
    org_no: str | None = None
    aliases: str | None = None  # one a line
    note: str | None = None


class Cooperation(Kept, table=True):
    """A lasting cooperation."""

    __tablename__: ClassVar[str] = "cooperation"
    __table_args__ = _once()
    name: str
    kind: str
    partner: int | None = None
    case_ref: str | None = None
    areas: str | None = None  # one a line
    agreement: str | None = None
    agreed_on: str | None = None
    review_on: str | None = None
    owner: int | None = Field(default=None, foreign_key="person.id")
    worth: str | None = None


class Membership(Kept, table=True):
    """A network that the municipality is a member of."""

    __tablename__: ClassVar[str] = "membership"
    __table_args__ = _once()
    name: str
    abbreviation: str | None = None
    member_since: str | None = None
    fee: str | None = None
    fee_currency: str | None = None
    renewal_on: str | None = None
    owner: int | None = Field(default=None, foreign_key="person.id")
    benefit: str | None = None


class Activity(Kept, table=True):
    """Something that was done."""

    __tablename__: ClassVar[str] = "activity"
    __table_args__ = _once()
    purpose: str
    kind: str
    day: str
    last_day: str | None = None
    organisation: str | None = None
    countries: str | None = None  # one a line
    partner: int | None = None
    network: int | None = None
    cooperation: int | None = None
    case_ref: str | None = None
    forms: str | None = None  # one a line
    staff: int | None = None
    partner_staff: int | None = None
    others: int | None = None
    young: int | None = None
    hours: str | None = None
    cost: str | None = None
    cost_currency: str | None = None
    shared: str | None = None
    learned: str | None = None


class Trip(Kept, table=True):
    """A journey."""

    __tablename__: ClassVar[str] = "trip"
    __table_args__ = _once()
    purpose: str
    why_not_digital: str
    day: str
    last_day: str | None = None
    travellers: int
    activity: int | None = None
    network: int | None = None
    case_ref: str | None = None
    cost: str | None = None
    cost_currency: str | None = None
    compensated_on: str | None = None
    compensation: str | None = None
    receipt: str | None = None


class TripLeg(Kept, table=True):
    """A leg of a journey, with the factor that its carbon dioxide was computed by that day."""

    __tablename__: ClassVar[str] = "trip_leg"
    __table_args__ = _once()
    stretch: str
    trip: int
    mode: str
    km: int
    travellers: int
    grams: str
    factor: str
    kg: str


class Group(Kept, table=True):
    """A group; the working group is not here, it comes of itself from appointments."""

    __tablename__: ClassVar[str] = "group_"
    __table_args__ = _once()
    name: str
    purpose: str
    meets: str | None = None
    decision: str | None = None
    owner: int | None = Field(default=None, foreign_key="person.id")


class GroupMember(Kept, table=True):
    """Somebody in a group."""

    __tablename__: ClassVar[str] = "group_member"
    __table_args__ = _once()
    part: str
    circle: int
    person: int = Field(foreign_key="person.id")


class GroupMeeting(Kept, table=True):
    """A group's meeting; the working group's has the circle 0."""

    __tablename__: ClassVar[str] = "group_meeting"
    __table_args__ = _once()
    place: str
    circle: int
    day: str
    time: str
    status: str
    minutes: str | None = None


class GroupPoint(Kept, table=True):
    """Something a group is to talk about, has agreed, or somebody is to do."""

    __tablename__: ClassVar[str] = "group_point"
    __table_args__ = _once()
    what: str
    circle: int
    kind: str
    day: str
    meeting: int | None = None
    owner: int | None = Field(default=None, foreign_key="person.id")
    due_on: str | None = None
    done_on: str | None = None
    outcome: str | None = None
    case_ref: str | None = None


class CaseTag(Kept, table=True):
    """What a case serves: one word of one list, as the list stood on a day."""

    __tablename__: ClassVar[str] = "case_tag"
    __table_args__ = _once()
    word: str
    case_ref: str
    about: str
    day: str
    note: str | None = None


class CaseResource(Kept, table=True):
    """Hours and money of a year, set aside for a case or used in it."""

    __tablename__: ClassVar[str] = "case_resource"
    __table_args__ = _once()
    purpose: str
    case_ref: str
    year: str
    stage: str
    hours: str | None = None
    amount: str | None = None
    amount_currency: str | None = None


class BoardIssue(Kept, table=True):
    """Something that a board or company has prioritised for a year, or a measure under it."""

    __tablename__: ClassVar[str] = "board_issue"
    __table_args__ = _once()
    name: str
    kind: str
    year: str
    document: str
    section: str | None = None
    body: str | None = None
    part_of: int | None = None
    area: str | None = None
    carried_from: int | None = None
    note: str | None = None


class IssueLink(Kept, table=True):
    """A project or a call that answers to what a board has prioritised."""

    __tablename__: ClassVar[str] = "issue_link"
    __table_args__ = _once()
    why: str
    issue: int
    case_ref: str | None = None
    call: str | None = None


class Evaluation(Kept, table=True):
    """What was chosen for evaluation or not, and its sheet."""

    __tablename__: ClassVar[str] = "evaluation"
    __table_args__ = _once()
    name: str
    verdict: str
    why_chosen: str
    chosen_by: str | None = None
    case_ref: str | None = None
    cooperation: int | None = None
    network: int | None = None
    results_due: str | None = None
    effects_from: str | None = None
    opened_on: str | None = None
    results: str | None = None
    unexpected: str | None = None
    lives_on: str | None = None
    lives_on_owner: str | None = None
    keep_cost: str | None = None
    keep_cost_currency: str | None = None
    value_funding: str | None = None
    value_competence: str | None = None
    value_cooperation: str | None = None
    partnership: str | None = None
    partnership_why: str | None = None
    own_hours: str | None = None
    economy: str | None = None
    again: str | None = None
    not_again: str | None = None
    will_change: str | None = None
    spread: str | None = None
    goals_served: str | None = None
    recommendation: str | None = None
    why_refused: str | None = None
    score: str | None = None
    apply_again: str | None = None


class EvaluationGoal(Kept, table=True):
    """How far one goal was reached."""

    __tablename__: ClassVar[str] = "evaluation_goal"
    __table_args__ = _once()
    goal: str
    evaluation: int
    grade: str
    evidence: str


class EvaluationEffect(Kept, table=True):
    """An effect, as it could be seen some months after the end."""

    __tablename__: ClassVar[str] = "evaluation_effect"
    __table_args__ = _once()
    effect: str
    evaluation: int
    months: str
    day: str
    for_whom: str | None = None
    indicator: str | None = None
    before: str | None = None
    after: str | None = None


class Attachment(Kept, table=True):
    """A file beside the database, by the hash of its content."""

    __tablename__: ClassVar[str] = "attachment"
    __table_args__ = _once()
    file: str
    about: str
    sha256: str
    size: int
    media: str
    secrecy: str | None = None
    note: str | None = None
