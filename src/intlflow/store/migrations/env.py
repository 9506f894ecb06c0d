"""Runs the steps inside the one transaction that `intlflow.store.migrate` has opened."""

from alembic import context
from sqlmodel import SQLModel

import intlflow.store.every_table
import intlflow.store.tables
import intlflow.store.tables_access
import intlflow.store.tables_decisions
import intlflow.store.tables_import
import intlflow.store.tables_meetings
import intlflow.store.tables_registers
import intlflow.store.tables_search
import intlflow.store.tables_second_step
import intlflow.store.tables_time
import intlflow.store.tables_webhooks  # noqa: F401 - the tables register themselves

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
