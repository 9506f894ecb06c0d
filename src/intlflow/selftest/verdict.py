"""What a self-test found, and how it is told."""

from dataclasses import dataclass, field

from intlflow.domain.retry import MOST_COPIES


@dataclass
class Verdict:
    """What was done to an installation and what became of it.

    Args:
        kills: how many processes were killed, `writer_kills` + `sender_kills`.
        acknowledged: changes whose writer heard that they were made.
        letters: letters in the outbox, `held` of them left for a person.
        accepted: letters that the mail server took, copies included.
        lost: acknowledged changes or letters that are nowhere.
        half_done: changes of which only a part is there, or letters without a change.
        extra: copies beyond one; `most_copies` of one letter.
        seconds: how long it all took.
        faults: what else was wrong, in words.
    """

    kills: int = 0
    writer_kills: int = 0
    sender_kills: int = 0
    acknowledged: int = 0
    letters: int = 0
    accepted: int = 0
    lost: int = 0
    half_done: int = 0
    extra: int = 0
    most_copies: int = 0
    held: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether every promise held, and there was something to hold it to."""
        kept = not (self.lost or self.half_done or self.faults)
        bounded = self.extra <= self.sender_kills and self.most_copies <= MOST_COPIES
        return kept and bounded and self.acknowledged > 0 and self.accepted > 0

    def lines(self) -> list[str]:
        """A calm table."""
        rows = [
            ("kills", self.kills, f"{self.writer_kills} writers, {self.sender_kills} senders"),
            ("acknowledged changes", self.acknowledged, ""),
            ("letters", self.letters, f"{self.held} held for a person"),
            ("accepted by the server", self.accepted, ""),
            ("lost", self.lost, "must be 0"),
            ("half done", self.half_done, "must be 0"),
            ("extra copies", self.extra, f"at most one per killed sender: {self.sender_kills}"),
            ("most copies of one letter", self.most_copies, f"at most {MOST_COPIES}"),
        ]
        told = [f"{what:<26}{number:>8}   {remark}".rstrip() for what, number, remark in rows]
        told += [f"fault: {fault}" for fault in self.faults]
        said = "passed" if self.passed else "FAILED"
        return [*told, f"{said} in {self.seconds:.0f} s"]
