"""Nothing is disposed of without a decision; what is, leaves a proof, and the journal still verifies."""

import contextlib
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intlflow.app.audit import verify
from intlflow.app.disposal import holding, lists
from intlflow.app.house import House, NotFound, assemble
from intlflow.app.persons import sweep
from intlflow.app.persons.erasing import erase
from intlflow.app.registers.attaching import damaged, list_files
from intlflow.app.showing import show_case
from intlflow.domain.lifecycle import Refused
from intlflow.store import acts, comments
from intlflow.store.comments import Wording
from intlflow.store.engine import Tx, reading, writing
from tests.app.disposal.old import (
    DECISION,
    LATE,
    ROLF,
    SANNA,
    SOON,
    approved,
    archive,
    proposed,
)
from tests.app.persons.traces import ADDRESS, everywhere, files_with
from tests.people import MORNING, at
from tests.store.whole import Everything, everything

DAY_BEFORE = datetime(2029, 3, 1, 7, tzinfo=UTC)


def due(house: House, when: datetime) -> list[tuple[str, str, str]]:
    rows = lists.list_due(house, "ljungby", when)
    return [(row["kind"], row["object"], row["rule"]) for row in rows]


def test_an_idea_that_came_to_nothing_is_proposed_after_its_years(house: House) -> None:
    idea, _ = archive(house)

    assert due(house, DAY_BEFORE) == []
    assert due(house, SOON) == [("idea", idea, "ideas")]


def test_a_project_s_papers_follow_the_longest_rule_its_own_promise(house: House) -> None:
    _, project = archive(house)

    seven_years = datetime(2036, 1, 10, 7, tzinfo=UTC)

    assert project not in [name for _, name, _ in due(house, seven_years)]
    assert ("working_paper", project, "retain_until") in due(house, LATE)


def test_a_project_itself_is_never_proposed(house: House) -> None:
    _, project = archive(house)

    found = due(house, datetime(2199, 1, 1, tzinfo=UTC))

    assert [kind for kind, name, _ in found if name == project] == ["working_paper"]


def test_a_decision_carries_a_list_out_and_leaves_a_proof(house: House) -> None:
    idea, _ = archive(house)
    number = proposed(house)["list"]

    done = approved(house, number)

    with reading(house.engine) as tx:
        proof = list(acts.walk(tx, "ljungby"))[-1]
    assert done.done == [("idea", idea)]
    assert (proof.verb, proof.at[:10], DECISION in proof.given) == ("dispose", "2029-03-10", True)
    verdict = verify(house)
    assert verdict.faults == []
    assert verdict.erased == 2  # opened, declined
    assert show_case(house, idea, SOON)["title"] == "Gallrat ärende"


def test_what_was_disposed_of_is_in_no_file_any_more(house: House) -> None:
    archive(house)
    assert files_with(house, "hemliga planen") != []
    assert files_with(house, "utkastet till planen") != []

    done = approved(house, proposed(house)["list"])

    assert done.swept
    assert files_with(house, "hemliga planen") == []
    assert files_with(house, "utkastet till planen") == []
    assert (list_files(house, "ljungby"), list(damaged(house))) == ([], [])


def test_working_papers_go_and_the_project_stays(house: House) -> None:
    _, project = archive(house)

    approved(house, proposed(house, LATE)["list"], LATE)

    assert files_with(house, "ringde om partnern") == []
    case = show_case(house, project, LATE)
    assert (case["title"], case["support"][0]["minutes"]) == ("Ett ärende", 30)
    assert verify(house).faults == []


def test_what_was_said_of_an_idea_and_of_a_project_goes_with_it(house: House) -> None:
    for ref in archive(house):
        text = f"Hemliga ordet om {ref}"
        with writing(house.engine) as tx:
            row = Wording(
                0, "ljungby", "case", ref, "buf", "unit", "written", text, 1, "2027-03-01"
            )
            comments.write(tx, row)

    approved(house, proposed(house)["list"])
    approved(house, proposed(house, LATE)["list"], LATE)

    assert files_with(house, "hemliga ordet") == []


def test_listing_and_proposing_take_nothing_away(house: House) -> None:
    archive(house)
    before = everything(house)

    lists.list_due(house, "ljungby", SOON)
    assert everything(house) == before
    proposed(house)

    changed = {name for name, rows in everything(house).items() if rows != before[name]}
    assert changed == {"disposal", "disposal_item", "register_act", "chain"}


@pytest.mark.parametrize("decision", ["", "ja", "ks 2027-02-09 § 14 avslag", "xx 2027-02-09 § 14"])
def test_without_a_decision_that_says_yes_nothing_goes(house: House, decision: str) -> None:
    archive(house)
    number = proposed(house)["list"]
    before = everything(house)

    with pytest.raises(Refused, match="no-disposal-decision"):
        lists.approve(house, "ljungby", number, decision=decision, by=ROLF, at=SOON)

    assert everything(house) == before


@pytest.mark.parametrize("by", [SANNA, at("karin"), at("egon")])
def test_only_a_registrar_approves(house: House, by: str) -> None:
    archive(house)
    number = proposed(house)["list"]

    with pytest.raises(Refused, match="not-your-office"):
        approved(house, number, by=by)


def test_a_decision_of_the_future_is_none(house: House) -> None:
    archive(house)
    number = proposed(house)["list"]

    with pytest.raises(Refused, match="no-disposal-decision"):
        lists.approve(house, "ljungby", number, decision="ks 2030-01-01 § 1", by=ROLF, at=SOON)


def test_what_is_held_since_stays_and_is_told(house: House) -> None:
    idea, _ = archive(house)
    number = proposed(house)["list"]
    holding.hold(house, "ljungby", idea, reason="Tvist om upphandling", by=ROLF, at=SOON)

    done = approved(house, number)

    assert (done.done, done.kept) == ([], [("idea", idea)])
    assert show_case(house, idea, SOON)["title"] == "Ett ärende"


def test_what_is_held_is_not_proposed_until_it_is_lifted(house: House) -> None:
    idea, _ = archive(house)
    held = holding.hold(house, "ljungby", idea, reason="Granskning", by=ROLF, at=SOON)
    assert due(house, SOON) == []

    holding.lift(house, "ljungby", held["hold"], by=SANNA, at=SOON)

    assert due(house, SOON) == [("idea", idea, "ideas")]
    with pytest.raises(NotFound):
        holding.lift(house, "ljungby", held["hold"], by=SANNA, at=SOON)


def test_a_person_who_is_held_is_not_erased(house: House) -> None:
    everywhere(house)
    holding.hold(house, "ljungby", ADDRESS, reason="Granskning", by=ROLF, at=MORNING)

    with pytest.raises(Refused, match="on-hold"):
        erase(house, "ljungby", ADDRESS, by=ROLF, at=MORNING)


def test_a_list_is_carried_out_once(house: House) -> None:
    archive(house)
    number = proposed(house)["list"]
    approved(house, number)
    before = everything(house)

    with pytest.raises(Refused, match="list-closed"):
        approved(house, number)

    assert everything(house) == before


def test_a_list_that_was_taken_back_is_not_carried_out(house: House) -> None:
    archive(house)
    number = proposed(house)["list"]
    lists.withdraw(house, "ljungby", number, by=SANNA, at=SOON)

    with pytest.raises(Refused, match="list-closed"):
        approved(house, number)


def test_no_list_crosses_to_another_municipality(house: House) -> None:
    archive(house)
    number = proposed(house)["list"]

    with pytest.raises(NotFound):
        lists.show(house, "vaxjo", number)
    with pytest.raises(NotFound):
        lists.approve(
            house, "vaxjo", number, decision="ks 2027-02-09 § 14", by=at("rolf", "vaxjo"), at=SOON
        )


STEPS = st.lists(
    st.sampled_from(["list", "propose", "withdraw", "hold", "lift", "approve-sanna", "approve-no"]),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_else_is_done_nothing_goes_without_approval(
    house: House, steps: list[str]
) -> None:
    with reading(house.engine) as tx:
        begun = tx.one("SELECT id FROM case_ LIMIT 1")
    idea = archive(house)[0] if begun is None else "LJU-2027-001"
    words = _words(house)

    for step in steps:
        _try(house, step, idea)

    assert _words(house) == words


def _words(house: House) -> list[list[tuple[object, ...]]]:
    """All that disposal could take away."""
    whole = everything(house)
    return [whole[name] for name in ("case_", "journal", "letter", "letter_text", "support",
                                     "task", "attachment", "import_row", "person")]  # fmt: skip


def _try(house: House, step: str, idea: str) -> None:
    last = len(lists.every(house, "ljungby")) or 1
    doing: dict[str, Callable[[], Any]] = {
        "list": lambda: lists.list_due(house, "ljungby", LATE),
        "propose": lambda: proposed(house, LATE),
        "withdraw": lambda: lists.withdraw(house, "ljungby", last, by=SANNA, at=LATE),
        "hold": lambda: holding.hold(house, "ljungby", idea, reason="x", by=ROLF, at=LATE),
        "lift": lambda: holding.lift(house, "ljungby", last, by=ROLF, at=LATE),
        "approve-sanna": lambda: approved(house, last, LATE, by=SANNA),
        "approve-no": lambda: lists.approve(
            house, "ljungby", last, decision="ks 2027-02-09 § 14 avslag", by=ROLF, at=LATE
        ),
    }
    with contextlib.suppress(Refused, NotFound):
        doing[step]()


def kill_at(house: House, number: int, act: Callable[[House], object]) -> bool:
    """Do something in a process that is killed before its n-th statement; True when it was."""
    child = os.fork()
    if child == 0:
        left, run = [number], Tx.run

        def counted(self: Tx, sql: str, *values: object) -> int:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return run(self, sql, *values)

        Tx.run = counted  # type: ignore[method-assign]
        try:
            act(assemble(house.settings))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _erased(house: House) -> object:
    return erase(house, "ljungby", ADDRESS, by=ROLF, at=MORNING)


def _disposed(house: House) -> object:
    return approved(house, 1)


@pytest.mark.parametrize("what", ["erase", "dispose"])
def test_P1_killed_in_the_middle_all_of_it_is_done_or_nothing(house: House, what: str) -> None:
    if what == "erase":
        everywhere(house)
    else:
        archive(house)
        proposed(house)
    act = _erased if what == "erase" else _disposed
    before, killed = everything(house), 0
    for number in (1, 2, 3, 5, 8, 12, 18, 26, 40, 60, 90):
        if not kill_at(house, number, act):
            break
        killed += 1
        after = everything(house)
        assert after == before or _whole(after, what)
        if after != before:
            break

    assert killed > 3
    if everything(house) == before:
        act(house)
    assert sweep.now(house)
    assert verify(house).faults == []
    assert files_with(house, "petra dahl" if what == "erase" else "hemliga planen") == []


def _whole(after: Everything, what: str) -> bool:
    """Whether what was done is all there: the data, and the act that tells of it."""
    table = after["register_act"]
    return any(("erase" if what == "erase" else "dispose") in row for row in table)
