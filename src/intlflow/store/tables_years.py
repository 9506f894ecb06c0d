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
        Index("year_line_sums", "year", "municipality", "what", "unit", "programme", "outcome",
              "currencies", "applied", "granted", "own", "total"),
        Index("year_line_by_case", "case_id"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    municipality: str
    year: int
    what: str  # see `store.year_lines.WHAT`
    unit: str  # the case's own; who answers for it in a year is the pack's to say
    programme: str
    outcome: str  # a phase of the project
    currencies: str  # of the four amounts, e.g. `SEK EUR - SEK`; `-`: not known
    applied: int | None = Field(default=None, sa_type=BigInteger)  # in öre or cent
    granted: int | None = Field(default=None, sa_type=BigInteger)
    own: int | None = Field(default=None, sa_type=BigInteger)
    total: int | None = Field(default=None, sa_type=BigInteger)
    lasts: bool  # a project that is still running: next year has such a line, too
    case_id: int = Field(foreign_key="case_.id", ondelete="CASCADE")


class YearSeen(SQLModel, table=True):
    """Up to which row a municipality's journal has been read, and to which year running projects last."""

    __tablename__: ClassVar[str] = "year_seen"
    municipality: str = Field(primary_key=True)
    upto: int
    through: int
