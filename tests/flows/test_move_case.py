import pytest

from flows.move_case import Unreadable, facts_in


def test_facts_are_read_one_a_line() -> None:
    given = facts_in(" reason = Utlysningen är stängd = tyvärr \n\nwake_on=2027-08-01\n")

    assert given == {"reason": "Utlysningen är stängd = tyvärr", "wake_on": "2027-08-01"}


def test_a_line_that_is_no_fact_is_named() -> None:
    with pytest.raises(Unreadable) as unreadable:
        facts_in("reason=x\nhej")

    assert str(unreadable.value) == "'hej' is not fact=value"
