"""DBOS: one workflow per case, each step a transaction of its SQLAlchemy datasource.

Its two databases (DBOS's own and the application's) are SQLite, brought from their defaults to WAL
with synchronous=FULL. It checkpoints every step; that is its product, so its own rows are in the time.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, SQLAlchemyDatasource
from sqlalchemy import event

from bench import steps


@event.listens_for(sa.Engine, "connect")
def _tune(connection: Any, _: object) -> None:
    for pragma in steps.PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()


class Cases:
    """Workflows of ten transactions."""

    def __init__(self, folder: Path) -> None:
        self._size = self._made = 0
        url = f"sqlite:///{folder / 'app.db'}"
        DBOS(
            config={
                "name": "bench",
                "system_database_url": f"sqlite:///{folder / 'dbos.db'}",
                "log_level": "ERROR",
            }
        )
        self._source = SQLAlchemyDatasource.create(url)
        with self._source.engine.begin() as connection:
            for statement in filter(str.strip, steps.CREATE.split(";")):
                connection.exec_driver_sql(statement)
        self._case = self._workflow()
        DBOS.launch()

    def _workflow(self) -> Any:
        source = self._source

        @source.transaction
        def open_case(case_id: int) -> str:
            run = source.sql_session().connection().exec_driver_sql
            target = steps.guard("", "register", steps.ROLE)
            run(steps.INSERT_CASE, (case_id, steps.TITLE, target))
            run(steps.INSERT_HISTORY, steps.history(case_id, 1, "register", "", target))
            return target

        @source.transaction
        def move(case_id: int, verb: str) -> str:
            run = source.sql_session().connection().exec_driver_sql
            phase, version = run(steps.READ_CASE, (case_id,)).one()
            target = steps.guard(phase, verb, steps.ROLE)
            if run(steps.MOVE_CASE, (target, case_id, version)).rowcount != 1:
                raise RuntimeError("somebody was first")
            run(steps.INSERT_HISTORY, steps.history(case_id, version + 1, verb, phase, target))
            return target

        @DBOS.workflow()
        def case(case_id: int) -> str:
            phase = open_case(case_id)
            for verb in steps.VERBS:
                phase = move(case_id, verb)
            return str(phase)

        return case

    def ready(self, size: int) -> None:
        self._size = size

    def go(self) -> None:
        for _ in range(self._size // steps.STEPS):
            self._made += 1
            self._case(self._made)
