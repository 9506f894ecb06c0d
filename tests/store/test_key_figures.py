"""A year's figures on both databases, held against counting every unit's year case by case."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from intlflow.app import key_figures
from intlflow.app.house import House, NotFound
from intlflow.app.key_figures import by, figures, granting_rate
from intlflow.app.moves import move
from intlflow.app.undoing import undo
from intlflow.app.unit_year import facts_of
from intlflow.domain.words import Kind, Role
from intlflow.store import year_lines
from intlflow.store.engine import Tx, reading, writing
from intlflow.store.year_lines import AMOUNTS, Line
from tests.people import MAIN_ROAD, MORNING, at, go, walk, who_can

YEARS = (2026, 2027, 2028, 2029)
ROWS = {"ideas": "idea", "applications": "application", "running": "running", "closed": "closed"}
KEPT = ("granted", "reduced", "conditional")
FACTS = ("amount_applied", "amount_granted", "own_contribution", "total_budget")
ROADS = (
    (),
    MAIN_ROAD[:4],
    MAIN_ROAD[:5],
    MAIN_ROAD[:6],
    MAIN_ROAD[:9],
    (*MAIN_ROAD[:4], "reject"),
    (*MAIN_ROAD[:4], "reject", "rework", "decide_financing", "submit", "grant"),
    (*MAIN_ROAD[:5], "refuse_grant"),
    (*MAIN_ROAD[:4], "grant_on_condition", "meet_in_part", "refuse_grant"),
)


def one_by_one(house: House, municipality: str, year: int) -> Counter[tuple[str, ...]]:
    """Every unit's year counted row by row: how many, and for how many öre."""
    found: Counter[tuple[str, ...]] = Counter()
    pack = house.pack(municipality)
    for unit in pack.units:
        with reading(house.engine) as tx:
            told = facts_of(tx, pack, unit, year)
        for name, what in (ROWS | {"evaluations": "evaluation"}).items():
            for row in told[name]:
                outcome = str(row.get("outcome") or row.get("phase") or "")
                found[what, unit, outcome, "number"] += 1
                if what in ("application", "running", "closed"):
                    _money(found, (what, unit, outcome), row)
    return found


def _money(found: Counter[tuple[str, ...]], key: tuple[str, ...], row: dict[str, Any]) -> None:
    for fact, amount in zip(FACTS, AMOUNTS, strict=True):
        said = row[fact]
        if said is not None and (amount != "granted" or key[0] != "application" or key[2] in KEPT):
            found[(*key, amount, said["currency"])] += int(Decimal(said["amount"]) * 100)


def summed(house: House, municipality: str, year: int) -> Counter[tuple[str, ...]]:
    """The same from the figures."""
    found: Counter[tuple[str, ...]] = Counter()
    for key, figure in by(figures(house, municipality, year), "what", "unit", "outcome").items():
        found[(*key, "number")] = figure.number
        if key[0] in ("application", "running", "closed"):
            for money, total in figure.money.items():
                found[key + money] = int(total * 100)
    return found


def alike(house: House, municipality: str = "ljungby") -> bool:
    """Whether every year's figures are what counting gives; a year may be empty, not all."""
    years = [(summed(house, municipality, y), one_by_one(house, municipality, y)) for y in YEARS]
    assert [told for told, _ in years] == [counted for _, counted in years]
    for year in YEARS:
        whole = key_figures.totals(house, municipality, year)
        assert by(whole, "what", "outcome") == by(
            figures(house, municipality, year), "what", "outcome"
        )
    return any(told for told, _ in years)


def test_figures_are_what_counting_every_unit_s_year_gives(any_house: House) -> None:
    for road in ROADS:
        walk(any_house, road)
    walk(any_house, MAIN_ROAD[:6], municipality="vaxjo")

    assert (alike(any_house), alike(any_house, "vaxjo")) == (True, True)


def test_figures_follow_every_move_and_are_the_same_when_read_anew(house: House) -> None:
    now = walk(house, ())
    for verb in MAIN_ROAD:
        assert alike(house)
        now = go(house, now.ref, Kind.PROJECT, now.target, verb)
    followed = [figures(house, "ljungby", year) for year in YEARS]

    with writing(house.engine) as tx:
        year_lines.forget(tx, "ljungby")

    assert [figures(house, "ljungby", year) for year in YEARS] == followed


def test_what_was_taken_back_counts_in_no_figure(house: House) -> None:
    now = walk(house, MAIN_ROAD[:3])
    sent = go(house, now.ref, Kind.PROJECT, now.target, "submit")
    assert key_figures.behind(house, "ljungby", 2027, "application") == [now.ref]

    undo(house, sent.ref, by=who_can(Role.SIGNATORY), at=MORNING)

    assert key_figures.behind(house, "ljungby", 2027, "application") == []
    assert alike(house)


def test_a_project_that_runs_counts_in_years_nobody_had_asked_for(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:6]).ref

    def runs() -> list[list[str]]:
        return [key_figures.behind(house, "ljungby", year, "running") for year in YEARS]

    assert figures(house, "ljungby", 2027)
    assert runs() == [[], [ref], [ref], [ref]]
    go(house, ref, Kind.PROJECT, "running", "close")
    assert alike(house)


def test_a_period_put_right_moves_the_figures_with_it(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:6]).ref
    assert alike(house)
    given = {"funder_decision": "X-1 2027-03-01", "period_end": "2029-12-31"}
    given["period_start"] = "2026-02-01"

    move(house, ref, "extend", by=at("sanna"), at=MORNING, given=given)

    assert alike(house)
    assert key_figures.behind(house, "ljungby", 2026, "running") == [ref]


def test_currencies_are_never_added_to_each_other(any_house: House) -> None:
    walk(any_house, MAIN_ROAD[:5])
    assert figures(any_house, "ljungby", 2027)
    told = ("EUR", 10_000), ("EUR", 20_000), ("SEK", 550), ("-", None)
    with writing(any_house.engine) as tx:
        lines = [
            Line("ljungby", 2027, "application", "buf", "", "granted", f"{currency} - - -",
                 cents, None, None, None, lasts=False, case_id=1)
            for currency, cents in told
        ]  # fmt: skip
        year_lines.replace(tx, [1], lines)

    [figure] = by(figures(any_house, "ljungby", 2027), "what").values()

    assert figure.money == {("applied", "EUR"): 300, ("applied", "SEK"): Decimal("5.5")}
    assert (figure.number, figure.known) == (4, {"applied": 3})


def test_the_granting_rate_is_of_those_decided_on_and_nothing_when_none_is(house: House) -> None:
    assert granting_rate(figures(house, "ljungby", 2027)) is None
    for road in (MAIN_ROAD[:4], MAIN_ROAD[:5], MAIN_ROAD[:6], (*MAIN_ROAD[:4], "reject")):
        walk(house, road)

    rate = granting_rate(figures(house, "ljungby", 2027))

    assert rate == Decimal(2) / 3


def test_a_merged_unit_s_figures_are_its_own_first_then_its_successor_s(house: House) -> None:
    walk(house, MAIN_ROAD[:6], municipality="vaxjo")
    pack = house.pack("vaxjo")
    [sold, *_] = [unit for unit in pack.unit if unit.key == "vaxjobostader"]
    assert sold.valid_to is not None
    [line] = [each for each in figures(house, "vaxjo", 2027) if each.what == "running"]

    def told_by(year: int) -> str:
        [moved] = key_figures.at_home(pack, year, [line._replace(unit=sold.key)])
        return moved.unit

    ended = sold.valid_to.year
    assert (told_by(ended), told_by(ended + 1)) == (sold.key, "vidingehem")


def test_a_year_is_one_question_however_many_projects(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> int:
        count, real = [0], Tx.all
        with monkeypatch.context() as patch:
            patch.setattr(Tx, "all", lambda tx, *a: (count.append(1), real(tx, *a))[1])
            figures(house, "ljungby", 2027)
        return sum(count)

    walk(house, MAIN_ROAD[:5])
    figures(house, "ljungby", 2027)
    few = asked()
    for _ in range(4):
        walk(house, MAIN_ROAD[:5])
    figures(house, "ljungby", 2027)

    assert (few, asked()) == (1, 1)


def test_an_unknown_municipality_has_no_figures(house: House) -> None:
    with pytest.raises(NotFound):
        figures(house, "nowhere", 2027)
