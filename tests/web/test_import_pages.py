"""Own lists on the pages: looked at first, brought in as one batch, taken out again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from intlflow.app.house import House
from intlflow.app.import_undo import list_imports
from intlflow.app.keeping import housekeeping
from intlflow.app.register import list_people
from intlflow.web.app import serve
from intlflow.web.site import Site
from tests import people
from tests.app.lists import MESSY
from tests.store.whole import Everything, everything
from tests.web.asking import SAME, Asker, sign_in

Ask = Callable[..., Asker]
HEAD = "Projekt;Enhet;Program;Period;Total;Status;Dnr\n"
SOLAR = HEAD + "Solparken;TF;LIFE;2024-2026;1 mkr;pågår;\n"
ODD = SOLAR + "Cykel;Turistbyrån;LIFE;2024-2026;1 mkr;pågår;\n"


def choose(who: Asker, data: bytes, name: str = "lista.csv", kind: str = "projekt") -> str:
    """Choose a file; where its preview is."""
    answer = who.post(
        f"/import/{kind}/valj",
        data={"_form": who.mark("/import")},
        files={"file": (name, data, "text/csv")},
        headers=SAME,
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_list_is_told_line_by_line_and_nothing_is_changed(house: House, asker: Ask) -> None:
    sanna, before = asker("sanna"), everything(house)

    page = sanna.text(choose(sanna, MESSY.read_bytes(), MESSY.name))

    assert everything(house) == before
    assert "gissning" in page
    assert "rad " in page or "!" in page  # cells have addresses
    assert "behöver svar" in page or "nytt" in page


def test_a_list_comes_in_as_one_batch_and_goes_out_again(house: House, asker: Ask) -> None:
    sanna, before = asker("sanna"), everything(house)
    preview = choose(sanna, SOLAR.encode())

    done = sanna.act(preview, {})
    batch = str(done.headers["location"])
    assert "Solparken" in sanna.text(batch)
    back = sanna.act(f"{batch}/angra", {}, seen=batch)

    assert "Allt är som det var" in sanna.text(back.headers["location"])
    assert everything(house) == before


def test_a_list_that_people_have_worked_on_is_not_taken_out(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    batch = str(sanna.act(choose(sanna, SOLAR.encode()), {}).headers["location"])
    given = {"funder_decision.reference": "FD-1", "funder_decision.date": "2027-03-01"}
    sanna.act("/arende/LJU-2027-001/gor/extend", {**given, "period_end": "2027-12-31"})

    answer = sanna.act(f"{batch}/angra", {}, seen=batch)

    assert answer.status_code == 409
    assert "LJU-2027-001" in answer.text


def test_a_unit_that_nobody_knows_is_asked_for_and_the_list_read_again(
    house: House, asker: Ask
) -> None:
    sanna = asker("sanna")
    preview = choose(sanna, ODD.encode())
    assert "Turistbyrån" in sanna.text(preview)

    sanna.act(f"{preview}/enheter", {"text": "Turistbyrån", "unit": "klf"}, seen=preview)
    sanna.act(preview, {})

    assert list_imports(house, "ljungby")[0]["lines"] == {"create": 2}


def test_the_same_list_again_has_nothing_new(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    sanna.act(choose(sanna, SOLAR.encode()), {})

    assert "Inget nytt i listan" in sanna.text(choose(sanna, SOLAR.encode()))


def test_what_is_no_list_is_refused_with_words(asker: Ask) -> None:
    sanna = asker("sanna")
    for data in (b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, b"PK\x03\x04 no book"):
        answer = sanna.post(
            "/import/projekt/valj",
            data={"_form": sanna.mark("/import")},
            files={"file": ("x.xlsx", data, "text/csv")},
            headers=SAME,
        )
        assert answer.status_code == 422
        assert "Filen går inte att läsa in" in answer.text


def test_a_file_is_kept_for_its_owner_alone_for_an_hour_and_readable_by_nobody_else(
    site: Site, asker: Ask
) -> None:
    sanna = asker("sanna")
    preview = choose(sanna, SOLAR.encode())
    folder = site.house.settings.data / "uploads"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert asker("sanna", "vaxjo").get(preview).status_code == 404

    later = replace(site, now=lambda: people.MORNING + timedelta(minutes=61))
    again = Asker(serve(later))
    sign_in(later, again, "sanna")
    assert again.get(preview).status_code == 404
    choose(again, SOLAR.encode())
    assert len(list(folder.iterdir())) == 2  # only the new one and what is known of it
    again.close()


def test_the_night_sweeps_what_nobody_came_back_for(house: House, asker: Ask) -> None:
    choose(asker("sanna"), SOLAR.encode())

    housekeeping(house, people.MORNING + timedelta(hours=20))

    assert list((house.settings.data / "uploads").iterdir()) == []


def test_nothing_is_left_of_a_file_that_was_brought_in(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    sanna.act(choose(sanna, SOLAR.encode()), {})

    assert list((house.settings.data / "uploads").iterdir()) == []


def test_people_come_in_whole_or_not_at_all(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    good = "namn;e-post;roll;enhet\nNils Ny;nils@ljungby.example;;\n"
    bad = good + "Utan Adress;;;\n"

    assert "behöver rättas" in sanna.text(choose(sanna, bad.encode(), kind="personer"))
    done = sanna.act(choose(sanna, good.encode(), kind="personer"), {})

    assert "nya=1" in done.headers["location"]
    names = [row["name"] for row in list_people(house, "ljungby", people.MORNING)]
    assert "Nils Ny" in names
    assert "Utan Adress" not in names


def test_a_list_of_people_goes_out_again_from_the_page(house: House, asker: Ask) -> None:
    sanna = asker("sanna")
    before = everything(house)
    file = b"namn;e-post;roll;enhet\nNils Ny;nils@ljungby.example;;\n"
    sanna.act(choose(sanna, file, kind="personer"), {})
    assert "personer" in sanna.text("/import")

    done = sanna.act("/import/lista/personer/1/angra", {}, seen="/import")

    assert done.headers["location"] == "/import?angrad=1&slag=personer"
    assert "Allt är som det var" in sanna.text(done.headers["location"])
    assert _without_sessions(everything(house)) == _without_sessions(before)


def _without_sessions(found: Everything) -> Everything:
    return {name: rows for name, rows in found.items() if name != "session"}


def test_only_the_coordinator_brings_lists_in(asker: Ask) -> None:
    for name in ("karin", "siv", "rolf"):
        assert asker(name).get("/import").status_code == 404
