"""Utskick: every letter of a municipality, how it went, and why its reader got it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from intlflow.app import context
from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.access.tokens import owner
from intlflow.app.house import House, NotFound
from intlflow.app.outbox import steer
from intlflow.app.showing import KEYS, letter_line
from intlflow.app.situation import local_day
from intlflow.domain.lifecycle import Refused
from intlflow.domain.link_keys import without_keys
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import cases, letter_lists, letter_steering, letters, people
from intlflow.store.engine import Tx, reading
from intlflow.store.instants import instant, stamp
from intlflow.store.letter_steering import Steered
from intlflow.store.letters import LetterRow

PAGE = 50
PATIENCE = timedelta(hours=2)  # letters leave every quarter of an hour; by then something is wrong
STATES = ("waiting", "retrying", "sending", "sent", "held", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of letters, and how many there are in all, by state."""

    letters: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, int]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages the list fills."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class SeenLetter:
    """One letter as its page shows it.

    Args:
        line: everything but its text.
        body, html: its text, with keys for one reader taken out; empty where the letter is a key.
        secret: whether the text is kept from everybody but its reader.
        case: the reference and title of its case.
        rules: the sentences of governing documents that are behind it, with what each asks.
        steps: what can be done with it: hold, release, cancel.
        steered: who has done so, and when, oldest first.
    """

    line: Mapping[str, Any]
    body: str
    html: str
    secret: bool
    case: tuple[str, str] | None
    rules: tuple[Mapping[str, str], ...]
    steps: tuple[str, ...]
    steered: tuple[Steered, ...]


def list_outbox(house: House, who: Visitor, status: str, text: str, page: int) -> Listed:
    """A page of a municipality's letters, newest first.

    Args:
        house: the installation.
        who: for whom.
        status: only these; empty: all.
        text: part of a name, an address or a subject.
        page: which, from 1.
    """
    with reading(house.engine) as tx:
        counts = letter_lists.counts(tx, who.municipality, text)
        found = letter_lists.page(
            tx, who.municipality, status, text, limit=PAGE, offset=(page - 1) * PAGE
        )
        steered = letter_steering.of_letters(tx, [one.id for one in found])
    total = counts.get(status, 0) if status else sum(counts.values())
    rows = tuple(asdict(one) | {"steered": steered.get(one.id, [])[-1:]} for one in found)
    return Listed(rows, counts, total, page)


@dataclass(frozen=True, slots=True)
class Queue:
    """How the letters that should leave are doing.

    Args:
        server: whether there is a mail server to leave through.
        waiting: how many have not left yet.
        overdue: how many should have left by now, by state.
    """

    server: bool
    waiting: int
    overdue: Mapping[str, int]


def queue(house: House, who: Visitor, at: datetime) -> Queue:
    """Whether letters leave as they should.

    Args:
        house: the installation.
        who: for whom.
        at: now, with a time zone.
    """
    with reading(house.engine) as tx:
        counts = letter_lists.counts(tx, who.municipality, "")
        late = letters.overdue(tx, who.municipality, stamp(at - PATIENCE))
    waiting = counts.get("waiting", 0) + counts.get("retrying", 0)
    return Queue(house.settings.mail_url is not None, waiting, late)


def see_letter(house: House, who: Visitor, letter_id: str, lang: str) -> SeenLetter:
    """One letter, whole.

    Raises:
        NotFound: there is none in this municipality.
    """
    pack = house.pack(who.municipality)
    with reading(house.engine) as tx:
        row = _own(tx, who, letter_id)
        names = people.names(tx, {row.person_id})
        case = cases.load_by_id(tx, row.case_id) if row.case_id is not None else None
        rules = _rules(tx, pack, row, lang)
        steered = letter_steering.of_letters(tx, [row.id]).get(row.id, [])
    secret = row.template in KEYS
    return SeenLetter(
        line=letter_line(row, names) | {"from": row.sender, "person_id": row.person_id},
        body="" if secret else without_keys(row.body),
        html="" if secret else without_keys(row.html),
        secret=secret,
        case=(case.ref, case.title) if case else None,
        rules=tuple(rules),
        steps=_steps(row),
        steered=tuple(steered),
    )


def steer_letter(house: House, who: Visitor, letter_id: str, step: str, at: datetime) -> LetterRow:
    """Hold a letter, release it to be sent (again), or cancel it for good.

    Raises:
        NotFound: there is none in this municipality.
        Refused: the letter's state does not allow it.
    """
    with reading(house.engine) as tx:
        row = _own(tx, who, letter_id)
    return steer(house, row.id, step, at, who.person_id)


def steer_as(house: House, email: str, letter_id: str, step: str, at: datetime) -> LetterRow:
    """The same from the command line, in the name of somebody who may.

    Args:
        house: the installation.
        email: of the person.
        letter_id: its id, or an unmistakable beginning of it.
        step: hold, release, cancel.
        at: now, with a time zone.

    Raises:
        NotFound: no such letter, or nobody in its municipality has that address.
        Refused: they may not, or the letter's state does not allow it.
    """
    with reading(house.engine) as tx:
        row = letters.get(tx, letter_id)
    if row is None:
        raise NotFound(f"no single letter begins with '{letter_id}'; see `intlflow letters list`")
    who = owner(house, row.municipality, email, at)
    if not may(who, Action.STEER_LETTERS):
        raise Refused("not-your-role", verb="steer_letter", who=[str(Role.COORDINATOR)])
    return steer_letter(house, who, row.id, step, at)


def _own(tx: Tx, who: Visitor, letter_id: str) -> LetterRow:
    row = letters.get(tx, letter_id)
    if row is None or row.municipality != who.municipality or row.id != letter_id:
        raise NotFound("no such letter")
    return row


def _steps(row: LetterRow) -> tuple[str, ...]:
    """What its state allows."""
    match row.status:
        case "waiting" | "retrying":
            return ("hold", "cancel")
        case "held" | "failed":
            return ("release", "cancel") if row.address else ("cancel",)
        case _:
            return ()


def _rules(tx: Tx, pack: Pack, row: LetterRow, lang: str) -> list[dict[str, str]]:
    """The sentences behind a letter: of the duties that it told, or of the move that caused it."""
    keys: list[str | None] = []
    if row.template.startswith("duty/"):
        day = str(local_day(instant(row.created_at)))
        told = letter_lists.duties_told(tx, pack.key, row.person_id, day)
        keys = [pack.duties[duty].rule for duty, _ in told if duty in pack.duties]
    move = row.template.replace("/", ".")
    rules = [pack.rules[key] for key in dict.fromkeys(keys) if key]
    if move in pack.rules_by_move:
        rules.append(pack.rules_by_move[move])
    return [said for rule in rules if (said := context.rule_behind(pack, rule, lang))]
