"""Choosing what is to be evaluated, opening its sheet, filling it in, and taking out what was a mistake."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intlflow.app.house import House, NotFound
from intlflow.app.registers import finding
from intlflow.app.registers.keeping import Desk, Kept
from intlflow.domain import evaluation
from intlflow.domain.cast import Cast
from intlflow.domain.evaluation import LESSONS, SHEET, Verdict
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Refused
from intlflow.domain.project import Phase
from intlflow.domain.registers import COOPERATION, EVALUATION, NETWORK, REGISTERS
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import cases, people, registers
from intlflow.store.cases import CaseRow
from intlflow.store.engine import Tx, writing
from intlflow.store.registers import Row

CASE = "case"
KINDS = (CASE, COOPERATION.key, NETWORK.key)  # what can be evaluated
REFUSED = (Phase.REJECTED, Phase.ARCHIVED)


def choose(
    house: House,
    municipality: str,
    what: str,
    named: str,
    why: str,
    *,
    by: str,
    at: datetime,
    chosen: bool = True,
    more: Mapping[str, str] | None = None,
) -> Kept:
    """Choose a project, twin town, cooperation or network for evaluation, or say that it is not.

    Source: Ljungby's verksamhetsplan 2018, § 5 (utvalda projekt eller samarbeten). The plan doesn't say
    who chooses, so `chosen_by` can name a body or group; the coordinator writes it down.

    Args:
        house: the installation.
        municipality: the pack's key.
        what: `case`, `cooperation` or `network`.
        named: the case's reference, or the row's number or name.
        why: the reason, for either answer.
        by: the coordinator's address.
        at: now, with a time zone.
        chosen: whether it is to be evaluated.
        more: `chosen_by`, `results_due`, `effects_from`, as typed.

    Raises:
        NotFound: no such municipality, case, row or person.
        Refused: not the coordinator, no reason, chosen already, or a refused application.
    """
    verdict = Verdict.CHOSEN if chosen else Verdict.NOT_CHOSEN
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        _coordinator(desk)
        if not why.strip():
            raise Refused("missing", facts=["why_chosen"])
        about = _about(desk, what, named)
        given = {"verdict": str(verdict), "why_chosen": why, **(more or {})}
        there = standing_row(tx, municipality, about)
        if there is None:
            unit = desk.pack.unit_on(about.pop("unit"), desk.day).key
            return desk.add(EVALUATION, about | given, unit)
        if there["verdict"] != Verdict.NOT_CHOSEN or not chosen:
            raise Refused(
                "evaluation-there-already", name=there["name"], number=there["number"],
                verdict=there["verdict"],
            )  # fmt: skip
        return desk.change(EVALUATION, str(there["number"]), given, why)


def open_sheet(
    house: House, municipality: str, which: str, *, by: str, at: datetime
) -> tuple[Kept, bool]:
    """Open a sheet, prefilled; of a refused application the five questions about what was learnt.

    Args:
        house: the installation.
        municipality: the pack's key.
        which: the evaluation's number, or the case's reference.
        by: the address of who opens it: coordinator, contact person, manager or project manager.
        at: now, with a time zone.

    Returns:
        The sheet, and whether it was opened now; one that is open stays as it is.

    Raises:
        NotFound: nothing of that name is chosen, and it is no refused application.
        Refused: it was said not to be evaluated, or it is another unit's.
    """
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        case = cases.load(tx, which.strip().upper())
        if case is not None and case.municipality == municipality:
            there = standing_row(tx, municipality, {"case_ref": case.ref})
            if there is None and was_refused(case):
                return _of_refused(house, desk, case), True
            if there is None:
                raise _not_chosen(case.ref)
        else:
            there = finding.find_row(tx, EVALUATION, municipality, which)
        if there["verdict"] == Verdict.NOT_CHOSEN:
            raise Refused("evaluation-not-chosen", name=there["name"], said=there["why_chosen"])
        if there["opened_on"]:
            kept = Kept(EVALUATION.key, there["number"], there["version"], there["name"],
                        there["unit"])  # fmt: skip
            return kept, False
        given = {"opened_on": str(desk.day)}
        return desk.change(EVALUATION, str(there["number"]), given, _said(house, "opened")), True


def write(
    house: House,
    municipality: str,
    which: str,
    given: Mapping[str, str],
    *,
    by: str,
    at: datetime,
) -> Kept:
    """Fill in a sheet, or correct it: what it said before stays in its history.

    Args:
        house: the installation.
        municipality: the pack's key.
        which: the evaluation's number, or the case's reference.
        given: the answers as typed, by field; nothing typed empties one.
        by: the address of whoever writes.
        at: now, with a time zone.

    Raises:
        NotFound: there is no such sheet.
        Refused: a field is wrong or not the sheet's, nothing is new, or it is another unit's.
    """
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        row = find(tx, municipality, which)
        if row["verdict"] == Verdict.NOT_CHOSEN:
            raise Refused("evaluation-not-chosen", name=row["name"], said=row["why_chosen"])
        asked = (*LESSONS, *SHEET) if row["verdict"] == Verdict.LESSONS else SHEET
        asked = (*asked, "results_due", "effects_from")
        if strange := [name for name in given if name not in asked]:
            raise Refused("unknown-fact", facts=strange, asked=list(asked))
        whole = dict(given) | ({} if row["opened_on"] else {"opened_on": str(desk.day)})
        return desk.change(EVALUATION, str(row["number"]), whole, _said(house, "written"))


def add_part(
    house: House,
    municipality: str,
    register: str,
    which: str,
    given: Mapping[str, str],
    *,
    by: str,
    at: datetime,
) -> Kept:
    """Add a goal or an effect to a sheet; it belongs to the unit that the sheet belongs to.

    Raises:
        NotFound: there is no such sheet.
        Refused: a field is wrong or missing, or it is another unit's.
    """
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        row = find(tx, municipality, which)
        if row["verdict"] != Verdict.CHOSEN:
            raise Refused("evaluation-not-chosen", name=row["name"], said=row["why_chosen"])
        unit = desk.pack.unit_on(row["unit"], desk.day).key
        whole = {**given, "evaluation": str(row["number"])}
        return desk.add(REGISTERS[register], whole, unit)


def remove(
    house: House, municipality: str, which: str, *, by: str, at: datetime, reason: str
) -> Kept:
    """Take out what was chosen by mistake: nobody is asked any more, its history stays.

    Raises:
        NotFound: there is no such evaluation.
        Refused: not the coordinator, no reason, or it is taken out already.
    """
    with writing(house.engine) as tx:
        desk = Desk(tx, house.pack(municipality), by, at)
        _coordinator(desk)
        row = find(tx, municipality, which)
        return desk.end(EVALUATION, str(row["number"]), reason, None, never=True)


def find(tx: Tx, municipality: str, which: str) -> Row:
    """An evaluation by its number, its name, or the reference of the case it is about.

    Raises:
        NotFound: there is none.
    """
    ref = which.strip().upper()
    if there := standing_row(tx, municipality, {"case_ref": ref}):
        return there
    case = cases.load(tx, ref)
    if case is not None and case.municipality == municipality:
        raise _not_chosen(ref)
    return finding.find_row(tx, EVALUATION, municipality, which)


def _not_chosen(ref: str) -> NotFound:
    return NotFound(
        f"'{ref}' is not chosen for evaluation; choose it with"
        f" `intlflow evaluate choose {ref} --why …`, or open the lessons of a refused application"
        f" with `intlflow evaluate open {ref}`"
    )


def standing_row(tx: Tx, municipality: str, about: Mapping[str, Any]) -> Row | None:
    """What has been decided about evaluating something, if anything has and was not taken out."""
    (column, value) = next((k, about[k]) for k in evaluation.ABOUT if k in about)
    key = value if column == "case_ref" else int(value)
    rows = registers.newest(tx, EVALUATION.table, municipality, **{column: key})
    return next((row for row in reversed(rows) if not row["withdrawn"]), None)


def was_refused(case: CaseRow) -> bool:
    """Whether a case is an application that the funder refused."""
    granted = case.facts.get(Fact.AMOUNT_GRANTED)
    sent = case.facts.get(Fact.FUNDER_DECISION)
    return case.kind == Kind.PROJECT and case.phase in REFUSED and bool(sent) and not granted


def _about(desk: Desk, what: str, named: str) -> dict[str, str]:
    """What is chosen, as fields of the register, with its unit.

    Raises:
        NotFound: there is no such thing.
        Refused: it is an application that was refused.
    """
    if what == CASE:
        case = finding.case_called(desk.tx, desk.pack.key, named)
        if case.kind == Kind.GOVERNING_DOCUMENT:
            raise Refused("evaluation-of-one")
        if was_refused(case):
            raise Refused("evaluation-was-refused", ref=case.ref)
        return {"name": case.title, "case_ref": case.ref, "unit": case.unit}
    row = finding.find_row(desk.tx, REGISTERS[what], desk.pack.key, named)
    return {"name": str(row["name"]), what: str(row["number"]), "unit": row["unit"]}


def _of_refused(house: House, desk: Desk, case: CaseRow) -> Kept:
    """The lessons sheet of a refused application, with the funder's reason as it was noted."""
    given = {
        "name": case.title,
        "case_ref": case.ref,
        "verdict": str(Verdict.LESSONS),
        "why_chosen": _said(house, "refused"),
        "opened_on": str(desk.day),
    }
    reason = case.facts.get(Fact.REASON)
    if reason and case.phase == Phase.REJECTED:
        given["why_refused"] = str(reason)
    return desk.add(EVALUATION, given, desk.pack.unit_on(case.unit, desk.day).key)


def _coordinator(desk: Desk) -> None:
    """Raise unless the writer is the coordinator."""
    somebody = finding.actor(desk.tx, desk.pack, desk.by, desk.at)
    cast = Cast(people.appointed(desk.tx, desk.pack.key, (), str(desk.day)), None, None)
    if Role.COORDINATOR not in cast.roles_of(somebody.person_id):
        raise Refused(
            "register-of-another", unit=_central(desk.pack, desk), who=[str(Role.COORDINATOR)]
        )


def _central(pack: Pack, desk: Desk) -> str:
    return pack.unit_on(finding.central_unit(pack), desk.day).name


def _said(house: House, what: str) -> str:
    """A reason that the program itself gives, in the words that registers are kept in."""
    return house.words["sv"].of("evaluation_said", what)
