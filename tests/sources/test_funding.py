"""Every trap of the funders' files (DOMAIN.md § 10), on files in their real form."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from intlflow.domain.calls import Call, Source
from intlflow.domain.known import KnownProject, Partner
from intlflow.sources.funding import READERS
from intlflow.sources.funding.ft import page
from intlflow.sources.funding.rows import Row, Skipped, Unreadable
from intlflow.sources.funding.values import amount, day, deadline, instant, share, without_html

DATA = Path(__file__).parents[1] / "data"
FILES = {
    "ft": "ft_grantsTenders.synthetic.json",
    "sedia": "ft_sedia_search.synthetic.json",
    "kohesio": "kohesio_SE.synthetic.csv",
    "keep": "keep_eu.synthetic.json",
    "esf": "esf_projektbank.synthetic.csv",
    "erasmus": "erasmus_results.synthetic.csv",
}


def read(source: str, data: bytes | None = None) -> list[Row]:
    whole = (DATA / FILES[source]).read_bytes() if data is None else data
    return list(READERS[Source(source)](io.BytesIO(whole)))


def calls(source: str) -> dict[str, Call]:
    return {row.external_id: row for row in read(source) if isinstance(row, Call)}


def one(source: str, data: bytes | None = None) -> KnownProject:
    (row,) = read(source, data)
    assert isinstance(row, KnownProject)
    return row


def bulk(**record: Any) -> list[Row]:
    """What the bulk file with this one record gives."""
    usual = {"type": 1, "identifier": "LIFE-2027-X", "title": "X"}
    whole = {"fundingData": {"GrantTenderObj": [usual | record]}}
    return read("ft", json.dumps(whole).encode())


def bulk_call(**record: Any) -> Call:
    (row,) = bulk(**record)
    assert isinstance(row, Call)
    return row


# The bulk file of Funding & Tenders


def test_grants_are_kept_and_tenders_are_counted_as_left_out() -> None:
    rows = read("ft")

    assert [row.external_id for row in rows if isinstance(row, Call)] == [
        "CERV-2027-CITIZENS-TOWN-TT",
        "LIFE-2027-SAP-CLIMA-CCA",
        "HORIZON-MISS-2027-04-CIT-01",
        "CERV-2024-CITIZENS-TOWN-NT",
    ]
    assert [row for row in rows if isinstance(row, Skipped)] == [Skipped("tender")]


def test_milliseconds_may_be_a_number_or_a_text() -> None:
    as_number = bulk_call(deadlineDatesLong=[1821571200000])
    as_text = bulk_call(deadlineDatesLong=["1821571200000"])
    of_action = bulk_call(actions=[{"deadlineDates": ["1821571200000"]}])

    assert as_number == as_text == of_action
    assert as_number.deadlines == ("2027-09-22T15:00:00.000000Z",)


def test_midnight_utc_means_five_in_the_afternoon_in_brussels_in_summer_and_in_winter() -> None:
    found = calls("ft")

    assert found["CERV-2027-CITIZENS-TOWN-TT"].deadlines == ("2027-09-22T15:00:00.000000Z",)
    assert found["LIFE-2027-SAP-CLIMA-CCA"].deadlines == ("2026-12-15T16:00:00.000000Z",)


def test_an_hour_that_is_told_is_kept() -> None:
    assert deadline("2027-05-01T12:30:00+02:00") == "2027-05-01T10:30:00.000000Z"


def test_every_deadline_of_two_stages_is_kept_in_order() -> None:
    found = bulk_call(deadlineDatesLong=[1836604800000, "1822867200000", 1836604800000])

    assert found.deadlines == ("2027-10-07T15:00:00.000000Z", "2028-03-14T16:00:00.000000Z")
    assert found.deadlines == calls("ft")["HORIZON-MISS-2027-04-CIT-01"].deadlines


def test_a_calls_address_is_made_of_its_identifier() -> None:
    found = calls("ft")["LIFE-2027-SAP-CLIMA-CCA"]

    assert found.url == page("LIFE-2027-SAP-CLIMA-CCA")
    assert found.url.endswith("/topic-details/LIFE-2027-SAP-CLIMA-CCA")


def test_tags_are_not_taken_for_keywords() -> None:
    assert bulk_call(tags=["twinning"], keywords=["Climate"]).keywords == ("Climate",)


def test_the_bulk_file_tells_no_budget_and_none_is_made_up() -> None:
    assert {call.budget for call in calls("ft").values()} == {""}


def test_the_latest_news_is_words_without_html() -> None:
    said = calls("ft")["LIFE-2027-SAP-CLIMA-CCA"].news

    assert said == "The deadline has been extended to 15 December 2026, 17:00 Brussels time."


@pytest.mark.parametrize(
    ("number", "word"), [(31094501, "forthcoming"), (31094502, "open"), (31094503, "closed")]
)
def test_the_portals_numbers_of_state_are_the_right_way_round(number: int, word: str) -> None:
    assert bulk_call(status={"id": number}).word == word


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"type": 0}, "tender"),
        ({"type": 7}, "other-type"),
        ({"identifier": None}, "no-identifier"),
        ({"title": "N.a."}, "no-identifier"),
    ],
)
def test_what_is_no_call_is_left_out_with_its_reason(record: dict[str, Any], why: str) -> None:
    assert bulk(**record) == [Skipped(why)]


# The search of Funding & Tenders


def test_of_one_call_in_many_languages_the_english_words_are_kept() -> None:
    rows = read("sedia")

    assert [(row.external_id, row.title) for row in rows if isinstance(row, Call)] == [
        ("CERV-2026-CITIZENS-TOWN-TT", "Town Twinning")
    ]
    assert Skipped("other-language") in rows


def test_an_update_notice_is_no_call() -> None:
    assert read("sedia").count(Skipped("update-notice")) == 1


def test_a_budget_that_stands_on_sibling_topics_is_never_added_up() -> None:
    whole = json.loads((DATA / FILES["sedia"]).read_text("utf-8"))
    for record in whole["results"]:
        told = record["metadata"].get("budgetOverview")
        if told:
            overview = json.loads(told[0])
            for group in overview["budgetTopicActionMap"].values():
                group.append(group[0] | {"action": "CERV-2026-CITIZENS-TOWN-NT - CERV-LS"})
            told[0] = json.dumps(overview)

    rows = read("sedia", json.dumps(whole).encode())

    assert [row.budget for row in rows if isinstance(row, Call)] == ["4000000"]
    assert calls("sedia")["CERV-2026-CITIZENS-TOWN-TT"].max_grant == "50745"


def test_html_of_a_description_is_words() -> None:
    assert calls("sedia")["CERV-2026-CITIZENS-TOWN-TT"].summary == "Expected Impact: …"


# Projects that others have done


def test_kohesio_has_days_as_day_month_year_and_an_end_that_may_be_missing() -> None:
    found = one("kohesio")

    assert (found.starts_on, found.ends_on) == ("2024-09-04", "")


def test_kohesio_hides_the_esf_number_in_another_and_tells_the_owners_number() -> None:
    found = one("kohesio")

    assert found.funder_ref == one("esf").funder_ref == "24-011-S07"
    assert found.partners == (Partner("Ljungby kommun", "SE", "2120000670", lead=True),)


def test_kohesio_has_kronor_turned_into_euro_and_line_breaks_within_texts() -> None:
    found = one("kohesio")

    assert (found.total, found.eu_support, found.currency) == ("337478.4", "134991.36", "EUR")
    assert found.summary == 'Text med "citat", komma och radbrytning'


def test_keep_joins_partners_by_number_whatever_its_apostrophe_and_knows_nothing_from_na() -> None:
    found = one("keep")

    assert found.partners == (Partner("Municipality of Växjö", "SE", "212000-0662", lead=True),)
    assert (found.ends_on, found.eu_rate, found.total) == ("", "0.80", "2349367.02")


def test_keep_leaves_out_what_began_before_2014() -> None:
    old = (DATA / FILES["keep"]).read_text("utf-8").replace('"2021-2027"', '"2007-2013"')

    assert read("keep", old.encode()) == [Skipped("before-2014")]


def test_keep_joins_older_projects_by_their_acronym() -> None:
    number = ' (2021-2027 only)": "STHB.02.01-IP.01-0001/23"'
    older = (DATA / FILES["keep"]).read_text("utf-8").replace(number, ' (2021-2027 only)": "N.a."')

    found = one("keep", older.encode())

    assert found.external_id.endswith("/TESTBIKE")
    assert len(found.partners) == 1


def keeps_book(change: Callable[[str, Any], Any] = lambda _, value: value) -> bytes:
    """The same lists as keep.eu exports them: two sheets, projects first, under a line of its own."""
    lists = json.loads((DATA / FILES["keep"]).read_text("utf-8"))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name in ("projects", "partners"):
            sheet = book.add_worksheet(name.title())
            heads = list(lists[name][0])
            sheet.write(0, 0, "keep.eu, exported 2026-11-01")
            sheet.write_row(1, 0, heads)
            for number, row in enumerate(lists[name], 2):
                sheet.write_row(number, 0, [change(head, row.get(head)) for head in heads])
    return out.getvalue()


def test_keeps_workbook_says_the_same_as_its_lists() -> None:
    assert read("keep", keeps_book()) == read("keep")


def test_keeps_workbook_knows_real_days_shares_and_older_projects() -> None:
    def older(head: str, value: Any) -> Any:
        cells = {
            "Project start": date(2019, 9, 1),
            "Union co-financing rate": 0.8,
            "Partner's ID if not PIC": "N.a.",
            "Partner’s ID if not PIC": "N.a.",
            "Participant Identification Code": 999876543,
        }
        if head in cells:
            return cells[head]
        if "2021-2027 only" in head:
            return "N.a."
        return "2014-2020" if head == "Period" else value

    found = one("keep", keeps_book(older))

    assert found.external_id.endswith("/TESTBIKE")
    assert (found.starts_on, found.eu_rate, len(found.partners)) == ("2019-09-01", "0.80", 1)
    assert found.partners[0].org_no == "999876543"


def test_keeps_workbook_leaves_out_what_began_before_2014() -> None:
    data = keeps_book(lambda head, value: "2007-2013" if head == "Period" else value)

    assert read("keep", data) == [Skipped("before-2014")]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", keeps_book()[:-400]])
def test_a_damaged_workbook_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(Unreadable, match="fetch it again"):
        read("keep", data)


def test_a_workbook_without_partners_is_refused_with_what_to_do() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Projects").write_row(0, 0, ["Programme", "Project acronym"])

    with pytest.raises(Unreadable, match="export both"):
        read("keep", out.getvalue())


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_esf_bank_may_part_its_columns_by_any_sign(sign: str) -> None:
    text = (DATA / FILES["esf"]).read_text("utf-8-sig").replace(";", sign)
    text = text.replace("&#8211" + sign, "&#8211;")

    assert one("esf", text.encode("utf-8-sig")) == one("esf")


def test_the_esf_bank_has_kronor_with_spaces_html_and_an_empty_eu_amount() -> None:
    found = one("esf")

    assert (found.total, found.currency, found.eu_rate) == ("4973906", "SEK", "0.40")
    assert (found.eu_support, found.summary) == ("", "Text – unga")


def test_erasmus_has_commas_in_thousands_under_a_header_that_changes_its_words() -> None:
    old = (DATA / FILES["erasmus"]).read_text("utf-8")
    new = old.replace("EU Grant award in euros (This", "Grant from the EU in euro (This")

    assert one("erasmus").eu_support == one("erasmus", new.encode()).eu_support == "56160"


def test_erasmus_tells_partners_in_numbered_columns() -> None:
    head, row = (DATA / FILES["erasmus"]).read_text("utf-8").splitlines()
    longer = f"{head},Partner 1 name,Partner 1 country\n{row},Tartu linn,EE\n"

    partners = one("erasmus", longer.encode()).partners

    assert partners[1:] == (Partner("Tartu linn", "EE"),)


# Values


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("75 354 267", "75354267"),
        ("75\u00a0354\u202f267", "75354267"),
        ("2073781,25", "2073781.25"),
        ("56868.983", "56868.983"),
        ("N.a.", ""),
        ("-5", ""),
        ("NaN", ""),
        ("1e400000", ""),
    ],
)
def test_an_amount_is_exact_or_absent(said: str, meant: str) -> None:
    assert amount(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"), [("80%", "0.80"), ("40.0", "0.40"), ("0,4", "0.40"), ("400%", "")]
)
def test_a_share_is_a_part_of_one(said: str, meant: str) -> None:
    assert share(said) == meant


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert (day("31/02/2027"), day("2027-02-29"), instant("-99999999999999")) == ("", "", "")


def test_nothing_that_could_be_carried_out_is_left_of_html() -> None:
    assert without_html("<p>Ja<script>alert(1)</script> &lt;b&gt;</p>") == "Ja <b>"


# Files that are not what they are said to be


@pytest.mark.parametrize("source", sorted(READERS))
@pytest.mark.parametrize("data", [b"", b"{}", b"[1,", b"\xff\xfe\x00", b"a;b\n1;2\n", b"null"])
def test_another_file_is_refused_with_what_was_looked_for(source: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"\w"):
        read(source, data)


def test_a_bulk_file_that_ends_in_the_middle_is_refused() -> None:
    half = (DATA / FILES["ft"]).read_bytes()[:4000]

    with pytest.raises(Unreadable, match="download grantsTenders\\.json again"):
        read("ft", half)


def mutated(source: str) -> st.SearchStrategy[bytes]:
    """The file of a source with some of its bytes changed, doubled or gone."""
    whole = (DATA / FILES[source]).read_bytes()

    def change(edits: list[tuple[int, bytes, int]]) -> bytes:
        data = bytearray(whole)
        for place, new, gone in edits:
            at = place % (len(data) + 1)
            data[at : at + gone] = new
        return bytes(data)

    edit = st.tuples(st.integers(0, 10**6), st.binary(max_size=6), st.integers(0, 40))
    return st.lists(edit, min_size=1, max_size=4).map(change)


@pytest.mark.parametrize("source", sorted(READERS))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused_and_never_a_fault(
    source: str, data: st.DataObject
) -> None:
    rows: Iterator[Row] = READERS[Source(source)](io.BytesIO(data.draw(mutated(source))))
    try:
        kinds = {type(row) for row in rows}
    except Unreadable:
        return
    assert kinds <= {Call, KnownProject, Skipped}
