"""Everything that a database holds, to be compared before and after."""

from sqlmodel import SQLModel

from intlflow.app.house import House
from intlflow.store.engine import reading

Everything = dict[str, list[tuple[object, ...]]]


def everything(house: House) -> Everything:
    """Every row of every table, in an order of no meaning but always the same."""
    with reading(house.engine) as tx:
        return {
            name: sorted(tx.all(f"SELECT * FROM {name}"), key=repr)
            for name in sorted(SQLModel.metadata.tables)
        }


def number_of(house: House, what: str) -> int:
    """How many rows there are, e.g. of `journal WHERE seq = 2`."""
    with reading(house.engine) as tx:
        row = tx.one(f"SELECT count(*) FROM {what}")
    assert row is not None
    return int(row[0])
