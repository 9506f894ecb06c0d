"""The tables of who is signed in, and of the keys in letters and programs: only their digests are kept."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class SessionTable(SQLModel, table=True):
    """One sign-in of one person in one browser."""

    __tablename__: ClassVar[str] = "session"
    digest: str = Field(primary_key=True)  # of the key in the browser
    person_id: int = Field(foreign_key="person.id", index=True)
    way: str  # demo, link, oidc, proxy
    agent: str = ""  # the browser, in a few words
    made_at: str
    ends_at: str


class TicketTable(SQLModel, table=True):
    """A key that somebody was handed: for signing in, for one answer, for a calendar, for a program."""

    __tablename__: ClassVar[str] = "ticket"
    digest: str = Field(primary_key=True)
    kind: str = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    municipality: str
    about: str = ""  # what it is for, as JSON
    partner: str = ""  # digest of what the same browser must show
    made_at: str
    ends_at: str | None = None  # None: until it is revoked
    used_at: str | None = None
