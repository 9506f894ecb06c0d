"""Who may choose and dismiss a call for whom; the reason stays with it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from intlflow import assets
from intlflow.app.calls.choosing import choose, dismiss
from intlflow.app.calls.matching import match_case, match_issues
from intlflow.app.calls.showing import list_calls, list_programmes, matches_of_case, show_call
from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused
from intlflow.packs.reader import read_pack
from tests import people
from tests.app.calls import funder
from tests.app.calls.funder import LIFE, SCHOOLS, TWINNING, bring, usual
from tests.people import DAY, MORNING, at, home
from tests.store.whole import everything


@pytest.fixture
def known(house: House, tmp_path: Path) -> House:
    """Three calls are known."""
    bring(house, tmp_path, usual())
    return house


def listed(house: House, **more: bool) -> list[str]:
    return [c["call"] for c in list_calls(house, "ljungby", MORNING, **more)["calls"]]  # type: ignore[arg-type]


def test_a_dismissed_call_is_listed_no_more_and_its_reason_stays(known: House) -> None:
    dismiss(known, "ljungby", TWINNING, by=at("sanna"), at=MORNING, reason="Vi har ingen vänort.")

    assert listed(known) == [SCHOOLS, LIFE]
    assert listed(known, every=True) == [SCHOOLS, TWINNING, LIFE]
    [said] = show_call(known, "ljungby", TWINNING, MORNING)["history"]
    assert (said["verdict"], said["by"], said["reason"]) == (
        "dismissed", "Sanna Lind", "Vi har ingen vänort.",
    )  # fmt: skip


def test_another_municipality_does_not_hear_of_it(known: House) -> None:
    dismiss(known, "ljungby", TWINNING, by=at("sanna"), at=MORNING, reason="Nej.")

    told = show_call(known, "vaxjo", TWINNING, MORNING)

    assert (told["history"], told["choices"]) == ([], [])


def test_what_was_dismissed_can_be_chosen_after_all(known: House) -> None:
    dismiss(known, "ljungby", LIFE, by=at("sanna"), at=MORNING, reason="Nej.")
    choose(known, "ljungby", LIFE, by=at("sanna"), at=MORNING + DAY)

    told = show_call(known, "ljungby", LIFE, MORNING)

    assert [c["verdict"] for c in told["choices"]] == ["chosen"]
    assert [c["verdict"] for c in told["history"]] == ["dismissed", "chosen"]


def test_the_same_again_is_no_new_row(known: House) -> None:
    first = choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, unit=home())
    before = everything(known)

    second = choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING + DAY, unit=home())

    assert (first.new, second.new) == (True, False)
    assert everything(known) == before


@pytest.mark.parametrize(
    ("who", "unit"), [("stig", home()), ("karin", ""), ("petra", home()), ("karin", "tf")]
)
def test_nobody_chooses_for_others(known: House, who: str, unit: str) -> None:
    before = everything(known)

    with pytest.raises(Refused) as no:
        choose(known, "ljungby", LIFE, by=at(who), at=MORNING, unit=unit)

    assert no.value.why == "not-your-role"
    assert everything(known) == before


def test_a_closed_call_can_not_be_chosen(known: House) -> None:
    with pytest.raises(Refused) as no:
        choose(known, "ljungby", LIFE, by=at("sanna"), at=MORNING + 300 * DAY)

    assert (no.value.why, no.value.details["deadline"]) == ("call-closed", "2027-09-22")


def test_a_call_needs_a_reason_to_be_dismissed(known: House) -> None:
    with pytest.raises(Refused) as no:
        dismiss(known, "ljungby", LIFE, by=at("sanna"), at=MORNING, reason="  ")

    assert no.value.why == "bad-fact"


@pytest.mark.parametrize(
    ("name", "unit", "case"),
    [("NOSUCH", "", ""), (LIFE, "nosuch", ""), (LIFE, "", "LJU-1900-001")],
)
def test_what_is_not_there_is_told(known: House, name: str, unit: str, case: str) -> None:
    with pytest.raises(NotFound):
        choose(known, "ljungby", name, by=at("sanna"), at=MORNING, unit=unit, case=case)


@pytest.fixture
def outside(house: House, tmp_path: Path) -> House:
    """Interreg Öresund-Kattegat-Skagerrak has a call, and so has South Baltic."""
    folder = tmp_path / "packs" / "ljungby"
    shutil.copytree(assets.folder("config") / "ljungby", folder)
    own = ""
    for key, counties in (("interreg_oks", '"12", "13", "14"'), ("interreg_south_baltic", '"07"')):
        own += f'[[programme]]\nkey = "{key}"\nname = "{key}"\ncounties = [{counties}]\n'
        own += f'calls = ["{key.upper()}-*"]\nsource = "prov"\n'
    (folder / "own_programmes.toml").write_text(own, "utf-8")
    house = replace(house, packs=dict(house.packs) | {"ljungby": read_pack(folder)})
    names = ("INTERREG_OKS-1", "INTERREG_SOUTH_BALTIC-1")
    bring(house, tmp_path, [funder.record(name, "Climate", "2027-09-22") for name in names])
    return house


def test_a_programme_that_shuts_the_county_out_is_refused_before_anyone_writes_ten_pages(
    outside: House,
) -> None:
    with pytest.raises(Refused) as no:
        choose(outside, "ljungby", "INTERREG_OKS-1", by=at("sanna"), at=MORNING)

    assert no.value.why == "county-outside"
    assert no.value.details["counties"] == "Skåne län, Hallands län, Västra Götalands län"
    assert choose(outside, "ljungby", "INTERREG_SOUTH_BALTIC-1", by=at("sanna"), at=MORNING).new


def test_whoever_knows_better_gives_a_reason(outside: House) -> None:
    why = "Som associerad partner, enligt sekretariatet."
    done = choose(outside, "ljungby", "INTERREG_OKS-1", by=at("sanna"), at=MORNING, reason=why)

    assert (done.new, done.choice.reason) == (True, why)


def test_calls_from_outside_are_not_matched(outside: House) -> None:
    found = {hit.seen.call.external_id for hit in match_issues(outside, "ljungby", MORNING)}

    assert found == {"INTERREG_SOUTH_BALTIC-1"}


@pytest.mark.parametrize(
    ("programme", "may"),
    [
        ("interreg_south_baltic", "inside"),
        ("interreg_north_sea", "inside"),
        ("interreg_oks", "outside"),
        ("interreg_central_baltic", "outside"),
        ("life", "everywhere"),
    ],
)
def test_each_programme_says_whether_kronoberg_may(house: House, programme: str, may: str) -> None:
    told = {each["programme"]: each["may"] for each in list_programmes(house, "ljungby")}

    assert told[programme] == may


# Matching


def test_PLAN_61_a_call_is_matched_to_what_matters_with_the_words_that_say_so(
    known: House,
) -> None:
    found = [
        (hit.seen.call.external_id, hit.issue.label, hit.issue.unit, hit.reason)
        for hit in match_issues(known, "ljungby", MORNING)
    ]

    assert (LIFE, "Miljö och klimat", "", "climate") in found
    assert (SCHOOLS, "Skola och utbildning", "", "schools, education") in found
    assert (
        SCHOOLS, "Varje skola har en skola utomlands att arbeta med", "buf", "school – schools",
    ) in found  # fmt: skip
    assert TWINNING not in {call for call, *_ in found}


def test_PLAN_52_a_unit_sees_what_answers_to_its_own_issues_and_to_everybody_s(
    known: House,
) -> None:
    units = {
        unit: {hit.issue.unit for hit in match_issues(known, "ljungby", MORNING, unit)}
        for unit in ("buf", "tf")
    }

    assert units == {"buf": {"", "buf"}, "tf": {""}}


def test_the_best_match_comes_first(known: House) -> None:
    scores = [hit.score for hit in match_issues(known, "ljungby", MORNING)]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) >= 3


def test_what_a_unit_dismissed_is_matched_for_the_others_still(known: House) -> None:
    dismiss(known, "ljungby", LIFE, by=at("karin"), at=MORNING, unit=home(), reason="Nej.")

    found = {
        unit: {hit.seen.call.external_id for hit in match_issues(known, "ljungby", MORNING, unit)}
        for unit in ("buf", "tf")
    }
    assert (LIFE in found["buf"], LIFE in found["tf"]) == (False, True)


def test_PLAN_23_a_case_shows_the_calls_that_fit_it_and_those_that_were_considered(
    known: House,
) -> None:
    ref = people.an_idea(known, title="Climate adaptation of schools").ref
    dismiss(
        known, "ljungby", LIFE, by=at("karin"), at=MORNING, case=ref, reason="För stort för oss."
    )

    told = matches_of_case(known, "ljungby", ref, MORNING)

    assert [m["call"] for m in told["matches"]] == [SCHOOLS]
    assert [(c["call"], c["verdict"], c["reason"]) for c in told["considered"]] == [
        (LIFE, "dismissed", "För stort för oss.")
    ]


def test_a_case_that_names_a_programme_is_matched_to_its_calls(known: House) -> None:
    ref = people.an_idea(known, title="Något helt annat", programme="CERV Town Twinning").ref

    _, found, _ = match_case(known, "ljungby", ref, MORNING)

    assert [(hit.seen.call.external_id, hit.programme) for hit in found] == [(TWINNING, True)]
