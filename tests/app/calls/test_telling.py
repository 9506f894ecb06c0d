"""A moved deadline is told to those who chose the call; of the others the coordinator gets one letter."""

from datetime import datetime
from pathlib import Path

import pytest

from intlflow.app.audit import verify
from intlflow.app.calls.alerts import tell_new
from intlflow.app.calls.choosing import choose, dismiss
from intlflow.app.calls.following import follow
from intlflow.app.calls.showing import show_call
from intlflow.app.calls.telling import tell_moved
from intlflow.app.house import House
from intlflow.app.showing import show_case
from intlflow.domain.lifecycle import Refused
from intlflow.store import letters
from intlflow.store.engine import reading, writing
from tests import people
from tests.app.calendar import told
from tests.app.calls import funder
from tests.app.calls.funder import LIFE, TWINNING, bring, usual
from tests.people import DAY, MORNING, at, home
from tests.store.whole import everything, number_of

NEXT = MORNING + DAY


@pytest.fixture
def known(house: House, tmp_path: Path) -> House:
    """Three calls are known."""
    bring(house, tmp_path, usual())
    return house


def move(house: House, folder: Path, to: str = "2027-10-20", when: datetime = NEXT) -> int:
    """LIFE's deadline is moved; how many letters."""
    bring(house, folder, usual(to), when)
    return tell_moved(house, when)


def words(house: House, address: str, template: str) -> str:
    """The latest letter of a kind to somebody."""
    with reading(house.engine) as tx:
        rows = letters.find(tx, address=address, status=None, case_id=None)
        row = next(r for r in rows if r.template == template)
    return f"{row.subject}\n{row.body}"


def test_whoever_chose_the_call_is_told_from_when_to_when(known: House, tmp_path: Path) -> None:
    choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, unit=home())

    move(known, tmp_path)

    assert told(known, "call/") == [
        ("call/moved", at("karin")),
        ("call/moved_others", at("sanna", "vaxjo")),
    ]
    said = words(known, at("karin"), "call/moved")
    assert said.startswith(f"Sista dag flyttad för {LIFE}: Climate adaptation\n")
    assert "från 22 september 2027 kl. 17:00 till 20 oktober 2027 kl. 17:00" in said
    assert "Ni har fått mer tid." in said


def test_an_earlier_day_says_that_it_is_urgent(known: House, tmp_path: Path) -> None:
    choose(known, "ljungby", LIFE, by=at("sanna"), at=MORNING)

    move(known, tmp_path, "2027-04-01")

    assert "tidigare än ni har räknat med" in words(known, at("sanna"), "call/moved")


def test_a_call_chosen_for_a_case_is_told_to_its_project_manager_too(
    known: House, tmp_path: Path
) -> None:
    ref = people.walk(known, ("accept",)).ref
    choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, case=ref)

    move(known, tmp_path)

    assert [a for t, a in told(known, "call/") if t == "call/moved"] == [at("karin"), at("petra")]
    assert f"vald för ärendet {ref}" in words(known, at("petra"), "call/moved")


def test_a_case_without_a_day_of_its_own_gets_the_calls_in_the_journal(
    known: House, tmp_path: Path
) -> None:
    ref = people.walk(known, ("accept",)).ref
    choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, case=ref)

    move(known, tmp_path)

    case = show_case(known, ref, NEXT)
    assert case["facts"]["call_deadline"] == "2027-10-20T17:00+02:00"
    assert [row["verb"] for row in case["journal"]][-1] == "call_moved"
    assert verify(known).whole
    assert "Ärendets sista dag är ändrad på samma sätt" in words(known, at("petra"), "call/moved")


def test_a_day_that_followed_the_call_moves_on_with_it_and_is_planned_anew(
    known: House, tmp_path: Path
) -> None:
    ref = people.walk(known, ("accept",)).ref
    choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, case=ref)
    move(known, tmp_path)
    seen = number_of(known, "reach_seen")

    move(known, tmp_path, "2027-04-01", NEXT + DAY)

    case = show_case(known, ref, NEXT + DAY)
    assert case["facts"]["call_deadline"] == "2027-04-01T17:00+02:00"
    assert number_of(known, "reach_seen") == seen + 1
    assert "Hinner vi? " in words(known, at("petra"), "call/moved")
    before = everything(known)
    assert tell_moved(known, NEXT + DAY) == 0
    assert everything(known) == before


def test_a_day_that_somebody_set_since_stays_and_is_asked_about(
    known: House, tmp_path: Path
) -> None:
    ref = people.walk(known, ("accept", "go")).ref
    own = show_case(known, ref, MORNING)["facts"]["call_deadline"]
    choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, case=ref)

    move(known, tmp_path)

    assert show_case(known, ref, NEXT)["facts"]["call_deadline"] == own
    assert "någon satt en annan sista dag" in words(known, at("petra"), "call/moved")
    (told,) = show_call(known, "ljungby", LIFE, NEXT)["cases"]
    assert (told["ref"], told["deadline"], told["follows"]) == (ref, own, False)

    done = follow(known, "ljungby", LIFE, ref, by=at("petra"), at=NEXT)

    assert done.done
    assert show_case(known, ref, NEXT)["facts"]["call_deadline"] == "2027-10-20T17:00+02:00"
    assert show_call(known, "ljungby", LIFE, NEXT)["cases"][0]["follows"]
    assert verify(known).whole


def test_a_case_follows_only_a_call_that_was_chosen_for_it_by_those_who_may(
    known: House, tmp_path: Path
) -> None:
    ref = people.walk(known, ("accept", "go")).ref
    before = everything(known)

    for who, why in (("petra", "call-not-chosen"), ("stig", "not-your-role")):
        with pytest.raises(Refused, match=why):
            follow(known, "ljungby", LIFE, ref, by=at(who), at=MORNING)

    assert everything(known) == before


def test_of_several_calls_that_nobody_chose_there_is_one_letter(
    known: House, tmp_path: Path
) -> None:
    records = usual("2027-10-20")
    records[1]["deadlineDatesLong"] = [funder.millis("2027-11-01")]
    bring(known, tmp_path, records, NEXT)

    assert tell_moved(known, NEXT) == 2

    assert told(known, "call/") == [
        ("call/moved_others", at("sanna")),
        ("call/moved_others", at("sanna", "vaxjo")),
    ]
    said = words(known, at("sanna"), "call/moved_others")
    assert said.startswith("Flyttade sista dagar i 2 utlysningar")
    assert said.index(LIFE) < said.index(TWINNING)


def test_a_call_that_was_dismissed_is_told_to_nobody(known: House, tmp_path: Path) -> None:
    for key in ("ljungby", "vaxjo"):
        dismiss(known, key, LIFE, by=at("sanna", key), at=MORNING, reason="Vi saknar tid.")

    assert move(known, tmp_path) == 0


def test_what_moved_is_told_once_also_when_the_first_try_was_cut_off(
    known: House, tmp_path: Path
) -> None:
    bring(known, tmp_path, usual("2027-10-20"), NEXT)  # and then the power went

    assert tell_moved(known, NEXT + DAY) == 2
    before = everything(known)
    assert tell_moved(known, NEXT + 2 * DAY) == 0
    assert everything(known) == before


def test_a_day_that_moved_there_and_back_again_is_no_news(known: House, tmp_path: Path) -> None:
    bring(known, tmp_path, usual("2027-10-20"), NEXT)

    assert move(known, tmp_path, "2027-09-22", NEXT + DAY) == 0
    assert number_of(known, "call_moved") == 2


def test_what_moved_long_ago_is_kept_but_told_to_nobody(known: House, tmp_path: Path) -> None:
    bring(known, tmp_path, usual("2027-10-20"), NEXT)

    assert tell_moved(known, NEXT + 31 * DAY) == 0


def test_when_whoever_chose_has_left_the_coordinator_is_told(known: House, tmp_path: Path) -> None:
    choose(known, "ljungby", LIFE, by=at("karin"), at=MORNING, unit=home())
    with writing(known.engine) as tx:
        tx.run("UPDATE person SET active_to = '2027-03-01' WHERE email = ?", at("karin"))

    move(known, tmp_path)

    assert ("call/moved", at("sanna")) in told(known, "call/")


def test_a_moved_deadline_that_has_passed_already_says_so(known: House, tmp_path: Path) -> None:
    choose(known, "ljungby", LIFE, by=at("sanna"), at=MORNING)

    move(known, tmp_path, "2027-02-20")

    assert "Den dagen har redan passerat" in words(known, at("sanna"), "call/moved")


def test_PLAN_52_a_new_call_is_told_once_to_those_whose_issues_it_answers_to(
    known: House, tmp_path: Path
) -> None:
    first = tell_new(known, MORNING)
    second = tell_new(known, NEXT)

    assert (first, second) == (len(told(known, "call/new")), 0)
    assert told(known, "call/new") == [
        ("call/new", at("karin")),
        ("call/new", at("sanna")),
        ("call/new", at("sanna", "vaxjo")),
    ]
    said = words(known, at("karin"), "call/new")
    assert said.startswith("En ny utlysning som kan passa oss")
    assert "Passar Varje skola har en skola utomlands att arbeta med, av orden: school" in said
    assert words(known, at("sanna"), "call/new").startswith("2 nya utlysningar")
    more = [*usual(), funder.record("LIFE-2027-NEW", "Climate and schools", "2027-09-22")]
    bring(known, tmp_path, more, NEXT)
    assert tell_new(known, NEXT) > 0
    assert "LIFE-2027-NEW" in words(known, at("sanna"), "call/new")
