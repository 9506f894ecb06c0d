"""SpiffWorkflow: a BPMN process of nine tasks, reloaded for each step as a web server would.

Its state is saved as JSON by its own serializer, in one SQLite transaction (WAL, synchronous=FULL)
with the row of history. The model is parsed once and not saved again with every step.
"""

import json
import sqlite3
from itertools import pairwise
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from bench import steps

CREATE = f"{steps.CREATE}; CREATE TABLE state (case_id INTEGER PRIMARY KEY, json TEXT NOT NULL);"
SAVE = (
    "INSERT INTO state (case_id, json) VALUES (?, ?)"
    " ON CONFLICT (case_id) DO UPDATE SET json = excluded.json"
)


def _model() -> str:
    """A line of manual tasks, one for each move."""
    nodes = ["start", *(f"step{n}" for n in range(len(steps.VERBS))), "end"]
    tasks = "".join(f'<manualTask id="{node}" name="{node}"/>' for node in nodes[1:-1])
    lines = "".join(
        f'<sequenceFlow id="to_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(nodes)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"'
        ' targetNamespace="http://bpmn.io/schema/bpmn"><process id="case" isExecutable="true">'
        f'<startEvent id="start"/>{tasks}<endEvent id="end"/>{lines}</process></definitions>'
    )


class Cases:
    """Processes that are read from the database, moved by one task and written back."""

    def __init__(self, folder: Path) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(_model().encode())
        self._spec = parser.get_spec("case")
        self._serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        self._spec_json = self._serializer.to_dict(self._spec)
        self._size = self._made = 0
        self._db = sqlite3.connect(folder / "spiff.db", isolation_level=None)
        for pragma in steps.PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}").fetchall()
        self._db.executescript(CREATE)

    def ready(self, size: int) -> None:
        self._size = size

    def go(self) -> None:
        for _ in range(self._size // steps.STEPS):
            self._made += 1
            self._open(self._made)
            for verb in steps.VERBS:
                self._move(self._made, verb)

    def _open(self, case_id: int) -> None:
        workflow = BpmnWorkflow(self._spec)
        target = steps.guard("", "register", steps.ROLE)
        workflow.data.update(title=steps.TITLE, phase=target, version=1)
        workflow.do_engine_steps()
        self._db.execute("BEGIN IMMEDIATE")
        self._save(case_id, workflow, steps.history(case_id, 1, "register", "", target))

    def _move(self, case_id: int, verb: str) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        found = self._db.execute("SELECT json FROM state WHERE case_id = ?", (case_id,)).fetchone()
        workflow = self._read(found[0])
        data = workflow.data
        phase, target = data["phase"], steps.guard(data["phase"], verb, steps.ROLE)
        workflow.get_next_task(state=TaskState.READY, manual=True).run()
        workflow.do_engine_steps()
        data.update(phase=target, version=data["version"] + 1)
        row = steps.history(case_id, data["version"], verb, phase, target)
        self._save(case_id, workflow, row)

    def _save(self, case_id: int, workflow: Any, row: tuple[object, ...]) -> None:
        state = self._serializer.to_dict(workflow)
        state.pop("spec")
        self._db.execute(SAVE, (case_id, json.dumps(state)))
        self._db.execute(steps.INSERT_HISTORY, row)
        self._db.execute("COMMIT")

    def _read(self, text: str) -> Any:
        return self._serializer.from_dict(json.loads(text) | {"spec": self._spec_json})
