"""The year is handed over to the finance department: once each version, and everybody can see which."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from intlflow.app.annual_handover import hand_over, hand_over_due, handed_over, version
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House, NotFound
from intlflow.app.papers.annual import annual
from intlflow.app.papers.making import file_made
from intlflow.domain.lifecycle import Refused
from intlflow.papers.plain import mark_of
from intlflow.store.engine import reading
from tests.people import MAIN_ROAD, at, walk
from tests.reports import AFTERWARDS, YEAR, do, open_all

EVENING_BEFORE = datetime(2028, 2, 29, 20, tzinfo=UTC)
LAST_DAY = datetime(2028, 3, 1, 6, 5, tzinfo=UTC)


def letters(house: House) -> list[tuple[str, str]]:
    with reading(house.engine) as tx:
        return [
            (str(to), str(body))
            for to, body in tx.all(
                "SELECT address, body FROM letter JOIN letter_text ON letter_id = id"
                " WHERE template = 'report/handover' ORDER BY created_at, id"
            )
        ]


def on_the_web(house: House) -> House:
    return replace(house, settings=replace(house.settings, address="https://int.example"))


def test_PLAN_59_the_controller_gets_the_paragraph_the_files_and_the_very_version(
    house: House,
) -> None:
    walk(house, MAIN_ROAD[:6])
    done = hand_over(on_the_web(house), "ljungby", YEAR, AFTERWARDS, at("sanna"))
    [(to, body)] = letters(house)
    assert to == at("egon")
    assert done.mark in body
    assert f"https://int.example/arsrapport/{YEAR}/overlamnat/1/docx" in body
    assert f"Under {YEAR} pågick" in body
    assert "kapitel" not in body


def test_what_was_handed_over_is_kept_as_it_was_whatever_happens_after(house: House) -> None:
    walk(house, MAIN_ROAD[:6])
    done = hand_over(house, "ljungby", YEAR, AFTERWARDS, at("sanna"))
    open_all(house)
    do(house, "submit", "karin", note="Mer än vi trodde.")
    kept = version(house, "ljungby", YEAR, 1)
    assert mark_of(kept) == done.mark
    assert mark_of(annual(house, "ljungby", YEAR, AFTERWARDS)) != done.mark
    assert file_made(house, "ljungby", kept, "docx")[1].startswith(b"PK")


def test_the_same_version_is_not_handed_over_twice_but_a_newer_one_says_what_it_replaces(
    house: House,
) -> None:
    first = hand_over(house, "ljungby", YEAR, AFTERWARDS, at("sanna"))
    with pytest.raises(Refused) as refused:
        hand_over(house, "ljungby", YEAR, AFTERWARDS, at("sanna"))
    assert refused.value.why == "handed-over"
    walk(house, MAIN_ROAD[:3])
    second = hand_over(house, "ljungby", YEAR, AFTERWARDS, at("sanna"))
    assert second.number == 2
    said = f"Den ersätter den som överlämnades tidigare, med märket {first.mark}."
    assert [said in body for _, body in letters(house)].count(True) == 1
    assert [each["mark"] for each in handed_over(house, "ljungby", YEAR)] == [
        second.mark,
        first.mark,
    ]


def test_the_clock_hands_over_on_the_last_day_and_only_once(house: House) -> None:
    assert hand_over_due(house, "", EVENING_BEFORE) == []
    first = hand_over_due(house, "", LAST_DAY)
    assert len(first) == len(house.packs)
    assert hand_over_due(house, "", LAST_DAY) == []
    assert len(letters(house)) == len(house.packs)
    [row] = handed_over(house, "ljungby", YEAR)
    assert (row["by"], row["to"]) == (None, "Egon Berg")


def test_the_clock_hands_over_nothing_that_the_coordinator_has(house: House) -> None:
    hand_over(house, "ljungby", YEAR, AFTERWARDS, at("sanna"))
    assert [said for said in hand_over_due(house, "", LAST_DAY) if "ljungby" in said] == []


def test_a_handed_over_year_is_a_duty_met(house: House) -> None:
    def stands() -> str:
        rows = list_duties(house, LAST_DAY, municipality="ljungby", key="handover_to_finance")
        return next(str(row["state"]) for row in rows if row["due"] == "2028-03-01")

    assert stands() == "open"
    hand_over(house, "ljungby", YEAR, LAST_DAY, at("sanna"))
    assert stands() == "met"


def test_only_the_coordinator_hands_over(house: House) -> None:
    with pytest.raises(Refused) as refused:
        hand_over(house, "ljungby", YEAR, AFTERWARDS, at("karin"))
    assert refused.value.why == "not-your-office"
    assert handed_over(house, "ljungby", YEAR) == []


def test_where_nobody_can_take_it_over_nothing_is_and_the_cure_is_said(house: House) -> None:
    pack = house.packs["ljungby"]
    [own] = pack.annual
    for finance, why in ((None, "handover-no-role"), ("auditor", "handover-nobody")):
        changed = pack.model_copy(update={"annual": (own.model_copy(update={"finance": finance}),)})
        other = replace(house, packs={**house.packs, "ljungby": changed})
        changed.__dict__.pop("year", None)
        with pytest.raises(Refused) as refused:
            hand_over(other, "ljungby", YEAR, AFTERWARDS, at("sanna"))
        assert refused.value.why == why
        sentence = house.words["sv"].sentence("refusal", why, **refused.value.details)
        assert "finance" in sentence or "Personer" in sentence
    assert handed_over(house, "ljungby", YEAR) == []


def test_a_version_that_nobody_handed_over_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        version(house, "ljungby", YEAR, 1)
