"""A second step for those who decide: a code from their phone (RFC 6238), when they came in by letter.

Whoever comes by the municipality's own sign-in has shown it there.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pyotp

from intlflow.app.access import entering
from intlflow.app.access.keys import NewKey, digest, house_key, new_key
from intlflow.app.access.permission import Visitor
from intlflow.app.access.sealing import sealed, unsealed
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.words import Role
from intlflow.store import access, people, second_step
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

DECIDERS = (Role.COORDINATOR, Role.SECRETARY, Role.REGISTRAR, Role.SIGNATORY, Role.ADMIN)
WAYS = ("link", "shell")  # the ways that ask for it
DONE = "link+code"
STEP = 30  # seconds that a code holds; one step on either side is let through
RECOVERY = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


@dataclass(frozen=True, slots=True)
class SetUp:
    """What is put into the phone.

    Args:
        secret: for typing.
        link: for the QR code.
    """

    secret: str
    link: str


def is_asked(house: House, who: Visitor) -> bool:
    """Whether somebody has still to show a code before anything else."""
    wanted = house.settings.entry.second_step and who.way in WAYS
    return wanted and any(who.holds(role) for role in DECIDERS)


def is_set_up(house: House, who: Visitor) -> bool:
    """Whether their phone knows the secret."""
    with reading(house.engine) as tx:
        return second_step.of(tx, who.person_id) is not None


def offer(house: House, who: Visitor) -> SetUp:
    """A secret for this session; nothing is kept until a code from it has been shown."""
    said = f"second step\x1f{who.person_id}\x1f{who.session}".encode()
    mark = hmac.new(house_key(house.settings), said, hashlib.sha256).digest()[:20]
    secret = base64.b32encode(mark).decode()
    label = house.pack(who.municipality).municipality.name
    link = pyotp.TOTP(secret).provisioning_uri(name=who.email, issuer_name=f"intlflow {label}")
    return SetUp(secret, link)


def set_up(
    house: House,
    who: Visitor,
    code: str,
    *,
    at: datetime,
    choose: Callable[[str], str],
    key: NewKey = new_key,
) -> tuple[str, list[str]] | None:
    """Keep the secret once the phone shows its code; a new session and the codes for later, or None.

    Args:
        house: the installation.
        who: who is half in.
        code: what the phone shows.
        at: now, with a time zone.
        choose: takes a letter of those given, at random.
        key: randomness.
    """
    secret = offer(house, who).secret
    step = _step(secret, code, at)
    if step is None:
        return None
    codes = ["".join(choose(LETTERS) for _ in range(10)) for _ in range(RECOVERY)]
    row = second_step.SecondStep(who.person_id, sealed(house, secret), step, stamp(at))
    with writing(house.engine) as tx:
        if second_step.of(tx, who.person_id) is not None:
            return None  # another browser was first
        second_step.keep(tx, row, [digest(code) for code in codes])
    return _through(house, who, at, key), codes


def show(
    house: House, who: Visitor, code: str, *, at: datetime, key: NewKey = new_key
) -> str | None:
    """A new session for the right code, from the phone or one of those for later; else None."""
    clean = "".join(code.lower().split())
    with reading(house.engine) as tx:
        kept = second_step.of(tx, who.person_id)
    if kept is None:
        return None
    step = _step(unsealed(house, kept.sealed), clean, at)
    with writing(house.engine) as tx:
        if step is not None:
            right = second_step.used(tx, who.person_id, step)
        else:
            right = second_step.spend(tx, who.person_id, digest(clean))
    return _through(house, who, at, key) if right else None


def _through(house: House, who: Visitor, at: datetime, key: NewKey) -> str:
    """A session under a new key in place of the half one."""
    fresh = key()
    with writing(house.engine) as tx:
        old = access.session(tx, who.session, stamp(at))
        access.end(tx, who.session, who.person_id)
        entering.begin(tx, who.person_id, fresh, DONE, old.agent if old else "", at)
    return fresh


def _step(secret: str, code: str, at: datetime) -> int | None:
    """The time step that a code belongs to, if it is one of the three that hold now."""
    now, codes = int(at.timestamp()) // STEP, pyotp.TOTP(secret)
    found = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(codes.generate_otp(step).encode(), code.encode("utf-8", "replace"))
    ]
    return found[0] if found else None


def forget(house: House, municipality: str, email: str, at: datetime) -> None:
    """Let somebody whose phone is gone set it up anew.

    Raises:
        NotFound: no such municipality or person, or nothing was set up.
    """
    house.pack(municipality)
    with writing(house.engine) as tx:
        found = people.by_email(tx, municipality, email, str(local_day(at)))
        if found is None or not second_step.forget(tx, found.person_id):
            raise NotFound(f"'{email}' has no second step in {municipality}")
        access.end_all(tx, found.person_id)
