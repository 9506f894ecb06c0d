"""What a link in a letter opens: one question about one duty, and an answer in its reader's name.

Looking changes nothing. An answer spends the link, notes that the duty has been done, and sends the
reader a receipt. Used, too old and never given out look the same.
"""

from dataclasses import dataclass
from datetime import date, datetime

from intlflow.app import context, notices
from intlflow.app.access import entering
from intlflow.app.access.keys import digest
from intlflow.app.access.permission import Visitor
from intlflow.app.duties import answering, ground
from intlflow.app.duties.answer_links import KIND, about
from intlflow.app.duties.answering import Logged, capacity, find_duty, find_subject
from intlflow.app.duties.occurrences import Open, met, opened
from intlflow.app.duties.planning import Planner
from intlflow.app.duties.seeing import in_address
from intlflow.app.duties.showing import row_of, source_of
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.cast import Cast, Recipient
from intlflow.domain.words import Role
from intlflow.packs.model import Pack
from intlflow.store import access, duties, letters, people
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.instants import stamp

TEMPLATE = "duty/receipt"


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of a link asks.

    Args:
        who: whose link it is.
        title: the duty's.
        done: what makes it met, which decides how the question is put.
        about: the unit's name.
        row: how it stands.
        met: whether it has been done already, so that there is nothing to ask.
    """

    who: Visitor
    municipality: str
    contact: str
    title: str
    done: str
    about: str
    row: dict[str, object]
    met: bool
    source: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was noted, as the page after the answer tells it."""

    municipality: str
    contact: str
    lang: str
    name: str
    email: str
    title: str
    about: str
    day: str
    forum: str
    note: str
    where: str
    withdrawn: bool


def question(house: House, ticket: str, at: datetime) -> Question | None:
    """What a link asks; None when it can't be used, whatever the reason. Looking does not use it.

    Args:
        house: the installation.
        ticket: the key in the link.
        at: now, with a time zone.
    """
    with reading(house.engine) as tx:
        row = access.ticket(tx, digest(ticket), KIND)
        if row is None or row.used_at is not None or (row.ends_at or "") <= stamp(at):
            return None
        return _question(house, tx, row, at)


def _question(house: House, tx: Tx, row: access.TicketRow, at: datetime) -> Question | None:
    """The question behind a ticket, if its reader may still answer it."""
    who = entering.known(house, tx, row.person_id, at) if row.person_id else None
    if who is None or who.municipality != row.municipality or not who.email:
        return None
    key, subject, period = about(row)
    day, pack = local_day(at), house.pack(row.municipality)
    planner = Planner(ground.load(house, tx, day), day)
    one = _occurrence(planner, pack, key, subject, period)
    if one is None:
        return None
    mine = capacity(planner.ground, pack, one.duty, one.subject, who.person_id, day)
    if mine is None:
        return None
    return Question(
        who=who,
        municipality=pack.municipality.name,
        contact=pack.municipality.reply_to,
        title=one.duty.title.said(who.lang),
        done=str(one.duty.done),
        about=one.subject.name,
        row=row_of(planner, one, who.lang),
        met=met(planner.ground, one),
        source=source_of(pack, one.duty, who.lang),
    )


def _occurrence(planner: Planner, pack: Pack, key: str, subject: str, period: str) -> Open | None:
    duty = pack.duties.get(key)
    ones = opened(planner.ground, pack, duty, planner.day, answering.AHEAD) if duty else ()
    wanted = (subject, period)
    return next((o for o in ones if (o.subject.key, o.occurrence.period) == wanted), None)


def answer(house: House, ticket: str, on: date, note: str, at: datetime) -> Logged | None:
    """Say that it has been done, in the name of whoever the link was sent to.

    Args:
        house: the installation.
        ticket: the key in the link.
        on: the day.
        note: anything else.
        at: now, with a time zone.

    Returns:
        what was noted; None when the link can't be used, or there is nothing left to answer.

    Raises:
        Refused: the day can't be right; the link can be used again.
    """
    with writing(house.engine) as tx:
        row = access.use(tx, digest(ticket), KIND, stamp(at))
        asked = _question(house, tx, row, at) if row else None
        if row is None or asked is None or asked.met:
            return None
        key, subject, _ = about(row)
        forum = house.words[asked.who.lang].of("answer", "forum") if asked.done == "talk" else ""
        done = answering.log_in(
            house, tx, row.municipality, key, subject=subject, by=asked.who.email, on=on,
            forum=forum, note=note, at=at,
        )  # fmt: skip
        _write_receipt(house, tx, asked.who, done, note, row.digest, at)
    return done


def _write_receipt(
    house: House, tx: Tx, who: Visitor, done: Logged, note: str, seal: str, at: datetime
) -> None:
    """The letter that tells the reader what was noted in their name."""
    pack, words, day = house.pack(who.municipality), house.words[who.lang], local_day(at)
    holder = people.by_id(tx, who.person_id, str(day))
    if holder is None:
        return
    duty = pack.duties[done.duty]
    around = Cast(people.appointed(tx, pack.key, (), str(day)), None, None)
    held = next((role for role in Role if who.holds(role)), Role.CONTACT)
    recipient = Recipient(holder, duty.owner if who.holds(duty.owner) else held)
    said = (
        context.shared(pack, words, context.contact_of(pack, around), day)
        | context.personal(pack, words, recipient)
        | {
            "item": {
                "title": duty.title.said(words.lang),
                "about": done.about,
                "day": words.weekday(done.day),
                "forum": done.forum,
                "note": note,
                "count": done.count,
            },
            "heading": duty.title.said(words.lang),
            "eyebrow": done.about,
            "place": done.about,
            "rule": context.rule_behind(
                pack, pack.rules.get(duty.rule) if duty.rule else None, words.lang
            ),
            "path": f"/plikt/{done.duty}/{in_address(done.subject)}",
        }
    )
    text = house.writer.write(TEMPLATE, words.lang, pack.key, said)
    rows = notices.compose(house, pack, None, recipient, TEMPLATE, text, f"{KIND}:{seal}", at)
    letters.insert(tx, [row for row in rows if row[7] == notices.MAIL])


def receipt(house: House, number: int, at: datetime) -> Receipt:
    """What stands noted under a number, for the page after the answer.

    Raises:
        NotFound: there is nothing.
    """
    day = local_day(at)
    with reading(house.engine) as tx:
        row = duties.log_row(tx, number)
        who = entering.known(house, tx, row.person_id, at) if row else None
        if row is None or who is None:
            raise NotFound("no such receipt")
        pack, duty = find_duty(house, row.municipality, row.duty)
        known = ground.load(house, tx, day)
        name = find_subject(known, pack, duty, row.subject, day).name
        rows = duties.logs_of(tx, row.municipality, row.duty, row.subject)
    return Receipt(
        municipality=pack.municipality.name,
        contact=pack.municipality.reply_to,
        lang=who.lang,
        name=who.name,
        email=who.email,
        title=duty.title.said(who.lang),
        about=name,
        day=row.day,
        forum=row.forum,
        note=row.note,
        where=f"/plikt/{row.duty}/{in_address(row.subject)}",
        withdrawn=any(later.corrects == row.id for later in rows),
    )
