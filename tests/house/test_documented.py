"""The documents can't lie: what is generated is up to date, what exists is told, links lead somewhere."""

import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from intlflow.app.setup import prepare
from intlflow.cli.run import run
from intlflow.packs.entries import Entry as PackEntry
from intlflow.packs.model import Pack
from intlflow.packs.tables import model_of
from intlflow.settings import Entry, Settings
from tests.house import write_docs
from tests.house.person_tries import try_person_data
from tests.house.register_tries import try_registers
from tests.house.schemas import SCHEMAS, commands_of, schema
from tests.people import at, home

ROOT = write_docs.ROOT
DOCS = write_docs.DOCS
WRITTEN = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "templates").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")


MADE = write_docs.documents()


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_a_generated_document_is_what_make_docs_writes_now(path: Path) -> None:
    assert path.read_text("utf-8") == MADE[path], "run `make docs`"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_what_is_shown_as_typed_has_a_beginning_and_an_end(path: Path) -> None:
    inside, wrong = False, []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("```"):
            wrong += [number] if inside and line != "```" else []
            inside = not inside
        elif not inside and re.match(r"intlflow [a-z]+ .*--", line):
            wrong.append(number)

    assert wrong == []
    assert not inside


def test_each_thing_in_the_data_folder_stands_once() -> None:
    told = (DOCS / "operating.md").read_text("utf-8").partition("## The data folder")[2]
    names = re.findall(r"^\| (`.+?) \|", told.partition("\n## ")[0], re.MULTILINE)

    assert len(names) > 8
    assert sorted(names) == sorted(set(names))


def test_a_pack_s_fields_are_all_told_with_what_they_may_hold() -> None:
    told = (DOCS / "packs-fields.md").read_text("utf-8")

    missing = [
        (table, field)
        for table in Pack.model_fields
        for field in set(model_of(table).model_fields) - set(PackEntry.model_fields)
        if f"\n| `{field}` | " not in told.partition(f"[{table}]")[2].partition("\n## ")[0]
    ]

    assert missing == []


def test_every_setting_is_told_where_an_installation_is_run() -> None:
    operating = (DOCS / "operating.md").read_text("utf-8")

    fields = (Settings.__dataclass_fields__.keys() | Entry.__dataclass_fields__) - {"entry"}
    assert len(write_docs.settings_asked()) == len(fields)
    assert [name for name in write_docs.settings_asked() if name not in operating] == []


def test_every_command_is_told_with_its_help() -> None:
    told = (DOCS / "cli.md").read_text("utf-8")

    names = [context.command_path for context in write_docs.commands()]

    assert [name for name in names if f"### {name}\n" not in told] == []
    assert len(names) > 25


def test_every_command_that_the_documents_show_exists() -> None:
    names = {context.command_path for context in write_docs.commands()}
    shown = {
        (path.name, found)
        for path in WRITTEN
        for found in re.findall(r"`?\bintlflow ((?:[a-z]+(?:-[a-z]+)* ?)+)", _code(path))
    }

    strange = [
        (file, words) for file, words in shown if not _is_command(f"intlflow {words}", names)
    ]

    assert shown
    assert strange == []


def _code(path: Path) -> str:
    """What stands as code in a document: fenced or between backticks."""
    text = path.read_text("utf-8")
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join(fenced + re.findall(r"`(intlflow [^`\n]+)`", text))


def _is_command(said: str, names: set[str]) -> bool:
    """Whether the first words are a command; a group alone is one only when nothing follows."""
    words = said.split()
    deepest = max((" ".join(words[:n]) for n in (1, 2, 3, 4)), key=lambda w: (w in names) * len(w))
    is_group = any(name.startswith(f"{deepest} ") for name in names)
    return not is_group or deepest == " ".join(words)


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = [link for link in LINK.findall(path.read_text("utf-8")) if "://" not in link]

    lost = [link for link in links if not (path.parent / link.partition("#")[0]).exists()]

    assert lost == []


def test_no_document_names_a_registry_or_this_machine() -> None:
    forbidden = re.compile(r"/(work|home/\w+)/|pypi\.org|registry\.npmjs")

    written = [*WRITTEN, *DOCS.rglob("*.json"), *DOCS.rglob("*.tsv")]

    assert [p.name for p in written if forbidden.search(p.read_text("utf-8"))] == []


def test_what_the_readme_says_to_try_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The demo register begins at a year that its case numbers show.
    fresh = Settings.from_env({}, tmp_path / "data")
    prepare(fresh, with_demo=True, at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    monkeypatch.setenv("INTLFLOW_DATA", str(fresh.data))

    answers = [(line, run(shlex.split(line, comments=True)[1:])) for line in _to_try()]

    assert len(answers) == 13
    assert [line for line, code in answers if code != (3 if "# refused" in line else 0)] == []
    assert "SON" in capsys.readouterr().err


def _to_try() -> list[str]:
    """The commands under 'Try it', each on one line."""
    text = (ROOT / "README.md").read_text("utf-8").replace("\\\n", "")
    part = text.partition("## Try it")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("intlflow ")]


# The shapes of the JSON

SHAPES = {command: name for name in SCHEMAS for command in commands_of(name)}
ANSWERS_OF_ANY = {3: "refusal", 4: "not_found"}


class Tried:
    """Runs commands with `--json`, and remembers which were tried and what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.answers: list[tuple[str, int, Any]] = []

    def __call__(self, *arguments: str) -> Any:
        self._capsys.readouterr()
        code = run([*arguments, "--json"])
        value = json.loads(self._capsys.readouterr().out)
        said = " ".join(arguments)
        command = next(each for each in SHAPES if f"{said} ".startswith(f"{each} "))
        self.answers.append((command, code, value))
        return value


@pytest.fixture
def tried(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Tried:
    monkeypatch.setenv("INTLFLOW_DATA", str(settings.data))
    return Tried(capsys)


def fits(name: str, value: Any) -> None:
    """Raise unless a value has the shape that its schema tells."""
    jsonschema.Draft202012Validator(schema(name)).validate(value)


TOWN = ("partner=Rostock", "country=DE", "purpose=Skolor")


def test_every_command_that_prints_json_has_a_schema() -> None:
    can = {
        context.command_path.removeprefix("intlflow ")
        for context in write_docs.commands()
        if any("--json" in parameter.opts for parameter in context.command.params)
    }

    assert set(SHAPES) == can
    assert len(SHAPES) == sum(len(commands_of(name)) for name in SCHEMAS)


def test_each_command_in_the_table_of_shapes_has_the_options_that_it_needs() -> None:
    told = write_docs.command_line().split("## JSON")[1].split("## Commands")[0]

    assert "| `intlflow tag show REF --in KEY --json` |" in told
    assert "`intlflow document list --in KEY --json, document on DAY --in KEY --json` |" in told
    assert "duty postpone KEY --in KEY --as ADDRESS --reason WHY --until DAY --json`" in told
    assert "`intlflow case can REF --as ADDRESS --json`" in told
    assert "`intlflow case list --json`" in told


def duties_are_tried(tried: Tried) -> None:
    """A talk is noted and taken back, a talk waived, another postponed; then a tick and a look ahead."""
    talk, mine, sanna = "ledningsgrupp_talk", ("--in", "ljungby", "--for", home()), at("sanna")
    yesterday = str((datetime.now(UTC) - timedelta(days=1)).date())
    number = tried("duty", "log", talk, *mine, "--as", sanna, "--on", yesterday, "--forum", "LG")
    assert run(["duty", "withdraw", str(number["number"]), "--as", sanna, "--reason", "Fel"]) == 0
    why = ("--as", sanna, "--reason", "Enheten byggs om.")
    later = str((datetime.now(UTC) + timedelta(days=170)).date())
    tried("duty", "postpone", "gdpr_contact_cleanup", "--in", "ljungby", *why, "--until", later)
    tried("duty", "waive", talk, *mine, *why)
    ticked = tried("tick", "--in", "ljungby")
    shown = tried("duty", "show", talk, *mine)
    rows = tried("duty", "list", "--in", "ljungby")
    coming = tried("preview", "--in", "ljungby")
    assert [part for part in (ticked["steps"], rows, coming, shown["logged"]) if not part] == []


def decisions_are_tried(tried: Tried) -> None:
    """A twin town is proposed, prepared, put off by the first body; somebody steps aside."""
    new = ("case", "new", "--kind", "twin-town", "--in", "ljungby", "--by", at("karin"))
    facts = ("--give", "partner=Rostock", "--give", "country=DE", "--give", "purpose=Skolor")
    ref = tried(*new, "--unit", home(), "--title", "Rostock", *facts)["ref"]
    assert run(["case", "move", ref, "take_up", "--as", at("sanna")]) == 0
    memo = ("--give", "memo=Tjänsteskrivelse 2025-01-07")
    for task in tried("case", "show", ref)["tasks"]:
        assert run(["case", "tick", ref, task["key"], "--as", at("sanna")]) == 0
    assert run(["case", "move", ref, "hand_over", "--as", at("sanna"), *memo]) == 0
    said = ("ksau 2025-01-14 § 3 tillstyrkan", "--as", at("siv"), "--give", "method=votering")
    number = str(tried("decision", "record", ref, *said)["decision"])
    on = ("--as", at("siv"), "--on", "2025-01-20")
    noted = tried("decision", "note", number, "adjusted", *on)
    why = ("--as", at("sanna"), "--reason", "Släkting till den som föreslår.")
    tried("decision", "recuse", ref, at("manne"), *why)
    matter, rows = tried("decision", "show", ref), tried("decision", "list", "--in", "ljungby")
    shown = tried("decision", "extract", number)
    seen = (noted["events"], matter["rules"], matter["recused"], matter["decisions"], rows)
    assert [part for part in (*seen, shown["says"]) if not part] == []


def meetings_are_tried(tried: Tried, folder: Path) -> None:
    """A list is told and applied, a meeting added, moved and called off; a case is asked about."""
    here, sanna, file = ("--in", "ljungby"), ("--as", at("sanna")), folder / "meetings.txt"
    file.write_text(f"KS: 14/1, 11/2 {datetime.now(UTC).year + 1}\n")
    told = tried("sitting", "import", str(file), *here)
    assert run(["sitting", "import", str(file), *here, "--apply", *sanna]) == 0
    day, other = f"{datetime.now(UTC).year + 1}-03-10", f"{datetime.now(UTC).year + 1}-03-17"
    number = str(tried("sitting", "add", "bun", day, *here, *sanna, "--at", "13:15")["number"])
    tried("sitting", "move", number, *here, *sanna, "--to", other)
    asked = tried("reachable", *here, "--deadline", f"{day} 17:00", "--units", home())
    tried("sitting", "cancel", number, *here, *sanna, "--reason", "Val")
    shown, rows = tried("sitting", "show", number, *here), tried("sitting", "list", *here)
    file.write_text("KS: 14/1\n")
    wrong = tried("sitting", "import", str(file), *here)
    seen = (told["lines"], shown["history"], rows, wrong["mistakes"], asked["ways"])
    assert [part for part in (*seen, asked["might_matter"]) if not part] == []


def calls_are_tried(tried: Tried, ref: str) -> None:
    """Funders' files come in, a deadline moves, a call is chosen for a case and another dismissed."""
    here, sanna = ("--in", "ljungby"), ("--as", at("sanna"))
    files = ROOT / "tests" / "data"
    done = tried("call", "import", "ft", str(files / "ft_grantsTenders.synthetic.json"))
    tried("call", "import", "keep", str(files / "keep_eu.synthetic.json"))
    assert run(["call", "import", "esf", str(files / "keep_eu.synthetic.json")]) == 1
    one, other = "CERV-2027-CITIZENS-TOWN-TT", "HORIZON-MISS-2027-04-CIT-01"
    why = ("--reason", "Vi har en vänort.")
    chosen = tried("call", "choose", one, *here, *sanna, *why, "--case", ref)
    tried("call", "follow", one, *here, *sanna, "--case", ref)
    tried("call", "dismiss", other, *here, *sanna, "--reason", "För stort.")
    listed = tried("call", "list", *here, "--all", "--state", "forthcoming")
    shown, closed = (
        tried("call", "show", one, *here),
        tried("call", "list", *here, "--state", "closed"),
    )
    matched = tried("call", "match", *here), tried("call", "match", *here, "--case", ref)
    told = tried("call", "programmes", *here), tried("call", "known", "växjö")
    seen = (done["skipped"], chosen["new"], listed["sources"], shown["history"], closed["calls"])
    assert [part for part in (*seen, matched[0], matched[1]["considered"], *told) if not part] == []


def searches_are_tried(tried: Tried, ref: str) -> None:
    """A case is found by its word, and another unit's that does the same."""
    new = ("case", "new", "--in", "ljungby", "--by", at("stig"), "--unit", "tf")
    tried(*new, "--title", "Skolor")
    assert tried("find", "skola", "--in", "ljungby")
    assert tried("others", ref)
    assert tried("case", "comment", ref, "--as", at("karin"), "--text", "Vi frågade rektorerna.")


def test_what_the_commands_print_has_the_shape_of_their_schemas(
    tried: Tried, tmp_path: Path
) -> None:
    karin, sanna = at("karin"), at("sanna")
    new = ("case", "new", "--in", "ljungby", "--by", karin, "--unit", home(), "--title", "Skolor")

    ref = tried(*new)["ref"]
    accept = ("case", "move", ref, "accept", "--as", sanna, "--give")
    tried(*accept, f"project_manager={at('petra')}", "--give", "forms=samarbete")
    assert run(["case", "support", ref, "undersoka", "--as", sanna, "--hours", "1.5"]) == 0
    case = tried("case", "show", ref)
    tried("case", "list")
    tried("case", "can", ref, "--as", sanna)
    letter = tried("letters", "list")[0]["id"]
    for step in ("show", "hold", "release", "cancel"):
        tried("letters", step, letter)
    people, shown = tried("people", "list"), tried("pack", "show", "ljungby")
    tried("pack", "list")
    mistakes = tried("pack", "check", str(tmp_path / "nowhere"))
    tried("audit", "verify")
    tried("audit", "verify", "--head", "ljungby=0000")
    tried("doctor")
    tried("selftest", "--kills", "2")
    tried("letters", "send")
    duties_are_tried(tried)
    decisions_are_tried(tried)
    _try_reports(tried, tmp_path)
    meetings_are_tried(tried, tmp_path)
    town = tried(*new, "--kind", "twin-town", *(f for g in TOWN for f in ("--give", g)))["ref"]
    try_registers(tried, ref, town, tmp_path)
    searches_are_tried(tried, ref)
    calls_are_tried(tried, ref)
    _try_lists(tried)
    refusal = tried("case", "move", ref, "go", "--as", sanna)
    missing = tried("case", "show", "LJU-1900-001")
    try_person_data(tried)

    for command, code, value in tried.answers:
        fits(ANSWERS_OF_ANY.get(code, SHAPES[command]), value)
    assert {command for command, code, _ in tried.answers if code < 3} == set(SHAPES)
    assert {code for _, code, _ in tried.answers} == {0, 1, 3, 4}
    # Every part that may be empty has been seen filled.
    assert [k for k in ("facts", "tasks", "support", "journal", "letters") if not case[k]] == []
    assert [v for v in (people[0]["roles"], shown["to_confirm"], mistakes) if not v] == []
    assert (list(refusal), list(missing)) == (["refused"], ["not_found"])


def _try_lists(tried: Tried) -> None:
    """A list told, brought in, listed, taken out again."""
    file = str(ROOT / "tests" / "data" / "lists" / "existing_project_list.messy.csv")
    mine = ("--in", "ljungby", "--as", at("sanna"))
    told = tried("import", "projects", file, "--in", "ljungby")
    done = tried("import", "projects", file, *mine, "--apply")
    listed = tried("import", "list")
    out = tried("import", "projects", "--undo", str(done["batch"]), *mine)
    assert [each for each in (told["lines"], listed, out) if not each] == []


def _try_reports(tried: Tried, folder: Path) -> None:
    """The annual collection and what is known of people and units."""
    here, karin, sanna, manne = ("--in", "ljungby"), at("karin"), at("sanna"), at("manne")
    mine = (*here, "--unit", home())
    tried("report", "open", *here)
    tried("report", "start", *mine, "--as", karin)
    tried("report", "submit", *mine, "--as", karin)
    tried("report", "return", *mine, "--as", sanna, "--note", "Mer om eleverna")
    tried("report", "nothing", *mine, "--as", manne, "--note", "Ändå inget")
    tried("report", "reopen", *mine, "--as", sanna, "--note", "Jo")
    tried("report", "submit", *mine, "--as", karin)
    tried("report", "approve", *mine, "--as", manne)
    tried("report", "hand-over", *here, "--as", sanna)
    rows, report = tried("report", "status", *here), tried("report", "show", *mine)
    people = folder / "people.csv"
    people.write_text(
        "namn;e-post;roll;enhet\nSaga Vik;saga.vik@ljungby.example;kontaktperson;sof\n"
    )
    tried("import", "people", str(people), *here)
    tried("people", "import", str(people), *here)
    people.write_text("namn;e-post\nSaga;saga\n")
    wrong = tried("people", "import", str(people), *here)
    tried("people", "confirm", *mine, "--as", manne)
    group = tried("people", "group", *here)
    left, unit = tried("people", "handover", karin, *here), tried("unit", "show", home(), *here)

    seen = (rows[0]["answers"], report["events"], group["members"], wrong["mistakes"])
    assert [value for value in seen if not value] == []
    assert [key for key in ("roles", "cases", "letters") if not left[key]] == []
    assert [key for key in ("names", "people", "cases", "reports", "days") if not unit[key]] == []


def test_what_sending_prints_has_its_shape_with_and_without_a_mail_server(
    tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = tried("letters", "send")
    monkeypatch.setenv("INTLFLOW_MAIL_URL", "mailto://127.0.0.1:1?from=a@intlflow.example")

    server = tried("letters", "send")

    assert (without["mail"], server["mail"]) == (False, True)
    fits("sent", without)
    fits("sent", server)


def test_a_fault_that_is_known_has_its_shape(
    tried: Tried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_DATA", str(tmp_path / "nothing"))

    tried("case", "list")

    ((_, code, value),) = tried.answers
    assert code == 1
    fits("fault", value)


def test_a_schema_refuses_what_has_another_shape() -> None:
    with pytest.raises(jsonschema.ValidationError):
        fits("refusal", {"refused": {"why": "missing", "message": "…"}})


def test_every_schema_is_one() -> None:
    for name in SCHEMAS:
        jsonschema.Draft202012Validator.check_schema(schema(name))
