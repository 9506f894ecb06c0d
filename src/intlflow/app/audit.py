"""Is the journal whole? Every link of every chain is computed anew, and every case replayed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intlflow.app.house import House
from intlflow.domain.facts import Facts
from intlflow.domain.journal import GENESIS, digest, link
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind
from intlflow.store import acts, cases, journal
from intlflow.store.engine import Tx, reading
from intlflow.store.journal import JournalRow


@dataclass
class Verdict:
    """What an audit found: how much was read, and every fault in words."""

    rows: int = 0
    cases: int = 0
    erased: int = 0  # rows whose words are gone, as gallring leaves them; an act tells of each
    heads: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


@dataclass
class _Replayed:
    """Where a case stands according to its journal.

    Args:
        kind: by which table its phases lie under stages.
        before: the stage and its entry as they were before the last row, which an undo brings back.
        kept: what the case's own row should say besides, by column.
    """

    kind: str = ""
    phase: str = ""
    version: int = 0
    facts: Facts = field(default_factory=Facts)
    erased: bool = False
    before: tuple[str, int] = ("", 0)
    kept: dict[str, Any] = field(default_factory=dict)

    def stands(self, row: JournalRow) -> None:
        """Go on by one row."""
        now = str(self.kept.get("stage", "")), int(self.kept.get("stage_entry", 0))
        stage = _stage(self.kind, row.target)
        there = now if stage == now[0] else (stage, row.seq)
        if row.verb == journal.UNDO:
            there = self.before
        self.before = now
        if not self.kept:
            self.kept = {
                "municipality": row.municipality,
                "unit_name": row.unit_name,
                "opened_by": row.person_id,
                "opened_at": row.at,
            }
        self.kept |= {"stage": there[0], "stage_entry": there[1], "changed_at": row.at}
        self.phase, self.version = row.target, row.seq


def _stage(kind: str, phase: str) -> str:
    """The headline that a phase lies under; of what is none, nothing."""
    try:
        return str(LIFECYCLES[Kind(kind)].stage(phase))
    except (KeyError, ValueError):
        return ""


def verify(house: House, anchors: dict[str, str] | None = None, only: str | None = None) -> Verdict:
    """Read the whole journal and compare it with itself and with the cases.

    Args:
        house: the installation.
        anchors: heads noted earlier, per municipality; each must still stand in the chain.
        only: one municipality's; None: every one's.
    """
    verdict = Verdict()
    with reading(house.engine) as tx:
        stories = {number: _Replayed(kind) for number, kind in cases.kinds(tx)}
        known = {key: (length, head) for key, length, head in journal.chains(tx)}
        told = acts.rewritten(tx)
        written = journal.written_in(tx) | acts.written_in(tx)
        for key in sorted(known.keys() | (anchors or {}).keys() | written):
            end, wanted = known.get(key, (0, GENESIS)), (anchors or {}).get(key)
            municipality = key.removesuffix(acts.CHAIN)
            if only is not None and municipality != only:
                continue
            if key == municipality:
                _chain(tx, key, *end, wanted, verdict, stories, told)
            else:
                _acts(tx, municipality, *end, wanted, verdict)
        _against_cases(tx, stories, verdict, only)
    return verdict


def _chain(
    tx: Tx,
    municipality: str,
    length: int,
    head: str,
    anchor: str | None,
    verdict: Verdict,
    stories: dict[int, _Replayed],
    told: Mapping[tuple[str, int], str],
) -> None:
    """Walk one municipality's chain from its beginning to its head."""
    previous, number, met = GENESIS, 0, anchor in (None, GENESIS)
    for row in journal.walk(tx, municipality):
        number += 1
        verdict.faults += _faults(row, previous, number, told)
        previous = row.hash
        met = met or row.hash == anchor
        verdict.erased += _is_erased(row)
        _replay(row, stories)
    verdict.rows += number
    _end(municipality, (number, previous), (length, head), met, verdict)


def _acts(
    tx: Tx, municipality: str, length: int, head: str, anchor: str | None, verdict: Verdict
) -> None:
    """Walk the chain of what was done to a municipality's data."""
    previous, number, met = GENESIS, 0, anchor in (None, GENESIS)
    for act in acts.walk(tx, municipality):
        number += 1
        if act.number != number or not _is_tied(previous, act.sealed(), act.hash):
            verdict.faults.append(f"{municipality} act {act.number}: was changed, or one before it")
        previous = act.hash
        met = met or act.hash == anchor
    _end(municipality + acts.CHAIN, (number, previous), (length, head), met, verdict)


def _end(
    key: str, found: tuple[int, str], noted: tuple[int, str], met: bool, verdict: Verdict
) -> None:
    """A chain ends where it should, and went by the head that was noted."""
    verdict.heads[key] = found[1]
    if found != noted:
        verdict.faults.append(f"{key}: the chain ends at {found[0]}, it should at {noted[0]}")
    if not met:
        verdict.faults.append(f"{key}: the head noted earlier is no longer in the chain")


def _faults(
    row: JournalRow, previous: str, number: int, told: Mapping[tuple[str, int], str]
) -> list[str]:
    where, found = f"{row.municipality} row {row.number}", []
    if row.number != number:
        found.append(f"{where}: row {number} is missing")
    if not _is_tied(previous, row.sealed(), row.hash):
        found.append(f"{where}: was changed, or a row before it")
    now = "" if _is_erased(row) else digest(row.salt, row.given)
    if now != told.get((row.municipality, row.number), row.digest):
        found.append(
            f"{where}: what was given was {'changed' if now else 'erased; no act tells why'}"
        )
    return found


def _is_tied(previous: str, row: Mapping[str, Any], seal: str) -> bool:
    """Whether a row has the hash that it should; what has become something else than text has none."""
    try:
        return link(previous, row) == seal
    except TypeError:
        return False


def _is_erased(row: JournalRow) -> bool:
    """Whether what was given has been taken away together with its salt."""
    return not row.given and not row.salt


def _replay(row: JournalRow, stories: dict[int, _Replayed]) -> None:
    story = stories.setdefault(row.case_id, _Replayed())
    story.stands(row)
    if row.given:
        try:
            told = {**story.facts, **json.loads(row.given)}
            story.facts = Facts({k: v for k, v in told.items() if v is not None})
        except (ValueError, TypeError):
            story.erased = True  # reported already by its digest
    else:
        story.erased = True


def _against_cases(
    tx: Tx, stories: dict[int, _Replayed], verdict: Verdict, only: str | None
) -> None:
    """Each case must stand where its journal leads."""
    for case in cases.as_kept(tx, only):
        verdict.cases += 1
        story = stories.pop(case.id, _Replayed())
        if (case.phase, case.version) != (story.phase, story.version):
            verdict.faults.append(
                f"{case.ref}: stands at {case.phase} version {case.version}, "
                f"its journal leads to {story.phase or 'nothing'} version {story.version}"
            )
            continue
        if not story.erased and case.facts != story.facts:
            verdict.faults.append(f"{case.ref}: knows other facts than its journal")
        verdict.faults += [
            f"{case.ref}: {column} is {getattr(case, column)}, by its journal {kept}"
            for column, kept in story.kept.items()
            if getattr(case, column) != kept
        ]
    verdict.faults += [
        f"case number {gone}: has a journal but is gone"
        for gone, story in stories.items()
        if only in (None, story.kept.get("municipality"))
    ]
