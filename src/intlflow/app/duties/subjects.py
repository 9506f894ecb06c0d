"""What there is one duty each of, on a day: units, boards, documents, projects, appointments and the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from intlflow.app.duties.ground import Ground
from intlflow.app.meetings.known import held, town_of
from intlflow.app.meetings.matters import under_way
from intlflow.domain import evaluation
from intlflow.domain.duty import DutyAnchor, Per
from intlflow.domain.facts import LOCAL, Fact
from intlflow.domain.words import BodyKind, Kind, Role, Stage
from intlflow.packs.duties import Duty
from intlflow.packs.model import Document, Pack, Unit
from intlflow.store.cases import CaseRow
from intlflow.store.people import AppointmentRow

A = DutyAnchor
_BOARDS = (BodyKind.EXECUTIVE_BOARD, BodyKind.BOARD, BodyKind.COMPANY_BOARD)
_FACTS = {
    A.CALL_DEADLINE: Fact.CALL_DEADLINE,
    A.SUPPLEMENT_DUE: Fact.SUPPLEMENT_DUE,
    A.CONDITION_DUE: Fact.CONDITION_DUE,
    A.WAKE_ON: Fact.WAKE_ON,
    A.PERIOD_START: Fact.PERIOD_START,
    A.PERIOD_END: Fact.PERIOD_END,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a duty is about.

    Args:
        key: a unit's or body's key, a case's reference, a document's key; empty: the municipality.
        name: as a letter says it.
        scopes: the units and bodies whose people are concerned.
        since: from when it exists, if that is known.
        anchors: the days that a duty may hang on.
        case: the case, if it is about one.
        holder: the person, if it is about an appointment or a decision on delegation.
        unit: the unit it belongs to.
        ask: what is to be done, in Swedish and English, where that is its own and not the duty's.
        moved: from which day to which, if it is about a day that moved.
    """

    key: str
    name: str
    scopes: tuple[str, ...] = ()
    since: date | None = None
    anchors: Mapping[DutyAnchor, tuple[date, ...]] = field(default_factory=dict)
    case: CaseRow | None = None
    holder: int | None = None
    unit: str = ""
    ask: tuple[str, str] | None = None
    moved: tuple[date, date] | None = None


def subjects(ground: Ground, pack: Pack, duty: Duty, day: date) -> list[Subject]:
    """Everything that a duty is about on a day."""
    return list(_FINDERS[duty.per](ground, pack, duty, day))


def _units(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """Many duties ask for the same units on the same day."""
    key = (pack.key, duty.unit_kinds)
    on, units = ground.units.get(key, (None, []))
    if on != day:
        units = [_of_unit(u) for u in pack.unit if u.holds(day) and u.kind in duty.unit_kinds]
        ground.units[key] = day, units
    yield from units


def _of_unit(unit: Unit) -> Subject:
    scopes = (unit.key, unit.body)
    return Subject(unit.key, unit.name, scopes, unit.valid_from, unit=unit.name)


def _boards(_: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """Boards that have a unit under them: the others have nobody who could answer."""
    for body in pack.body:
        units = [u.key for u in pack.unit if u.body == body.key and u.holds(day)]
        if body.kind in _BOARDS and body.holds(day) and units:
            yield Subject(body.key, body.name, (body.key, *units), body.valid_from)


def _municipality(_: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    terms = pack.mandate
    anchors = {
        A.MANDATE_START: tuple(term.council_from for term in terms),
        A.MANDATE_END: tuple(term.council_to for term in terms),
        A.BOARDS_FROM: tuple(term.boards_from for term in terms),
    }
    boards = tuple(body.key for body in pack.body if body.kind is BodyKind.EXECUTIVE_BOARD)
    yield Subject("", pack.municipality.name, boards, anchors=anchors)


def _documents(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """Documents that hold: the cases that carry them, and those of the pack that no case carries."""
    carried = set()
    for case in ground.cases_of(pack.key, Kind.GOVERNING_DOCUMENT):
        carried.add(case.title.casefold())
        revise_by = case.facts.day(Fact.REVISE_BY)
        if case.phase in ("in_force", "under_review") and revise_by:
            yield _of_case(pack, case, day, {A.REVISE_BY: (revise_by,)}, case.title)
    for document in pack.document:
        if document.title.casefold() not in carried and _in_force(pack, document, day):
            unit = pack.unit_on(document.owner_unit, day)
            anchors = {A.REVISE_BY: (document.revise_by,)} if document.revise_by else {}
            yield Subject(
                document.key, document.title, (unit.key, unit.body), anchors=anchors, unit=unit.name
            )


def _in_force(pack: Pack, document: Document, day: date) -> bool:
    """A document holds until another is known to have taken its place, not before."""
    later = (d for d in pack.document if d.replaces == document.key)
    known = document.valid_from is not None and document.holds(day)
    return known and not any(d.valid_from and d.valid_from <= day for d in later)


def _projects(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    for case in ground.cases_of(pack.key, Kind.PROJECT):
        if duty.phases and case.phase not in duty.phases:
            continue
        if not duty.phases and case.stage == Stage.ARCHIVE:
            continue
        if _in_programme(case, duty):
            yield _of_case(pack, case, day, _days(ground, case))


def _in_programme(case: CaseRow, duty: Duty) -> bool:
    """Whether a duty is meant for projects in this one's programme."""
    said = str(case.facts.get(Fact.PROGRAMME, "")).casefold()
    if any(name.casefold() in said for name in duty.except_programmes):
        return False
    return not duty.programmes or any(name.casefold() in said for name in duty.programmes)


def _days(ground: Ground, case: CaseRow) -> dict[DutyAnchor, tuple[date, ...]]:
    """The days that a case knows, in Swedish time."""
    found: dict[DutyAnchor, tuple[date, ...]] = {}
    for anchor, fact in _FACTS.items():
        value = case.facts.get(fact)
        if isinstance(value, str):
            found[anchor] = (_local(value),)
    if entered := ground.entered.get(case.id):
        found[A.ENTERED] = (entered,)
    return found


def _local(text: str) -> date:
    if len(text) <= len("2027-03-01"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(LOCAL).date()


def _of_case(
    pack: Pack,
    case: CaseRow,
    day: date,
    anchors: Mapping[DutyAnchor, tuple[date, ...]],
    name: str = "",
) -> Subject:
    unit = pack.unit_on(case.unit, day)
    return Subject(
        case.ref,
        name or f"{case.ref} {case.title}",
        (unit.key, unit.body),
        anchors=anchors,
        case=case,
        unit=unit.name,
    )


def _milestones(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    for case in ground.cases_of(pack.key):
        for row in ground.milestones.get(case.id, ()):
            if row.key in pack.duties:
                continue  # it is asked for by a duty of its own
            about = _of_case(pack, case, day, {A.MILESTONE: (date.fromisoformat(row.on_day),)})
            yield replace(
                about,
                key=f"{case.ref}/{row.key}",
                ask=(row.title_sv, row.title_en),
            )


def _moved(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    for case in ground.cases_of(pack.key):
        for move in ground.moves.get(case.id, ()):
            about = _of_case(pack, case, day, {A.MOVED: (move.found,)})
            key = f"{case.ref}/{move.anchor}/{move.new}"
            yield replace(about, key=key, moved=(move.old, move.new))


def _twin_towns(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    for case in ground.cases_of(pack.key, Kind.TWIN_TOWN):
        if case.phase in (duty.phases or ("active",)):
            yield _of_case(pack, case, day, _days(ground, case), case.title)


def _networks(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    for number, name in ground.networks.get(pack.key, ()):
        yield Subject(str(number), name)


def _decisions(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """Decisions taken on a body's behalf, until they have been reported to it."""
    for one in ground.unreported.get(pack.key, ()):
        case = ground.case(one.case_id)
        name = f"{one.body_name} {one.day} §\u00a0{one.section}, {case.ref} {case.title}"
        about = _of_case(pack, case, day, {A.DECIDED: (date.fromisoformat(one.day),)}, name)
        holder = ground.people.number(pack.key, one.delegate)
        scopes = (about.scopes[0], one.report_to)
        yield replace(about, key=f"{case.ref}/{one.id}", scopes=scopes, holder=holder)


def _meetings(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """The next body's meeting of every project that waits for a decision, by its agenda stop."""
    if not ground.meetings.get(pack.key):
        return
    town = town_of(pack, held(pack, ground.meetings[pack.key]), day)
    cases = ground.cases_of(pack.key, Kind.PROJECT)
    for case, asked in under_way(pack, cases, day, ground.spoken):
        legs = asked.plan(town).legs
        meeting = legs[0].meeting if legs else None
        if meeting is not None and meeting.stop >= day:
            name = f"{case.ref} {case.title}, {pack.bodies[meeting.body].name} {meeting.day}"
            about = _of_case(pack, case, day, {A.AGENDA_STOP: (meeting.stop,)}, name)
            yield replace(about, key=f"{case.ref}/{meeting.body}")


def _evaluations(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """What is chosen for evaluation; what a project in its evaluation owes is asked for as the project's."""
    for row in ground.chosen.get(pack.key, ()):
        case = ground.case_called(row.case_ref)
        ended = case.facts.day(Fact.PERIOD_END) if case else None
        own, start = (
            date.fromisoformat(d) if d else None for d in (row.results_due, row.effects_from)
        )
        due = evaluation.results_due(own, ended, date.fromisoformat(row.chosen_on))
        anchors = {A.EFFECTS_FROM: (evaluation.effects_from(start, ended, due),)}
        if case is None or case.kind != Kind.PROJECT or case.stage != Stage.EVALUATION:
            anchors[A.RESULTS_DUE] = (due,)
        name = f"{row.case_ref} {row.name}" if row.case_ref else row.name
        if case is not None:
            yield replace(_of_case(pack, case, day, anchors, name), key=str(row.number))
        else:
            unit = pack.unit_on(row.unit, day)
            yield Subject(
                str(row.number), name, (unit.key, unit.body), anchors=anchors, unit=unit.name
            )


def _appointments(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """Appointments to the role, or to any: how they begin, and how they end unless somebody follows."""
    for row in ground.people.to_role(pack.key, duty.role):
        person = ground.people.persons.get(row.person_id)
        known = not row.scope or row.scope in pack.units or row.scope in pack.bodies
        if person is None or not known:
            continue
        anchors = {A.VALID_FROM: (date.fromisoformat(row.valid_from),)}
        others = ground.people.of(pack.key, row.scope) if row.valid_to else ()
        if row.valid_to and not any(_follows(other, row) for other in others):
            anchors[A.VALID_TO] = (date.fromisoformat(row.valid_to),)
        place = pack.units.get(row.scope) or pack.bodies.get(row.scope)
        name = f"{person.name}, {place.name}" if place else person.name
        scope = _scopes(pack, row.scope)
        yield Subject(str(row.id), name, scope, anchors=anchors, holder=row.person_id)


def _follows(other: AppointmentRow, row: AppointmentRow) -> bool:
    same = (other.role, other.scope, other.deputy) == (row.role, row.scope, row.deputy)
    assert row.valid_to is not None
    lasts = other.valid_to is None or other.valid_to > row.valid_to
    return other.id != row.id and same and lasts


def _scopes(pack: Pack, scope: str) -> tuple[str, ...]:
    unit = pack.units.get(scope)
    return (unit.key, unit.body) if unit else (scope,) if scope else ()


def _vacancies(ground: Ground, pack: Pack, duty: Duty, day: date) -> Iterator[Subject]:
    """Units that lack somebody in the role, and since when."""
    today = day.isoformat()
    for unit in pack.unit:
        if not unit.holds(day) or unit.kind not in duty.unit_kinds:
            continue
        rows = [
            row
            for row in ground.people.of(pack.key, unit.key)
            if row.role == duty.role and not row.deputy and row.valid_from <= today
        ]
        if any(row.holds(today) and _works(ground, row, today) for row in rows):
            continue
        left = [_left(ground, row) for row in rows]
        empty_from = max((d for d in left if d), default=unit.valid_from)
        since = empty_from or ground.since[pack.key]
        about = _of_unit(unit)
        yield Subject(
            unit.key, unit.name, about.scopes, anchors={A.VACANT_SINCE: (since,)}, unit=unit.name
        )


def _works(ground: Ground, row: AppointmentRow, today: str) -> bool:
    person = ground.people.persons.get(row.person_id)
    return person is not None and person.active(today)


def _left(ground: Ground, row: AppointmentRow) -> date | None:
    """The day after an appointment, or the person, ended."""
    person = ground.people.persons.get(row.person_id)
    ends = [end for end in (row.valid_to, person.active_to if person else None) if end]
    return date.fromisoformat(min(ends)) + timedelta(days=1) if ends else None


def carrier_of(case: CaseRow) -> Role:
    """Who carries a case through the stage it stands in."""
    early = case.stage in (Stage.IDEA, Stage.SUPPORT)
    return Role.COORDINATOR if early or case.kind != Kind.PROJECT else Role.PROJECT_MANAGER


_FINDERS: dict[Per, Callable[[Ground, Pack, Duty, date], Iterator[Subject]]] = {
    Per.UNIT: _units,
    Per.BOARD: _boards,
    Per.MUNICIPALITY: _municipality,
    Per.DOCUMENT: _documents,
    Per.PROJECT: _projects,
    Per.MILESTONE: _milestones,
    Per.TWIN_TOWN: _twin_towns,
    Per.NETWORK: _networks,
    Per.APPOINTMENT: _appointments,
    Per.VACANCY: _vacancies,
    Per.MOVED: _moved,
    Per.DECISION: _decisions,
    Per.MEETING: _meetings,
    Per.EVALUATION: _evaluations,
}
