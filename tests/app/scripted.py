"""A way out that ends as the test says, for endings that no real server can be brought to quickly."""

from collections.abc import Callable, Sequence

from intlflow.letters.post import Done, Ending, Envelope, Result

Say = Callable[[Envelope], Ending]


class ScriptedPost:
    """Notes each attempt, and ends it as `say` says.

    Args:
        say: the ending of a letter; what it raises is the sender's death.
        reply: the server's words.
    """

    def __init__(self, say: Say, reply: str = "in other words") -> None:
        self.say, self.reply = say, reply
        self.tried: list[Envelope] = []
        self.calls: list[int] = []

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        self.calls.append(len(letters))
        for letter in letters:
            self.tried.append(letter)
            done(Result(letter.id, self.say(letter), self.reply))

    def close(self) -> None:
        """Nothing is kept open."""


class Killed(BaseException):
    """Stands for the sender's death in the middle of a batch."""
