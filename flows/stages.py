"""Which flow does the work of which headline stage."""

from collections.abc import Coroutine
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import State

from flows.archive import archive
from flows.decision import decision
from flows.evaluation import evaluation
from flows.idea import idea
from flows.running import running
from flows.support import support
from flows.writing import writing
from intlflow.domain.words import Stage

StageFlow = Flow[..., Coroutine[Any, Any, State[str]]]

STAGES: dict[Stage, StageFlow] = {
    Stage.IDEA: idea,
    Stage.SUPPORT: support,
    Stage.WRITING: writing,
    Stage.DECISION: decision,
    Stage.RUNNING: running,
    Stage.EVALUATION: evaluation,
    Stage.ARCHIVE: archive,
}
