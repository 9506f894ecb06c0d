"""A pack with mistakes says where each one is, what was expected and what was probably meant."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from intlflow.packs.problems import PackError, Problem
from intlflow.packs.reader import check_pack, read_pack, read_packs

CONFIG = Path(__file__).parents[2] / "config"


@dataclass(frozen=True)
class Mistake:
    """One edit of a good pack, and what shall be said about it."""

    name: str
    file: str
    old: str
    new: str
    at: str  # what stands on the line that shall be named
    says: str
    nearest: str | None = None


TWENTY = (
    Mistake(
        "unknown key",
        "units.toml",
        'name = "Socialförvaltningen"',
        'name = "Socialförvaltningen"\nsuccesor = "klf"',
        "succesor",
        "unknown key 'succesor' in [[unit]]; expected one of ",
        "successor",
    ),
    Mistake(
        "wrong type",
        "documents.toml",
        'version = "1"\nlinked_to',
        "version = 1\nlinked_to",
        "version = 1",
        "'1' can't stand at 'version' in [[document]]; expected a text in quotes",
    ),
    Mistake(
        "no such day",
        "documents.toml",
        "revise_by = 2018-06-01",
        "revise_by = 2018-06-31",
        "2018-06-31",
        "'revise_by' is not a day that exists; expected a day such as 2018-08-14",
    ),
    Mistake(
        "no such day in quotes",
        "municipality.toml",
        "valid_from = 2018-08-14",
        'valid_from = "14 augusti"',
        "14 augusti",
        "'14 augusti' can't stand at 'valid_from' in [[strategic_area]]; expected a day such as",
    ),
    Mistake(
        "bad choice",
        "units.toml",
        'kind = "administration"\nbody = "kfn"',
        'kind = "administraton"\nbody = "kfn"',
        "administraton",
        "can't stand at 'kind' in [[unit]]; expected one of administration, company",
        "administration",
    ),
    Mistake(
        "unknown role",
        "checklists.toml",
        'owner = "registrar"',
        'owner = "registar"',
        "registar",
        "'registar' can't stand at 'owner' in [[checklist]]; expected one of submitter, ",
        "registrar",
    ),
    Mistake(
        "key twice in a table",
        "documents.toml",
        'replaces = "policy_2013"',
        'replaces = "policy_2013"\nreplaces = "policy_2013" # again',
        "# again",
        "key 'replaces' stands twice in the same table",
    ),
    Mistake(
        "unit without its body",
        "units.toml",
        'body = "tn"',
        'body = "tnn"',
        '"tnn"',
        "'body' names the body 'tnn', which is not in the pack; expected one of kf, ks, ",
        "tn",
    ),
    Mistake(
        "successor that is not there",
        "units.toml",
        'body = "mbn"',
        'body = "mbn"\nsuccessor = "buff"',
        '"buff"',
        "'successor' names the unit 'buff', which is not in the pack",
        "buf",
    ),
    Mistake(
        "successor that goes round",
        "units.toml",
        'body = "luab_board"',
        'body = "luab_board"\nsuccessor = "luab"',
        'successor = "luab"',
        "'successor' goes round in a circle: luab → luab",
    ),
    Mistake(
        "body without its parent",
        "bodies.toml",
        'parent = "ks"',
        'parent = "kss"',
        '"kss"',
        "'parent' names the body 'kss', which is not in the pack",
        "ks",
    ),
    Mistake(
        "document without its body",
        "documents.toml",
        'decided_by = "ks"',
        'decided_by = "ksu"',
        '"ksu"',
        "'decided_by' names the body 'ksu', which is not in the pack",
        "ksau",
    ),
    Mistake(
        "document without its unit",
        "documents.toml",
        'owner_unit = "klf"\nvalid_from = 2018-08-14',
        'owner_unit = "klff"\nvalid_from = 2018-08-14',
        '"klff"',
        "'owner_unit' names the unit 'klff', which is not in the pack",
        "klf",
    ),
    Mistake(
        "document linked to nothing",
        "documents.toml",
        'linked_to = "policy_newer"',
        'linked_to = "policy_never"',
        '"policy_never"',
        "'linked_to' names the document 'policy_never', which is not in the pack",
        "policy_newer",
    ),
    Mistake(
        "ends before it begins",
        "municipality.toml",
        "valid_to = 2018-08-13",
        "valid_to = 2012-08-13",
        "2012-08-13",
        "'valid_to' 2012-08-13 is before 'valid_from' 2013-11-01",
    ),
    Mistake(
        "rule without its document",
        "rules.toml",
        'document = "policy_newer"',
        'document = "policy_new"',
        '"policy_new"',
        "'document' names the document 'policy_new', which is not in the pack",
        "policy_newer",
    ),
    Mistake(
        "false quote",
        "rules.toml",
        'quote = "Nämnder och bolag har eget ekonomiskt ansvar',
        'quote = "Nämnder och bolag har ekonomiskt ansvar',
        "bolag har ekonomiskt ansvar",
        "the quote is not in sources/plan-2018.txt word for word",
    ),
    Mistake(
        "unknown move",
        "rules.toml",
        '"project.submit"',
        '"project.sumbit"',
        "project.sumbit",
        "no lifecycle has the move 'project.sumbit'",
        "project.submit",
    ),
    Mistake(
        "two rules for one move",
        "rules.toml",
        '"project.learn"',
        '"project.learn", "project.evaluate"',
        "project.learn",
        "two rules for the move 'project.evaluate': results_and_effects and learning_from_others",
    ),
    Mistake(
        "bad regular expression",
        "municipality.toml",
        "registry_pattern = '^(",
        "registry_pattern = '^((",
        "registry_pattern",
        "'registry_pattern' is not a regular expression: missing ), unterminated subpattern",
    ),
)
ALONE = (
    Mistake(
        "unknown stage",
        "rules.toml",
        '"project.support"',
        '"project.suport"',
        "project.suport",
        "no lifecycle has the stage 'project.suport'",
        "project.support",
    ),
    Mistake(
        "two rules for one stage",
        "rules.toml",
        'stages = ["project.evaluation"]',
        'stages = ["project.evaluation", "project.idea"]',
        '"project.evaluation", "project.idea"',
        "two rules for the stage 'project.idea': ideas_are_discussed and results_and_effects",
    ),
    Mistake(
        "checklist key twice in a phase",
        "checklists.toml",
        'key = "informera"',
        'key = "undersok" # again',
        "# again",
        "[[checklist]] 'project support undersok' stands twice; first in config/ljungby/checklists",
    ),
    Mistake(
        "unknown phase",
        "checklists.toml",
        'phase = "closing"\nkey = "handover"',
        'phase = "closin"\nkey = "handover"',
        '"closin"',
        "the lifecycle project has no phase 'closin'; expected one of idea, parked, support, ",
        "closing",
    ),
    Mistake(
        "stage of another lifecycle",
        "milestones.toml",
        'kind = "twin-town"\nstage = "running"',
        'kind = "twin-town"\nstage = "support"\n# here',
        'stage = "support"\n# here',
        "the lifecycle twin-town has no stage 'support'; expected one of idea, writing, ",
    ),
    Mistake(
        "day that a case never has",
        "milestones.toml",
        'anchor = "supplement_due"',
        'anchor = "revise_by"',
        'anchor = "revise_by"',
        "a case of kind project never has the day 'revise_by'; expected one of call_deadline, ",
    ),
    Mistake(
        "unknown kind",
        "milestones.toml",
        'kind = "twin-town"',
        'kind = "twintown"',
        '"twintown"',
        "'twintown' can't stand at 'kind' in [[milestone]]; expected one of project, twin-town, ",
        "twin-town",
    ),
    Mistake(
        "too many months",
        "milestones.toml",
        "months = 24",
        "months = 24000",
        "24000",
        "'months' in on of [[milestone]] is too large (at most 1000)",
    ),
    Mistake(
        "number as text",
        "checklists.toml",
        "working_days = 10",
        'working_days = "ten"',
        '"ten"',
        "'ten' can't stand at 'working_days' in due of [[checklist]]; expected a whole number",
    ),
    Mistake(
        "unknown key inside a table",
        "municipality.toml",
        'label = { sv = "Extern finansiering", en =',
        'label = { sv = "Extern finansiering", en = "External funding", eng =',
        "eng =",
        "unknown key 'eng' in label of [[form]]; expected one of sv, en",
        "en",
    ),
    Mistake(
        "missing key",
        "units.toml",
        '[[unit]]\nkey = "buf"\nname = "Barn- och utbildningsförvaltningen"',
        '[[unit]] # nameless\nkey = "buf"',
        "# nameless",
        "key 'name' is missing in [[unit]]",
    ),
    Mistake(
        "unknown table",
        "units.toml",
        '[[unit]]\nkey = "buf"',
        '[[unti]]\nkey = "buf"',
        "[[unti]]",
        "unknown table or key 'unti'; expected one of municipality, word, ",
        "unit",
    ),
    Mistake(
        "one bracket too few",
        "bodies.toml",
        '[[body]]\nkey = "kf"',
        '[body]\nkey = "kf"',
        "[body]",
        "[body] has one bracket too few; expected [[body]]",
    ),
    Mistake(
        "unit key twice",
        "units.toml",
        'key = "kff"',
        'key = "buf" # again',
        "# again",
        "[[unit]] 'buf' stands twice; first in config/ljungby/units.toml:",
    ),
    Mistake(
        "open quote",
        "units.toml",
        'name = "Kultur- och fritidsförvaltningen"',
        'name = "Kultur- och fritidsförvaltningen',
        'name = "Kultur- och fritidsförvaltningen\n',
        "not valid TOML at 'name': illegal character '\\n'",
    ),
    Mistake(
        "key is not the folder",
        "municipality.toml",
        'key = "ljungby"',
        'key = "alvesta"',
        '"alvesta"',
        "the key 'alvesta' is not the folder's name; expected 'ljungby'",
    ),
    Mistake(
        "code without its zero",
        "municipality.toml",
        'code = "0781"',
        "code = 781",
        "code = 781",
        "'781' can't stand at 'code' in [municipality]; expected a text in quotes",
    ),
    Mistake(
        "code of three digits",
        "municipality.toml",
        'code = "0781"',
        'code = "781"',
        'code = "781"',
        "'781' can't stand at 'code' in [municipality]; expected four digits in quotes, such as",
    ),
    Mistake(
        "source that is not there",
        "documents.toml",
        'source = "policy-2013.txt"',
        'source = "policy-2031.txt"',
        "policy-2031.txt",
        "the source 'policy-2031.txt' is not a text file in config/ljungby/sources",
        "policy-2013.txt",
    ),
    Mistake(
        "source outside the folder",
        "documents.toml",
        'source = "policy-2013.txt"',
        'source = "../municipality.toml"',
        "../municipality.toml",
        "the source '../municipality.toml' is not a text file in config/ljungby/sources",
    ),
    Mistake(
        "alias of two forms",
        "municipality.toml",
        'aliases = ["samverkan"]',
        'aliases = ["samverkan", "Lärande"]',
        '"Lärande"',
        "the name 'lärande' is used for two forms: competence_development and cooperation",
    ),
    Mistake(
        "unit paid by the council",
        "units.toml",
        'body = "ks"',
        'body = "kf"',
        'body = "kf"',
        "'body' of a unit of kind 'administration' is a council; expected a body of kind",
    ),
    Mistake(
        "policy decided by the executive board",
        "documents.toml",
        'decided_by = "kf"',
        'decided_by = "ks" # wrong',
        "# wrong",
        "a policy can't be decided by a executive_board; expected a body of kind 'council'",
    ),
    Mistake(
        "doubt without a question",
        "bodies.toml",
        'parent = "ks"',
        'parent = "ks"\nevidence = "memory"',
        'evidence = "memory"',
        "evidence 'memory' in [[body]] has no question; expected 'confirm' with the question",
    ),
    Mistake(
        "no working committee",
        "bodies.toml",
        'kind = "working_committee"',
        'kind = "board"',
        "[[body]]",
        "there is no [[body]] of kind 'working_committee'",
    ),
    Mistake(
        "form that is not there",
        "municipality.toml",
        'key = "cooperation"',
        'key = "competence_development" # again',
        "",
        "there is no [[form]] with the key 'cooperation'",
    ),
    Mistake(
        "own choice of an unknown move",
        "checklists.toml",
        '[[checklist]]\nkind = "project"\nphase = "support"\nkey = "undersok"',
        '[[who]]\nmove = "project.acept"\nroles = ["coordinator"]\n\n'
        '[[checklist]]\nkind = "project"\nphase = "support"\nkey = "undersok"',
        "project.acept",
        "no lifecycle has the move 'project.acept'",
        "project.accept",
    ),
)


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


@pytest.mark.parametrize("mistake", [pytest.param(each, id=each.name) for each in ALONE])
def test_more_mistakes_are_told_where_they_are(mistake: Mistake, folder: Path) -> None:
    make(mistake, folder)

    found = [problem for problem in check_pack(folder) if mistake.says in str(problem)]

    assert [problem.nearest for problem in found] == [mistake.nearest]
    if mistake.at:
        place = (f"config/ljungby/{mistake.file}", line_of(mistake, folder))
        assert [(problem.file, problem.line) for problem in found] == [place]


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
        "config/vaxjo/municipality.toml:1: the prefix 'LJU' is also used by ljungby"
    ]
