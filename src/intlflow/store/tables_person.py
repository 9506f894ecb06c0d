"""The tables of what happens to the data itself: acts on it, disposal lists, what is held for a court.

They hold numbers and paragraphs, no names. Acts are chained like the journal, and never touched again.
"""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class RegisterAct(SQLModel, table=True):
    """Something done to the data of a municipality: erased, pseudonymised, disposed of, held."""

    __tablename__: ClassVar[str] = "register_act"
    municipality: str = Field(primary_key=True)
    number: int = Field(primary_key=True)  # place in the chain of acts
    at: str
    person_id: int | None = Field(default=None, foreign_key="person.id")  # empty: the clock
    role: str
    verb: str
    given: str  # canonical JSON: whom or what by number, by which decision, the new digests
    hash: str


class Disposal(SQLModel, table=True):
    """A list of what may be disposed of (gallringsförslag), and the decision that it was."""

    __tablename__: ClassVar[str] = "disposal"
    id: int | None = Field(default=None, primary_key=True)
    municipality: str = Field(index=True)
    state: str  # proposed, withdrawn, done
    at: str
    person_id: int = Field(foreign_key="person.id")
    decision: str = ""  # e.g. "ks 2027-03-02 § 14"
    approved_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: str | None = None


class DisposalItem(SQLModel, table=True):
    """One thing on such a list: what it is, until when which rule kept it, what became of it."""

    __tablename__: ClassVar[str] = "disposal_item"
    disposal_id: int = Field(primary_key=True, foreign_key="disposal.id")
    position: int = Field(primary_key=True)
    kind: str  # letter, working_paper, idea
    object: str  # a case's reference, or a month
    until: str  # the last day of the longest rule
    rule: str  # that rule's key
    state: str  # proposed, done, kept


class LegalHold(SQLModel, table=True):
    """Why something must stay whatever the rules say: a trial, an audit, a request for documents."""

    __tablename__: ClassVar[str] = "legal_hold"
    __table_args__ = (Index("legal_hold_by_about", "municipality", "about"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    about: str  # a case's reference, or `person 17`
    reason: str
    at: str
    person_id: int = Field(foreign_key="person.id")
    lifted_at: str | None = None
    lifted_by: int | None = Field(default=None, foreign_key="person.id")
