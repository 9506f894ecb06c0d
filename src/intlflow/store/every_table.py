"""Every module that declares tables, so that whoever walks all of them forgets none."""

import intlflow.store.tables
import intlflow.store.tables_access
import intlflow.store.tables_attended
import intlflow.store.tables_calls
import intlflow.store.tables_decisions
import intlflow.store.tables_handover
import intlflow.store.tables_import
import intlflow.store.tables_meetings
import intlflow.store.tables_person
import intlflow.store.tables_registers
import intlflow.store.tables_search
import intlflow.store.tables_second_step
import intlflow.store.tables_talk
import intlflow.store.tables_time
import intlflow.store.tables_webhooks
import intlflow.store.tables_years  # noqa: F401 - the tables register themselves
