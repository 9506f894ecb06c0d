"""The tables of lists that were brought in: one row per list, one per line, with all that stood in it."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class ImportBatch(SQLModel, table=True):
    """A list that was brought in, and where the journal stood before, so that it can be taken out again."""

    __tablename__: ClassVar[str] = "import_batch"
    id: int | None = Field(default=None, primary_key=True)
    municipality: str = Field(index=True)
    kind: str  # projects
    name: str  # the file's name, without its folder
    sha256: str
    at: str
    person_id: int = Field(foreign_key="person.id")
    state: str  # applied, undoing (inside one transaction), undone
    chain_length: int  # the journal before
    chain_head: str
    chain_end: str  # the journal's head after
    journal_rows: int
    sequence: str  # canonical JSON: the last case number of the year, before and after


class ImportRow(SQLModel, table=True):
    """One line of such a list: what stood there, what it was read as, what became of it."""

    __tablename__: ClassVar[str] = "import_row"
    batch_id: int = Field(primary_key=True, foreign_key="import_batch.id")
    position: int = Field(primary_key=True)
    municipality: str
    place: str  # e.g. Blad1!5
    outcome: str
    case_id: int | None = Field(default=None, foreign_key="case_.id", index=True)
    cells: str  # canonical JSON: heading → text
    read: str  # canonical JSON: what it was read as
    marks: str  # canonical JSON: what was read as something, guessed, left out
    before: str  # canonical JSON: the facts that it changed, as they were; of a new case nothing
    version: int  # of the case, after


class ListBatch(SQLModel, table=True):
    """A list of people or meetings that was brought in, and what each row was before and became.

    Apart from `import_batch`, since it writes no journal, and since a first list of people can be
    brought in by nobody who is in the register yet.
    """

    __tablename__: ClassVar[str] = "list_batch"
    id: int | None = Field(default=None, primary_key=True)
    municipality: str = Field(index=True)
    kind: str  # people, meetings
    name: str  # the file's name, without its folder
    sha256: str
    at: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    state: str  # applied, undone
    wrote: str  # canonical JSON: what came in, and how it was before
