"""The tables of searching: what can be found, and how far the reading of each source has come.

Everything here is made from the other tables and can be made anew from them at any time.
"""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class SearchText(SQLModel, table=True):
    """The words of a case, a decision or a register's row, as they stand now."""

    __tablename__: ClassVar[str] = "search_text"
    __table_args__ = (Index("search_text_by_ref", "municipality", "kind", "ref"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    kind: str
    ref: str  # a case's reference, or the register's number
    title: str
    body: str  # one `field: words` a line
    place: str  # the municipality, and this kind of it, each as one word
    heading: str  # the words of the title in small letters, and their Swedish stems
    said: str  # those of title and body


class SearchSeen(SQLModel, table=True):
    """Up to which row a source of a municipality has been read."""

    __tablename__: ClassVar[str] = "search_seen"
    municipality: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    upto: int
