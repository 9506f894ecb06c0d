"""What a case answers to: prioritised issues of boards and companies, and the goals that it serves."""

from dataclasses import dataclass

from intlflow.app.registers.tagging import label
from intlflow.domain.registers import TAG
from intlflow.packs.model import Pack
from intlflow.store import registers
from intlflow.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Answered:
    """An issue that a case answers to.

    Args:
        number: of the issue in the register.
        name: of the issue.
        why: the case answers to it.
    """

    number: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Serves:
    """What a case is good for.

    Args:
        issues: that boards and companies have prioritised.
        goals: words of the lists that it was tagged with, as they are called.
    """

    issues: tuple[Answered, ...]
    goals: tuple[str, ...]


def served(tx: Tx, pack: Pack, ref: str) -> Serves:
    """What somebody has said that a case answers to."""
    links = _held(registers.newest(tx, "issue_link", pack.key, case_ref=ref))
    tags = _held(registers.newest(tx, TAG.table, pack.key, case_ref=ref))
    names = (
        {row["number"]: row["name"] for row in registers.newest(tx, "board_issue", pack.key)}
        if links
        else {}
    )
    issues = (Answered(row["issue"], names[row["issue"]], row["why"]) for row in links)
    goals = dict.fromkeys(label(pack, row["about"], row["word"]) for row in tags)
    return Serves(tuple(issues), tuple(goals))


def _held(rows: list[registers.Row]) -> list[registers.Row]:
    return [row for row in rows if not row["withdrawn"] and not row["valid_to"]]
