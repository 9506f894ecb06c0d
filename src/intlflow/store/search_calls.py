"""Calls can be searched, too: they are told to all municipalities alike, and are read as they come in.

A file of calls has no journal by which one could see what is new. So each batch makes its calls findable
in its own transaction; a database that had calls before it could do that reads them all once.
"""

from collections.abc import Iterable

from intlflow.domain.calls import Call
from intlflow.store import calls, search
from intlflow.store.engine import Tx
from intlflow.store.search import Text

SHARED = "*calls"  # in a municipality's place; no key looks so
CALL = "call"


def behind(tx: Tx) -> bool:
    """Whether calls are known that nobody has read for searching."""
    return CALL not in search.seen(tx, SHARED) and calls.count(tx) > 0


def any_there(tx: Tx) -> bool:
    """Whether there is a call to be found."""
    return CALL in search.seen(tx, SHARED)


def catch_up(tx: Tx) -> int:
    """Read every call, if that was not done before; how many."""
    if not behind(tx):
        return 0
    rows = calls.all_calls(tx)
    for row in rows:
        search.put(tx, _text(row.call))
    search.see(tx, SHARED, CALL, 1)
    return len(rows)


def begin(tx: Tx) -> None:
    """Before the first calls of all come in: from now on each batch is read as it comes."""
    if not any_there(tx) and calls.count(tx) == 0:
        search.see(tx, SHARED, CALL, 1)


def read(tx: Tx, names: Iterable[str]) -> None:
    """Make calls findable as they stand now; left to `catch_up` where there are older ones unread."""
    if not any_there(tx):
        return
    for name in names:
        row = calls.called(tx, name)
        search.drop(tx, SHARED, (CALL,), name)
        if row is not None:
            search.put(tx, _text(row.call))


def _text(call: Call) -> Text:
    said = {
        "call": call.external_id,
        "part_of": call.call_title,
        "programme": call.framework_name,
        "deadline": ", ".join(each[:10] for each in call.deadlines),
        "keywords": ", ".join(call.keywords),
        "summary": call.summary,
        "news": call.news,
    }
    body = "\n".join(f"{key}: {' '.join(value.split())}" for key, value in said.items() if value)
    return Text(SHARED, CALL, call.external_id, call.title, body)
