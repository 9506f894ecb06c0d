"""Who hears of what happened to a decision: an extract, an appeal, a decision that was annulled."""

from datetime import datetime

from intlflow.app import context, notices
from intlflow.app.house import House
from intlflow.app.notices import Told
from intlflow.app.situation import Situation
from intlflow.domain.appeal import After
from intlflow.domain.cast import Holder
from intlflow.domain.words import Role
from intlflow.letters.words import in_language
from intlflow.store import letters
from intlflow.store.decisions import DecisionRow, EventRow
from intlflow.store.engine import Tx

_TELLS = {
    After.EXTRACT: (Role.COORDINATOR, Role.PROJECT_MANAGER),
    After.APPEALED: (Role.PROJECT_MANAGER, Role.COORDINATOR, Role.MANAGER),
    After.ANNULLED: (Role.PROJECT_MANAGER, Role.COORDINATOR, Role.MANAGER, Role.LEAD),
    After.STANDS: (Role.PROJECT_MANAGER, Role.COORDINATOR),
}


def tell(
    house: House,
    tx: Tx,
    here: Situation,
    decision: DecisionRow,
    event: EventRow,
    actor: Holder,
    role: Role,
    at: datetime,
) -> tuple[Told, ...]:
    """Write the letters about an event, in the transaction that notes it.

    Args:
        house: the installation.
        tx: the open transaction.
        here: the decision's case today.
        decision: what was decided.
        event: what happened to it.
        actor: who noted it; nobody gets a letter about what they did themselves.
        role: in which capacity.
        at: now.
    """
    rows, told = [], []
    for recipient in notices.audience(here.cast, _TELLS.get(After(event.kind), ())):
        if recipient.holder.person_id == actor.person_id:
            continue
        words = house.words[recipient.holder.lang]
        said = (
            context.shared(here.pack, words, context.contact_of(here.pack, here.cast), here.day)
            | context.personal(here.pack, words, recipient)
            | {
                "case": context.of_case(
                    here.case, here.unit.name, words, phase=here.phase, stage=here.case.stage
                ),
                "actor": {"name": actor.name, "capacity": context.called(here.pack, words, role)},
                "act": words.of("decision_event", event.kind),
                "item": _item(here, decision, event, words.lang, words.day(event.day)),
            }
        )
        template = f"decision/{event.kind}"
        text = house.writer.write(template, words.lang, here.pack.key, said)
        key = f"decision:{decision.id}:{event.kind}:{event.at}:{recipient.holder.person_id}"
        new = notices.compose(house, here.pack, here.case, recipient, template, text, key, at)
        rows += new
        told += [Told(r[0], recipient.holder.name, r[6], r[7], r[11], r[16]) for r in new]
    letters.insert(tx, rows)
    return tuple(told)


def _item(
    here: Situation, decision: DecisionRow, event: EventRow, lang: str, day: str
) -> dict[str, str]:
    """What a letter says of the decision and the event."""
    return {
        "decision": in_words(here, decision, lang),
        "text": decision.text,
        "note": event.note,
        "day": day,
    }


def in_words(here: Situation, decision: DecisionRow, lang: str) -> str:
    """A decision as people read it: body, day, paragraph, outcome."""
    taken = {
        "body": decision.body,
        "date": decision.day,
        "section": decision.section,
        "outcome": decision.outcome,
    }
    names = {**here.pack.names[lang].bodies, decision.body: decision.body_name}
    return in_language(lang).decision(taken, names)
