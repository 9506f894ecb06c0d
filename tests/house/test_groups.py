"""What is dear to set up is set up once: tests of a group run on one worker."""

import pytest


@pytest.mark.xdist_group("together")
def test_a_group_is_known_to_whoever_shares_the_tests_out(request: pytest.FixtureRequest) -> None:
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("the tests are not shared out by groups")

    assert request.node.nodeid.endswith("@together"), "the workers share groups; see pyproject.toml"
