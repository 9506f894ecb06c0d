"""The tables of what people write beside the work: comments, drafts that are kept, filters by name."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class CommentTable(SQLModel, table=True):
    """One wording of a comment; the newest holds, those before it stay as its trace."""

    __tablename__: ClassVar[str] = "comment"
    __table_args__ = (
        Index("comment_about", "municipality", "kind", "key"),
        Index("comment_number", "number"),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int  # the comment's own, the same for all its wordings
    municipality: str
    kind: str  # what it is about: case, duty, decision …
    key: str  # which of them
    unit: str  # whose circle it was written in; empty: the municipality's own
    visibility: str  # unit, coordinator, all
    state: str  # written, changed, withdrawn
    text: str
    person_id: int = Field(foreign_key="person.id")
    at: str


class DraftTable(SQLModel, table=True):
    """What somebody has begun to write and not sent."""

    __tablename__: ClassVar[str] = "draft"
    __table_args__ = (Index("draft_by_person", "person_id", "kind"),)
    key: str = Field(primary_key=True)  # made by chance
    municipality: str
    person_id: int = Field(foreign_key="person.id")
    kind: str
    given: str  # JSON: the form's fields as typed
    created_at: str
    changed_at: str


class FilterTable(SQLModel, table=True):
    """A filter that somebody has given a name, to reach it with one press."""

    __tablename__: ClassVar[str] = "saved_filter"
    __table_args__ = (Index("saved_filter_by_person", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    person_id: int = Field(foreign_key="person.id")
    name: str
    query: str  # as it stands in the address
    first: int  # 1: what the page opens with
    created_at: str


class LetterSteer(SQLModel, table=True):
    """Who held, released or cancelled a letter, and how it stood before."""

    __tablename__: ClassVar[str] = "letter_steer"
    __table_args__ = (Index("letter_steer_by_letter", "letter_id"),)
    id: int | None = Field(default=None, primary_key=True)
    letter_id: str = Field(foreign_key="letter.id", ondelete="CASCADE")
    step: str  # hold, release, cancel
    status: str  # before
    person_id: int | None = Field(default=None, foreign_key="person.id")  # none: the command line
    at: str
