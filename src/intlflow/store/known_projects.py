"""Projects that others have done, from public registers; found again by the stems of their words."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from intlflow.domain.known import KnownProject, Partner
from intlflow.store.calls import Counts, digest
from intlflow.store.engine import Tx
from intlflow.store.search_words import stems, words

_NAMES = [field.name for field in fields(KnownProject)]
_COLUMNS = ", ".join(_NAMES)
_KEPT = ["source", "digest", *_NAMES, "stems", "changed_at"]
_INSERT = (
    f"INSERT INTO known_project ({', '.join(_KEPT)}) VALUES ({', '.join('?' * len(_KEPT))})"
    " ON CONFLICT (source, external_id) DO UPDATE SET "
    + ", ".join(f"{n} = excluded.{n}" for n in _KEPT if n not in ("source", "external_id"))
)


def untold(tx: Tx, source: str, batch: Mapping[str, KnownProject]) -> dict[str, KnownProject]:
    """Of a batch what the source has not said before in these very words."""
    known = _digests(tx, source, batch)
    return {name: each for name, each in batch.items() if known.get(name) != digest(each)}


def _digests(tx: Tx, source: str, batch: Mapping[str, KnownProject]) -> dict[str, int]:
    marks = ", ".join("?" * len(batch))
    sql = "SELECT external_id, digest FROM known_project WHERE source = ?"
    return dict(tx.all(f"{sql} AND external_id IN ({marks})", source, *batch))


def keep(tx: Tx, source: str, batch: Mapping[str, KnownProject], at: str) -> Counts:
    """Keep what is new in a batch; no project is taken away."""
    known = _digests(tx, source, batch)
    fresh = {name: each for name, each in batch.items() if known.get(name) != digest(each)}
    tx.many(_INSERT, [_values(source, each, at) for each in fresh.values()])
    new = sum(name not in known for name in fresh)
    return Counts(new, len(fresh) - new)


def _values(source: str, it: KnownProject, at: str) -> tuple[Any, ...]:
    told = asdict(it)
    told["partners"] = json.dumps(told["partners"], ensure_ascii=False)
    said = f"{it.title} {it.title_en} {it.acronym} {it.summary} {_names(it)}"
    roots = dict.fromkeys(root for word in words(said) for root in sorted(stems(word)))
    return (source, digest(it), *(told[name] for name in _NAMES), f" {' '.join(roots)} ", at)


def _names(it: KnownProject) -> str:
    return " ".join(partner.name for partner in it.partners)


def find(tx: Tx, wanted: list[str], most: int) -> list[tuple[str, KnownProject]]:
    """Source and project of those that have all the words in some form, the latest to begin first."""
    roots = [sorted(stems(word)) for word in wanted]
    where = " AND ".join(f"({' OR '.join(['stems LIKE ?'] * len(each))})" for each in roots)
    rows = tx.all(
        f"SELECT source, {_COLUMNS} FROM known_project WHERE {where or '1 = 1'}"
        " ORDER BY starts_on DESC, source, external_id LIMIT ?",
        *(f"% {root} %" for each in roots for root in each),
        most,
    )
    return [(str(row[0]), _project(row[1:])) for row in rows]


def _project(row: tuple[Any, ...]) -> KnownProject:
    told = dict(zip(_NAMES, row, strict=True))
    partners = tuple(Partner(**each) for each in json.loads(told["partners"]))
    return KnownProject(**told | {"partners": partners})


def count(tx: Tx) -> int:
    """How many projects are known."""
    found = tx.one("SELECT count(*) FROM known_project")
    return int(found[0]) if found else 0
