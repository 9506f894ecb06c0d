"""The words people see: none missing, none left over, alike in both languages."""

import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from intlflow import assets
from intlflow.domain import facts as facts_module
from intlflow.domain import unit_report
from intlflow.domain.checks import Check
from intlflow.domain.facts import DOCUMENT_TYPES, Fact
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import BodyKind, Kind, Outcome, Role, Stage
from intlflow.letters.words import NoSuchWord, Words, in_language

FOLDER = assets.folder("templates") / "words"
LANGUAGES = ["en", "sv"]
BOTH = Words.load(FOLDER)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("kind", Kind),
        ("stage", Stage),
        ("fact", Fact),
        ("role", Role),
        ("outcome", Outcome),
        ("body_kind", BodyKind),
        ("document_type", DOCUMENT_TYPES),
        ("support", ("undersoka", "informera", "stotta")),
        *((f"phase.{kind}", LIFECYCLES[kind].phases) for kind in Kind),
        ("phase.unit-report", unit_report.State),
        ("verb.unit-report", {"open", *(row.verb for row in unit_report.MOVES)}),
        ("typed_role", set(Role) - {Role.SUBMITTER, Role.PROJECT_MANAGER}),
    ],
)
def test_every_key_of_the_domain_has_a_word(lang: str, section: str, keys: list[str]) -> None:
    assert set(BOTH[lang].section(section)) == {str(key) for key in keys}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_verb_has_a_label(lang: str, kind: Kind) -> None:
    lifecycle = LIFECYCLES[kind]

    verbs = {move.verb for move in lifecycle.moves} | {lifecycle.opening.verb}

    assert set(BOTH[lang].section(f"verb.{kind}")) == verbs


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_a_sentence(lang: str) -> None:
    source = Path(assets.__file__).parent
    code = "".join(path.read_text("utf-8") for path in sorted(source.rglob("*.py")))
    raised = set(re.findall(r'Refused\(\s*"([a-z-]+)"', code)) | {str(check) for check in Check}

    missing = raised - set(BOTH[lang].section("refusal"))

    assert len(raised) > len(Check)
    assert missing == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_bad_form_has_a_sentence(lang: str) -> None:
    folder = Path(facts_module.__file__).parent
    code = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))

    raised = set(re.findall(r'BadFact\(\s*"([a-z-]+)"', code))

    assert set(BOTH[lang].section("form")) == raised


def test_both_languages_have_the_same_keys_with_the_same_gaps() -> None:
    def counted(gaps: set[str]) -> set[str]:
        """`3 av 6 enheter` in one language may be `…: 3 of 6` in the other."""
        return gaps - {"done", "talked", "all"} | {"units"} if "all" in gaps else gaps

    def shape(words: Words) -> dict[tuple[str, str], set[str]]:
        return {
            (section, key): counted({gap for _, gap, _, _ in string.Formatter().parse(text) if gap})
            for section, table in words.tables.items()
            for key, text in table.items()
            if key.removesuffix("_one") not in table.keys() - {key}  # only one of them may need it
        }

    assert shape(BOTH["sv"]) == shape(BOTH["en"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_empty_or_has_a_stray_space(lang: str) -> None:
    odd = [
        t for table in BOTH[lang].tables.values() for t in table.values() if t != t.strip() or not t
    ]

    assert odd == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_without_its_details_is_still_a_sentence(lang: str) -> None:
    words = BOTH[lang]
    unknown = words.of("fallback", "unknown")

    said = {key: words.sentence("refusal", key) for key in words.section("refusal")}

    assert [
        key for key, text in said.items() if "{" in text or not text.endswith((".", unknown))
    ] == []


@pytest.mark.parametrize(
    ("why", "details", "said"),
    [
        (
            "not-from-here",
            {"verb": "grant", "phase": "idea", "open": ["park", "accept"]},
            (
                "Det går inte att göra ”Registrera beviljat bidrag (grant)” medan ärendet står i "
                "läget ”Idén är inlämnad”. Nu går det att välja: Låt idén vila (park), "
                "Ta emot för stöd (accept)."
            ),
        ),
        (
            "not-your-role",
            {
                "verb": "send_back",
                "who": ["registrar", "board_secretary"],
                "kind": "twin-town",
            },
            (
                "”Skicka tillbaka för mer beredning (send_back)” får bara göras av: registrator, "
                "nämndsekreterare. Be någon av dem, eller fråga samordnaren."
            ),
        ),
        (
            "bad-fact",
            {"fact": "total_budget", "form": "not-money", "example": "250000 SEK"},
            (
                "Total budget (total_budget): Det är inget belopp. "
                "Skriv belopp och valuta så här: 250000 SEK."
            ),
        ),
        (
            "missing",
            {"facts": ["call", "own_source"]},
            (
                "Det saknas uppgifter: Utlysning (call), Varifrån egna medel tas (own_source). "
                "Fyll i dem och försök igen."
            ),
        ),
        (
            "not-decided-by-owner",
            {
                "body": "ks",
                "outcome": "bifall",
                "given": {
                    "body": "tn",
                    "date": "2027-02-09",
                    "section": "31",
                    "outcome": "avslag",
                },
            },
            (
                "Ett bifall från KS behövs. Angivet beslut: TN 2027-02-09, §\u00a031 (avslag). "
                "Registrera beslutet när det är fattat."
            ),
        ),
        (
            "application-not-covered",
            {"gap": "", "currencies": "EUR ≠ SEK"},
            (
                "Beloppen står i olika valutor (EUR ≠ SEK) och går inte att jämföra. "
                "Ange alla belopp i samma valuta."
            ),
        ),
        (
            "granted-less",
            {"granted": "200000.00 SEK", "applied": "250000.50 SEK"},
            (
                "Beviljat belopp (200\xa0000\xa0kr) är lägre än sökt (250\xa0000,50\xa0kr). "
                "Registrera det som bidrag med lägre belopp."
            ),
        ),
        (
            "deadline-passed",
            {"deadline": "2027-03-01T16:00+00:00"},
            (
                "Sista dag var 1 mars 2027 kl. 17:00. "
                "Rätta datumet om det är fel, eller sök i en senare utlysning."
            ),
        ),
        (
            "wrong-adopter",
            {"type": "plan", "body": "executive_board"},
            "Ett dokument av typen plan antas av kommunstyrelsen. Ange det organet.",
        ),
        (
            "stale",
            {
                "who": "Karin Ek",
                "verb": "go",
                "at": "2027-07-01T06:00:00.000000Z",
                "kind": "project",
            },
            (
                "Karin Ek hann före med ”Besluta att söka (go)”, 1 juli 2027 kl. 08:00. "
                "Läs hur ärendet ser ut nu och försök igen."
            ),
        ),
        (
            "never-heard-of",
            {},
            "Det gick inte (never-heard-of). Kontakta samordnaren om du behöver hjälp.",
        ),
    ],
)
def test_a_refusal_says_in_words_what_to_do(
    why: str, details: dict[str, object], said: str
) -> None:
    assert BOTH["sv"].sentence("refusal", why, **details) == said


def test_what_somebody_typed_is_quoted_not_read() -> None:
    said = BOTH["sv"].sentence(
        "refusal", "unknown-fact", facts=["{why.__class__}\n\u202e" + "x" * 999]
    )

    assert said.startswith("Uppgiften {why.__class__} xxx")
    assert len(said) < 500


def test_a_closed_case_offers_nothing_more() -> None:
    said = BOTH["en"].sentence("refusal", "unknown-verb", verb="fly", open=[])

    assert said == (
        "“fly” is not among the things that can be done. "
        "Choose one of: nothing; the case is closed."
    )


def test_a_word_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchWord, match=r"sv\.toml: \[role\] emperor"):
        BOTH["sv"].of("role", "emperor")
    with pytest.raises(NoSuchWord, match=r"en\.toml: \[empire\]"):
        BOTH["en"].section("empire")


def test_days_and_moments_are_said_as_people_say_them() -> None:
    summer = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)

    assert [in_language(lang).day(date(2027, 3, 1)) for lang in ("sv", "en")] == [
        "1 mars 2027",
        "1 March 2027",
    ]
    assert [in_language(lang).moment(summer) for lang in ("sv", "en")] == [
        "2 juli 2027 kl. 00:30",
        "2 July 2027 at 00:30 (Swedish time)",
    ]


def test_another_language_is_answered_in_swedish() -> None:
    assert in_language("de").lang == "sv"
