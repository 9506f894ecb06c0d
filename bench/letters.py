"""Letters to a mail server in another process: through the outbox, past it, and Apprise by itself."""

from pathlib import Path

import apprise

from bench import ours
from intlflow.app import outbox
from intlflow.letters.plugin import MailPost, parse_mail_url
from intlflow.letters.post import Result
from intlflow.store import letters
from intlflow.store.engine import writing
from intlflow.store.letters import LetterRow


def _address(port: str) -> str:
    return f"mailto://127.0.0.1:{port}?from=internationellt@{ours.TOWN}.example"


class _Letters:
    """Copies of one real letter, each with an id and a reader of its own."""

    def __init__(self, folder: Path) -> None:
        self.house = ours.installed(folder)
        ref = ours.idea(self.house, ours.KARIN)
        ours.step(self.house, ref, "park")
        with writing(self.house.engine) as tx:
            self._one = letters.find(tx, address=ours.KARIN, status=None, case_id=None)[0]
            letters.cancel_all(tx, "only a pattern")
        self._made = 0

    def some(self, size: int) -> list[LetterRow]:
        """So many letters that nobody has seen."""
        rows = []
        for _ in range(size):
            self._made += 1
            new = f"{self._made:032x}"
            rows.append(
                self._one._replace(
                    id=new,
                    address=f"reader{self._made}@{ours.TOWN}.example",
                    message_id=f"<{new}@{ours.TOWN}.example>",
                )
            )
        return rows


class Outbox(_Letters):
    """Taken from the outbox with a lease, sent, noted one by one, ended in the database."""

    def __init__(self, folder: Path, port: str) -> None:
        super().__init__(folder)
        self._post = MailPost(parse_mail_url(_address(port)))
        self._size = 0

    def ready(self, size: int) -> None:
        self._size = size
        with writing(self.house.engine) as tx:
            letters.insert(tx, self.some(size))

    def go(self) -> None:
        done = outbox.deliver(self.house, self._post, now=lambda: ours.MORNING)
        assert (done.sent, done.waiting) == (self._size, 0), done


class Straight(_Letters):
    """The same letters handed to the same transport: what is lost in a crash stays lost."""

    def __init__(self, folder: Path, port: str) -> None:
        super().__init__(folder)
        self._post = MailPost(parse_mail_url(_address(port)))
        self._rows: list[LetterRow] = []

    def ready(self, size: int) -> None:
        self._rows = self.some(size)

    def go(self) -> None:
        ended: list[Result] = []
        self._post.send([outbox.envelope(row) for row in self._rows], ended.append)
        assert {result.ending for result in ended} == {"sent"}, ended[:3]


class Apprise(_Letters):
    """One Apprise object per letter, as its documentation shows; HTML, to one reader."""

    def __init__(self, folder: Path, port: str) -> None:
        super().__init__(folder)
        self._port = port
        self._rows: list[LetterRow] = []
        apprise.Apprise().add(_address(port))  # it loads its plugins the first time

    def ready(self, size: int) -> None:
        self._rows = self.some(size)

    def go(self) -> None:
        for row in self._rows:
            letter = apprise.Apprise()
            letter.add(f"{_address(self._port)}&to={row.address}")
            sent = letter.notify(
                body=row.html, title=row.subject, body_format=apprise.NotifyFormat.HTML
            )
            assert sent, row.id
