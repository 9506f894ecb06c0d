"""The tables of the second step of signing in: the secret, sealed, and codes for when the phone is gone."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class SecondStepTable(SQLModel, table=True):
    """What a person's phone knows as well."""

    __tablename__: ClassVar[str] = "second_step"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    sealed: str  # the secret, encrypted with this installation's own key
    last_used: int  # the time step of the last code, so that none is used twice
    made_at: str


class RecoveryTable(SQLModel, table=True):
    """A code that is used once, in place of the phone's; only its digest is kept."""

    __tablename__: ClassVar[str] = "recovery_code"
    digest: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
