"""What is wrong with a form is said by the labels that people see, never by the names of fields."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from intlflow.app.house import House
from tests import people
from tests.web.asking import Asker
from tests.web.routes import a_case

Ask = Callable[..., Asker]


def _summary(page: str) -> list[str]:
    """The lines of the summary on top of a form."""
    found = re.search(r'role="alert".*?<ul>(.*?)</ul>', page, re.DOTALL)
    assert found, page[:2000]
    lines = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", line)) for line in lines]


def test_a_talk_without_a_place_says_which_question_is_unanswered(asker: Ask) -> None:
    fields = {"on": "2027-02-20", "forum": ""}

    answer = asker("karin").act("/plikt/ledningsgrupp_talk/buf", fields)

    assert _summary(answer.text) == ["Var? Uppgiften är tom. Skriv något."]


def test_every_mistake_in_a_new_row_is_said_at_once_and_at_its_field(asker: Ask) -> None:
    fields = {"name": "", "country": "Polonien", "pic": "12"}

    answer = asker("sanna").act("/register/partner/ny", fields)

    assert answer.status_code == 422
    assert _summary(answer.text) == [
        "Namn: Uppgiften är tom. Skriv något.",
        "Land: Landet känns inte igen. Skriv namnet eller två bokstäver, som Polen eller PL.",
        "PIC-nummer: Det har inte rätt form. Skriv det så här: 999999999.",
    ]
    for name in ("name", "country", "pic"):
        assert re.search(rf'id="f-{name}"[^>]*aria-invalid="true"', answer.text), name
        assert f'href="#f-{name}"' in answer.text


@pytest.mark.parametrize("typed", ["Polen", "poland", "PL", "pl"])
def test_a_country_is_written_as_people_write_it(asker: Ask, typed: str) -> None:
    sanna = asker("sanna")

    answer = sanna.act("/register/partner/ny", {"name": "Szczytno", "country": typed})

    assert answer.status_code == 303, answer.text
    assert "Polen" in sanna.text("/register/partner")


def test_countries_of_an_activity_may_be_names(asker: Ask) -> None:
    fields = {"purpose": "Besök", "day": "2027-02-20", "countries": "Polen, DE"}

    answer = asker("karin").act("/register/activity/ny", fields)

    assert answer.status_code == 303, answer.text


def test_a_name_that_is_not_in_the_register_is_told_at_its_field(asker: Ask) -> None:
    fields = {"purpose": "Besök", "day": "2027-02-20", "partner": "Ingen", "case_ref": "LJU-1"}

    answer = asker("karin").act("/register/activity/ny", fields)

    unknown = "Det finns inte i registret. Kontrollera stavningen eller välj i listan."
    assert _summary(answer.text) == [f"Partner: {unknown}", f"Ärende: {unknown}"]


def test_what_is_in_the_register_already_can_be_chosen(house: House, asker: Ask) -> None:
    ref, sanna = a_case(house), asker("sanna")
    sanna.act("/register/partner/ny", {"name": "Szczytno", "country": "PL"})

    page = asker("karin").text("/register/activity/ny")

    assert re.search(r'name="partner"[^>]*list="l-partner"', page)
    assert '<option value="Szczytno">' in page
    assert f'<option value="{ref}">' in page
    assert ref not in asker("stig").text("/register/activity/ny")


def test_a_leg_asks_only_for_what_somebody_knows(asker: Ask) -> None:
    sanna = asker("sanna")
    sanna.act(
        "/register/trip/ny",
        {"purpose": "Till Rostock", "why_not_digital": "Byggplatsen", "day": "2027-02-20"},
    )

    empty = sanna.act("/register/leg/ny", {})
    leg = {"stretch": "Ljungby – Rostock", "trip": "Till Rostock", "mode": "train", "km": "600"}
    kept = sanna.act("/register/leg/ny", leg)

    assert [line.partition(":")[0] for line in _summary(empty.text)] == [
        *("Sträcka", "Resa", "Färdsätt", "Km")
    ]
    assert "Färdsätt: Inget är valt. Välj i listan." in _summary(empty.text)
    assert kept.status_code == 303, kept.text


@pytest.mark.parametrize(
    ("name", "path", "fields", "said"),
    [
        ("sanna", "/mitt-konto/nycklar", {"scope": "read"}, "Vad är den till för? Uppgiften är"),
        ("sanna", "/drift/system", {"url": "https://a.example"}, "Vad heter det? Uppgiften är tom"),
        ("karin", "/ide/ny", {"title": "", "unit": ""}, "Inget är valt. Välj i listan."),
        ("sanna", "/utvarderingar", {"about": "", "answer": "yes"}, "Vad ska utvärderas? "),
    ],
)
def test_no_form_names_its_fields_as_the_program_does(
    asker: Ask, name: str, path: str, fields: dict[str, str], said: str
) -> None:
    lines = _summary(asker(name).act(path, fields).text)

    assert any(said in line for line in lines), lines
    assert not any(re.search(r"\((name|title|about)\)|\b(name|text):", line) for line in lines)


def test_an_empty_comment_is_told_of_by_its_label(house: House, asker: Ask) -> None:
    ref = a_case(house)

    answer = asker("karin").act(
        f"/kommentarer/case/{ref}", {"text": "", "level": "all"}, seen=f"/arende/{ref}"
    )

    assert _summary(answer.text) == ["Kommentar: Uppgiften är tom. Skriv något."]


def test_open_tasks_are_named_by_their_titles(house: House, asker: Ask) -> None:
    ref = people.walk(house, ["accept"]).ref

    page = unescape(asker("manne").text(f"/arende/{ref}"))

    assert "Det finns uppgifter kvar att göra: Undersök vilka utlysningar" in page, page
    assert "undersok" not in page.split("uppgifter kvar att göra", 1)[1].split("</p>", 1)[0]


def test_a_program_still_reads_the_keys(house: House) -> None:
    spoken = house.words["sv"].sentence("refusal", "missing", facts=["memo"])

    assert spoken == "Det saknas uppgifter: Tjänsteskrivelse (memo). Fyll i dem och försök igen."


def test_a_new_meeting_marks_what_is_not_filled_in(asker: Ask) -> None:
    answer = asker("sanna").act("/sammantraden/ny", {"stop": "igår"})

    assert _summary(answer.text) == [
        "Organ: Inget är valt. Välj i listan.",
        "Dag: Uppgiften är tom. Skriv något.",
        "Handlingsstopp: Det är inget datum. Skriv så här: 2027-02-09.",
    ]
    for name in ("body", "day", "stop"):
        assert re.search(rf'id="f-{name}"[^>]*aria-invalid="true"', answer.text), name


def test_a_decision_without_its_paragraph_says_which_box_is_empty(house: House, asker: Ask) -> None:
    ref = people.walk(house, ["accept", "go"]).ref
    path = f"/arende/{ref}/gor/decide_financing"
    page = asker("sanna").text(path)
    fact = re.findall(r'name="(\w+)\.section"', page)[0]
    fields = {f"{fact}.body": "ks", f"{fact}.date": "2027-02-09", f"{fact}.outcome": "bifall"}

    answer = asker("sanna").act(path, fields)

    lines = [line for line in _summary(answer.text) if "inte ifyllt" in line]
    assert [line.partition(": ")[2] for line in lines] == ["Det här är inte ifyllt: Paragraf."]
    assert re.search(rf'id="{fact}-section"[^>]*aria-invalid="true"', answer.text)
    assert not re.search(rf'id="{fact}-body"[^>]*aria-invalid="true"', answer.text)
