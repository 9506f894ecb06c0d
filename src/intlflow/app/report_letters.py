"""The letters of the annual collection: who hears that a report was handed in, returned or approved."""

from datetime import datetime

from intlflow.app import context, notices
from intlflow.app.house import House
from intlflow.app.notices import Told
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast, Holder
from intlflow.domain.duty import Done, Per
from intlflow.domain.lifecycle import Move
from intlflow.domain.unit_report import KIND
from intlflow.letters.words import Words
from intlflow.packs.duties import Duty
from intlflow.packs.model import Pack, Rule
from intlflow.store import letters
from intlflow.store.engine import Tx
from intlflow.store.unit_reports import ReportEvent, ReportRow


def tell(
    house: House,
    tx: Tx,
    pack: Pack,
    cast: Cast,
    report: ReportRow,
    row: Move,
    event: ReportEvent,
    actor: Holder,
    at: datetime,
) -> tuple[Told, ...]:
    """Write the letters of one move of a report, in the transaction that makes it.

    Args:
        house: the installation.
        tx: the open transaction.
        pack: the municipality.
        cast: everyone around whoever answers for the unit that day.
        report: the report as it stood before.
        row: the table's row, which says whom to tell.
        event: what happened.
        actor: who did it; nobody gets a letter about what they did themselves.
        at: now.
    """
    rows, told = [], []
    for recipient in notices.audience(cast, row.tells):
        if recipient.holder.person_id == actor.person_id:
            continue
        words = house.words[recipient.holder.lang]
        said = (
            context.shared(pack, words, context.contact_of(pack, cast), local_day(at))
            | context.personal(pack, words, recipient)
            | _of_report(pack, report, event, actor, words)
        )
        template = f"report/{row.verb}"
        text = house.writer.write(template, words.lang, pack.key, said)
        key = f"report:{pack.key}:{report.unit}:{report.year}:{event.seq}:{event.at}"
        key = f"{key}:{recipient.holder.person_id}"
        new = notices.compose(house, pack, None, recipient, template, text, key, at)
        rows += new
        told += [Told(r[0], recipient.holder.name, r[6], r[7], r[11], r[16]) for r in new]
    letters.insert(tx, rows)
    return tuple(told)


def _of_report(
    pack: Pack, report: ReportRow, event: ReportEvent, actor: Holder, words: Words
) -> context.Context:
    """What a letter says of its report."""
    return {
        "item": {"unit": report.unit_name, "year": report.year, "note": event.note},
        "heading": words.of("report", "heading").format(year=report.year),
        "eyebrow": report.unit_name,
        "place": report.unit_name,
        "actor": {"name": actor.name, "capacity": context.called(pack, words, event.role)},
        "act": words.of(f"verb.{KIND}", event.verb),
        "rule": context.rule_behind(pack, _rule(pack), words.lang),
        "path": f"/plikt/{duties[0].key}/{report.unit}" if (duties := asking(pack)) else "",
    }


def asking(pack: Pack) -> list[Duty]:
    """The duties that ask a unit for its report."""
    return [duty for duty in pack.duty if duty.done is Done.REPORT and duty.per is Per.UNIT]


def _rule(pack: Pack) -> Rule | None:
    """The sentence that asks the units for their reports, if a governing document does."""
    return next((pack.rules[duty.rule] for duty in asking(pack) if duty.rule), None)
