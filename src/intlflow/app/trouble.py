"""Telling the coordinator what went wrong with letters: refused by a server, or nobody's address known."""

from datetime import datetime

from intlflow.app import context, notices
from intlflow.app.house import House
from intlflow.app.situation import gather, local_day
from intlflow.domain.words import Role
from intlflow.store import cases, letters, meta, people
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp
from intlflow.store.letters import LetterRow


def report(house: House, at: datetime) -> int:
    """Write one letter to the coordinator for each failure that has not been told yet.

    A failed letter about a failed letter is not reported again, or it would never end.
    """
    with writing(house.engine) as tx:
        return sum(
            _tell(house, tx, row, at)
            for row in letters.failed_untold(tx)
            if meta.put_once(tx, letters.told_key(row), stamp(at))
            and not row.template.startswith("coordinator/")
        )


def _tell(house: House, tx: Tx, row: LetterRow, at: datetime) -> int:
    """Write to the coordinator about one letter."""
    if row.case_id is None:
        return 0
    case = cases.load_by_id(tx, row.case_id)
    pack, day = house.pack(row.municipality), local_day(at)
    unit = pack.unit_on(case.unit, day)
    cast = gather(tx, pack, unit, day, case.opened_by, None)
    name = people.names(tx, {row.person_id}).get(row.person_id, "?")
    nobody = row.reply == "no-address"
    template = "coordinator/no-address" if nobody else "coordinator/letter-failed"
    written = 0
    for recipient in notices.audience(cast, (Role.COORDINATOR,)):
        lang = recipient.holder.lang
        words = house.words[lang]
        said = (
            context.shared(pack, words, context.contact_of(pack, cast), day)
            | context.personal(words, recipient)
            | {
                "case": context.of_case(case, unit.name, words, phase=case.phase, stage=case.stage),
                "people": [name],
                "subject": row.subject,
                "letter": {
                    "subject": row.subject,
                    "to": row.address or name,
                    "reply": row.reply,
                    "id": row.id[:8],
                },
            }
        )
        text = house.writer.write(template, lang, pack.key, said)
        key = f"trouble:{row.id}:{row.ended_at}:{recipient.holder.person_id}"
        rows = notices.compose(house, pack, case, recipient, template, text, key, at)
        letters.insert(tx, rows)
        written += len(rows)
    return written
