"""Letters to a mail server in another process: through the outbox, past it, and Apprise by itself."""

from pathlib import Path

import apprise

from bench import ours
from intlflow.app import outbox
from intlflow.letters.plugin import MailPost, parse_mail_url
from intlflow.letters.post import Result
from intlflow.store import letters
from intlflow.store.engine import reading, writing
from intlflow.store.letters import LetterRow

_MARK = "UPDATE letter SET status = ?, due_at = NULL, ended_at = ?, reply = ? WHERE id = ?"
_READER = "Karin Ek"  # whom the pattern greets


def _address(port: str) -> str:
    return f"mailto://127.0.0.1:{port}?from=internationellt@{ours.TOWN}.example"


class _Letters:
    """Copies of one real letter, each with an id, a reader and words of its own."""

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
            new, name = f"{self._made:032x}", f"Reader {self._made}"
            rows.append(
                self._one._replace(
                    id=new,
                    address=f"reader{self._made}@{ours.TOWN}.example",
                    body=self._one.body.replace(_READER, name),
                    html=self._one.html.replace(_READER, name),
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


class Least(Outbox):
    """The least that any outbox does: read five hundred letters, send them, mark them in one commit.

    No lease, no list of the accepted, nothing noted before sending: killed, it sends five hundred twice.
    What is between this and `Straight` no care of ours can take away; it is two statements a letter.
    """

    def go(self) -> None:
        ended: list[Result] = []
        while rows := self._waiting():
            ended.clear()
            self._post.send([outbox.envelope(row) for row in rows], ended.append)
            at = rows[0].created_at
            with writing(self.house.engine) as tx:
                tx.many(_MARK, [(end.ending, at, end.reply, end.id) for end in ended])

    def _waiting(self) -> list[LetterRow]:
        columns = ", ".join(LetterRow._fields)
        with reading(self.house.engine) as tx:
            rows = tx.all(
                f"SELECT {columns} FROM letter JOIN letter_text ON letter_id = id"
                " WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 500"
            )
        return list(map(LetterRow._make, rows))


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
