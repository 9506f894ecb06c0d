"""Påminnelser: what is to be done, how it stands, and saying that it is done."""

import re
from collections.abc import Callable
from datetime import timedelta

from intlflow.app.duties import answering
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House
from intlflow.store.engine import reading
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]
TALK = "/plikt/ledningsgrupp_talk/buf"


def talked(house: House, on: str = "2027-02-11", by: str = "karin") -> int:
    """A talk that Karin's unit has had."""
    return answering.log(
        house,
        "ljungby",
        "ledningsgrupp_talk",
        subject="buf",
        by=people.at(by),
        on=people.MORNING.date().fromisoformat(on),
        forum="ledningsgruppen",
        at=people.MORNING,
    ).number


def state(house: House, unit: str = "buf") -> str:
    """How far a unit has come with its talks."""
    rows = list_duties(
        house, people.MORNING, municipality="ljungby", subject=unit, key="ledningsgrupp_talk"
    )
    first = min(rows, key=lambda row: row["due"])
    return f"{first['count']} {first['state']}"


def test_each_unit_shows_how_many_of_its_two_talks_it_has_had(asker: Ask, house: House) -> None:
    talked(house)
    page = asker("sanna").text("/paminnelser")
    row = re.search(r"<tr><th[^>]*>Barn- och utbildnings.*?</tr>", page, re.DOTALL)
    other = re.search(r"<tr><th[^>]*>Tekniska.*?</tr>", page, re.DOTALL)

    assert row is not None
    assert other is not None
    assert "1/2 · klart" in row[0]
    assert "0/2 · senast 31 maj" in other[0]


def test_the_sentence_behind_a_duty_is_quoted_where_it_is_asked_for(asker: Ask) -> None:
    for path in ("/paminnelser", TALK):
        page = asker("sanna").text(path)
        assert "minst två gånger per år" in page.replace("\n", " "), path
        assert "Verksamhetsplan" in page


def test_a_contact_person_sees_her_own_unit_and_no_other(asker: Ask) -> None:
    karin = asker("karin")

    page = karin.text("/paminnelser")

    assert "Barn- och utbildningsförvaltningen" in page
    assert "Tekniska förvaltningen" not in page
    assert karin.get("/plikt/ledningsgrupp_talk/tf").status_code == 404
    assert karin.get("/plikt/ledningsgrupp_talk/finns_inte").status_code == 404


def test_a_talk_is_noted_and_the_duty_goes_quiet(asker: Ask, house: House) -> None:
    karin = asker("karin")

    answer = karin.act(TALK, {"on": "2027-02-11", "forum": "ledningsgruppen", "topics": "Rostock"})

    assert answer.headers["location"] == f"{TALK}?gjort=noterat"
    assert state(house) == "1/2 met"
    page = karin.text(f"{TALK}?gjort=noterat")
    assert "Rostock" in page
    assert "Noterat av Karin Ek" in page


def test_a_day_that_has_not_come_is_refused_and_what_was_typed_stands(
    asker: Ask, house: House
) -> None:
    karin = asker("karin")
    ahead = str((people.MORNING + timedelta(days=9)).date())

    answer = karin.act(TALK, {"on": ahead, "forum": "ledningsgruppen", "note": "Bra möte"})

    assert answer.status_code == 422
    assert "har inte varit än" in answer.text
    assert "Bra möte" in answer.text
    assert 'href="#f-on"' in answer.text
    assert state(house) == "0/2 open"


def test_a_wrong_note_is_corrected_and_both_rows_stay(asker: Ask, house: House) -> None:
    number = talked(house)
    karin = asker("karin")
    page = f"{TALK}?ratta={number}"
    assert 'value="2027-02-11"' in karin.text(page)

    karin.act(
        TALK, {"on": "2027-02-12", "forum": "arbetsplatsträff", "corrects": number}, seen=page
    )

    with reading(house.engine) as tx:
        rows = tx.all("SELECT day, corrects FROM duty_log ORDER BY id")
    assert rows == [("2027-02-11", None), ("2027-02-12", number)]
    assert "rättad senare" in karin.text(TALK)


def test_what_never_happened_is_taken_back_with_a_reason(asker: Ask, house: House) -> None:
    number = talked(house)
    karin, page = asker("karin"), f"{TALK}?ratta={number}"
    path = f"/plikt-rad/{number}/ta-tillbaka"

    assert karin.act(path, {"reason": ""}, seen=page).status_code == 422
    assert state(house) == "1/2 met"
    assert karin.act(path, {"reason": "Fel möte"}, seen=page).status_code == 303
    assert state(house) == "0/2 open"


def test_nobody_takes_back_what_another_unit_has_noted(asker: Ask, house: House) -> None:
    number = talked(house)

    answer = asker("stig").act(f"/plikt-rad/{number}/ta-tillbaka", {"reason": "x"}, seen="/ide/ny")

    assert answer.status_code == 404
    assert state(house) == "1/2 met"


def test_the_coordinator_waives_postpones_and_pauses_with_a_reason(
    asker: Ask, house: House
) -> None:
    sanna, path = asker("sanna"), "/styr-plikt/ledningsgrupp_talk/buf"

    assert sanna.act(path, {"kind": "postpone", "reason": "Ny chef"}, seen=TALK).status_code == 422
    later = {"kind": "postpone", "until": "2027-06-30", "reason": "Ny chef"}
    assert sanna.act(path, later, seen=TALK).status_code == 303
    assert "Framflyttat till 30 juni 2027" in sanna.text(TALK)
    assert sanna.act(path, {"kind": "pause", "reason": ""}, seen=TALK).status_code == 422
    assert sanna.act(path, {"kind": "pause", "reason": "Flytt"}, seen=TALK).status_code == 303
    assert state(house) == "0/2 paused"
    assert sanna.act(path, {"kind": "resume", "reason": "Klart"}, seen=TALK).status_code == 303
    assert sanna.act(path, {"kind": "waive", "reason": "Läggs ned"}, seen=TALK).status_code == 303
    assert state(house) == "0/2 waived"
    assert "Läggs ned" in sanna.text(TALK)


def test_only_the_coordinator_finds_the_way_to_waive(asker: Ask) -> None:
    assert "Avstå, skjut upp eller pausa" in asker("sanna").text(TALK)
    assert "Avstå, skjut upp eller pausa" not in asker("karin").text(TALK)


def test_a_duty_of_the_whole_municipality_has_a_page(asker: Ask) -> None:
    page = asker("sanna").text("/plikt/annual_compilation/-")

    assert "Ljungby kommun" in page
    assert "Notera att det är gjort" in page
