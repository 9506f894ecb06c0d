"""Mail over one kept connection: fast when the server can, and never stuck when it can't."""

import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from intlflow.letters import mime
from intlflow.letters.post import NO_TIME, STOPPED, Done, Ending, Envelope, Result, one_line
from intlflow.letters.smtp_line import Line, LineLost, Security, SmtpSettings, Unwritten

__all__ = ["Security", "SmtpPost", "SmtpSettings", "ending_of"]

MOST_LOSSES = 3  # lost connections in a row, without one verdict between them, before we stop
# 552 is 'mailbox full' or 'too large right now' about as often as it is final. 503 and 53x speak
# of the conversation or our sign-in, not of this letter: no letter may fail because of those.
PASSING = frozenset({503, 530, 534, 535, 538, 552})


def ending_of(code: int) -> Ending:
    """What the server's final answer means for a letter."""
    if 200 <= code < 300:
        return Ending.SENT
    return Ending.REFUSED if code >= 500 and code not in PASSING else Ending.LATER


class SmtpPost:
    """Letters to one mail server, over a connection that is kept between batches.

    When the server offers PIPELINING, a letter's content travels with the next letter's address
    in one write. So at most one letter waits for its answer when a connection breaks.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings
        self._line: Line | None = None

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        """Try each letter once; see `Post`. Takes `batch_limit` seconds at most."""
        try:
            _Batch(self, letters, done).run()
        except BaseException:
            self.close()
            raise

    def line(self, deadline: float) -> Line:
        """The kept line, or a new one that is ready to use by `deadline` (monotonic).

        Raises:
            LineLost: the server can't be reached, secured or signed in to.
        """
        if self._line is not None and self._line.stale():
            self.close()
        if self._line is None:
            limit = time.monotonic() + self.settings.connect_limit
            line = Line(self.settings, min(deadline, limit))
            try:
                line.open()
            except BaseException:
                line.close()
                raise
            self._line = line
        return self._line

    def close(self) -> None:
        """Say goodbye to the server, if there is a line to it."""
        line, self._line = self._line, None
        if line is not None:
            line.hang_up()


@dataclass(slots=True)
class _Sheet:
    """A letter made ready: its commands and its bytes, and how often its address was offered."""

    letter: Envelope
    sender: str
    recipient: str
    content: bytes
    offers: int = 0
    deadline: float = 0.0

    @property
    def utf8(self) -> bool:
        return not (self.sender.isascii() and self.recipient.isascii())

    def commands(self, line: Line) -> list[bytes]:
        size = f" SIZE={len(self.content)}" if line.has_extn("size") else ""
        utf8 = " SMTPUTF8 BODY=8BITMIME" if self.utf8 else ""
        return [
            f"MAIL FROM:<{self.sender}>{size}{utf8}\r\n".encode(),
            f"RCPT TO:<{self.recipient}>\r\n".encode(),
            b"DATA\r\n",
        ]


class _Batch:
    """One call to `send`: which letters wait, and which one the server has in its hands."""

    def __init__(self, post: SmtpPost, letters: Sequence[Envelope], done: Done) -> None:
        self.post, self.settings, self.done = post, post.settings, done
        self.letters = deque(letters)
        self.ready: deque[_Sheet] = deque()
        self.offered: _Sheet | None = None  # its address is out, nothing of it is promised
        self.handed: _Sheet | None = None  # its final dot is out, its answer is not in
        self.commands: list[bytes] = []
        self.deadline = time.monotonic() + self.settings.batch_limit
        self.slot = 0.0
        self.losses = 0

    def run(self) -> None:
        """Until every letter has its ending; if we are stopped, those not handed over are given back."""
        try:
            self._run()
        except BaseException:
            with suppress(Exception):  # whoever listens may be what has failed
                self._give_back()
            raise

    def _give_back(self) -> None:
        """Nobody has taken what was not handed over."""
        handed, self.handed = self.handed, None
        offered, self.offered = self.offered, None
        if handed:
            self._tell(handed.letter, Ending.UNKNOWN, STOPPED)
        waiting = [sheet.letter for sheet in ([offered] if offered else [])]
        for letter in (*waiting, *(sheet.letter for sheet in self.ready), *self.letters):
            self._tell(letter, Ending.LATER, STOPPED)

    def _run(self) -> None:
        while self._look_ahead() and self.losses < MOST_LOSSES:
            try:
                line = self.post.line(self.deadline)
            except LineLost as lost:
                self._leave(str(lost))
                return
            try:
                self._carry(line)
            except LineLost as lost:
                self.post.close()
                self._pick_up(str(lost))
        self._leave("The connection broke again and again.")

    def _carry(self, line: Line) -> None:
        pipelining = line.has_extn("pipelining")
        ahead = pipelining and not self.settings.rate
        reset = False
        while sheet := self.offered or self._offer(line, pipelining, reset):
            line.deadline = sheet.deadline
            reset = not self._may_hand_over(line, sheet, pipelining)
            if reset:
                continue
            following = self._next(line) if ahead else None
            self._hand_over(line, sheet, following)
            self._look_ahead()
            code, words = line.getreply()
            self.handed = None
            self._end(sheet, code, words)
            if code == 421:
                raise LineLost("421 The server closes the connection.")
        line.used = time.monotonic()

    def _offer(self, line: Line, pipelining: bool, reset: bool) -> _Sheet | None:
        """Start on the next letter, if one is left."""
        sheet = self._next(line)
        if sheet is None:
            return None
        self.offered = sheet
        line.deadline = sheet.deadline
        self.commands = [b"RSET\r\n"] * reset + sheet.commands(line)
        if pipelining:
            line.write(b"".join(self.commands))
        return sheet

    def _may_hand_over(self, line: Line, sheet: _Sheet, pipelining: bool) -> bool:
        """Hear what the server says to the address; a no ends the letter."""
        no: tuple[int, bytes] | None = None
        try:
            for command in self.commands:
                if not pipelining:
                    if no:
                        break
                    line.write(command)
                code, words = line.getreply()
                if code == 421:
                    raise LineLost(f"421 {words.decode('utf-8', 'replace')}")
                if code >= 400 and command != b"RSET\r\n":
                    no = no or (code, words)
                elif command == b"DATA\r\n" and code == 354 and no:
                    line.write(b".\r\n")  # it asks for content although nobody is to have it
                    line.getreply()
                elif (code == 354) != (command == b"DATA\r\n"):
                    raise LineLost(f"The server's answer does not fit: {code}")
        finally:
            if no:
                self.offered = None
                self._end(sheet, *no)
        return no is None

    def _hand_over(self, line: Line, sheet: _Sheet, following: _Sheet | None) -> None:
        content = sheet.content.replace(b"\r\n.", b"\r\n..") + b".\r\n"
        self.offered, self.handed = following, sheet
        self.commands = following.commands(line) if following else []
        try:
            line.write(content + b"".join(self.commands))
        except Unwritten as broken:
            if broken.sent < len(content):  # the final dot never left: nobody has taken it
                self.handed, self.offered = None, sheet
                if following:
                    self.ready.appendleft(following)
            raise

    def _next(self, line: Line) -> _Sheet | None:
        """The next letter that this server can be asked to take, when its time has come."""
        while self._look_ahead():
            sheet = self.ready.popleft()
            if sheet.utf8 and not line.has_extn("smtputf8"):
                words = "The mail server takes no addresses with other letters than a to z."
                self._tell(sheet.letter, Ending.REFUSED, words)
                continue
            self._wait_for_slot()
            now = time.monotonic()
            if now >= self.deadline:
                self.ready.appendleft(sheet)
                self._leave(NO_TIME)
                return None
            sheet.offers += 1
            sheet.deadline = min(now + self.settings.letter_limit, self.deadline)
            return sheet
        return None

    def _wait_for_slot(self) -> None:
        if self.settings.rate:
            pause = min(self.slot, self.deadline) - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            self.slot = time.monotonic() + 1 / self.settings.rate

    def _look_ahead(self) -> bool:
        """Make a letter ready if none is: best done while the server is busy with another."""
        while not self.ready and self.letters:
            letter = self.letters.popleft()
            try:
                sender = self.settings.sender or letter.sender
                _, bounces = mime.mailbox(sender)
                content = mime.message(letter)
                self.ready.append(_Sheet(letter, bounces, mime.address(letter.address), content))
            except ValueError as fault:
                self._tell(letter, Ending.BLOCKED, str(fault))
        return bool(self.ready)

    def _pick_up(self, words: str) -> None:
        """After a lost connection: a letter handed over is unknown, one offered is tried again."""
        self.losses += 1
        handed, self.handed = self.handed, None
        offered, self.offered = self.offered, None
        if handed:
            self._tell(handed.letter, Ending.UNKNOWN, words)
        if offered and offered.offers > 1:
            self._tell(offered.letter, Ending.LATER, words)
        elif offered:
            self.ready.appendleft(offered)

    def _leave(self, words: str) -> None:
        """All that is left waits for another time."""
        while self.ready or self._look_ahead():
            self._tell(self.ready.popleft().letter, Ending.LATER, words)

    def _end(self, sheet: _Sheet, code: int, words: bytes) -> None:
        if code != 421:
            self.losses = 0
        ending = ending_of(code) if code >= 400 or code < 300 else Ending.UNKNOWN
        self._tell(sheet.letter, ending, f"{code} {words.decode('utf-8', 'replace')}")

    def _tell(self, letter: Envelope, ending: Ending, words: str) -> None:
        self.done(Result(letter.id, ending, one_line(words, self.settings.secrets())))
