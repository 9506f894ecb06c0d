"""The flow that `bench.viewflow` measures; viewflow finds it by this module's name, once Django is set up."""

from typing import Any

from django.db import connection
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process

from bench import steps


def _write(case_id: int, seq: int, verb: str, source: str, target: str) -> None:
    with connection.cursor() as cursor:
        row = steps.history(case_id, seq, verb, source, target)
        cursor.execute(steps.INSERT_HISTORY.replace("?", "%s"), row)


class CaseFlow(flow.Flow):
    process_class = Process

    start = flow.StartHandle(this.opened).Next(this.step1)
    step1 = flow.Handle(this.moved).Next(this.step2)
    step2 = flow.Handle(this.moved).Next(this.step3)
    step3 = flow.Handle(this.moved).Next(this.step4)
    step4 = flow.Handle(this.moved).Next(this.step5)
    step5 = flow.Handle(this.moved).Next(this.step6)
    step6 = flow.Handle(this.moved).Next(this.step7)
    step7 = flow.Handle(this.moved).Next(this.step8)
    step8 = flow.Handle(this.moved).Next(this.step9)
    step9 = flow.Handle(this.moved).Next(this.end)
    end = flow.End()

    def opened(self, activation: Any) -> Any:
        process = activation.process
        target = steps.guard("", "register", steps.ROLE)
        process.data = {"title": steps.TITLE, "phase": target, "version": 1}
        process.save()
        _write(process.pk, 1, "register", "", target)
        return process

    def moved(self, activation: Any, verb: str) -> Any:
        process = activation.process
        data = process.data
        phase, target = data["phase"], steps.guard(data["phase"], verb, steps.ROLE)
        process.data = data | {"phase": target, "version": data["version"] + 1}
        process.save()
        _write(process.pk, process.data["version"], verb, phase, target)
        return process
