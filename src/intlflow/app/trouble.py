"""Telling the coordinator what went wrong with letters: refused by a server, or nobody's address known."""

from datetime import datetime

from intlflow.app import context, notices
from intlflow.app.house import House
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast
from intlflow.domain.words import Role
from intlflow.letters.words import Words
from intlflow.packs.model import Unit
from intlflow.store import cases, letters, meta, people
from intlflow.store.cases import CaseRow
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
            and _worth_telling(tx, row, at)
        )


def _worth_telling(tx: Tx, row: LetterRow, at: datetime) -> bool:
    """That somebody's reminders have no address to go to is said once a month, not once a reminder."""
    if row.case_id is not None or row.reply != "no-address":
        return True
    month = local_day(at).isoformat()[:7]
    return meta.put_once(tx, f"no-address:{row.person_id}:{month}", stamp(at))


def _tell(house: House, tx: Tx, row: LetterRow, at: datetime) -> int:
    """Write to the coordinator about one letter, about a case or not."""
    pack, day = house.pack(row.municipality), local_day(at)
    case = cases.load_by_id(tx, row.case_id) if row.case_id is not None else None
    unit = pack.unit_on(case.unit, day) if case else None
    scopes = (unit.key, unit.body) if unit else ()
    cast = Cast(people.appointed(tx, pack.key, scopes, str(day)), None, None)
    template = (
        "coordinator/no-address" if row.reply == "no-address" else "coordinator/letter-failed"
    )
    written = 0
    for recipient in notices.audience(cast, (Role.COORDINATOR,)):
        words = house.words[recipient.holder.lang]
        said = (
            context.shared(pack, words, context.contact_of(pack, cast), day)
            | context.personal(pack, words, recipient)
            | _of_letter(row, people.names(tx, {row.person_id}).get(row.person_id, "?"))
            | {
                "case": _about(case, unit, words),
                "heading": row.subject,
                "eyebrow": pack.municipality.name,
                "path": f"/utskick/{row.id}",
            }
        )
        text = house.writer.write(template, words.lang, pack.key, said)
        key = f"trouble:{row.id}:{row.ended_at}:{recipient.holder.person_id}"
        rows = notices.compose(house, pack, case, recipient, template, text, key, at)
        letters.insert(tx, rows)
        written += len(rows)
    return written


def _about(case: CaseRow | None, unit: Unit | None, words: Words) -> dict[str, str] | None:
    """The case, if the letter was about one."""
    if case is None or unit is None:
        return None
    return context.of_case(case, unit.name, words, phase=case.phase, stage=case.stage)


def _of_letter(row: LetterRow, name: str) -> dict[str, object]:
    """What is said of the letter that went wrong."""
    return {
        "people": [name],
        "subject": row.subject,
        "letter": {
            "subject": row.subject,
            "to": row.address or name,
            "reply": row.reply,
            "id": row.id[:8],
        },
    }
