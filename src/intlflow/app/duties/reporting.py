"""What a clock's flow did, or would do on a day to come: one row for each step, without anybody's name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intlflow.app.duties import ground, preview, ticking
from intlflow.app.duties.planning import Judged, Planner, Wanted
from intlflow.app.house import House, NotFound
from intlflow.app.situation import local_day
from intlflow.domain.duty import Clock
from intlflow.domain.facts import LOCAL
from intlflow.letters.words import Words
from intlflow.store import duties
from intlflow.store.engine import reading
from intlflow.store.instants import stamp

FARTHEST = timedelta(days=366 * 5)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants done: a clock's duties, or all of them.

    Args:
        clock: the clock's name; empty: every clock.
        municipality, about: only this one's, only this unit or case; empty: all.
        day: a day to come, for a look ahead; None: now.
        write: write the letters, too.
    """

    clock: str
    municipality: str
    about: str
    day: date | None
    write: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it."""

    rows: list[Row]
    sentence: str


def asked(house: House, flow: str, municipality: str, about: str, day: str) -> Asked:
    """What a flow was started for.

    Args:
        house: the installation.
        flow: its name, such as `document-reviews`; `digest` stands for all clocks and their letters.
        municipality, about, day: as typed in its form; empty when a clock started it.

    Raises:
        NotFound: no such municipality.
    """
    name = flow.replace("-", "_")
    if municipality:
        house.pack(municipality.strip())
    by_hand = bool(municipality or about)
    return Asked(
        clock=name if name in set(Clock) else "",
        municipality=municipality.strip(),
        about=about.strip(),
        day=date.fromisoformat(day) if day else None,
        write=by_hand or name not in set(Clock),
    )


def run(house: House, wish: Asked, at: datetime) -> Report:
    """Do what is due now, or say what would be done on a day to come.

    Raises:
        NotFound: a day that is too far away.
    """
    wanted = ticking.just(house, wish.clock, wish.municipality or None)
    today = local_day(at)
    if wish.day is not None and wish.day > today:
        if wish.day - today > FARTHEST:
            raise NotFound("five years ahead is as far as one can look")
        return _ahead(house, wish, today, wanted)
    done = ticking.tick(house, at, wanted=wanted, write=wish.write, only=ticking.about(wish.about))
    rows = _today(house, wish, at, wanted)
    letters = f", {done.letters} letters written" if wish.write else ""
    return Report(rows, f"{len(done.judged)} steps noted{letters}, {len(rows)} rows today")


def _today(house: House, wish: Asked, at: datetime, wanted: Wanted) -> list[Row]:
    """Everything that the ledger took in today for these duties, and what nobody hears of, and why."""
    midnight = at.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
    day, words = local_day(at), house.words["sv"]
    with reading(house.engine) as tx:
        known = ground.load(house, tx, day)
        written = duties.steps_since(tx, stamp(midnight))
    rows = []
    for municipality, key, subject, period, step, outcome, fell, _ in written:
        duty = known.packs[municipality].duties.get(key) if municipality in known.packs else None
        mine = not wish.about or subject.casefold() == wish.about.casefold()
        if duty is not None and mine and wanted(known.packs[municipality], duty):
            title = duty.title.sv
            rows.append(_row(municipality, title, subject, period, step, outcome, fell, words))
    planner = Planner(known, day)
    planner.plan(wanted)
    for one, hushed, why in planner.hushed:
        if not wish.about or one.subject.key.casefold() == wish.about.casefold():
            rows.append(
                _row(*_place(one.key, one.duty.title.sv), hushed.key, why, str(hushed.day), words)
            )
    return rows


def _place(key: tuple[str, str, str, str], title: str) -> tuple[str, str, str, str]:
    municipality, _, subject, period = key
    return municipality, title, subject, period


def _ahead(house: House, wish: Asked, today: date, wanted: Wanted) -> Report:
    """What would be noted on a day to come, if nobody did anything meanwhile."""
    assert wish.day is not None
    words, about = house.words["sv"], ticking.about(wish.about)
    last = None
    for each in preview.days(house, today, wish.day, wanted):
        last = each
    judged: tuple[Judged, ...] = last.judged if last else ()
    rows = [
        _row(
            *_place(each.one.key, each.one.duty.title.sv),
            each.step.key,
            str(each.outcome),
            str(each.step.day),
            words,
        )
        for each in judged
        if about(each)
    ]
    return Report(rows, f"on {wish.day}: {len(rows)} steps; nothing was written")


def _row(
    municipality: str,
    title: str,
    subject: str,
    period: str,
    step: str,
    outcome: str,
    fell: str,
    words: Words,
) -> Row:
    to = step.partition(">")[2].partition("x")[0] if ">" in step else ""
    label = words.section("table")
    return {
        label["municipality"]: municipality,
        label["duty"]: title,
        label["subject"]: subject,
        label["period"]: period,
        label["day"]: fell,
        label["to"]: words.tables["role"].get(to, words.tables["rung"].get(to, to)),
        label["outcome"]: words.of("outcome_of_step", outcome),
    }
