"""A list of people from a spreadsheet: all of it or nothing, each mistake with its line."""

from datetime import UTC, datetime
from typing import Any

import pytest

from intlflow.app.house import House
from intlflow.app.people_import import Imported, import_people
from intlflow.app.register import list_people
from intlflow.letters.words import in_language
from tests.people import MORNING, at
from tests.store.whole import everything

HEAD = "Namn;E-post;Titel;Språk;Roll;Enhet;Nämnd;Från;Till;Ersättare;Beslut"
SAGA = (
    "Saga Vik;saga.vik@ljungby.example;Strateg;sv;Kontaktperson;sof;;2027-03-01;;;sn 2027-02-01 § 4"
)
DEPUTY = "Åsa Örn;asa.orn@ljungby.example;;;kontaktperson;Socialförvaltningen;;2027-03-01;;ja;"
LEADER = (
    "Lo Ek;lo.ek@ljungby.example;;en;politiskt ansvarig;;;2027-03-01;2030-12-31;;ks 2027-01-12 § 9"
)


def load(house: House, *lines: str, head: str = HEAD, **more: Any) -> Imported:
    data = "\r\n".join((head, *lines)).encode(more.pop("encoding", "utf-8"))
    return import_people(house, "ljungby", data, at=more.pop("at", MORNING), **more)


def wrong(house: House, *lines: str, head: str = HEAD) -> list[tuple[int, str, str]]:
    """What is wrong with a file, which has then changed nothing."""
    before = everything(house)
    done = load(house, *lines, head=head)
    assert everything(house) == before
    for words in (in_language("sv"), in_language("en")):
        said = {each.why: each.said(words) for each in done.mistakes}
        assert set(said) <= set(words.section("sheet"))
        assert [text for text in said.values() if "{" in text or not text.endswith(".")] == []
    return [(each.line, each.column, each.why) for each in done.mistakes]


def roles(house: House, name: str, when: datetime = MORNING) -> list[tuple[str, str, bool]]:
    people = list_people(house, "ljungby", when)
    (mine,) = (person for person in people if person["email"] == f"{name}@ljungby.example")
    return [(role["role"], role["scope"], role["deputy"]) for role in mine["roles"]]


def test_PLAN_38_PLAN_32_a_list_brings_people_with_their_units_deputies_and_terms(
    house: House,
) -> None:
    done = load(house, SAGA, DEPUTY, LEADER)

    assert (done.mistakes, done.rows, done.added, done.appointed) == ((), 3, 3, 3)
    assert roles(house, "saga.vik") == [("contact_person", "sof", False)]
    assert roles(house, "asa.orn") == [("contact_person", "sof", True)]
    assert roles(house, "lo.ek") == [("political_lead", "", False)]
    assert roles(house, "lo.ek", datetime(2031, 1, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_as_spreadsheets_save_it(
    house: House, encoding: str, separator: str
) -> None:
    head, line = (text.replace(";", separator) for text in (HEAD, DEPUTY))

    done = load(house, line, head=head, encoding=encoding)

    people = list_people(house, "ljungby", MORNING)
    assert (done.mistakes, done.added) == ((), 1)
    assert people[-1]["name"] == "Åsa Örn"


def test_headings_may_be_english_in_any_order_and_spelling(house: House) -> None:
    head = "VALID FROM,role,E-Mail,Full name,unit"

    done = load(house, "2027-03-01,contact person,saga.vik@ljungby.example,Saga Vik,SOF", head=head)

    assert (done.mistakes, done.appointed) == ((), 1)
    assert roles(house, "saga.vik") == [("contact_person", "sof", False)]


def test_the_same_list_twice_changes_nothing_also_another_day(house: House) -> None:
    lines = (SAGA, DEPUTY, LEADER, "Karin Ek;karin@ljungby.example;;;;;;;;;")
    load(house, *lines)
    before = everything(house)

    again = load(house, *lines, at=datetime(2028, 5, 1, tzinfo=UTC))

    assert everything(house) == before
    assert (again.added, again.appointed, again.ended, again.unchanged) == (0, 0, 0, 4)


def test_a_dry_run_tells_the_same_and_changes_nothing(house: House) -> None:
    before = everything(house)

    dry = load(house, SAGA, DEPUTY, dry_run=True)

    assert everything(house) == before
    assert (dry.dry_run, dry.added, dry.appointed) == (True, 2, 2)


def test_an_appointment_ends_only_when_the_list_says_so(house: House) -> None:
    load(house, SAGA, DEPUTY)
    later = datetime(2027, 7, 2, tzinfo=UTC)

    load(house, LEADER)
    untouched = roles(house, "saga.vik", later)
    done = load(house, SAGA.replace("2027-03-01;;", "2027-03-01;2027-06-30;"))

    assert untouched == [("contact_person", "sof", False)]
    assert (done.ended, roles(house, "saga.vik", later)) == (1, [])
    assert roles(house, "saga.vik") == [("contact_person", "sof", False)]


def test_PLAN_38_somebody_new_follows_when_the_old_one_is_given_a_last_day(house: House) -> None:
    new = "Bo Alm;bo.alm@ljungby.example;;;kontaktperson;buf;;2027-04-01;;;"
    old = "Karin Ek;karin@ljungby.example;;;kontaktperson;buf;;;2027-03-31;;"

    alone = wrong(house, new)
    both = load(house, new, old)

    assert alone == [(2, "", "two-contacts")]
    assert (both.mistakes, both.appointed, both.ended) == ((), 1, 1)
    assert load(house, new, old).unchanged == 2


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2021-03-01", "2022-12-31", []),  # the unit's own last day
        ("2021-03-01", "2022-06-30", []),
        ("2021-03-01", "2023-01-01", ["unit-ended"]),
        ("2021-03-01", "", ["unit-ended"]),
        ("2027-03-01", "", ["unit-ended"]),
    ],
)
def test_what_was_so_while_a_unit_was_there_is_history_and_what_is_later_names_its_heir(
    house: House, start: str, end: str, wrong: list[str]
) -> None:
    line = f"Saga Vik;saga.vik@vaxjo.example;;;chef;Växjöbostäder AB;;{start};{end};;"
    data = f"{HEAD}\r\n{line}".encode()

    done = import_people(house, "vaxjo", data, at=MORNING)

    assert [each.why for each in done.mistakes] == wrong
    assert [each.details["known"] for each in done.mistakes] == ["Vidingehem"] * len(wrong)
    assert done.appointed == (not wrong)


def test_a_name_and_a_title_are_put_right_and_what_is_left_empty_stays(house: House) -> None:
    load(house, SAGA)

    done = load(house, "Saga Vik-Ek;saga.vik@ljungby.example;;;;;;;;;")

    saga = next(p for p in list_people(house, "ljungby", MORNING) if "saga" in str(p["email"]))
    assert (done.changed, saga["name"], saga["title"]) == (1, "Saga Vik-Ek", "Strateg")


def test_a_decision_is_noted_once_and_never_replaced(house: House) -> None:
    load(house, SAGA.replace("sn 2027-02-01 § 4", ""))

    first = load(house, SAGA)
    other = wrong(house, SAGA.replace("§ 4", "§ 5"))

    assert first.decided == 1
    assert other == [(2, "", "other-decision")]


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        (";a@ljungby.example;;;;;;;;;", "Namn", "needed"),
        ("A;;;;;;;;;;", "E-post", "no-address"),
        ("A;a@@ljungby;;;;;;;;;", "E-post", "not-an-address"),
        ("A;a@ljungby.example;;finska;;;;;;;", "Språk", "unknown-lang"),
        ("A;a@ljungby.example;;;kung;;;;;;", "Roll", "unknown-role"),
        ("A;a@ljungby.example;;;kontaktperson;;;;;;", "Enhet", "unit-needed"),
        ("A;a@ljungby.example;;;kontaktperson;månen;;;;;", "Enhet", "unknown-unit"),
        ("A;a@ljungby.example;;;sekreterare;;måsn;;;;", "Nämnd", "unknown-unit"),
        ("A;a@ljungby.example;;;kontaktperson;sof;ks;;;;", "Nämnd", "unit-and-body"),
        ("A;a@ljungby.example;;;registrator;;;1/2 2027;;;", "Från", "not-a-date"),
        ("A;a@ljungby.example;;;registrator;;;2027-02-30;;;", "Från", "not-a-date"),
        ("A;a@ljungby.example;;;registrator;;;2027-02-02;2027-02-01;;", "Till", "backwards"),
        ("A;a@ljungby.example;;;registrator;;;;2027-02-01;;", "", "backwards"),
        ("A;a@ljungby.example;;;registrator;;;;;kanske;", "Ersättare", "not-yes-or-no"),
        ("A;a@ljungby.example;;;;sof;;;;;", "", "role-needed"),
        (f"{'x' * 301};a@ljungby.example;;;;;;;;;", "Namn", "too-long"),
        ("A;a@ljungby.example;;;;;;;;;;mer", "", "too-many-cells"),
        (f"Karin;{at('karin')};;;kontaktperson;buf;;2027-02-01;;;", "", "holds-already"),
    ],
)
def test_what_is_wrong_in_a_line_is_told_with_its_line_and_column(
    house: House, line: str, column: str, why: str
) -> None:
    assert wrong(house, DEPUTY, line) == [(3, column, why)]


def test_all_mistakes_are_told_at_once_and_nothing_is_done(house: House) -> None:
    told = wrong(house, SAGA, "A;a@@b;;;kung;;;i höst;;;", "", ";b@ljungby.example;;;;;;;;;", SAGA)

    assert told == [
        (3, "Roll", "unknown-role"),
        (3, "Från", "not-a-date"),
        (3, "E-post", "not-an-address"),
        (5, "Namn", "needed"),
        (6, "", "said-twice"),
    ]


def test_the_same_address_with_two_names_is_no_two_people(house: House) -> None:
    assert wrong(house, SAGA, SAGA.replace("Saga Vik", "Siri Vik")) == [(3, "", "two-names")]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Namn;E-post;Telefon", [(1, "Telefon", "unknown-column")]),
        ("Namn;Titel", [(1, "", "column-missing")]),
        ("Namn;E-post;Mejl", [(1, "Mejl", "column-twice")]),
    ],
)
def test_a_heading_that_is_wrong_is_told_before_any_line(
    house: House, head: str, told: list[tuple[int, str, str]]
) -> None:
    assert wrong(house, "Saga;saga@ljungby.example;0372", head=head) == told


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "empty"), (b"\r\n ;\r\n", "empty"), (b"PK\x03\x04\x00\x00", "not-text")],
)
def test_what_is_no_list_is_said_to_be_none(house: House, data: bytes, why: str) -> None:
    done = import_people(house, "ljungby", data, at=MORNING)

    assert [(each.line, each.why) for each in done.mistakes] == [(0, why)]


def test_a_line_number_is_that_of_the_editor_also_after_a_cell_of_two_lines(house: House) -> None:
    two = 'Saga Vik;saga.vik@ljungby.example;"Strateg\noch mer";;;;;;;;'

    assert wrong(house, two, "A;;;;;;;;;;") == [(4, "E-post", "no-address")]


def test_every_mistake_has_a_sentence_that_says_what_to_do(house: House) -> None:
    done = load(house, "A;a@@b;;;kung;;;i höst;;;")

    assert [each.said(in_language("en")) for each in done.mistakes][1:] == [
        "“i höst” is not a date. Write it like this: 2027-03-01.",
        "“a@@b” is no e-mail address. Write it like this: karin.ek@ljungby.example.",
    ]
    assert "kontaktperson" in done.mistakes[0].said(in_language("sv"))
