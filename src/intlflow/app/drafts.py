"""Drafts: what somebody has begun to write is kept for them, until they send it or throw it away."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intlflow.app.access.permission import Visitor
from intlflow.app.house import House, NotFound
from intlflow.store import drafts
from intlflow.store.drafts import DraftRow
from intlflow.store.engine import reading, writing
from intlflow.store.instants import stamp

IDEA = "idea"
KEPT_FOR = timedelta(days=180)  # since it was last touched
MOST_EACH = 20
LONGEST = 20_000  # characters of a field
_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was begun.

    Args:
        key: by which its owner opens it.
        given: the form's fields as they were typed.
        changed_at: when it was kept last.
    """

    key: str
    given: Mapping[str, Any]
    changed_at: str


def is_key(text: str) -> bool:
    """Whether this can be the key of a draft."""
    return _KEY.fullmatch(text) is not None


def keep(
    house: House, who: Visitor, kind: str, key: str, given: Mapping[str, Any], at: datetime
) -> bool:
    """Keep what was typed; False when there was nothing to keep.

    Args:
        house: the installation.
        who: whose it is.
        kind: of which form.
        key: made by chance when the form was opened.
        given: the fields as typed: a text, or several.
        at: now, with a time zone.

    Raises:
        NotFound: the key is no key, or another person's.
    """
    typed = {name: _bounded(value) for name, value in given.items() if value}
    if not typed:
        return False
    if not is_key(key):
        raise NotFound("no such draft")
    said = json.dumps(typed, ensure_ascii=False)
    row = DraftRow(key, who.municipality, who.person_id, kind, said, stamp(at), stamp(at))
    with writing(house.engine) as tx:
        drafts.drop_older(tx, stamp(at - KEPT_FOR))
        if not drafts.keep(tx, row):
            raise NotFound("no such draft")
        for old in drafts.of_person(tx, who.person_id, kind)[MOST_EACH:]:
            drafts.drop(tx, who.person_id, old.key)
    return True


def _bounded(value: Any) -> Any:
    return [each[:LONGEST] for each in value] if isinstance(value, list) else value[:LONGEST]


def own(house: House, who: Visitor, kind: str) -> list[Draft]:
    """One's own drafts, what was changed last first."""
    with reading(house.engine) as tx:
        rows = drafts.of_person(tx, who.person_id, kind)
    return [Draft(row.key, json.loads(row.given), row.changed_at) for row in rows]


def throw_away(house: House, who: Visitor, key: str) -> None:
    """Throw away one's own draft; one that is gone already is no matter."""
    with writing(house.engine) as tx:
        drafts.drop(tx, who.person_id, key)
