"""The annual collection: each unit of the year is asked once, answers, and nothing is lost or doubled."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from intlflow.app.duties.ticking import tick
from intlflow.app.house import House, NotFound
from intlflow.app.register import appoint, away
from intlflow.app.report_status import show, status
from intlflow.app.unit_reports import act, close_year, open_year
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.store.engine import reading
from intlflow.store.unit_reports import answered_reports
from tests.people import at
from tests.reports import AFTERWARDS, OPENS, WEEK_LATER, YEAR, close_all, do, open_all
from tests.store.whole import everything, number_of

UNITS = {"buf", "kff", "klf", "lbab", "leab", "lenab", "lhab", "luab", "mbf", "sof", "tf"}


def state(house: House, unit: str = "buf") -> str:
    with reading(house.engine) as tx:
        return answered_reports(tx)["ljungby", unit, YEAR]


def line(house: House, unit: str = "buf", when: datetime = AFTERWARDS) -> dict[str, Any]:
    return next(row for row in status(house, "ljungby", YEAR, when) if row["unit"] == unit)


def refused(house: House, verb: str, who: str, **more: Any) -> Refused:
    """The answer of the rules, after which everything must be as before."""
    before = everything(house)
    with pytest.raises(Refused) as no:
        do(house, verb, who, **more)
    assert everything(house) == before
    return no.value


# Opening


def test_PLAN_47_every_unit_and_company_is_asked_once_however_often_the_clock_comes(
    house: House,
) -> None:
    first, second = open_all(house), open_all(house, when=WEEK_LATER)

    assert set(first.opened) == UNITS
    assert (second.opened, second.already) == ((), len(UNITS))
    assert number_of(house, "unit_report") == len(UNITS)
    assert number_of(house, "unit_report_event WHERE person_id IS NULL AND verb = 'open'") == 11


def test_PLAN_57_the_companies_are_asked_like_the_administrations(house: House) -> None:
    kinds = {house.pack("ljungby").units[key].kind for key in open_all(house).opened}

    assert kinds == {"administration", "company"}


def test_a_year_that_has_not_come_is_not_asked_about(house: House) -> None:
    with pytest.raises(Refused) as no:
        open_year(house, "ljungby", 2028, OPENS)

    assert (no.value.why, no.value.details) == ("report-year-ahead", {"year": 2028})
    assert number_of(house, "unit_report") == 0


def test_the_coordinator_may_open_the_year_and_nobody_else(house: House) -> None:
    with pytest.raises(Refused) as no:
        open_year(house, "ljungby", YEAR, OPENS, at("karin"))
    opened = open_year(house, "ljungby", YEAR, OPENS, at("sanna"))

    assert no.value.why == "not-for-this-unit"
    assert (no.value.details["verb"], no.value.details["who"]) == ("open", ["coordinator"])
    assert set(opened.opened) == UNITS
    assert line(house)["last"]["by"] == "Sanna Lind"


# Answering


def test_PLAN_47_a_report_goes_from_the_contact_person_by_the_manager_to_approved(
    house: House,
) -> None:
    open_all(house)

    seen = [
        (state(house), do(house, verb, who).target)
        for verb, who in (("start", "karin"), ("submit", "karin"), ("approve", "manne"))
    ]

    assert seen == [
        ("not_opened", "started"),
        ("started", "submitted"),
        ("submitted", "approved"),
    ]
    events = show(house, "ljungby", "buf", YEAR, AFTERWARDS)["events"]
    assert [(e["seq"], e["verb"], e["by"], e["role"]) for e in events] == [
        (1, "open", None, ""),
        (2, "start", "Karin Ek", "contact_person"),
        (3, "submit", "Karin Ek", "contact_person"),
        (4, "approve", "Manne Holm", "unit_manager"),
    ]


def test_PLAN_47_nothing_to_report_is_signed_by_name_and_is_not_silence(house: House) -> None:
    open_all(house)

    do(house, "nothing", "karin")
    silent = close_all(house)

    mine, other = line(house), line(house, "sof")
    assert (mine["state"], mine["answered"], mine["last"]["by"]) == ("nothing", True, "Karin Ek")
    assert (other["state"], other["answered"], other["last"]["by"]) == ("not_answered", False, None)
    assert set(silent) == UNITS - {"buf"}


def test_PLAN_59_what_is_returned_says_what_is_lacking_and_is_asked_for_again(
    house: House,
) -> None:
    open_all(house)
    do(house, "submit", "karin")

    do(house, "return", "sanna", note="Skriv vad eleverna lärde sig.")

    returned = line(house)
    assert (returned["state"], returned["answered"]) == ("returned", False)
    assert returned["last"]["note"] == "Skriv vad eleverna lärde sig."
    assert do(house, "submit", "manne").target == "submitted"


def test_a_report_is_never_returned_without_a_word(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin")

    assert refused(house, "return", "sanna", note="  ").details == {"facts": ["reason"]}


@pytest.mark.parametrize("who", ["stig", "sanna", "petra", "lea", "egon"])
@pytest.mark.parametrize("verb", ["start", "submit", "nothing"])
def test_VX_24_only_the_unit_s_own_people_answer_for_it(house: House, verb: str, who: str) -> None:
    open_all(house)

    no = refused(house, verb, who)

    assert no.why == "not-for-this-unit"
    assert no.details["who"] == ["contact_person", "unit_manager"]


def test_whoever_wrote_a_report_does_not_approve_it_unless_they_manage_the_unit(
    house: House,
) -> None:
    open_all(house)
    do(house, "submit", "karin")

    assert refused(house, "approve", "karin").details["who"] == ["unit_manager"]
    assert refused(house, "approve", "sanna").details["who"] == ["unit_manager"]


def test_PLAN_38_the_deputy_answers_while_the_contact_person_is_away_and_not_else(
    house: House,
) -> None:
    open_all(house)
    early = refused(house, "start", "disa")
    away(house, "ljungby", email=at("karin"), first=date(2027, 12, 7), last=date(2027, 12, 9))

    assert early.why == "not-for-this-unit"
    assert do(house, "start", "disa").target == "started"


def test_a_report_that_was_not_opened_can_not_be_answered(house: House) -> None:
    no = refused(house, "submit", "karin")

    assert no.why == "report-not-opened"
    assert no.details == {"unit": "Barn- och utbildningsförvaltningen", "year": YEAR}


def test_a_verb_of_another_state_is_told_what_can_be_done(house: House) -> None:
    open_all(house)

    no = refused(house, "approve", "manne")

    assert (no.why, no.details["open"]) == (
        "report-not-from-here",
        ["start", "submit", "nothing"],
    )


def test_what_only_the_day_does_nobody_does_by_hand(house: House) -> None:
    open_all(house)

    assert refused(house, "close", "sanna").why == "report-by-the-clock"


def test_whoever_looked_at_an_old_version_is_told_who_was_first(house: House) -> None:
    open_all(house)
    do(house, "start", "karin", version=1)

    stale = refused(house, "submit", "manne", version=1)
    ahead = refused(house, "submit", "manne", version=9)

    assert (stale.why, stale.details["who"], stale.details["verb"]) == (
        *("report-stale", "Karin Ek"),
        "start",
    )
    assert (ahead.why, ahead.details) == ("report-no-such-version", {"version": 9, "newest": 2})


def test_an_unknown_unit_or_person_is_not_found(house: House) -> None:
    open_all(house)

    for more in ({"unit": "nope"}, {"by": "nobody@ljungby.example"}, {"municipality": "atlantis"}):
        with pytest.raises(NotFound):
            do(house, "start", "karin", **more)


# Closing


def test_VX_24_an_answer_after_the_closing_still_counts_and_is_marked_late(house: House) -> None:
    open_all(house)
    do(house, "start", "karin")
    close_all(house)

    answer = do(house, "submit", "karin", at=AFTERWARDS)

    assert (answer.source, answer.target, answer.late) == ("not_answered", "submitted", True)
    assert (line(house)["answered"], line(house)["late"]) == (True, True)
    assert do(house, "approve", "manne", at=AFTERWARDS).late


def test_an_answer_in_time_is_not_late_although_it_is_approved_afterwards(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin")
    close_all(house)

    assert not do(house, "approve", "manne", at=AFTERWARDS).late
    assert not line(house)["late"]


def test_closing_twice_closes_nothing_that_was_begun_or_opened_again(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin")
    first = close_all(house)
    do(house, "return", "sanna", at=AFTERWARDS, note="Fyll på")
    do(house, "start", "stig", at=AFTERWARDS, unit="tf")

    second = close_year(house, "ljungby", YEAR, AFTERWARDS)

    assert (len(first), second) == (10, ())
    assert (state(house), state(house, "tf")) == ("returned", "started")


def test_the_coordinator_opens_an_answer_again_with_a_reason(house: House) -> None:
    open_all(house)
    do(house, "nothing", "karin")

    do(house, "reopen", "sanna", note="Ni hade ju ett utbyte i maj.")

    assert (state(house), line(house)["answered"]) == ("returned", False)
    assert do(house, "submit", "karin").target == "submitted"


# Merging


def test_PLAN_57_a_unit_merged_during_the_year_is_told_under_its_old_name_by_its_successor(
    house: House,
) -> None:
    was = house.pack("vaxjo").units["vaxjobostader"]
    appoint(
        house, "vaxjo", email=at("petra", "vaxjo"), role=Role.CONTACT, scope=str(was.successor),
        start=date(2022, 1, 1), end=None,
    )  # fmt: skip
    when = datetime(2023, 1, 10, 8, tzinfo=UTC)

    opened = open_year(house, "vaxjo", 2022, when)
    answer = act(
        house, "nothing", municipality="vaxjo", unit=was.key, year=2022,
        by=at("petra", "vaxjo"), at=when,
    )  # fmt: skip

    rows = {row["unit"]: row for row in status(house, "vaxjo", 2022, when)}
    assert {was.key, was.successor} <= set(opened.opened)
    assert (answer.unit_name, answer.target) == (was.name, "nothing")
    assert (rows[was.key]["unit_name"], rows[was.key]["successor"]) == (was.name, was.successor)
    assert [each["name"] for each in rows[was.key]["answers"]] == ["Petra Dahl"]
    assert was.key not in open_year(house, "vaxjo", 2023, when).opened


# Looking


def test_status_names_every_unit_and_who_answers_also_before_anything_is_opened(
    house: House,
) -> None:
    before = status(house, "ljungby", YEAR, OPENS)
    open_all(house)
    after = status(house, "ljungby", YEAR, OPENS)

    assert {row["unit"] for row in before} == {row["unit"] for row in after} == UNITS
    assert {(row["state"], row["version"], row["since"]) for row in before} == {
        ("not_opened", 0, None)
    }
    mine = next(row for row in after if row["unit"] == "buf")
    assert (mine["version"], mine["since"]) == (1, "2027-12-01T07:00:00.000000Z")
    assert mine["answers"] == [
        {"name": "Karin Ek", "email": at("karin"), "stands_in": False, "vacancy": False}
    ]
    vacant = next(row for row in after if row["unit"] == "sof")
    assert [(one["name"], one["vacancy"]) for one in vacant["answers"]] == [("Sanna Lind", True)]


def test_the_answers_of_all_municipalities_come_in_one_question(house: House) -> None:
    open_all(house)
    open_all(house, "vaxjo")
    do(house, "nothing", "karin")

    with reading(house.engine) as tx:
        found = answered_reports(tx)

    assert {key[0] for key in found} == {"ljungby", "vaxjo"}
    assert found["ljungby", "buf", YEAR] == "nothing"
    assert found["vaxjo", "utf", YEAR] == "not_opened"


def test_a_note_is_one_clean_line_and_not_a_report(house: House) -> None:
    open_all(house)

    do(house, "start", "karin", note="Vi\x1b[31m börjar\n nu")

    assert line(house)["last"]["note"] == "Vi [31m börjar nu"
    assert refused(house, "submit", "karin", note="x" * 4001).details["form"] == "too-long"
    assert json.loads(json.dumps(line(house))) == line(house)


# The duty


@pytest.mark.parametrize("verb", ["submit", "nothing"])
def test_PLAN_47_an_answer_lets_the_duty_go_quiet_and_takes_back_the_letter_about_it(
    house: House, verb: str
) -> None:
    tick(house, OPENS)
    open_all(house)
    waiting = "letter WHERE template = 'duty/one' AND status = 'waiting' AND person_id = 1"
    before = number_of(house, waiting)

    do(house, verb, "karin", at=OPENS)

    assert (before, number_of(house, waiting)) == (1, 0)
