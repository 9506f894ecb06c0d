"""Comments: written where the thing is, seen as far as their writer chose, put right with a trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from intlflow.app.comments.about import KINDS
from intlflow.app.duties.answering import log
from intlflow.app.house import House
from intlflow.app.persons.exporting import export
from intlflow.app.register import add_person, appoint
from intlflow.domain.comment import Level
from intlflow.domain.words import Role
from intlflow.store.engine import reading
from intlflow.web.app import serve
from intlflow.web.site import Site
from tests import people
from tests.web.asking import SAME, Asker, sign_in

Ask = Callable[..., Asker]
SAID = "Vi frågade rektorerna först."


@pytest.fixture
def ref(house: House) -> str:
    """A case of Karin's unit; an auditor is in the register, too."""
    add_person(house, "ljungby", name="Rut Ros", email=people.at("rut"), at=people.MORNING)
    day = date(2027, 1, 1)
    appoint(
        house, "ljungby", email=people.at("rut"), role=Role.AUDITOR, scope="", start=day, end=None
    )
    return people.an_idea(house).ref


def write(who: Asker, address: str, about: str, level: str, text: str = SAID) -> str:
    """Write a comment on a page and give back where one is led."""
    answer = who.act(f"/kommentarer/{about}", {"text": text, "level": level}, seen=address)
    assert answer.status_code == 303, answer.text[:2000]
    return str(answer.headers["location"])


SEERS = {  # who sees what Karin writes on her unit's case
    Level.UNIT: {"karin", "manne", "rolf", "rut"},
    Level.COORDINATOR: {"karin", "manne", "rolf", "rut", "sanna"},
    Level.ALL: {"karin", "manne", "rolf", "rut", "sanna", "siv", "egon", "firma", "dagny"},
}


@pytest.mark.parametrize("level", Level)
def test_a_comment_is_seen_by_those_that_its_level_says(ref: str, asker: Ask, level: Level) -> None:
    write(asker("karin"), f"/arende/{ref}", f"case/{ref}", level)

    pages = {name: asker(name).get(f"/arende/{ref}") for name in (*people.CAST, "rut")}

    assert {name for name, page in pages.items() if SAID in page.text} == SEERS[level]
    assert pages["stig"].status_code == 404


def test_every_level_is_told_on_the_comment_and_where_one_writes(
    house: House, ref: str, asker: Ask
) -> None:
    karin, unit = asker("karin"), house.pack("ljungby").units["buf"].name
    for level in Level:
        write(karin, f"/arende/{ref}", f"case/{ref}", level)

    page = karin.text(f"/arende/{ref}")

    for said in (
        f"Bara {unit} ser",
        f"{unit} och samordnaren ser",
        "Alla som ser sidan",
        "Vem ska se den?",
        "allmän handling",
        "Registratorn och revisorn ser alla kommentarer",
    ):
        assert said in page, said


def test_the_narrowest_level_is_chosen_unless_one_says_otherwise(ref: str, asker: Ask) -> None:
    karin, sanna = asker("karin").text(f"/arende/{ref}"), asker("sanna").text(f"/arende/{ref}")

    assert 'name="level" value="unit" checked' in karin
    assert 'name="level" value="coordinator" checked' in sanna
    assert (
        'name="level" value="unit"' not in sanna
    )  # she isn't of the unit, and would see it herself


def test_nobody_chooses_a_level_that_is_not_theirs(ref: str, asker: Ask) -> None:
    sanna = asker("sanna")

    answer = sanna.act(
        f"/kommentarer/case/{ref}", {"text": SAID, "level": "unit"}, seen=f"/arende/{ref}"
    )

    assert answer.status_code == 422
    assert "Välj vem som ska se den" in answer.text
    assert SAID in answer.text  # what was typed is kept


def test_an_empty_comment_is_not_kept(house: House, ref: str, asker: Ask) -> None:
    answer = asker("karin").act(
        f"/kommentarer/case/{ref}", {"text": " \n ", "level": "all"}, seen=f"/arende/{ref}"
    )

    assert answer.status_code == 422
    assert 'href="#f-text"' in answer.text
    assert rows(house) == []


def rows(house: House) -> list[tuple[str, str]]:
    """What the table holds: state and text."""
    with reading(house.engine) as tx:
        return [
            (state, text) for state, text in tx.all("SELECT state, text FROM comment ORDER BY id")
        ]


def test_a_comment_is_put_right_and_its_earlier_wording_is_still_there(
    house: House, ref: str, asker: Ask
) -> None:
    karin = asker("karin")
    where = write(karin, f"/arende/{ref}", f"case/{ref}", "all")
    number = where.rpartition("-")[2]

    answer = karin.act(f"/kommentar/{number}", {"text": "Vi frågade alla.", "level": "all"})

    assert answer.headers["location"] == f"/arende/{ref}#kommentar-{number}"
    assert rows(house) == [("written", SAID), ("changed", "Vi frågade alla.")]
    page = asker("sanna").text(f"/arende/{ref}")
    assert "Vi frågade alla." in page
    assert "Ändrad" in page
    assert SAID in page


def test_what_was_taken_back_is_read_by_the_registrar_alone(
    house: House, ref: str, asker: Ask
) -> None:
    karin = asker("karin")
    number = write(karin, f"/arende/{ref}", f"case/{ref}", "all").rpartition("-")[2]

    karin.act(f"/kommentar/{number}/ta-tillbaka", seen=f"/kommentar/{number}")

    assert rows(house) == [("written", SAID), ("withdrawn", "")]
    for name in ("karin", "sanna", "manne"):
        page = asker(name).text(f"/arende/{ref}")
        assert "togs tillbaka" in page
        assert SAID not in page
    assert SAID in asker("rolf").text(f"/arende/{ref}")


def test_a_comment_stands_after_a_day(site: Site, ref: str, asker: Ask) -> None:
    number = write(asker("karin"), f"/arende/{ref}", f"case/{ref}", "all").rpartition("-")[2]
    late = replace(site, now=lambda: people.MORNING + timedelta(hours=25))
    with Asker(serve(late)) as karin:
        sign_in(late, karin, "karin")

        assert f"/kommentar/{number}" not in karin.text(f"/arende/{ref}")
        assert "Skriv en ny i stället" in karin.text(f"/kommentar/{number}", 409)


def test_nobody_changes_what_another_wrote(house: House, ref: str, asker: Ask) -> None:
    number = write(asker("karin"), f"/arende/{ref}", f"case/{ref}", "all").rpartition("-")[2]
    manne = asker("manne")
    mark = manne.mark(f"/arende/{ref}")

    for path in (f"/kommentar/{number}", f"/kommentar/{number}/ta-tillbaka"):
        sent = {"_form": mark, "text": "Nej.", "level": "all"}
        assert manne.post(path, data=sent, headers=SAME).status_code == 404
    assert rows(house) == [("written", SAID)]


def test_whoever_does_not_see_the_case_does_not_comment_on_it(
    house: House, ref: str, asker: Ask
) -> None:
    stig, vaxjo = asker("stig"), asker("sanna", "vaxjo")
    for who in (stig, vaxjo):
        sent = {"_form": who.mark("/mitt-konto"), "text": SAID, "level": "all"}
        assert who.post(f"/kommentarer/case/{ref}", data=sent, headers=SAME).status_code == 404
    assert rows(house) == []


def test_an_auditor_reads_every_comment_and_writes_none(house: House, ref: str, asker: Ask) -> None:
    write(asker("karin"), f"/arende/{ref}", f"case/{ref}", "unit")
    rut = asker("rut")

    page = rut.text(f"/arende/{ref}")

    assert SAID in page
    assert "Skriv en kommentar" not in page
    sent = {"_form": rut.mark("/mitt-konto"), "text": "Nej.", "level": "all"}
    assert rut.post(f"/kommentarer/case/{ref}", data=sent, headers=SAME).status_code == 404


def test_a_text_is_shown_and_never_run(ref: str, asker: Ask) -> None:
    karin = asker("karin")
    write(karin, f"/arende/{ref}", f"case/{ref}", "all", "<script>alert(1)</script>\nrad två")

    page = karin.text(f"/arende/{ref}")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nrad två" in page


def places(house: House, ref: str) -> dict[str, tuple[str, str]]:
    """One of each kind of thing: what stands behind /kommentarer, and its page."""
    with reading(house.engine) as tx:
        sitting = tx.one("SELECT MIN(number) FROM meeting WHERE municipality = 'ljungby'")
        decided = tx.one("SELECT MIN(id) FROM decision")
    assert sitting is not None
    assert decided is not None
    return {
        "case": (f"case/{ref}", f"/arende/{ref}"),
        "duty": ("duty/ledningsgrupp_talk/buf", "/plikt/ledningsgrupp_talk/buf"),
        "decision": (f"decision/{decided[0]}", f"/beslut/{decided[0]}"),
        "meeting": (f"meeting/{sitting[0]}", f"/sammantraden/{sitting[0]}"),
        "document": ("document/plan_2018", "/styrdokument/plan_2018"),
        "unit": ("unit/buf", "/enheter/buf"),
    }


def test_everything_can_be_commented_on(house: House, ref: str, asker: Ask) -> None:
    people.walk(house, people.MAIN_ROAD[:5])
    sanna = asker("sanna")
    sanna.act("/sammantraden/ny", {"body": "ks", "day": "2027-04-06", "reason": "plan"})

    for kind, (about, address) in places(house, ref).items():
        where = write(sanna, address, about, "all", f"Om {kind}.")
        assert where.startswith(f"{address}#kommentar-"), kind
        assert f"Om {kind}." in sanna.text(address)
    assert set(KINDS) - set(places(house, ref)) == {"call", "row"}  # other tests' matter


def test_what_is_no_thing_looks_like_what_is_missing(asker: Ask) -> None:
    sanna = asker("sanna")

    for about in ("case/LJU-1999-001", "duty/x/y", "meeting/a", "call/x", "row/x/1", "ufo/1"):
        assert sanna.get(f"/kommentarer/{about}").status_code == 404, about


def test_a_person_gets_their_comments_and_a_search_finds_none(
    house: House, ref: str, asker: Ask
) -> None:
    karin = asker("karin")
    write(karin, f"/arende/{ref}", f"case/{ref}", "unit", "Manne Holm höll med om rektorerna.")

    told = export(house, "ljungby", people.at("karin"), at=people.MORNING)

    comments = next(each for each in told["tables"] if each["table"] == "comment")
    assert comments["rows"][0]["text"] == "[…] höll med om rektorerna."
    assert f"/arende/{ref}" not in asker("manne").text("/sok?q=rektorerna")


def test_a_note_on_a_duty_is_no_comment(house: House, asker: Ask) -> None:
    log(
        house, "ljungby", "ledningsgrupp_talk", subject="buf", by=people.at("karin"),
        on=date(2027, 2, 1), forum="ledningsgruppen", topics="", note="", at=people.MORNING,
    )  # fmt: skip

    assert "Ingen har skrivit något du kan se" in asker("karin").text(
        "/plikt/ledningsgrupp_talk/buf"
    )
