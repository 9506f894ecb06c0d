"""The tables of what is told to other systems: where to, and what is still to be told."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class HookTable(SQLModel, table=True):
    """Another system that wants to hear of cases."""

    __tablename__: ClassVar[str] = "webhook"
    id: int | None = Field(default=None, primary_key=True)
    municipality: str = Field(index=True)
    name: str
    url: str
    sealed: str  # the secret that signs, encrypted with this installation's own key
    events: str  # JSON: verbs, or an empty list for all
    made_by: int = Field(foreign_key="person.id")
    made_at: str
    ended_at: str | None = None


class HookCallTable(SQLModel, table=True):
    """One event on its way to one system."""

    __tablename__: ClassVar[str] = "webhook_call"
    id: str = Field(primary_key=True)
    webhook_id: int = Field(foreign_key="webhook.id", index=True)
    body: str
    status: str  # waiting, sent, failed
    attempts: int
    due_at: str | None = Field(default=None, index=True)
    lease: str | None = None
    made_at: str
    ended_at: str | None = None
    reply: str
