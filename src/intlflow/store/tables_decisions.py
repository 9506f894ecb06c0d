"""The tables of what political bodies decide: the decisions, and what happens to each afterwards.

Days are kept as `2027-03-01`, instants as UTC text. Rows are only added.
"""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Decision(SQLModel, table=True):
    """What a body, or somebody on its behalf, said in a case's matter."""

    __tablename__: ClassVar[str] = "decision"
    __table_args__ = (
        Index("decision_by_case", "case_id"),
        Index("decision_by_day", "municipality", "day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    case_id: int = Field(foreign_key="case_.id")
    seq: int  # the journal row that recorded it
    subject: str  # what was to be decided
    act: str  # the body's part: its own money, a proposal, the decision
    body: str  # its key; `delegation` when somebody decided on a body's behalf
    body_name: str  # as it was called that day
    day: str
    section: str
    outcome: str
    method: str  # acklamation, votering, delegation, ordförandebeslut
    text: str  # the decision's words
    delegate: str  # the address of whoever decided on a body's behalf
    not_taking_part: str  # who stood aside (jäv)
    motion: str = ""  # what was moved at the meeting (yrkande), and what became of it
    extract_to: str  # who gets an extract of the minutes
    report_to: str  # the body that hears of it afterwards
    at: str


class DecisionEvent(SQLModel, table=True):
    """What happened to a decision: adjusted, announced, appealed, reported, sent as an extract."""

    __tablename__: ClassVar[str] = "decision_event"
    __table_args__ = (Index("decision_event_by_decision", "decision_id"),)
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    kind: str
    day: str
    note: str
    person_id: int = Field(foreign_key="person.id")
    at: str
