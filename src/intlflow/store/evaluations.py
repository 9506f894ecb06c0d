"""What is chosen for evaluation in all municipalities, read at once, for the clocks that ask for it."""

from typing import NamedTuple

from intlflow.store.engine import Tx


class ChosenRow(NamedTuple):
    """Something that is chosen for evaluation."""

    municipality: str
    number: int
    name: str
    unit: str
    case_ref: str | None
    chosen_on: str
    results_due: str | None
    effects_from: str | None
    results: str | None


_NEWEST = (
    "NOT r.withdrawn AND NOT EXISTS (SELECT 1 FROM {0} n WHERE n.municipality = r.municipality"
    " AND n.number = r.number AND n.version > r.version)"
)


def chosen(tx: Tx, day: str) -> list[ChosenRow]:
    """What is chosen and holds that day."""
    rows = tx.all(
        "SELECT r.municipality, r.number, r.name, r.unit, r.case_ref, r.valid_from, r.results_due,"
        " r.effects_from, r.results FROM evaluation r WHERE r.verdict = 'chosen'"
        " AND (r.valid_to IS NULL OR r.valid_to >= ?)"
        f" AND {_NEWEST.format('evaluation')} ORDER BY r.municipality, r.number",
        day,
    )
    return [ChosenRow(*row) for row in rows]


def effects_told(tx: Tx) -> list[tuple[str, int, str]]:
    """The effects that somebody has told: municipality, evaluation, after how many months."""
    return tx.all(
        "SELECT r.municipality, r.evaluation, r.months FROM evaluation_effect r"
        f" WHERE {_NEWEST.format('evaluation_effect')}"
    )
