"""Calls in the database: kept in batches, compared by a number, their deadlines with a history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from hashlib import blake2b
from typing import Any

from intlflow.domain.calls import Call, family, last_day, same_day
from intlflow.store.engine import Tx
from intlflow.store.instants import instant

_LISTS = {"deadlines": " ", "keywords": "\n"}
_NAMES = [field.name for field in fields(Call)]
_COLUMNS = ", ".join(_NAMES)
_KEPT = [*_NAMES, "family", "closes_at", "first_at", "changed_at"]
_INSERT = (
    f"INSERT INTO funding_call ({', '.join(_KEPT)}) VALUES ({', '.join('?' * len(_KEPT))})"
    " RETURNING id"
)
_CHANGED = [name for name in _KEPT if name not in ("external_id", "family", "first_at")]
_UPDATE = f"UPDATE funding_call SET {', '.join(f'{n} = ?' for n in _CHANGED)} WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Row:
    """A call with its number and when it was first and last told anew."""

    id: int
    call: Call
    first_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A call whose deadline was moved."""

    id: int
    call_id: int
    was: str
    now: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    news: str
    at: str


@dataclass(slots=True)
class Counts:
    """What a batch did."""

    new: int = 0
    changed: int = 0
    moved: int = 0


def digest(value: Any) -> int:
    """A number of eight bytes by which what was told is known again."""
    said = repr(astuple(value)).encode()
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)


def untold(tx: Tx, source: str, batch: Mapping[str, Call]) -> dict[str, Call]:
    """Of a batch what the source has not said before in these very words."""
    marks = ", ".join("?" * len(batch))
    known = dict(
        tx.all(
            "SELECT c.external_id, t.digest FROM funding_call c JOIN call_telling t"
            f" ON t.call_id = c.id AND t.source = ? WHERE c.external_id IN ({marks})",
            *(source, *batch),
        )
    )
    return {name: call for name, call in batch.items() if known.get(name) != digest(call)}


def keep(tx: Tx, source: str, batch: Mapping[str, Call], at: str) -> Counts:
    """Keep what is new in a batch; what it doesn't tell stays as it was.

    Args:
        tx: a transaction that writes; short, others wait for it.
        source: whose file it is.
        batch: calls by their external id.
        at: now.
    """
    done, fresh = Counts(), untold(tx, source, batch)
    if not fresh:
        return done
    marks = ", ".join("?" * len(fresh))
    there = {row.call.external_id: row for row in _rows(tx, f"external_id IN ({marks})", *fresh)}
    tellings = []
    for name, call in fresh.items():
        old = there.get(name)
        if old is None:
            made = tx.one(_INSERT, *_values(call, at, at).values())
            assert made is not None
            call_id, done.new = int(made[0]), done.new + 1
        else:
            call_id = old.id
            _change(tx, source, old, call, at, done)
        tellings.append((call_id, source, digest(call)))
    tx.many(
        "INSERT INTO call_telling (call_id, source, digest) VALUES (?, ?, ?)"
        " ON CONFLICT (call_id, source) DO UPDATE SET digest = excluded.digest",
        tellings,
    )
    return done


def _change(tx: Tx, source: str, old: Row, told: Call, at: str, done: Counts) -> None:
    call = merged(old.call, told)
    if call == old.call:
        return
    done.changed += 1
    values = _values(call, old.first_at, at)
    tx.run(_UPDATE, *(values[name] for name in _CHANGED), old.id)
    before, after = old.call.deadlines, call.deadlines
    if not before or same_day(before, after, instant(at)):
        return
    done.moved += 1
    tx.run(
        "INSERT INTO call_moved (call_id, source, before, after, was, now, news, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *(old.id, source, " ".join(before), " ".join(after)),
        *(last_day(old.call, instant(at)), last_day(call, instant(at)), call.news, at),
    )


def merged(old: Call, told: Call) -> Call:
    """What is known of a call after one more telling: an empty word takes nothing away."""
    said = {name: value for name, value in asdict(told).items() if value}
    return Call(**(asdict(old) | said))


def _values(call: Call, first_at: str, changed_at: str) -> dict[str, Any]:
    found: dict[str, Any] = asdict(call)
    for name, sign in _LISTS.items():
        found[name] = sign.join(found[name])
    return found | {
        "family": family(call.external_id),
        "closes_at": call.deadlines[-1] if call.deadlines else "",
        "first_at": first_at,
        "changed_at": changed_at,
    }


def _rows(tx: Tx, where: str, *values: Any) -> list[Row]:
    sql = f"SELECT id, {_COLUMNS}, first_at, changed_at FROM funding_call WHERE {where}"
    return [_row(found) for found in tx.all(sql, *values)]


def _row(found: Sequence[Any]) -> Row:
    told = dict(zip(_NAMES, found[1:-2], strict=True))
    for name, sign in _LISTS.items():
        told[name] = tuple(part for part in told[name].split(sign) if part)
    return Row(int(found[0]), Call(**told), found[-2], found[-1])


def all_calls(tx: Tx) -> list[Row]:
    """Every call ever told, in the order of their names."""
    return _rows(tx, "1 = 1 ORDER BY external_id")


def current(tx: Tx, at: str) -> list[Row]:
    """The calls whose last deadline lies ahead, and those that tell none and aren't called closed."""
    return _rows(tx, "closes_at > ? OR (closes_at = '' AND word <> 'closed')", at)


def called(tx: Tx, name: str) -> Row | None:
    """The call with this external id, whatever the case of its letters."""
    found = _rows(tx, "external_id = ?", name) or _rows(tx, "upper(external_id) = ?", name.upper())
    return found[0] if found else None


def by_ids(tx: Tx, ids: Iterable[int]) -> dict[int, Row]:
    """Calls by their numbers."""
    wanted = sorted(set(ids))
    found: dict[int, Row] = {}
    for first in range(0, len(wanted), 500):
        part = wanted[first : first + 500]
        marks = ", ".join("?" * len(part))
        found |= {row.id: row for row in _rows(tx, f"id IN ({marks})", *part)}
    return found


def siblings(tx: Tx, row: Row) -> list[Row]:
    """The same call in other years, the newest first."""
    return _rows(
        tx,
        "family = ? AND id <> ? ORDER BY external_id DESC",
        *(family(row.call.external_id), row.id),
    )


def count(tx: Tx) -> int:
    """How many calls are known."""
    found = tx.one("SELECT count(*) FROM funding_call")
    return int(found[0]) if found else 0


# How deadlines moved

_MOVED = "id, call_id, was, now, before, after, news, at"


def moved_since(tx: Tx, number: int) -> list[Moved]:
    """What moved after the row with this number, oldest first."""
    return [
        _moved(row)
        for row in tx.all(f"SELECT {_MOVED} FROM call_moved WHERE id > ? ORDER BY id", number)
    ]


def moved_of(tx: Tx, call_id: int) -> list[Moved]:
    """How one call's deadlines moved, oldest first."""
    sql = f"SELECT {_MOVED} FROM call_moved WHERE call_id = ? ORDER BY id"
    return [_moved(row) for row in tx.all(sql, call_id)]


def _moved(row: Sequence[Any]) -> Moved:
    number, call_id, was, now, before, after, news, at = row
    return Moved(number, call_id, was, now, tuple(before.split()), tuple(after.split()), news, at)
