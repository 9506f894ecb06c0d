"""Who looks at a database's version waits for nobody; who waits to write is told when it took too long."""

import re
from dataclasses import replace
from typing import Any

import pytest

from intlflow.app.house import House
from intlflow.app.unwell import in_words
from intlflow.store import engine
from intlflow.store.engine import SCHEMA, make_engine, schema_of, writing


@pytest.fixture
def impatient(any_house: House, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Another process's engine on the same database, which waits a twentieth of a second."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    quick = re.sub(r"'\d+s'", "'50ms'", engine._ALONE)
    monkeypatch.setattr(engine, "_ALONE", quick)
    other = replace(any_house, engine=make_engine(any_house.settings.database_url))
    yield other.engine
    other.close()


def test_the_version_is_seen_while_somebody_writes(any_house: House, impatient: Any) -> None:
    with writing(any_house.engine):
        assert schema_of(impatient) == SCHEMA


def test_both_databases_say_alike_that_one_waited_in_vain(any_house: House, impatient: Any) -> None:
    with writing(any_house.engine), pytest.raises(Exception) as late, writing(impatient):
        pass

    assert in_words(late.value) == (
        "others have been writing to the database for more than 15 seconds; try again in a moment"
    )
