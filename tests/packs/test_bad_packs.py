"""A pack with mistakes says where each one is, what was expected and what was probably meant."""

import re
import shutil
from pathlib import Path

import pytest

from intlflow.packs.heads import IN_LETTERS
from intlflow.packs.problems import PackError, Problem
from intlflow.packs.reader import check_pack, read_pack, read_packs
from tests.packs.decision_mistakes import DECIDERS
from tests.packs.duty_mistakes import LADDERS, RHYTHMS, WINDOWS
from tests.packs.head_mistakes import HEADS
from tests.packs.mistakes import TWENTY, Mistake
from tests.packs.more_duty_mistakes import MANDATES, MEANINGS
from tests.packs.more_mistakes import ALONE

IN_DUTIES = (*RHYTHMS, *WINDOWS, *LADDERS, *MEANINGS, *MANDATES)
CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONFIG / "ljungby", tmp_path / "config" / "ljungby")
    return tmp_path / "config" / "ljungby"


def make(mistake: Mistake, folder: Path) -> None:
    path = folder / mistake.file
    text = path.read_text("utf-8")
    assert mistake.old in text
    path.write_text(text.replace(mistake.old, mistake.new, 1), "utf-8")


def line_of(mistake: Mistake, folder: Path) -> int:
    text = (folder / mistake.file).read_text("utf-8")
    return text[: text.index(mistake.at)].count("\n") + 1


@pytest.mark.parametrize("mistake", [pytest.param(each, id=each.name) for each in TWENTY])
def test_each_mistake_gives_one_clear_error(mistake: Mistake, folder: Path) -> None:
    make(mistake, folder)

    problems = check_pack(folder)

    place = f"config/ljungby/{mistake.file}:{line_of(mistake, folder)}: "
    assert [str(problem).startswith(place) for problem in problems] == [True], problems
    assert mistake.says in str(problems[0])
    assert [problem.nearest for problem in problems] == [mistake.nearest]


def test_twenty_mistakes_at_once_give_twenty_clear_errors(folder: Path) -> None:
    for mistake in TWENTY:
        make(mistake, folder)

    problems = check_pack(folder)

    expected = {
        (f"config/ljungby/{each.file}", line_of(each, folder), each.nearest) for each in TWENTY
    }
    assert len(TWENTY) == 20
    assert {(each.file, each.line, each.nearest) for each in problems} == expected
    assert len(problems) == 20


@pytest.mark.parametrize(
    "mistake", [pytest.param(each, id=each.name) for each in (*ALONE, *DECIDERS)]
)
def test_more_mistakes_are_told_where_they_are(mistake: Mistake, folder: Path) -> None:
    make(mistake, folder)

    found = [problem for problem in check_pack(folder) if mistake.says in str(problem)]

    assert [problem.nearest for problem in found] == [mistake.nearest]
    if mistake.at:
        place = (f"config/ljungby/{mistake.file}", line_of(mistake, folder))
        assert [(problem.file, problem.line) for problem in found] == [place]


@pytest.mark.parametrize("mistake", [pytest.param(each, id=each.name) for each in IN_DUTIES])
def test_each_mistake_in_a_duty_has_its_exact_answer(mistake: Mistake, folder: Path) -> None:
    make(mistake, folder)

    problems = check_pack(folder)

    place = f"config/ljungby/{mistake.file}:{line_of(mistake, folder)}"
    assert [str(problem) for problem in problems] == [f"{place}: {mistake.says}"]
    assert [problem.nearest for problem in problems] == [mistake.nearest]


def test_many_mistakes_in_one_duty_are_all_told(folder: Path) -> None:
    make(Mistake("", "duties.toml", '"01-15"', '"01-45"', "", ""), folder)
    make(Mistake("", "duties.toml", 'done = "talk"', 'done = "state"', "", ""), folder)
    make(Mistake("", "duties.toml", "days = -14", 'days = "-14"', "", ""), folder)
    make(Mistake("", "duties.toml", '"deputy"', '"deputies"', "", ""), folder)
    make(Mistake("", "duties.toml", "days = 28", "days = 82", "", ""), folder)

    assert len(check_pack(folder)) == 5


def test_terms_of_office_that_duties_count_from_have_to_be_there(folder: Path) -> None:
    path = folder / "duties.toml"
    text = path.read_text("utf-8")
    first, last = text.index("[[mandate]]"), text.index("[[duty]]")
    path.write_text(text[:first] + text[last:], "utf-8")

    messages = [problem.message for problem in check_pack(folder)]

    assert messages == ["'boards_from' is of a mandate, and the pack has no [[mandate]]"]


def test_a_duty_twice_and_a_mandate_twice_are_told(folder: Path) -> None:
    edits = {"duties.toml": "ledningsgrupp_talk", "duties_roles.toml": "contact_vacancy"}
    for file, key in edits.items():
        make(Mistake("", file, f'key = "{key}"', 'key = "welcome"', "", ""), folder)
    make(Mistake("", "duties.toml", '"council_2026"', '"council_2022"', "", ""), folder)

    messages = [problem.message.partition(" twice;")[0] for problem in check_pack(folder)]

    assert sorted(messages) == [
        "[[duty]] 'welcome' stands",
        "[[duty]] 'welcome' stands",
        "[[mandate]] 'council_2022' stands",
    ]


def test_a_circle_of_successors_is_told_once(folder: Path) -> None:
    for one, next_ in (("lhab", "leab"), ("leab", "lbab"), ("lbab", "lhab")):
        edit = f'body = "{one}_board"'
        make(Mistake("", "units.toml", edit, f'{edit}\nsuccessor = "{next_}"', "", ""), folder)

    problems = check_pack(folder)

    said = "'successor' goes round in a circle: lhab → leab → lbab → lhab"
    assert [problem.message for problem in problems] == [said]


def test_a_document_without_its_text_is_told_at_every_rule_that_quotes_it(folder: Path) -> None:
    make(Mistake("", "documents.toml", 'source = "policy-newer.txt"\n', "", "", ""), folder)

    problems = check_pack(folder)

    rules = (folder / "rules.toml").read_text("utf-8").splitlines()
    lines = [n for n, line in enumerate(rules, start=1) if line == 'document = "policy_newer"']
    said = "the document 'policy_newer' has no source to quote from"
    assert len(lines) > 1
    assert [(each.line, each.message) for each in problems] == [(line, said) for line in lines]


@pytest.mark.parametrize("header", ["body", "word"])
def test_one_bracket_too_few_is_told_once_and_hides_nothing(header: str, folder: Path) -> None:
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text("utf-8")
        if f"[[{header}]]" in text:
            file.write_text(text.replace(f"[[{header}]]", f"[{header}]", 1), "utf-8")
            break

    assert [f"[{header}] has one bracket too few" in str(p) for p in check_pack(folder)] == [True]


def test_a_file_that_is_not_utf_8_is_told_with_its_line(folder: Path) -> None:
    path = folder / "register.toml"
    path.write_bytes("# ett\n# två\n".encode("cp1252"))

    problems = check_pack(folder)

    why = "the file is not UTF-8 text; save it again with the encoding UTF-8"
    assert problems == (Problem("config/ljungby/register.toml", 2, why),)


def test_the_mark_that_notepad_puts_first_does_no_harm(folder: Path) -> None:
    path = folder / "units.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert check_pack(folder) == ()


def test_a_file_that_breaks_off_is_told_at_its_end(folder: Path) -> None:
    (folder / "register.toml").write_text('[[network]]\nname = """UBC\n', "utf-8")

    problems = check_pack(folder)

    why = "not valid TOML at the end of the file: unterminated string"
    assert problems == (Problem("config/ljungby/register.toml", 2, why),)


def test_a_pack_without_its_files_says_what_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "alvesta"
    folder.mkdir(parents=True)

    messages = [problem.message for problem in check_pack(folder)]

    assert messages == [
        "there is no municipality.toml in config/alvesta",
        "the pack has no [municipality]",
        "the pack has no [[form]]",
        "the pack has no [[body]]",
        "the pack has no [[unit]]",
        "the pack has no [[document]]",
        "the pack has no [[rule]]",
        "the pack has no [[decision_rule]]",
    ]


def test_a_municipality_may_stand_in_one_file_only(folder: Path) -> None:
    shutil.copy(folder / "municipality.toml", folder / "again.toml")

    messages = {problem.message for problem in check_pack(folder)}

    assert "[municipality] stands in two files" in messages


def test_reading_a_bad_pack_raises_all_its_problems(folder: Path) -> None:
    for mistake in TWENTY[:3]:
        make(mistake, folder)

    with pytest.raises(PackError) as caught:
        read_pack(folder)

    assert caught.value.problems == check_pack(folder)
    assert str(caught.value).count("\n") == 2


def test_two_packs_with_one_prefix_are_refused(folder: Path) -> None:
    other = folder.parent / "vaxjo"
    shutil.copytree(CONFIG / "vaxjo", other)
    make(Mistake("", "municipality.toml", '"VXO"', '"LJU"', "", ""), other)

    with pytest.raises(PackError) as caught:
        read_packs(folder.parent)

    assert [str(problem) for problem in caught.value.problems] == [
        (
            "config/vaxjo/municipality.toml:8: the prefix 'LJU' of vaxjo is also used by ljungby"
            " (config/ljungby/municipality.toml); expected a prefix of its own"
        )
    ]


def test_a_folder_that_is_not_there_is_one_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "alvesta"

    problems = check_pack(folder)

    assert [str(each) for each in problems] == [
        f"config/alvesta:1: there is no folder {folder}",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "units.tml",
            (
                "config/ljungby/units.tml:1: nothing reads the file 'units.tml'; expected one of a file"
                " that ends in .toml, a text in sources/; did you mean 'units.toml'?"
            ),
        ),
        (
            "leters/",
            (
                "config/ljungby/leters:1: nothing reads the folder 'leters'; expected one of sources,"
                " letters, papers; did you mean 'letters'?"
            ),
        ),
    ],
)
def test_what_nothing_reads_is_told_with_the_name_that_was_meant(
    name: str, said: str, folder: Path
) -> None:
    path = folder / name
    path.mkdir() if name.endswith("/") else path.write_text("", "utf-8")

    assert [str(each) for each in check_pack(folder)] == [said]


@pytest.mark.parametrize("name", ["README.md", "vapen.svg", ".gitignore", "Thumbs.db", "own.toml"])
def test_a_note_a_logo_and_what_a_system_leaves_behind_do_no_harm(name: str, folder: Path) -> None:
    (folder / name).write_text("", "utf-8")

    assert check_pack(folder) == ()


@pytest.mark.parametrize("mistake", [pytest.param(each, id=each.name) for each in HEADS])
def test_each_mistake_in_what_a_pack_says_of_itself_has_its_exact_answer(
    mistake: Mistake, folder: Path
) -> None:
    make(mistake, folder)

    problems = check_pack(folder)

    place = f"config/ljungby/{mistake.file}:{line_of(mistake, folder)}"
    assert [str(problem) for problem in problems] == [f"{place}: {mistake.says}"]
    assert [problem.nearest for problem in problems] == [mistake.nearest]


def test_an_heir_that_comes_too_late_is_told_where_it_begins(folder: Path) -> None:
    end = 'body = "tn"\nvalid_to = 2026-06-30\nsuccessor = "sof"'
    make(Mistake("", "units.toml", 'body = "tn"', end, "", ""), folder)
    on_time = 'body = "son"\nvalid_from = 2026-07-01'
    make(Mistake("", "units.toml", 'body = "son"', on_time, "", ""), folder)
    well = check_pack(folder)
    make(Mistake("", "units.toml", "2026-07-01", "2026-07-02", "", ""), folder)

    (problem,) = check_pack(folder)

    assert well == ()
    assert problem.message == (
        "'sof' takes over from 'tf', which ends 2026-06-30, but begins later, 2026-07-02"
    )
    assert problem.expected == ("2026-07-01 or earlier",)


@pytest.mark.parametrize("key", IN_LETTERS)
def test_a_word_that_letters_say_has_to_be_there(key: str, folder: Path) -> None:
    make(Mistake("", "municipality.toml", f'key = "{key}"', 'key = "x"', "", ""), folder)
    text = (folder / "municipality.toml").read_text("utf-8")
    start = text.index('[[word]]\nkey = "x"')
    end = text.index("[[word]]", start + 1)
    (folder / "municipality.toml").write_text(text[:start] + text[end:], "utf-8")

    messages = [each.message for each in check_pack(folder)]

    assert messages == [f"there is no [[word]] with the key '{key}', which letters say"]


def test_the_words_that_letters_say_are_those_a_pack_must_have() -> None:
    letters = (CONFIG.parent / "templates" / "letters").rglob("*.txt")
    said = {
        word for path in letters for word in re.findall(r"word\.(\w+)", path.read_text("utf-8"))
    }

    assert said == set(IN_LETTERS)
