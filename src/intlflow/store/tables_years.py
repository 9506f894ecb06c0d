"""The tables of a year's sums: one line for each thing that is counted, made from the cases' history.

Everything here is made from the other tables and can be made anew from them at any time.
"""

from typing import ClassVar

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class YearLine(SQLModel, table=True):
    """One thing that counts in a year: an idea, an application, a project that ran or was closed.

    The index holds all that is summed, so that a year is read without touching the lines.
    """

    __tablename__: ClassVar[str] = "year_line"
    __table_args__ = (
        Index("year_line_sums", "year", "municipality", "what", "currencies", "outcome", "unit",
              "programme", "applied", "granted", "own", "total"),
        Index("year_line_by_case", "case_id"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    year: int
    what: str  # see `store.year_lines.WHAT`
    currencies: str  # of the four amounts, e.g. `SEK EUR - SEK`; `-`: not known
    outcome: str  # a phase of the project
    unit: str  # the case's own; who answers for it in a year is the pack's to say
    programme: str
    applied: int | None = Field(default=None, sa_type=BigInteger)  # in öre or cent
    granted: int | None = Field(default=None, sa_type=BigInteger)
    own: int | None = Field(default=None, sa_type=BigInteger)
    total: int | None = Field(default=None, sa_type=BigInteger)
    lasts: bool  # a project that is still running: next year has such a line, too
    case_id: int = Field(foreign_key="case_.id", ondelete="CASCADE")


class YearSum(SQLModel, table=True):
    """A municipality's lines of a year, added up: what a whole country's year is read from."""

    __tablename__: ClassVar[str] = "year_sum"
    __table_args__: ClassVar[dict[str, bool]] = {
        "sqlite_with_rowid": False
    }  # kept in its key's order
    year: int = Field(primary_key=True)
    municipality: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    currencies: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    number: int
    applied: int | None = Field(default=None, sa_type=BigInteger)
    applied_known: int = Field(sa_type=BigInteger)  # how many of them tell the amount
    granted: int | None = Field(default=None, sa_type=BigInteger)
    granted_known: int = Field(sa_type=BigInteger)
    own: int | None = Field(default=None, sa_type=BigInteger)
    own_known: int = Field(sa_type=BigInteger)
    total: int | None = Field(default=None, sa_type=BigInteger)
    total_known: int = Field(sa_type=BigInteger)


class YearSeen(SQLModel, table=True):
    """Up to which row a municipality's journal has been read, and to which year running projects last."""

    __tablename__: ClassVar[str] = "year_seen"
    municipality: str = Field(primary_key=True)
    upto: int
    through: int
