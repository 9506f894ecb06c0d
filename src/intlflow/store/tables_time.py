"""The tables of what recurs: the ledger of duties, who was told, what was done, and the annual reports.

Days are kept as `2027-03-01`, instants as UTC text. Nothing here is overwritten but a report's state,
whose every change is a row of its own.
"""

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class DutyStep(SQLModel, table=True):
    """The ledger: one row for each step of each occurrence that was told, overtaken or skipped."""

    __tablename__: ClassVar[str] = "duty_step"
    __table_args__ = (Index("duty_step_open", "closes"), Index("duty_step_at", "at"))
    municipality: str = Field(primary_key=True)
    duty: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    outcome: str
    day: str  # when it fell
    closes: str  # until when the occurrence is chased; afterwards the row is history
    at: str


class DutyNote(SQLModel, table=True):
    """Somebody is to be told of a step; told when it has a letter. Several share the day's letter."""

    __tablename__: ClassVar[str] = "duty_note"
    __table_args__ = (
        UniqueConstraint("municipality", "duty", "subject", "period", "step", "person_id"),
        Index("duty_note_untold", "person_id", sqlite_where=text("letter_day IS NULL"),
              postgresql_where=text("letter_day IS NULL")),
        Index("duty_note_by_person", "person_id", "letter_day"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    duty: str
    subject: str
    period: str
    step: str
    person_id: int = Field(foreign_key="person.id")
    role: str  # in which capacity
    stands_in: bool = False
    vacancy: bool = False
    day: str  # when it was noted
    letter_day: str | None = (
        None  # of the letter that told it; "quiet" when the duty was met before
    )


class DutyPost(SQLModel, table=True):
    """A person's letter of a day: at most one, whatever falls due."""

    __tablename__: ClassVar[str] = "duty_post"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    day: str = Field(primary_key=True)
    municipality: str
    items: str  # canonical JSON: the keys of what it told, so that a digest says nothing twice
    at: str


class DutyLog(SQLModel, table=True):
    """Something done that a duty counts: a talk, a decision, a review. Corrected by a later row."""

    __tablename__: ClassVar[str] = "duty_log"
    __table_args__ = (Index("duty_log_by_duty", "municipality", "duty", "subject"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    duty: str
    subject: str
    period: str
    day: str  # when it was done
    forum: str
    topics: str
    note: str
    person_id: int = Field(foreign_key="person.id")
    role: str
    at: str
    corrects: int | None = None  # the row that this one stands in for
    withdrawn: bool = False  # the row that it corrects never happened


class DutySteer(SQLModel, table=True):
    """A duty waived, postponed or paused, with who said so and why. The latest row holds."""

    __tablename__: ClassVar[str] = "duty_steer"
    __table_args__ = (Index("duty_steer_by_duty", "municipality", "duty"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    duty: str
    subject: str  # empty: all of them
    period: str  # empty: every time
    kind: str  # waive, postpone, pause, resume
    until: str | None = None
    reason: str
    person_id: int = Field(foreign_key="person.id")
    at: str


class LetterWish(SQLModel, table=True):
    """A decision about a letter to come: held, reworded, not to somebody, sent early. The latest holds."""

    __tablename__: ClassVar[str] = "letter_wish"
    __table_args__ = (Index("letter_wish_at", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    duty: str
    subject: str
    period: str
    step: str
    person_id: int = Field(foreign_key="person.id")  # who is to be told
    kind: str  # hold, unhold, opening, leave_out, take_in, sent
    text: str = ""
    by_id: int = Field(foreign_key="person.id")
    at: str


class DaySeen(SQLModel, table=True):
    """A day that a case's plans hang on, as it was known when; a moved deadline is a new row."""

    __tablename__: ClassVar[str] = "day_seen"
    __table_args__ = (Index("day_seen_by_case", "case_id", "anchor"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_.id")
    anchor: str
    day: str
    at: str


class UnitReport(SQLModel, table=True):
    """A unit's annual report of a year: where it stands, and the rows of the register it rests on."""

    __tablename__: ClassVar[str] = "unit_report"
    __table_args__ = (UniqueConstraint("municipality", "unit", "year"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    unit: str
    unit_name: str  # as it was called when the report was opened
    year: int
    state: str
    version: int
    facts: str  # canonical JSON: the unit's rows of the year, fixed when it is submitted
    opened_at: str
    changed_at: str


class UnitReportEvent(SQLModel, table=True):
    """What happened to a unit's report: who did what, in which capacity, with which words."""

    __tablename__: ClassVar[str] = "unit_report_event"
    __table_args__ = (UniqueConstraint("report_id", "seq"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="unit_report.id")
    seq: int
    at: str
    person_id: int | None = Field(default=None, foreign_key="person.id")  # empty: the clock
    role: str
    verb: str
    source: str
    target: str
    note: str
