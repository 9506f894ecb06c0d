"""The letter by which the finance department takes over the year: paragraph, files, the version's mark."""

from datetime import datetime

from intlflow.app import context, notices
from intlflow.app.house import House
from intlflow.app.notices import Told
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast, Recipient
from intlflow.domain.duty import Done
from intlflow.letters.words import Words
from intlflow.packs.model import Pack
from intlflow.papers.model import Paper, Text
from intlflow.store import letters, people
from intlflow.store.engine import Tx
from intlflow.store.handovers import HandoverRow

LETTER = "report/handover"
FORMS = ("docx", "pdf", "xlsx")


def tell(
    house: House,
    tx: Tx,
    pack: Pack,
    taking: list[Recipient],
    row: HandoverRow,
    before: list[HandoverRow],
    short: Paper,
    at: datetime,
) -> tuple[Told, ...]:
    """Write to whoever takes over, in the transaction that hands over.

    Args:
        house: the installation.
        tx: the open transaction.
        pack: the municipality.
        taking: who takes over.
        row: what is handed over.
        before: what was handed over of the year before, oldest first.
        short: the paragraph for the accounts, as a paper.
        at: now, with a time zone.
    """
    cast = Cast(people.appointed(tx, pack.key, (), str(local_day(at))), None, None)
    item = {
        "year": row.year, "mark": row.mark, "gaps": row.gaps, "paragraph": _paragraph(short),
        "instead_of": before[-1].mark if before else "",
    }  # fmt: skip
    rows, told = [], []
    for recipient in taking:
        words = house.words[recipient.holder.lang]
        said = (
            context.shared(pack, words, context.contact_of(pack, cast), local_day(at))
            | context.personal(pack, words, recipient)
            | _about(house, pack, row, words)
            | {"item": item}
        )
        written = house.writer.write(LETTER, words.lang, pack.key, said)
        key = f"handover:{pack.key}:{row.year}:{row.number}:{row.mark}:{recipient.holder.person_id}"
        new = notices.compose(house, pack, None, recipient, LETTER, written, key, at)
        rows += new
        told += [Told(r[0], recipient.holder.name, r[6], r[7], r[11], r[16]) for r in new]
    letters.insert(tx, rows)
    return tuple(told)


def _paragraph(short: Paper) -> str:
    chapter = short.section("paragraph")
    texts = [each.text for each in chapter.blocks if isinstance(each, Text)] if chapter else []
    return " ".join(texts)


def _about(house: House, pack: Pack, row: HandoverRow, words: Words) -> context.Context:
    """Which version it is, where its files are, and the rule behind it."""
    path, site = f"/arsrapport/{row.year}/overlamnat/{row.number}", house.settings.address or ""
    files = [
        {"name": words.of("file_form", form), "href": f"{site}{path}/{form}"}
        for form in FORMS
        if site
    ]
    rules = (duty.rule for duty in pack.duty if duty.done is Done.HANDOVER and duty.rule)
    rule = next((pack.rules[key] for key in rules), None)
    return {
        "papers": files,
        "path": f"/arsrapport/{row.year}",
        "heading": words.of("report", "handover").format(year=row.year),
        "eyebrow": pack.municipality.name,
        "rule": context.rule_behind(pack, rule, words.lang),
    }
