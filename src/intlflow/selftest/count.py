"""Counting after the killing: what was promised, what is there, what arrived."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from intlflow.app.audit import verify
from intlflow.app.house import House
from intlflow.selftest.mailbox import changed, taken
from intlflow.selftest.verdict import Verdict
from intlflow.store.engine import Tx, reading

ENDED = ("sent", "failed", "held", "cancelled")


def count(house: House, file: Path, acknowledged: Sequence[Any], verdict: Verdict) -> None:
    """Compare what writers heard, what the database holds and what the mail server took.

    Args:
        house: the installation, at rest.
        file: the mail server's own list.
        acknowledged: reference, version, hash and letters of each change that a writer heard of.
        verdict: where to write it down.
    """
    verdict.acknowledged = len(acknowledged)
    with reading(house.engine) as tx:
        rows = tx.all("SELECT id, message_id, status, reply FROM letter")
        verdict.lost += _lost_changes(tx, acknowledged, {row[0] for row in rows})
        verdict.half_done += _uneven(tx) + _untold(tx) + _without_run(tx)
        if not tx.postgres and tx.one("PRAGMA integrity_check") != ("ok",):
            verdict.faults.append("the database's file is damaged")
    arrived = taken(file)
    verdict.letters, verdict.accepted = len(rows), arrived.total()
    states = Counter(status for _, _, status, _ in rows)
    verdict.held = states["held"]
    verdict.lost += sum(
        status not in ENDED
        or (status == "sent" and message_id not in arrived)
        or (status == "failed" and not reply)
        for _, message_id, status, reply in rows
    )
    verdict.half_done += len(arrived.keys() - {row[1] for row in rows})
    verdict.extra = arrived.total() - len(arrived)
    verdict.most_copies = max(arrived.values(), default=0)
    if differing := changed(file):
        verdict.faults.append(f"copies of {differing} letters differ")
    verdict.faults += verify(house).faults


def _lost_changes(tx: Tx, acknowledged: Sequence[Any], letters: set[str]) -> int:
    """Acknowledged changes that are not there, whole, with each of their letters."""
    kept = {
        (ref, seq): seal
        for ref, seq, seal in tx.all(
            "SELECT c.ref, j.seq, j.hash FROM journal j JOIN case_ c ON c.id = j.case_id"
        )
    }
    return sum(
        kept.get((ref, seq)) != seal or not letters.issuperset(told)
        for ref, seq, seal, told in acknowledged
    )


def _uneven(tx: Tx) -> int:
    """Changes with other letters than the same change elsewhere, and letters without a change."""
    rows = tx.all(
        "SELECT j.municipality, j.verb, j.source, j.given, count(l.id) FROM journal j"
        " LEFT JOIN letter l ON l.case_id = j.case_id AND l.created_at = j.at"
        " AND substr(l.template, 1, 12) <> 'coordinator/'"
        " GROUP BY j.municipality, j.number, j.verb, j.source, j.given"
    )
    by_kind: defaultdict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for municipality, verb, source, given, letters in rows:
        keys = ",".join(sorted(json.loads(given)))
        by_kind[municipality, verb, source, keys][letters] += 1
    odd = sum(seen.total() - seen.most_common(1)[0][1] for seen in by_kind.values())
    return odd + sum(seen.most_common(1)[0][0] == 0 for seen in by_kind.values()) + _strays(tx)


def _strays(tx: Tx) -> int:
    return _number(
        tx,
        "SELECT count(*) FROM letter l WHERE substr(l.template, 1, 12) <> 'coordinator/'"
        " AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.case_id = l.case_id"
        " AND j.at = l.created_at)",
    )


def _untold(tx: Tx) -> int:
    """Failed letters of which the coordinator did not hear exactly once."""
    failed = _number(tx, "SELECT count(*) FROM letter WHERE status = 'failed'")
    told = _number(tx, "SELECT count(*) FROM letter WHERE substr(template, 1, 12) = 'coordinator/'")
    return abs(failed - told)


def _without_run(tx: Tx) -> int:
    """Stage entries whose flow is not noted as due, exactly once."""
    entered = _number(tx, "SELECT count(*) FROM case_")
    noted = _number(
        tx,
        "SELECT count(*) FROM case_ c JOIN stage_run s ON s.case_id = c.id"
        " AND s.entry = c.stage_entry",
    )
    return abs(entered - noted)


def _number(tx: Tx, sql: str) -> int:
    row = tx.one(sql)
    assert row is not None
    return int(row[0])
