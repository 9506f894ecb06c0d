"""Every command of personal data and disposal, once, with each part of its answer filled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from intlflow import clock
from intlflow.cli.run import run
from tests.people import at, home

Tried = Callable[..., Any]
HERE = ("--in", "ljungby")
ROLF, SANNA = (*HERE, "--as", at("rolf")), (*HERE, "--as", at("sanna"))


def try_person_data(tried: Tried) -> None:
    """An idea is declined, somebody leaves; three years later both may go."""
    new = ("case", "new", *HERE, "--by", at("stig"), "--unit", home(), "--title", "Bort")
    ref = tried(*new)["ref"]
    assert run(["case", "move", ref, "decline", "--as", at("sanna"), "--give", "reason=Nej"]) == 0
    gone = next(each for each in tried("people", "list") if each["email"] == at("stig"))
    number = str(gone["roles"][0]["appointment"])
    assert run(["people", "end", number]) == 0
    decision = ("--decision", f"ks {datetime.now(UTC).date()} § 14")
    held = tried("disposal", "hold", ref, *ROLF, "--reason", "Granskning")["hold"]
    tried("disposal", "lift", str(held), *SANNA)
    assert tried("disposal", "holds", *HERE)[0]["lifted_at"]
    clock.pretend(datetime.now(UTC) + timedelta(days=1100))
    try:
        _later(tried, ref, decision)
    finally:
        clock.reset()


def _later(tried: Tried, ref: str, decision: tuple[str, str]) -> None:
    assert ref in [each["object"] for each in tried("disposal", "list", *HERE)]
    first = str(tried("disposal", "propose", *SANNA)["list"])
    assert tried("disposal", "withdraw", first, *SANNA)["state"] == "withdrawn"
    second = str(tried("disposal", "propose", *SANNA)["list"])
    assert tried("disposal", "approve", second, *ROLF, *decision, "--yes")["done"]
    assert tried("disposal", "show", second, *HERE)["closed_by"]
    assert len(tried("disposal", "lists", *HERE)) == 2
    assert tried("person", "left", *HERE)
    assert tried("person", "export", at("stig"), *HERE)["tables"]
    assert tried("person", "erase", at("stig"), *ROLF, "--dry-run")["rows"]
    assert tried("person", "pseudonymise", *ROLF, *decision)
    assert tried("person", "erase", "12", *ROLF, "--yes")["already"]
    assert tried("person", "sweep")["swept"]
    assert tried("person", "record", *HERE)["processings"]
