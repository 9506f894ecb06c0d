"""A place of its own in somebody's PostgreSQL: made for the self-test and removed after it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from intlflow.store.engine import make_engine


@contextmanager
def own_schema(url: str | None) -> Iterator[str | None]:
    """A database address that sees a fresh schema only; None stays None.

    Raises:
        ValueError: the address is not PostgreSQL's: the self-test makes its own SQLite file.
    """
    if url is None:
        yield None
        return
    address = make_url(url)
    if address.get_backend_name() != "postgresql":
        raise ValueError("give a PostgreSQL address, or none: SQLite needs no address")
    name = f"intlflow_selftest_{secrets.token_hex(4)}"
    engine = make_engine(url)
    try:
        _run(engine, f"CREATE SCHEMA {name}")
        inside = address.update_query_dict({"options": f"-csearch_path={name}"})
        yield inside.render_as_string(hide_password=False)
        _run(engine, f"DROP SCHEMA {name} CASCADE")
    finally:
        engine.dispose()


def _run(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))
