"""Runs the steps inside the one transaction that `intlflow.store.migrate` has opened."""

from alembic import context
from sqlmodel import SQLModel

import intlflow.store.every_table  # noqa: F401 - the tables register themselves

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
