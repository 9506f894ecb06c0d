"""Whatever happens, in whatever order: each step once, none lost, none early (P2, P3, P4; T8)."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from intlflow.app.house import House
from tests.app.duties import planted
from tests.app.duties.hamlet import Template
from tests.app.duties.ledger_machine import Village

USUAL = settings(
    max_examples=250, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
FIND = settings(USUAL, phases=[Phase.generate], derandomize=True, database=None, print_blob=False)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("hamlet"))


def run(template: Template, how: settings, prepared: Callable[[House], None] | None = None) -> None:
    """Let the machine run, each time in a hamlet of its own that may have been prepared."""
    given = {"template": template} | ({"prepared": staticmethod(prepared)} if prepared else {})
    run_state_machine_as_test(type("Machine", (Village,), given), settings=how)


def test_every_step_goes_into_the_ledger_once_whatever_happens(template: Template) -> None:
    run(template, USUAL)


@pytest.mark.slow
def test_every_step_goes_into_the_ledger_once_twenty_thousand_times(template: Template) -> None:
    run(template, settings(USUAL, max_examples=20_000))


def test_the_keys_alone_save_a_tick_that_looks_before_it_has_the_writers_place(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted.look_first(monkeypatch)

    run(template, settings(FIND, max_examples=60))


def test_the_machine_finds_a_ledger_without_keys(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted.look_first(monkeypatch)

    with pytest.raises(AssertionError, match="twice"):
        run(template, FIND, planted.without_keys)


def test_the_machine_finds_a_tick_that_marks_before_it_tells(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted.mark_first(monkeypatch)

    with pytest.raises(AssertionError):
        run(template, FIND)


def test_the_machine_finds_a_tick_that_tells_only_what_falls_on_the_very_day(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted.exact_day(monkeypatch)

    with pytest.raises(AssertionError):
        run(template, FIND)


def test_the_machine_finds_a_tick_that_remembers_how_far_it_has_come(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = planted.Watermark(monkeypatch)

    with pytest.raises(AssertionError):
        run(template, FIND, mark.begin)
