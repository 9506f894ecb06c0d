"""A letter as it is read: whole, harmless whatever people typed, and the same in text and HTML."""

import re
import timeit
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from intlflow import assets
from intlflow.letters.render import NoSuchLetter, Writer, Written, paragraphs
from intlflow.letters.words import in_language

LETTERS = assets.folder("templates") / "letters"
LETTER = """\
{% extends layout %}
{% block subject %}Idén {{ case.ref }} får stöd: {{ case.title }}{% endblock %}
{% block lead %}Samordnaren hjälper er & boka ett möte <i>snart</i>.{% endblock %}
{% block body %}
Ha detta klart:
- vad ni vill uppnå
- vilka som berörs
{% if facts.reason is defined %}

Skäl: {{ facts.reason }}
{% endif %}
{% endblock %}
"""
GOLDEN = """\
Hej Karin Ek,

Samordnaren hjälper er & boka ett möte <i>snart</i>.

Ha detta klart:
- vad ni vill uppnå
- vilka som berörs

Skäl: passar utlysningen

Uppgifter i ärendet:
- Skäl: rad ett
  rad två

Att göra:
- Boka möte, senast 15 januari 2027
- Läs villkoren, senast 22 januari 2027

Så gör du:
Svara på brevet.

Tänk på:
- Det fattas 50 000 kr.

--------------------------------
Ärende: LJU-2027-014 Digital bro
Enhet: Kulturförvaltningen
Läge: Samordnaren ger stöd
Senast gjort: Ta emot för stöd, 7 januari 2027, Eva Lind (internationell samordnare)

Du får brevet som internationell kontaktperson (Kulturförvaltningen).

Regeln bakom: Verksamhetsplan, avsnitt 4
”undersöka, informera och stötta”

Frågor? Hör av dig till Eva Lind, eva.lind@ljungby.example.

Ljungby kommun · Internationellt arbete
"""


def values(**other: Any) -> dict[str, Any]:
    """What the app gives a letter about a move."""
    return {
        "t": in_language("sv").section("letter"),
        "case": {
            "ref": "LJU-2027-014",
            "title": "Digital bro",
            "unit": "Kulturförvaltningen",
            "phase_label": "Samordnaren ger stöd",
        },
        "municipality": {"name": "Ljungby kommun"},
        "person": {"name": "Karin Ek"},
        "capacity": "internationell kontaktperson",
        "actor": {"name": "Eva Lind", "capacity": "internationell samordnare"},
        "act": "Ta emot för stöd",
        "given": [{"label": "Skäl", "value": "rad ett\nrad två"}],
        "facts": {"reason": "passar utlysningen"},
        "tasks": [
            {"title": "Boka möte", "due": "15 januari 2027"},
            {"title": "Läs villkoren", "due": "22 januari 2027"},
        ],
        "notices": ["Det fattas 50 000 kr."],
        "rule": {
            "document": "Verksamhetsplan",
            "section": "avsnitt 4",
            "quote": "undersöka, informera och stötta",
        },
        "at_unit": True,
        "stands_in_for": None,
        "vacancy": False,
        "contact": {"name": "Eva Lind", "email": "eva.lind@ljungby.example"},
        "day": "7 januari 2027",
        "how": "Svara på brevet.",
        "heading": "",
        "eyebrow": "",
        "place": "",
        "own_rules": False,
        "groups": [],
    } | other


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with the real layouts and one letter."""
    folder = tmp_path / "letters"
    (folder / "project" / "accept").mkdir(parents=True)
    for base in ("base.txt", "base.html"):
        (folder / base).write_text((LETTERS / base).read_text("utf-8"), "utf-8")
    (folder / "project" / "accept" / "sv.txt").write_text(LETTER, "utf-8")
    return folder


def written(letters: Path, **other: Any) -> Written:
    return Writer(letters, {}).write("project/accept", "sv", "ljungby", values(**other))


class Read(HTMLParser):
    """What a browser makes of the HTML: its elements, its attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def test_the_whole_letter_reads_as_it_should(letters: Path) -> None:
    letter = written(letters)

    assert letter.subject == "Idén LJU-2027-014 får stöd: Digital bro"
    assert letter.body == GOLDEN


def test_the_html_says_what_the_text_says(letters: Path) -> None:
    said = Read(written(letters).html).text

    skipped = ("Ärende:", "Läge:", "---")  # the heading shows these
    lines = [line for line in GOLDEN.splitlines() if line and not line.startswith(skipped)]
    words = {word for line in lines for word in re.findall(r"\w{3,}", line)}
    assert {word for word in words if word not in said} == set()


def test_the_html_fetches_nothing_and_runs_nothing(letters: Path) -> None:
    read = Read(written(letters).html)

    fetching = {"img", "script", "link", "iframe", "object", "video", "svg", "form"}
    links = {value for name, value in read.attributes if name in ("href", "src", "action")}
    assert set(read.tags) & fetching == set()
    assert links == {"mailto:eva.lind@ljungby.example"}
    assert "url(" not in written(letters).html


def test_the_html_names_its_language_and_its_tables_are_only_layout(
    letters: Path,
) -> None:
    read = Read(written(letters).html)

    assert ("lang", "sv") in read.attributes
    assert read.attributes.count(("role", "presentation")) == read.tags.count("table")


def test_an_empty_letter_has_no_empty_headings(letters: Path) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("given", "tasks", "notices"), ())

    letter = written(letters, **nothing, how="", rule=None, act="")

    headings = (
        "Uppgifter",
        "Att göra",
        "Tänk på",
        "Viktiga datum",
        "Så gör du",
        "Senast gjort",
    )
    assert [h for h in headings if h in letter.body + letter.html] == []
    assert "kommunens eget arbetssätt" in letter.body


def test_whoever_stands_in_is_told_so(letters: Path) -> None:
    deputy = written(letters, stands_in_for="projektledare").body
    vacant = written(letters, stands_in_for="projektledare", vacancy=True).body

    assert "\nDu får brevet som ersättare för projektledare (Kulturförvaltningen).\n" in deputy
    assert (
        "\nIngen har just nu rollen projektledare (Kulturförvaltningen), "
        "och därför går brevet till dig.\n"
    ) in vacant


def test_whoever_works_for_the_whole_municipality_is_not_tied_to_a_unit(letters: Path) -> None:
    letter = written(letters, capacity="internationell samordnare", at_unit=False)

    assert "\nDu får brevet som internationell samordnare.\n" in letter.body
    assert "som internationell samordnare.<" in letter.html.replace("\n", "")


def test_a_letter_need_not_be_about_a_case(letters: Path) -> None:
    source = LETTER.replace("Idén {{ case.ref }} får stöd: {{ case.title }}", "Dags att rapportera")
    (letters / "project" / "accept" / "sv.txt").write_text(source, "utf-8")

    letter = written(letters, case=None, act="")

    assert letter.subject == "Dags att rapportera"
    assert "Ärende" not in letter.body


def test_a_value_that_is_not_given_stops_the_letter(letters: Path) -> None:
    context = values()
    del context["contact"]

    with pytest.raises(UndefinedError, match="contact"):
        Writer(letters, {}).write("project/accept", "sv", "ljungby", context)


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_a_letter_that_is_not_there_is_named(letters: Path, lang: str) -> None:
    writer = Writer(letters, {})

    with pytest.raises(NoSuchLetter, match=f"project/nothing/{lang}"):
        writer.write("project/nothing", lang, "ljungby", values())

    assert not writer.has("project/nothing", lang)
    assert writer.has("project/accept", lang) is (lang == "sv")


def test_a_letter_without_a_subject_is_refused(letters: Path) -> None:
    (letters / "project" / "accept" / "sv.txt").write_text("{% extends layout %}", "utf-8")

    with pytest.raises(NoSuchLetter, match="no subject"):
        written(letters)


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7 * 7 }}{% include 'x' %}",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ case.__class__ }}",
        "&lt;b&gt;",
    ],
)
def test_what_people_typed_stays_what_they_typed(letters: Path, typed: str) -> None:
    case = values()["case"] | {"title": typed}

    letter = written(letters, case=case, facts={"reason": typed}, how=typed, notices=[typed])

    read = Read(letter.html)
    assert letter.subject == f"Idén LJU-2027-014 får stöd: {typed}"
    assert f"Skäl: {typed}\n" in letter.body
    assert f"Skäl: {typed}" in read.text
    assert set(read.tags) & {"script", "img", "b>"} == set()


def test_signs_that_turn_or_hide_text_are_taken_out(letters: Path) -> None:
    letter = written(letters, facts={"reason": "a\u202eb\u2066c\u200bd\x00e\x1bf\u2028g\ufeff"})

    assert "\nSkäl: abcdefg\n" in letter.body
    assert "Skäl: abcdefg" in Read(letter.html).text


def test_a_title_of_many_lines_makes_no_header_of_its_own(letters: Path) -> None:
    case = values()["case"] | {"title": "Bro\r\nBcc: alla@ljungby.example\n\nAtt göra:\n- Betala"}

    letter = written(letters, case=case)

    assert letter.subject == (
        "Idén LJU-2027-014 får stöd: Bro Bcc: alla@ljungby.example Att göra: - Betala"
    )


def test_a_typed_value_cannot_pass_for_a_part_of_the_letter(letters: Path) -> None:
    letter = written(letters, given=[{"label": "Skäl", "value": "ja\n\nAtt göra:\n- Betala nu"}])

    assert letter.body.count("\nAtt göra:") == 1


def test_a_hundred_kilobytes_go_through_whole_and_the_subject_stays_short(
    letters: Path,
) -> None:
    case = values()["case"] | {"title": "å" * 100_000}

    letter = written(letters, case=case, facts={"reason": "- x\n" * 25_000})

    assert len(letter.subject) == 150
    assert letter.subject.endswith("…")
    assert letter.body.count("- x\n") == 25_000


def test_paragraphs_and_points_become_html() -> None:
    made = re.sub(
        r' style="[^"]*"',
        "",
        paragraphs("Ett\nstycke.\n\nHa med:\n- ett\n  till\n- <två>"),
    )

    assert made == (
        "<p>Ett\nstycke.</p>\n<p>Ha med:</p>\n<ul><li>ett till</li><li>&lt;två&gt;</li></ul>"
    )


def test_a_letter_may_bring_its_own_html(letters: Path) -> None:
    (letters / "project" / "accept" / "sv.html").write_text("<p>{{ case.title }}</p>", "utf-8")

    letter = written(letters)

    assert letter.html == "<p>Digital bro</p>"
    assert letter.body == GOLDEN


def test_a_municipality_lays_one_letter_on_top(letters: Path, tmp_path: Path) -> None:
    own = tmp_path / "ljungby" / "project" / "accept"
    own.mkdir(parents=True)
    (own / "sv.txt").write_text(LETTER.replace("Idén", "Ert förslag"), "utf-8")
    writer = Writer(letters, {"ljungby": tmp_path / "ljungby", "vaxjo": tmp_path / "vaxjo"})

    subjects = {
        key: writer.write("project/accept", "sv", key, values()).subject
        for key in ("ljungby", "vaxjo", "nowhere")
    }

    assert subjects == {
        "ljungby": "Ert förslag LJU-2027-014 får stöd: Digital bro",
        "vaxjo": "Idén LJU-2027-014 får stöd: Digital bro",
        "nowhere": "Idén LJU-2027-014 får stöd: Digital bro",
    }


def test_a_letter_costs_well_under_a_millisecond(letters: Path) -> None:
    writer, context = Writer(letters, {}), values()

    once = timeit.timeit(
        lambda: writer.write("project/accept", "sv", "ljungby", context), number=200
    )

    assert once / 200 < 0.002  # 0.16 ms on two cores; the rest is for a busy machine
