"""Every fact has one way in: right values are kept in one spelling, everything else is refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlflow.domain.facts import BadFact, Fact, Facts, many_lines, one_line, read_fact
from intlflow.domain.journal import canonical
from intlflow.domain.money import Money
from tests.domain.standing import FORMS, RIGHT, WORDS, read
from tests.people import MORNING

FIXED = settings(max_examples=200, derandomize=True, deadline=None, database=None)
KEPT = [
    (Fact.REASON, " Det saknas\ttid.\r\n\r\n\r\n\r\nNästa år. ", "Det saknas tid.\n\nNästa år."),
    (Fact.WAKE_ON, "2027-03-02", "2027-03-02"),
    (Fact.PROJECT_MANAGER, " Petra@Ljungby.EXAMPLE ", "petra@ljungby.example"),
    (Fact.CALL, "Third  call\n2027", "Third call 2027"),
    (Fact.CALL_DEADLINE, "2027-06-15T17:00", "2027-06-15T17:00+02:00"),
    (Fact.CALL_DEADLINE, "2027-06-15", "2027-06-15T23:59+02:00"),
    (Fact.CALL_DEADLINE, "2027-12-15 17:00", "2027-12-15T17:00+01:00"),
    (Fact.CALL_DEADLINE, "2027-06-15T17:00Z", "2027-06-15T17:00+00:00"),
    (Fact.TOTAL_BUDGET, "1 200 000,50 kr", {"amount": "1200000.50", "currency": "SEK"}),
    (Fact.RECEIPT, "INT 4711, 2027-02-26", {"reference": "INT 4711", "date": "2027-02-26"}),
    (Fact.CONDITION_MET_ON, "2027-03-01", "2027-03-01"),
    (Fact.COUNTRY, " de ", "DE"),
    (Fact.DOCUMENT_TYPE, "Policy", "policy"),
    (Fact.DECIDED_BY, "KF", {"body": "kf", "body_kind": "council"}),
    (Fact.PERIOD_END, "2020-01-01", "2020-01-01"),
]
REFUSED = [
    (Fact.REASON, " \n\t ", "empty", ""),
    (Fact.REASON, "x" * 4_001, "too-long", "4000"),
    (Fact.CALL, "\N{RIGHT-TO-LEFT OVERRIDE}\x00", "empty", ""),
    (Fact.CALL, "x" * 201, "too-long", "200"),
    (Fact.WAKE_ON, "2027-03-01", "not-ahead", "2027-03-01"),
    (Fact.WAKE_ON, "2027-02-30", "not-a-date", "2027-03-01"),
    (Fact.CONDITION_MET_ON, "2027-03-02", "in-the-future", "2027-03-01"),
    (Fact.CONDITION_MET_ON, "i går", "not-a-date", "2027-03-01"),
    (Fact.CALL_DEADLINE, "17:00", "not-a-moment", "2027-03-01T17:00"),
    (Fact.TOTAL_BUDGET, "en miljon", "not-money", "250000 SEK"),
    (Fact.FINANCING_DECISION, "ks § 31", "not-a-decision", "kf 2027-03-01 § 31 bifall"),
    (
        *(Fact.FINANCING_DECISION, "ks 2027-03-01 § \N{ARABIC-INDIC DIGIT THREE}"),
        *("not-a-decision", "kf 2027-03-01 § 31 bifall"),
    ),
    (
        Fact.FINANCING_DECISION,
        "sn 2027-03-01 § 31",
        "unknown-body",
        "bun, delegation, kf, ks, ksau, tn",
    ),
    (
        *(Fact.FINANCING_DECISION, "ks 2027-03-01 § 31 kanske", "unknown-outcome"),
        "bifall, avslag, återremiss, bordläggning, tillstyrkan, avstyrkan",
    ),
    (Fact.FINANCING_DECISION, "ks 2027-03-02 § 31", "in-the-future", "2027-03-01"),
    (Fact.FINANCING_DECISION, "ks 2027-02-30 § 31", "not-a-date", "2027-03-01"),
    (Fact.RECEIPT, "2027-02-26", "not-a-receipt", "101234567 2027-03-01"),
    (Fact.RECEIPT, f"{'x' * 201} 2027-02-26", "not-a-receipt", "101234567 2027-03-01"),
    (Fact.RECEIPT, "INT-1 2027-03-02", "in-the-future", "2027-03-01"),
    (Fact.FORMS, "", "unknown-form", "competence_development, cooperation, external_funding"),
    (Fact.FORMS, "samarbete, resor", "unknown-form", None),
    (Fact.PROJECT_MANAGER, "Petra Dahl", "not-an-address", "karin.ek@ljungby.example"),
    (Fact.PROJECT_MANAGER, "a@b@c.example", "not-an-address", "karin.ek@ljungby.example"),
    (Fact.PROJECT_MANAGER, "", "empty", ""),
    (Fact.COUNTRY, "Tyskland", "not-a-country", "DE"),
    (Fact.COUNTRY, "ß", "not-a-country", "DE"),
    (Fact.DOCUMENT_TYPE, "law", "not-one-of", "policy, strategy, plan"),
    (Fact.DECIDED_BY, "riksdagen", "unknown-body", "bun, kf, ks, ksau, tn"),
]
HOSTILE = {
    "newlines": "ks\n2027-03-01\r\n\u2028\u2029§ 31",
    "template": "{{ ''.__class__.__mro__ }}{% for x in y %}",
    "formula": "=cmd|' /C calc'!A0",
    "turned": "kr\N{RIGHT-TO-LEFT OVERRIDE}000 1\N{POP DIRECTIONAL FORMATTING}",
    "invisible": "k\N{ZERO WIDTH SPACE}s\N{SOFT HYPHEN}\N{LEFT-TO-RIGHT ISOLATE}",
    "escape": "\x1b[2J\x07\x9b31m",
    "nul": "a\x00b",
    "surrogate": "a\ud800b\udfff",
    "huge": "x" * 100_000,
    "spaces": " " * 70_000,
    "digits": "9" * 70_000,
    "almost": "a " * 30_000 + "2027-03",
    "dots": "a@" + "a." * 35_000 + "@",
    "commas": ", " * 39_000,
    "other digits": "ks 2027-03-01 § \N{ARABIC-INDIC DIGIT THREE}",
}


def test_every_fact_reads_its_right_value() -> None:
    kept = read({str(fact): text for fact, text in RIGHT.items()})

    assert set(kept) == set(Fact)


@pytest.mark.parametrize(("fact", "typed", "kept"), KEPT)
def test_a_right_value_is_kept_in_one_spelling(fact: Fact, typed: str, kept: object) -> None:
    assert read_fact(fact, typed, WORDS) == kept


@pytest.mark.parametrize(("fact", "typed", "why", "example"), REFUSED)
def test_a_wrong_value_is_refused_with_an_example(
    fact: Fact, typed: str, why: str, example: str | None
) -> None:
    with pytest.raises(BadFact) as bad:
        read_fact(fact, typed, WORDS)

    assert bad.value.why == why
    if example is not None:
        assert bad.value.example == example


@pytest.mark.parametrize("fact", Fact)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_refused_or_kept_harmless(fact: Fact, hostile: str) -> None:
    try:
        kept = read_fact(fact, HOSTILE[hostile], WORDS)
    except BadFact:
        return

    spelled = canonical(kept)
    assert spelled.encode("utf-8").decode("utf-8") == spelled
    assert not any(sign in spelled for sign in "\x00\x07\x1b\x9b\u2028\u2029\u200b\xad\u202e\u2066")
    assert len(spelled) <= 4_100


@FIXED
@given(st.sampled_from(sorted(Fact)), st.text(st.characters()))
def test_whatever_is_typed_is_kept_once_and_for_all_or_refused(fact: Fact, typed: str) -> None:
    try:
        kept = read_fact(fact, typed, WORDS)
    except BadFact:
        return

    assert canonical(kept).encode("utf-8")
    if isinstance(kept, str):
        assert read_fact(fact, kept, WORDS) == kept


@pytest.mark.parametrize("fact", [Fact.REASON, Fact.CALL, Fact.COUNTRY, Fact.TOTAL_BUDGET])
def test_a_hundred_thousand_characters_are_not_even_read(fact: Fact) -> None:
    with pytest.raises(BadFact) as bad:
        read_fact(fact, "x" * 100_000, WORDS)

    assert (bad.value.why, bad.value.example) == ("too-long", "4000")


@pytest.mark.parametrize(
    "typed",
    [
        "ksau 2018-06-19 § 79",
        "KSAU 2018-06-19, §79 bifall",
        "ksau 2018-06-19 § 79, Bifall",
        "ksau  2018-06-19 §§ 79",
    ],
)
def test_KS_11_a_decision_is_kept_by_body_day_and_paragraph(typed: str) -> None:
    assert read_fact(Fact.COMMITTEE_DECISION, typed, WORDS) == {
        "body": "ksau",
        "body_kind": "working_committee",
        "date": "2018-06-19",
        "section": "79",
        "outcome": "bifall",
    }


@pytest.mark.parametrize("outcome", ["bifall", "avslag", "återremiss", "bordläggning"])
def test_KS_09_a_body_s_decision_ends_in_one_of_four_ways(outcome: str) -> None:
    kept = read({"board_decision": f"ks 2027-02-09 § 101 b {outcome}"})["board_decision"]

    assert (kept["outcome"], kept["section"]) == (outcome, "101b")


@pytest.mark.parametrize("called", FORMS)
def test_KS_05_a_form_of_work_goes_by_all_its_names(called: str) -> None:
    assert read_fact(Fact.FORMS, called.upper(), WORDS) == [FORMS[called]]


def test_PLAN_20_a_project_may_have_all_three_forms_each_counted_once() -> None:
    typed = "Samverkan, extern finansiering, kompetensutveckling, samarbete,"

    assert read_fact(Fact.FORMS, typed, WORDS) == [
        "competence_development",
        "cooperation",
        "external_funding",
    ]


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a\x00b", "  a   b ", "a\x85b"])
def test_one_line_stays_one_line(text: str) -> None:
    assert one_line(text) == "a b"


def test_many_lines_keep_their_paragraphs_and_nothing_else() -> None:
    assert many_lines("\n\na  b\r\rc\x0bd\n\n\n\ne\n") == "a b\n\nc d\n\ne"


def test_what_is_known_is_given_back_typed() -> None:
    facts = read(
        {
            "total_budget": "10 EUR",
            "call_deadline": "2027-06-15T17:00",
            "receipt": "INT-1 2027-02-26",
            "period_start": "2027-08-01",
        }
    )

    assert facts.money(Fact.TOTAL_BUDGET) == Money.of(10, "EUR")
    assert facts.moment(Fact.CALL_DEADLINE) == datetime(2027, 6, 15, 15, tzinfo=UTC)
    assert facts.day(Fact.CALL_DEADLINE) == date(2027, 6, 15)
    assert facts.day(Fact.RECEIPT) == date(2027, 2, 26)
    assert facts.day(Fact.PERIOD_START) == date(2027, 8, 1)


def test_what_is_not_known_is_none() -> None:
    nothing = Facts()

    assert nothing.money(Fact.TOTAL_BUDGET) is None
    assert nothing.moment(Fact.CALL_DEADLINE) is None
    assert nothing.day(Fact.PERIOD_START) is None


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2027-03-28T02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # an hour that is not
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # an hour that is twice
    ],
)
def test_a_deadline_in_a_night_of_clock_change_is_one_moment(typed: str, utc: datetime) -> None:
    kept = read({"call_deadline": typed})

    assert kept.moment(Fact.CALL_DEADLINE) == utc


def test_a_deadline_in_the_first_and_the_last_year_can_be_compared() -> None:
    first, last = (read({"call_deadline": day}) for day in ("1800-01-01", "2199-12-31"))

    assert (first.moment(Fact.CALL_DEADLINE) or MORNING) < MORNING
    assert (last.moment(Fact.CALL_DEADLINE) or MORNING) > MORNING


@pytest.mark.parametrize("year", ["0001", "1799", "2200", "9999"])
def test_a_year_from_which_no_clock_can_count_is_a_slip(year: str) -> None:
    for fact, text in (
        (Fact.WAKE_ON, f"{year}-12-31"),
        (Fact.CALL_DEADLINE, f"{year}-12-31T23:59-14:00"),
    ):
        with pytest.raises(BadFact, match="not-a-"):
            read_fact(fact, text, WORDS)
