"""What may be proposed for disposal on a day: nothing that a longer rule, a promise or a hold keeps."""

from collections.abc import Iterator
from datetime import date

from intlflow.app.situation import local_day
from intlflow.domain.facts import Fact
from intlflow.domain.retention import After, Kept, Rule, fate
from intlflow.domain.words import Stage
from intlflow.packs.model import Pack
from intlflow.store import cases, disposals, holds, journal
from intlflow.store.cases import CaseRow
from intlflow.store.disposals import Listed
from intlflow.store.engine import Tx
from intlflow.store.instants import instant

PAID = ("finish", "settle")  # the moves by which the final payment is known
APPLIED = ("submit", "propose", "propose_council", "adopt")


def due(tx: Tx, pack: Pack, day: date) -> list[Listed]:
    """Everything whose longest rule has run out, that is not held and not gone already."""
    gone = disposals.done_before(tx, pack.key)
    rules = [each.as_rule() for each in pack.retention]
    found = [*_letters(tx, pack, rules, day), *_cases(tx, pack, rules, day)]
    return [each for each in found if (each.kind, each.object) not in gone]


def _letters(tx: Tx, pack: Pack, rules: list[Rule], day: date) -> Iterator[Listed]:
    for month, last in disposals.months_of_letters(tx, pack.key).items():
        kept = fate(rules, Kept.LETTER, {After.SENT: date.fromisoformat(last)})
        if kept.until and kept.is_over(day) and month < str(day)[:7]:
            yield Listed(str(Kept.LETTER), month, str(kept.until), kept.rule)


def _cases(tx: Tx, pack: Pack, rules: list[Rule], day: date) -> Iterator[Listed]:
    closed = journal.entered(tx)
    for case in reversed(cases.find(tx, pack.key, str(Stage.ARCHIVE), None)):
        if holds.holding(tx, pack.key, case.ref):
            continue
        days = {After.CLOSED: local_day(instant(closed.get(case.id, case.opened_at)))}
        history = journal.of_case(tx, case.id)
        paid = [row.at for row in history if row.verb in PAID]
        if paid:
            days[After.PAID] = local_day(instant(paid[-1]))
        nothing_came = not any(row.verb in APPLIED for row in history) and not _decided(tx, case)
        yield from _of_case(tx, case, rules, days, day, nothing_came)


def _of_case(
    tx: Tx, case: CaseRow, rules: list[Rule], days: dict[After, date], day: date, nothing_came: bool
) -> Iterator[Listed]:
    papers = [Kept.WORKING_PAPER] if disposals.notes_of(tx, case.id) else []
    for kind in [Kept.IDEA] if nothing_came else papers:
        kept = fate(
            rules, kind, days,
            programme=str(case.facts.get(Fact.PROGRAMME, "")),
            promised=case.facts.day(Fact.RETAIN_UNTIL),
        )  # fmt: skip
        if kept.is_over(day):
            yield Listed(str(kind), case.ref, str(kept.until), kept.rule)


def _decided(tx: Tx, case: CaseRow) -> bool:
    return tx.one("SELECT 1 FROM decision WHERE case_id = ? LIMIT 1", case.id) is not None
