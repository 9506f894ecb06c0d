"""The bodies' meetings on the pages: added, moved, cancelled, brought in; what that moves is told."""

from collections.abc import Callable

from intlflow.app.house import House
from intlflow.app.meetings.changing import add
from intlflow.app.meetings.showing import list_meetings
from intlflow.domain.words import Kind
from tests import people
from tests.web.asking import SAME, Asker

Ask = Callable[..., Asker]


def days(house: House, body: str = "bun") -> list[str]:
    """The days on which a body meets, as the register has them."""
    rows = list_meetings(house, "ljungby", people.MORNING, body=body)
    return [row["day"] for row in rows if row["status"] != "cancelled"]


def counted_on(house: House) -> tuple[str, int]:
    """A project that counts on a meeting of its board, and that meeting."""
    ref = people.an_idea(house, call_deadline="2027-06-15T17:00").ref
    people.go(house, ref, Kind.PROJECT, "idea", "accept")
    day = people.MORNING.date() + 56 * people.DAY
    made = add(house, "ljungby", "bun", day, by=people.at("siv"), at=people.MORNING)
    return ref, made.row.number


def test_everybody_sees_the_days_and_only_their_keepers_change_them(asker: Ask) -> None:
    assert "Inga sammanträden är inlagda" in asker("karin").text("/sammantraden")
    assert "/sammantraden/ny" not in asker("karin").text("/sammantraden")
    assert asker("karin").get("/sammantraden/ny").status_code == 404


def test_a_meeting_is_added_from_the_page(house: House, asker: Ask) -> None:
    answer = asker("siv").act("/sammantraden/ny", {"body": "bun", "day": "2027-04-26"})

    assert "gjort=inlagt" in answer.headers["location"]
    assert days(house) == ["2027-04-26"]


def test_the_same_day_twice_is_refused_and_what_was_typed_stays(house: House, asker: Ask) -> None:
    siv, fields = asker("siv"), {"body": "bun", "day": "2027-04-26", "reason": "Budget"}
    siv.act("/sammantraden/ny", fields)

    answer = siv.act("/sammantraden/ny", fields)

    assert answer.status_code == 409
    assert 'value="Budget"' in answer.text


def test_the_page_says_what_hangs_on_a_meeting_before_it_is_moved(house: House, asker: Ask) -> None:
    ref, number = counted_on(house)
    siv = asker("siv")
    assert f"/arende/{ref}" in siv.text(f"/sammantraden/{number}")

    answer = siv.act(
        f"/sammantraden/{number}/flytta", {"day": "2027-05-03"}, seen=f"/sammantraden/{number}"
    )

    told = siv.text(answer.headers["location"])
    assert "1 ärende räknade med det" in told
    assert days(house) == ["2027-05-03"]


def test_a_cancelled_meeting_needs_a_reason(house: House, asker: Ask) -> None:
    _, number = counted_on(house)
    page = f"/sammantraden/{number}"

    assert asker("siv").act(f"{page}/stall-in", {"why": ""}, seen=page).status_code == 409
    asker("siv").act(f"{page}/stall-in", {"why": "Snöoväder"}, seen=page)

    assert days(house) == []


def test_a_pasted_list_is_told_first_and_done_after(house: House, asker: Ask) -> None:
    siv, page = asker("siv"), "/import/sammantraden"
    fields = {"text": "Barn- och utbildningsnämnden 2027: 26/4, 31/5", "body": "", "year": ""}

    told = siv.act(page, fields)
    assert "2 nya" in told.text
    assert days(house) == []
    done = siv.act(page, fields | {"gor": "ja"})

    assert done.headers["location"].startswith("/import/sammantraden/klart?nya=2")
    assert days(house) == ["2027-04-26", "2027-05-31"]


def test_a_file_is_told_first_and_its_text_comes_along(house: House, asker: Ask) -> None:
    siv = asker("siv")
    file = ("plan.csv", "organ;dag\nbun;2027-04-26\n".encode("cp1252"), "text/csv")

    told = siv.post(
        "/import/sammantraden",
        data={"_form": siv.mark("/import/sammantraden")},
        files={"file": file},
        headers=SAME,
    )

    assert "1 nya" in told.text
    assert "bun;2027-04-26" in told.text
    assert days(house) == []


def test_a_list_with_a_slip_names_its_line_and_does_nothing(house: House, asker: Ask) -> None:
    text = "organ;dag\nbun;2027-04-26\nbun;i maj\n"

    told = asker("siv").act("/import/sammantraden", {"text": text, "gor": "ja"})

    assert told.status_code == 422
    assert "Rad 3:" in told.text
    assert days(house) == []


def test_what_is_no_text_is_said_to_be_none(asker: Ask) -> None:
    siv = asker("siv")
    file = ("plan.csv", b"\x00\x01\x02\xff" * 100, "text/csv")

    told = siv.post(
        "/import/sammantraden",
        data={"_form": siv.mark("/import/sammantraden")},
        files={"file": file},
        headers=SAME,
    )

    assert told.status_code == 422
