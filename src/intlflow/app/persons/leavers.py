"""Making people nameless some time after they left, as the municipality has decided, except in decisions."""

from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app import context, notices
from intlflow.app.disposal.lists import decided
from intlflow.app.house import House
from intlflow.app.persons import sweep
from intlflow.app.persons.erased_list import ErasedList
from intlflow.app.persons.forgetting import forget, note
from intlflow.app.persons.whom import find, in_office
from intlflow.app.record import Salt, new_salt
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast
from intlflow.domain.retention import After, Kept, fate
from intlflow.domain.words import Role, Stage
from intlflow.packs.model import Pack
from intlflow.store import cases, holds, letters, meta, people
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

VERB = "pseudonymise"
LETTER = "person/left"


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who has left and whose time is over.

    Args:
        person: their number.
        left: their last day.
        until: the last day on which the name may stand.
        rule: by which rule.
    """

    person: int
    left: str
    until: str
    rule: str


def list_left(house: House, municipality: str, at: datetime) -> list[Left]:
    """Whose time is over today.

    Raises:
        NotFound: no such municipality.
    """
    pack = house.pack(municipality)
    with reading(house.engine) as tx:
        return _over(tx, pack, local_day(at))


def _over(tx: Tx, pack: Pack, day: date) -> list[Left]:
    rules = [each.as_rule() for each in pack.retention]
    led = {
        case.facts.get("project_manager")
        for case in cases.find(tx, pack.key, None, None)
        if case.stage != Stage.ARCHIVE
    }
    found = []
    for number, email, last in _last_days(tx, pack.key, str(day)):
        kept = fate(rules, Kept.CONTACT, {After.LEFT: date.fromisoformat(last)})
        held = holds.holding(tx, pack.key, f"person {number}")
        if kept.is_over(day) and not held and (email is None or email not in led):
            found.append(Left(number, last, str(kept.until), kept.rule))
    return found


def _last_days(tx: Tx, municipality: str, today: str) -> list[tuple[int, str | None, str]]:
    """Everybody who has left, with their last day: their own, else that of their last appointment."""
    rows = tx.all(
        "SELECT p.id, p.email, p.active_to,"
        " max(CASE WHEN a.id IS NOT NULL THEN COALESCE(a.valid_to, '9999-12-31') END)"
        " FROM person p LEFT JOIN appointment a ON a.person_id = p.id"
        " WHERE p.municipality = ? AND p.erased_at IS NULL"
        " GROUP BY p.id, p.email, p.active_to ORDER BY p.id",
        municipality,
    )
    days = [(number, email, _later(own, last)) for number, email, own, last in rows]
    return [(number, email, day) for number, email, day in days if day and day < today]


def _later(own: str | None, last: str | None) -> str | None:
    """An appointment that has outlived somebody's last day keeps them."""
    known = [day for day in (own, last) if day]
    return max(known) if known else None


def pseudonymise(
    house: House,
    municipality: str,
    *,
    by: str,
    decision: str,
    at: datetime,
    salt: Salt = new_salt,
) -> list[Left]:
    """Make everybody nameless whose time is over, by a disposal decision.

    Raises:
        NotFound: no such municipality or person.
        Refused: it isn't a registrar's to do, or no decision that says yes.
    """
    pack = house.pack(municipality)
    with writing(house.engine) as tx:
        actor, role = in_office(tx, pack, by, at, (Role.REGISTRAR,))
        why = decided(pack, decision, at)
        done = _carry_out(house, tx, pack, at, salt, actor, role, why)
    sweep.now(house)
    return done


def nightly(house: House, at: datetime, salt: Salt = new_salt) -> int:
    """Make people nameless where the pack names the disposal decision; else say once a month who waits.

    Gives how many were made nameless. Twice in a night changes nothing.
    """
    total = 0
    for pack in house.packs.values():
        with writing(house.engine) as tx:
            waiting = _over(tx, pack, local_day(at))
            if not waiting:
                continue
            rule = next(each for each in pack.retention if each.key == waiting[0].rule)
            done = (
                _carry_out(house, tx, pack, at, salt, None, "", rule.decision)
                if rule.decision
                else []
            )
            _tell(house, tx, pack, len(done), len(waiting) - len(done), at)
            total += len(done)
    sweep.now(house)
    return total


def _carry_out(
    house: House, tx: Tx, pack: Pack, at: datetime, salt: Salt, by: int | None, role: str, why: str
) -> list[Left]:
    done = _over(tx, pack, local_day(at))
    for each in done:
        whom = find(tx, pack, str(each.person))
        gone = forget(tx, whom, whom.mentions(), at=at, salt=salt, decisions=False)
        note(tx, whom, gone, VERB, at=at, by=by, role=role, why=why)
        ErasedList(house.settings.data).add(pack.key, each.person)
    return done


def _tell(house: House, tx: Tx, pack: Pack, done: int, waiting: int, at: datetime) -> None:
    """Write to the coordinator: of what was done each time, of what waits once a month."""
    day = local_day(at)
    if not done and not meta.put_once(tx, f"people-left:{pack.key}:{day:%Y-%m}", stamp(at)):
        return
    cast = Cast(people.appointed(tx, pack.key, (), str(day)), None, None)
    for recipient in notices.audience(cast, (Role.COORDINATOR,)):
        words = house.words[recipient.holder.lang]
        said = (
            context.shared(pack, words, context.contact_of(pack, cast), day)
            | context.personal(pack, words, recipient)
            | {"left": {"done": done, "waiting": waiting}, "eyebrow": pack.municipality.name}
        )
        text = house.writer.write(LETTER, words.lang, pack.key, said)
        key = f"people-left:{pack.key}:{day}:{recipient.holder.person_id}"
        letters.insert(tx, notices.compose(house, pack, None, recipient, LETTER, text, key, at))
