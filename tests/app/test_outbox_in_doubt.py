"""Letters that may have arrived already: each alone, last, and no more of them while nobody answers."""

from collections import Counter

import pytest

from intlflow.app.house import House
from intlflow.app.outbox import deliver
from intlflow.letters.post import Ending
from intlflow.store.engine import writing
from tests import people
from tests.app.scripted import ScriptedPost
from tests.app.test_outbox import rows


def in_doubt(house: House, number: int) -> None:
    """So many letters of which a sender that died had not heard."""
    for each in range(number // 3):
        people.an_idea(house, title=f"Idé {each}")
    with writing(house.engine) as tx:
        tx.run("UPDATE letter SET ambiguous = 1")


@pytest.mark.parametrize("ending", [Ending.UNKNOWN, Ending.LATER])
def test_letters_in_doubt_stop_when_three_in_a_row_stay_in_doubt(
    house: House, ending: Ending
) -> None:
    in_doubt(house, 30)
    post = ScriptedPost(lambda _: ending)

    deliver(house, post, now=lambda: people.MORNING)

    assert post.calls == [1, 1, 1]
    assert Counter(row.status for row in rows(house)) == {"retrying": 3, "waiting": 27}


def test_where_nobody_answers_those_in_doubt_wait(house: House) -> None:
    in_doubt(house, 30)
    people.an_idea(house, title="En till")
    post = ScriptedPost(lambda _: Ending.LATER)

    deliver(house, post, now=lambda: people.MORNING)

    assert post.calls == [3]
