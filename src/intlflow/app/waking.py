"""Ideas that were left to rest until a day: on that day somebody is told, once."""

from datetime import date, datetime

from intlflow.app import context, notices
from intlflow.app.house import House
from intlflow.app.situation import Situation, situate
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.project import Phase
from intlflow.domain.words import Kind, Role
from intlflow.store import cases, journal, letters, meta
from intlflow.store.engine import Tx, writing
from intlflow.store.instants import stamp

OFFICE_OPENS = 7  # o'clock in Sweden; nobody needs to hear of a resting idea at night
TOLD = (Role.COORDINATOR, Role.SUBMITTER)


def call_back(house: House, at: datetime) -> int:
    """Write about every idea whose rest is over; give back how many letters were written.

    Asked again it writes nothing more: each parking is called back once.

    Args:
        house: the installation.
        at: now, with a time zone.
    """
    if at.astimezone(LOCAL).hour < OFFICE_OPENS:
        return 0
    with writing(house.engine) as tx:
        resting = cases.standing_in(tx, Kind.PROJECT, Phase.PARKED)
        return sum(_tell(house, tx, situate(house, tx, case, at), at) for case in resting)


def _tell(house: House, tx: Tx, here: Situation, at: datetime) -> int:
    """Write about one idea, if its day has come."""
    if here.day < date.fromisoformat(here.facts[Fact.WAKE_ON]):
        return 0
    parked = journal.last_of_case(tx, here.case.id)
    if not meta.put_once(tx, f"called-back:{parked.hash}", stamp(at)):
        return 0
    rows = []
    for recipient in notices.audience(here.cast, TOLD):
        words = house.words[recipient.holder.lang]
        said = (
            context.shared(here.pack, words, context.contact_of(here.pack, here.cast), here.day)
            | context.personal(words, recipient)
            | {
                "case": context.of_case(
                    here.case, here.unit.name, words, phase=here.phase, stage=here.case.stage
                ),
                "facts": context.in_words(here.facts, here.pack, words.lang),
            }
        )
        template = "reminder/wake"
        text = house.writer.write(template, words.lang, here.pack.key, said)
        key = f"{parked.hash}:wake:{recipient.holder.person_id}"
        rows += notices.compose(house, here.pack, here.case, recipient, template, text, key, at)
    letters.insert(tx, rows)
    return len(rows)
