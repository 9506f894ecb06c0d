"""Other systems hear of cases: what happened, signed, written in the transaction that it happened in.

An event holds which case and which move, and nothing of people: whoever may know more asks the API.
"""

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intlflow.app import typed
from intlflow.app.access.keys import NewKey, new_key
from intlflow.app.access.permission import Visitor
from intlflow.app.access.sealing import Unsealable, sealed, unsealed
from intlflow.app.event import Event
from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.retry import next_try
from intlflow.letters import webhook
from intlflow.store import webhooks
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp
from intlflow.store.journal import UNDO
from intlflow.store.webhooks import Call, Hook

LEASE = timedelta(minutes=5)
AT_ONCE = 20
MOST_EACH = 10
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a round."""

    sent: int = 0
    later: int = 0
    failed: int = 0


def add(
    house: House,
    who: Visitor,
    *,
    name: str,
    url: str,
    events: Sequence[str],
    at: datetime,
    key: NewKey = new_key,
    local_ok: frozenset[str] = NOBODY,
) -> str:
    """Tell another system of what happens from now on; gives back the secret that signs, shown once.

    Args:
        house: the installation.
        who: who wants it; of their municipality alone.
        name: what it is called.
        url: where to, over HTTPS.
        events: verbs; none: all.
        at: now, with a time zone.
        key: randomness.
        local_ok: hosts inside the house that may be reached all the same.

    Raises:
        Refused: an address or a verb that can't be one, or too many already.
    """
    said = typed.line("name", name, needed=True, most=60)
    if why := webhook.complaint(url.strip(), local_ok):
        raise Refused(f"webhook-{why}")
    if strange := sorted(set(events) - verbs()):
        raise Refused("webhook-event", event=strange[0], open=sorted(verbs()))
    secret = key()
    hook = Hook(
        id=0,
        municipality=who.municipality,
        name=said,
        url=url.strip(),
        sealed=sealed(house, secret),
        events=json.dumps(sorted(set(events))),
        made_by=who.person_id,
        made_at=stamp(at),
    )
    with writing(house.engine) as tx:
        if len(webhooks.standing(tx, who.municipality)) >= MOST_EACH:
            raise Refused("webhook-too-many", most=MOST_EACH)
        webhooks.add(tx, hook)
    return secret


def verbs() -> frozenset[str]:
    """Everything that can happen to a case."""
    moves = {move.verb for table in LIFECYCLES.values() for move in table.moves}
    return frozenset(moves | {table.opening.verb for table in LIFECYCLES.values()} | {UNDO})


def listed(house: House, municipality: str) -> list[dict[str, Any]]:
    """The systems that are told, how it goes, and what they said last."""
    with reading(house.engine) as tx:
        return [
            {
                "number": hook.id,
                "name": hook.name,
                "url": hook.url,
                "events": json.loads(hook.events),
                "counts": webhooks.counts(tx, hook.id),
                "reply": webhooks.last_reply(tx, hook.id),
            }
            for hook in webhooks.standing(tx, municipality)
        ]


def end(house: House, municipality: str, number: int, at: datetime) -> None:
    """Tell one nothing more.

    Raises:
        NotFound: there is none with this number.
    """
    with writing(house.engine) as tx:
        if not webhooks.end(tx, municipality, number, stamp(at)):
            raise NotFound(f"no webhook {number}; see `intlflow webhook list`")


def note(tx: Tx, event: Event, seal: str) -> None:
    """Leave an event for everybody who wants it, in the transaction that it happened in."""
    case, moment = event.case, stamp(event.at)
    hooks = [h for h in webhooks.standing(tx, case.municipality) if h.wants(event.verb)]
    if not hooks:
        return
    body = json.dumps(
        {
            "id": seal,
            "at": moment,
            "municipality": case.municipality,
            "ref": case.ref,
            "kind": case.kind,
            "verb": event.verb,
            "from": event.source,
            "to": event.target,
            "stage": event.stage,
            "version": event.seq,
        }
    )
    webhooks.leave(tx, [(f"{seal}:{hook.id}", hook.id, body, moment) for hook in hooks])


def send_due(house: House, at: datetime, *, local_ok: frozenset[str] = NOBODY) -> Told:
    """Tell what is due to be told, a round at a time.

    Args:
        house: the installation.
        at: now, with a time zone.
        local_ok: hosts inside the house that may be reached all the same.
    """
    token, until, ended = secrets.token_hex(8), stamp(at + LEASE), Counter[str]()
    with writing(house.engine) as tx:
        calls = webhooks.claim(tx, token, now=stamp(at), until=until, limit=AT_ONCE)
    for call in calls:
        answer = _tell(house, call, at, local_ok)
        again = None if answer.taken or answer.final else _again(call, at)
        status = "sent" if answer.taken else "waiting" if again else "failed"
        with writing(house.engine) as tx:
            webhooks.finish(
                tx,
                token,
                call.id,
                status=status,
                due_at=again,
                ended_at=None if again else stamp(at),
                reply=answer.said,
            )
        ended[status] += 1
    return Told(ended["sent"], ended["waiting"], ended["failed"])


def _tell(house: House, call: Call, at: datetime, local_ok: frozenset[str]) -> webhook.Answer:
    try:
        secret = unsealed(house, call.sealed)
    except Unsealable as error:
        return webhook.Answer(False, True, str(error))
    second = int(at.timestamp())
    heads = {
        "x-intlflow-event": call.id.partition(":")[0],
        "x-intlflow-signature": webhook.signature(secret, second, call.body),
    }
    return webhook.tell(call.url, call.body, heads, local_ok=local_ok)


def _again(call: Call, at: datetime) -> str | None:
    """When to try next; the pauses are those of letters."""
    when = next_try(datetime.fromisoformat(call.made_at), at, call.attempts, 0.5)
    return stamp(when) if when else None
