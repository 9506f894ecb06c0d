"""django-viewflow: one process per case, each step a `Handle` task that code runs.

SQLite with WAL and synchronous=FULL, transactions begun IMMEDIATE, no cache of the process needed.
It keeps a row for every task; that is its product, so its own rows are in the time.
"""

from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from bench import steps


def _set_up(folder: Path) -> None:
    settings.configure(
        DEBUG=False,
        USE_TZ=True,
        SECRET_KEY="only for measuring",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "viewflow",
            "viewflow.workflow",
            "bench",  # a flow belongs to an application
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(folder / "viewflow.db"),
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "init_command": ";".join(f"PRAGMA {pragma}" for pragma in steps.PRAGMAS),
                },
            }
        },
    )
    django.setup()
    call_command("migrate", verbosity=0)


class Cases:
    """Processes of ten tasks; between tasks nothing is kept in memory but the case's number."""

    def __init__(self, folder: Path) -> None:
        _set_up(folder)
        from django.db import connection, transaction
        from viewflow.workflow.models import Task

        from bench.case_flow import CaseFlow

        with connection.cursor() as cursor:
            for statement in filter(str.strip, steps.CREATE.split(";")):
                cursor.execute(statement)
        self._atomic, self._tasks = transaction.atomic, Task.objects
        self._flow = CaseFlow
        self._size = 0

    def ready(self, size: int) -> None:
        self._size = size

    def go(self) -> None:
        for _ in range(self._size // steps.STEPS):
            with self._atomic():
                number = self._flow.start.run().pk
            for verb in steps.VERBS:
                self._step(number, verb)

    def _step(self, number: int, verb: str) -> None:
        task = self._tasks.get(process_id=number, status="NEW")
        task.flow_task.run(task, verb=verb)
