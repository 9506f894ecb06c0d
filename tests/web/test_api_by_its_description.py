"""The API is asked everything that its own description allows, and what it does not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from intlflow.app.house import House
from intlflow.domain.words import Kind
from intlflow.web.api.described import description
from intlflow.web.app import serve
from intlflow.web.limits import Limit
from intlflow.web.site import Site
from tests import people
from tests.web.asking import HERE
from tests.web.programs import key_of
from tests.web.test_every_route import cast as cast

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
FOREIGN = "Främmande ärende"
WHO = {"nobody": None, "reader": "rut", "coordinator": "sanna"}
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
Ask = Callable[[str | None, int], None]


@pytest.fixture
def app(site: Site, house: House, cast: None) -> Any:
    """The pages with a case of each municipality, and no limit on how often one may ask."""
    people.a_case(house, Kind.PROJECT, "vaxjo", FOREIGN)
    limits = replace(site.limits, programs=Limit(10**9, 1.0, lambda: 0.0))
    return serve(replace(site, limits=limits))


@pytest.fixture
def ask(app: Any, site: Site) -> Ask:
    """Ask every operation many times over; each answer must be one that is described."""

    def every(name: str | None, examples: int) -> None:
        heads = {"sec-fetch-site": "same-origin"}
        if name:
            heads["authorization"] = f"Bearer {key_of(site, name)}"
        schema = schemathesis.openapi.from_dict(description())
        schema.app = app
        schema.config.update(base_url=HERE)
        for found in schema.get_all_operations():
            _try(found.ok(), heads, name is None, examples)

    return every


def _try(operation: Any, heads: dict[str, str], nobody: bool, examples: int) -> None:
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    cases = operation.as_strategy(generation_mode=modes[0]) | operation.as_strategy(
        generation_mode=modes[1]
    )

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=examples <= 50,
        database=None,
        suppress_health_check=QUIET,
        phases=[Phase.generate],
    )
    @given(case=cases)
    def once(case: Any) -> None:
        case.headers = {**(case.headers or {}), **heads}
        answer = case.call()
        assert answer.status_code < 500, (case, answer.text)
        assert FOREIGN not in answer.text
        assert "VAX-" not in answer.text
        if nobody:
            assert answer.status_code in (400, 401, 413, 422), (case, answer.text)
        case.validate_response(answer, checks=CHECKS)

    once()


@pytest.mark.parametrize("who", WHO)
def test_every_answer_is_one_that_is_described(ask: Ask, who: str) -> None:
    ask(WHO[who], 20)


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_every_answer_is_described_the_long_way(ask: Ask, who: str) -> None:
    ask(WHO[who], 500)
