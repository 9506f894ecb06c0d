"""The tables of calls: what funders tell, what was read when, and what a municipality thinks of a call.

Calls are public and shared; what is chosen or dismissed belongs to one municipality. The bulk file has
over ten thousand calls, so what is compared at each reading is a number of eight bytes.
"""

from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel


class CallReading(SQLModel, table=True):
    """One try to read a funder's file, whether it went well or not. Rows are only added."""

    __tablename__: ClassVar[str] = "call_reading"
    __table_args__ = (Index("call_reading_by_source", "source", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    origin: str  # the file's name or the address
    at: str
    sha256: str
    etag: str
    read: int
    kept: int
    new: int
    changed: int
    skipped: str  # reason → how many, as JSON
    trouble: str  # empty: it went well


class FundingCall(SQLModel, table=True):
    """A call as its funders' files tell it now. What one file leaves empty, another may have told."""

    __tablename__: ClassVar[str] = "funding_call"
    __table_args__ = (
        Index("funding_call_by_end", "closes_at"),
        Index("funding_call_by_family", "family"),
    )
    id: int | None = Field(default=None, primary_key=True)
    external_id: str = Field(unique=True)
    family: str  # its name without the year
    title: str
    url: str
    call_identifier: str
    call_title: str
    framework: str
    framework_name: str
    type_of_action: str
    opens_at: str
    deadlines: str  # all of them, with spaces between
    closes_at: str  # the last of them
    deadline_model: str
    word: str
    budget: str
    currency: str
    min_grant: str
    max_grant: str
    keywords: str  # one a line
    summary: str
    news: str
    first_at: str
    changed_at: str


class CallTelling(SQLModel, table=True):
    """What a source last said of a call, as a number: the same number, nothing to do."""

    __tablename__: ClassVar[str] = "call_telling"
    call_id: int = Field(primary_key=True, foreign_key="funding_call.id")
    source: str = Field(primary_key=True)
    digest: int = Field(sa_column=Column(BigInteger, nullable=False))


class CallMoved(SQLModel, table=True):
    """A call's deadlines as they were and as they became. Rows are only added."""

    __tablename__: ClassVar[str] = "call_moved"
    __table_args__ = (Index("call_moved_by_call", "call_id"),)
    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="funding_call.id")
    source: str
    before: str
    after: str
    was: str  # the deadline that one went by that day
    now: str
    news: str  # the funder's own remark
    at: str


class CallChoice(SQLModel, table=True):
    """A municipality, a unit or a case has chosen or dismissed a call. The latest row holds."""

    __tablename__: ClassVar[str] = "call_choice"
    __table_args__ = (Index("call_choice_by_call", "municipality", "call_id"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    call_id: int = Field(foreign_key="funding_call.id")
    unit: str  # empty: the whole municipality
    case_ref: str  # empty: no case
    verdict: str
    reason: str
    person_id: int = Field(foreign_key="person.id")
    at: str


class CallMatch(SQLModel, table=True):
    """A call was told to a municipality because it answers to an issue, and by which words."""

    __tablename__: ClassVar[str] = "call_match"
    municipality: str = Field(primary_key=True)
    call_id: int = Field(primary_key=True, foreign_key="funding_call.id")
    issue: str = Field(primary_key=True)
    score: int
    reason: str
    at: str


class KnownProjectRow(SQLModel, table=True):
    """A project that others have done, as a public register tells it."""

    __tablename__: ClassVar[str] = "known_project"
    id: int | None = Field(default=None, primary_key=True)
    source: str
    external_id: str
    digest: int = Field(sa_column=Column(BigInteger, nullable=False))
    title: str
    title_en: str
    acronym: str
    programme: str
    partners: str  # JSON
    starts_on: str
    ends_on: str
    total: str
    eu_support: str
    currency: str
    eu_rate: str
    funder_ref: str
    url: str
    summary: str
    stems: str  # of title, acronym, partners and summary, with a space around each
    changed_at: str

    __table_args__ = (Index("known_project_once", "source", "external_id", unique=True),)
