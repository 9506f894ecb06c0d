"""The tables. Instants are kept as UTC text (`2027-03-01T06:00:00.000000Z`), days as `2027-03-01`.

The schema is declared here for SQLite and PostgreSQL alike; migrations bring a database to it.
"""

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Meta(SQLModel, table=True):
    """Small facts about this database: when it was made, whether it holds the demo register."""

    __tablename__: ClassVar[str] = "meta"
    key: str = Field(primary_key=True)
    value: str


class Person(SQLModel, table=True):
    """Somebody who acts or is told. No personnummer, no private phone, no party."""

    __tablename__: ClassVar[str] = "person"
    __table_args__ = (UniqueConstraint("municipality", "email"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str = Field(index=True)
    name: str
    email: str | None = None
    title: str = ""
    lang: str = "sv"
    channels: str = ""  # Apprise addresses besides mail, one a line
    active_from: str
    active_to: str | None = None
    erased_at: str | None = None  # since when the row is a number without a name


class Appointment(SQLModel, table=True):
    """Who holds which role, for which unit or body, between which days. Never overwritten, only ended."""

    __tablename__: ClassVar[str] = "appointment"
    __table_args__ = (Index("appointment_by_role", "municipality", "role", "scope"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    scope: str = ""  # a unit's or a body's key; empty: the whole municipality
    deputy: bool = False
    valid_from: str
    valid_to: str | None = None
    decision: str = ""  # e.g. "ks 2027-01-12 § 9"


class Absence(SQLModel, table=True):
    """Days when somebody is away and the deputy steps in."""

    __tablename__: ClassVar[str] = "absence"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first_day: str
    last_day: str


class Sequence(SQLModel, table=True):
    """The last number given to a case, per municipality and year."""

    __tablename__: ClassVar[str] = "sequence"
    municipality: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class Chain(SQLModel, table=True):
    """How long a municipality's journal is and the hash it ends in; a cut-off tail shows here."""

    __tablename__: ClassVar[str] = "chain"
    municipality: str = Field(primary_key=True)
    length: int
    head: str


class Case(SQLModel, table=True):
    """A case as it stands now; how it came here is in the journal."""

    __tablename__: ClassVar[str] = "case_"
    __table_args__ = (
        Index("case_by_place", "municipality", "kind", "stage"),
        Index("case_by_change", "municipality", "kind", "changed_at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    municipality: str
    kind: str
    unit: str
    unit_name: str  # as it was called the day the case was opened
    title: str
    phase: str
    stage: str
    stage_entry: int  # the journal row by which the headline stage was entered
    version: int  # = the number of journal rows
    facts: str  # canonical JSON: what is known now; who said so is in the journal
    opened_by: int = Field(foreign_key="person.id")
    opened_at: str
    changed_at: str


class Journal(SQLModel, table=True):
    """What happened to a case, row by row, each tied to the row before it in the municipality."""

    __tablename__: ClassVar[str] = "journal"
    municipality: str = Field(primary_key=True)
    number: int = Field(primary_key=True)  # place in the municipality's chain
    case_id: int = Field(foreign_key="case_.id")
    seq: int  # place in the case's own history
    at: str
    person_id: int
    role: str
    verb: str
    source: str
    target: str
    unit_name: str
    given: str  # the facts given, as canonical JSON; erased only by gallring
    salt: str
    digest: str
    hash: str

    __table_args__ = (UniqueConstraint("case_id", "seq"),)


class Task(SQLModel, table=True):
    """One point of a stage's checklist."""

    __tablename__: ClassVar[str] = "task"
    __table_args__ = (UniqueConstraint("case_id", "entry", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_.id")
    entry: int  # the stage entry that opened it
    stage: str
    key: str
    title_sv: str
    title_en: str
    owner: str  # a role
    due_on: str
    required: bool
    done_at: str | None = None
    done_by: int | None = None
    note: str = ""


class Milestone(SQLModel, table=True):
    """A date that a stage's flow planned for a case."""

    __tablename__: ClassVar[str] = "milestone"
    __table_args__ = (UniqueConstraint("case_id", "entry", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_.id")
    entry: int
    key: str
    title_sv: str
    title_en: str
    on_day: str
    work_by: str  # the working day on or before it


class Support(SQLModel, table=True):
    """The coordinator's support to a case: undersöka, informera, stötta, with hours."""

    __tablename__: ClassVar[str] = "support"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_.id", index=True)
    person_id: int
    at: str
    kind: str
    minutes: int
    note: str = ""


class StageRun(SQLModel, table=True):
    """'This stage's flow is due': one row per case and stage entry, done exactly once."""

    __tablename__: ClassVar[str] = "stage_run"
    __table_args__ = (
        UniqueConstraint("case_id", "entry"),
        Index("stage_run_open", "due_at", sqlite_where=text("done_at IS NULL"),
              postgresql_where=text("done_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_.id")
    entry: int
    stage: str
    due_at: str
    attempts: int = 0
    lease_until: str | None = None
    lease_by: str | None = None
    done_at: str | None = None
    summary: str = ""


class LetterText(SQLModel, table=True):
    """A letter's words, written once. Kept apart: sending a letter rewrites its row three times."""

    __tablename__: ClassVar[str] = "letter_text"
    letter_id: str = Field(primary_key=True, foreign_key="letter.id", ondelete="CASCADE")
    subject: str
    body: str
    html: str


class Letter(SQLModel, table=True):
    """One letter to one person by one channel, with its Message-ID fixed when it is written."""

    __tablename__: ClassVar[str] = "letter"
    __table_args__ = (
        Index("letter_open", "due_at", sqlite_where=text("due_at IS NOT NULL"),
              postgresql_where=text("due_at IS NOT NULL")),
        Index("letter_by_case", "case_id"),
        Index("letter_by_place", "municipality", "created_at"),
    )  # fmt: skip
    id: str = Field(primary_key=True)  # uuid5 of the dedupe key
    municipality: str
    case_id: int | None = Field(default=None, foreign_key="case_.id")
    template: str
    lang: str
    person_id: int
    role: str  # in which capacity the person gets it
    channel: str  # "mail" or an Apprise schema
    address: str  # e-mail address or Apprise address
    sender: str
    reply_to: str
    message_id: str
    thread: str  # References: the case's thread
    status: str  # waiting, sending, sent, retrying, held, failed, cancelled
    due_at: (
        str | None
    )  # next try, or end of the lease while sending; empty when nothing is to be done
    lease: str | None = None
    attempts: int = 0
    ambiguous: int = 0
    created_at: str
    ended_at: str | None = None
    reply: str = ""  # the server's own words, or why it was held
