"""How a command ends (0 done, 1 fault, 2 wrong usage, 3 refused, 4 not found) and what it says."""

from pathlib import Path

import pytest

from intlflow.cli.run import run
from tests.cli.conftest import Cli
from tests.cli.doing import ACCEPT, CALL, accept, bring, idea, supported
from tests.people import at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)
REF = "LJU-2027-001"
NEW = ("case", "new", "--in", "ljungby", "--unit", "buf", "--by", at("karin"), "--title", "Bad")
SANNA, KARIN = ("--as", at("sanna")), ("--as", at("karin"))
AWAY = ("--from", "2027-03-01", "--to", "2027-03-02")
OPEN_FROM_IDEA = (
    "Let the idea rest (park), Say no to the idea (decline), Withdraw the case (withdraw), "
    "Accept for support (accept)."
)

REFUSED = {
    "a verb that nobody knows": (
        ("case", "move", REF, "fly", *SANNA),
        (
            "refused (unknown-verb): “fly” is not among the things that can be done. "
            f"Choose one of: {OPEN_FROM_IDEA}"
        ),
    ),
    "a verb of another phase": (
        ("case", "move", REF, "submit", *SANNA),
        (
            "refused (not-from-here): “Submit the application (submit)” can't be done while the case "
            f"stands at “Idea handed in”. You can now choose: {OPEN_FROM_IDEA}"
        ),
    ),
    "somebody else's verb": (
        ("case", "move", REF, "accept", *KARIN, *ACCEPT),
        (
            "refused (not-your-role): “Accept for support (accept)” may only be done by: "
            "international coordinator. Ask one of them, or ask the coordinator."
        ),
    ),
    "facts missing": (
        ("case", "move", REF, "accept", *SANNA),
        (
            "refused (missing): Something is missing: Project manager "
            "(project_manager), Form of work (forms). Fill it in and try again."
        ),
    ),
    "a fact that is not asked for": (
        ("case", "move", REF, "accept", *SANNA, *ACCEPT, "--give", "colour=red"),
        (
            "refused (unknown-fact): colour does not belong here. Leave it out; what is asked for is: "
            "Project manager (project_manager), Form of work (forms)."
        ),
    ),
    "a bad date": (
        ("case", "move", REF, "park", *SANNA, "--give", "wake_on=i höst", "--give", "reason=Tid"),
        "refused (bad-fact): Wakes on (wake_on): That is not a date. Write it like this: 2027-03-01.",
    ),
    "a bad form of work": (
        ("case", "move", REF, "accept", *SANNA, "--give", "forms=dans"),
        (
            "refused (bad-fact): Form of work (forms): There is no such form of work. Choose one or "
            "more of: competence_development, cooperation, external_funding."
        ),
    ),
    "no title left": (
        (*NEW[:-1], " \t "),
        "refused (bad-fact): Title (title): It is empty. Write something.",
    ),
    "a stale version": (
        ("case", "move", REF, "accept", *SANNA, *ACCEPT, "--version", "0"),
        (
            "refused (stale): Karin Ek was first, with “Hand in the idea (register)”, 1 March 2027 at "
            "08:00 (Swedish time). Read how the case stands now and try again."
        ),
    ),
    "a version that has not come yet": (
        ("case", "move", REF, "accept", *SANNA, *ACCEPT, "--version", "7"),
        (
            "refused (no-such-version): The case has no version 7 yet; its newest is 1. "
            "Read how the case stands now and try again."
        ),
    ),
    "support of an unknown kind": (
        ("case", "support", REF, "dansa", *SANNA, "--hours", "1"),
        (
            "refused (unknown-support): Support can't be noted as “dansa”. Choose one of: "
            "Look into (undersoka), Inform (informera), Support (stotta)."
        ),
    ),
    "support without an end": (
        ("case", "support", REF, "undersoka", *SANNA, "--hours", "1e308"),
        (
            "refused (bad-minutes): 0 minutes can't be noted. State between 1 and 1440 minutes at a "
            "time."
        ),
    ),
}

NOT_FOUND = {
    "person": (
        ("case", "move", REF, "accept", "--as", at("nobody")),
        (
            "nobody in Ljungby kommun's register has the address 'nobody@ljungby.example' on "
            "2027-03-01; see `intlflow people list --in ljungby`"
        ),
    ),
    "project manager": (
        ("case", "move", REF, "accept", *SANNA, *ACCEPT[:-1], f"project_manager={at('nobody')}"),
        (
            "nobody in Ljungby kommun's register has the address 'nobody@ljungby.example' on "
            "2027-03-01; see `intlflow people list --in ljungby`"
        ),
    ),
    "case": (
        ("case", "show", "LJU-2027-999"),
        "no case 'LJU-2027-999'; see `intlflow case list`",
    ),
    "municipality": (
        (*NEW[:3], "atlantis", *NEW[4:]),
        "no municipality 'atlantis'; there are ljungby, vaxjo",
    ),
    "municipality of somebody away": (
        ("people", "away", at("karin"), "--in", "atlantis", *AWAY),
        "no municipality 'atlantis'; there are ljungby, vaxjo",
    ),
    "unit": (
        (*NEW[:5], "nope", *NEW[6:]),
        (
            "no unit 'nope' in Ljungby kommun; there are buf, kff, klf, lbab, leab, lenab, lhab, luab, "
            "mbf, sof, tf"
        ),
    ),
    "task": (
        ("case", "tick", REF, "nope", *SANNA),
        f"no open task 'nope' in {REF}; open: none",
    ),
    "appointment, by a number that no register has": (
        ("people", "end", "9" * 20),
        f"no appointment number {'9' * 20}; see `intlflow people list`",
    ),
    "letter": (
        ("letters", "show", "x"),
        "no single letter begins with 'x'; see `intlflow letters list`",
    ),
}

WRONG_USAGE = {
    "no such command": (("case", "fly"), "No such command 'fly'."),
    "a fact without =": (
        ("case", "move", REF, "accept", *SANNA, "--give", "forms"),
        "Invalid value: 'forms' should be FACT=VALUE, e.g. reason='too late'",
    ),
    "a fact without a name": (
        ("case", "move", REF, "accept", *SANNA, "--give", "=samarbete"),
        "Invalid value: '=samarbete' should be FACT=VALUE, e.g. reason='too late'",
    ),
    "a fact twice": (
        ("case", "move", REF, "accept", *SANNA, "--give", "own-source=a", "--give", "OWN_SOURCE=b"),
        "Invalid value: own_source was given twice",
    ),
    "a version in letters": (
        ("case", "move", REF, "accept", *SANNA, "--version", "seven"),
        (
            "Invalid value for '--version': Input should be a valid integer, unable to parse string as "
            "an integer"
        ),
    ),
    "no unit": (
        (*NEW[:4], *NEW[6:]),
        "Invalid value: --unit is needed; see `intlflow case new --help`",
    ),
    "a head without =": (
        ("audit", "verify", "--head", "ljungby"),
        "Invalid value: 'ljungby' should be KEY=HASH, e.g. ljungby=9f86d0…",
    ),
    "a letter's state": (
        ("letters", "list", "--status", "lost"),
        "Invalid value: --status is one of waiting, sending, sent, retrying, held, failed, cancelled",
    ),
}


def cells(table: dict[str, tuple[tuple[str, ...], str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("command", "sentence"), table.values(), ids=list(table))


@cells(REFUSED)
def test_what_the_rules_refuse_ends_with_3_and_a_sentence_that_helps(
    cli: Cli, command: tuple[str, ...], sentence: str
) -> None:
    assert idea(cli) == REF

    said = cli(*command)

    assert (said.code, said.out, said.err) == (3, "", f"{sentence}\n")


@cells(NOT_FOUND)
def test_what_is_not_there_ends_with_4_and_says_where_to_look(
    cli: Cli, command: tuple[str, ...], sentence: str
) -> None:
    assert idea(cli) == REF

    said = cli(*command)

    assert (said.code, said.out, said.err) == (4, "", f"intlflow: {sentence}\n")


@cells(WRONG_USAGE)
def test_what_is_not_understood_ends_with_2_and_says_the_right_form(
    cli: Cli, command: tuple[str, ...], sentence: str
) -> None:
    assert idea(cli) == REF

    said = cli(*command)

    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == f"Error: {sentence}"


def test_done_ends_with_0_and_nothing_on_the_side_of_trouble(cli: Cli) -> None:
    said = bring(cli)

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == f"{REF}: register → idea (version 1)"


def test_a_refused_move_leaves_no_trace(cli: Cli) -> None:
    ref = idea(cli)
    before = cli("case", "show", ref, "--json").json

    for command, _ in REFUSED.values():
        cli(*command)

    assert cli("case", "show", ref, "--json").json == before
    assert len(cli("case", "list", "--json").json) == 1


def test_a_refusal_is_told_to_programs_on_stdout_and_to_people_on_stderr(cli: Cli) -> None:
    ref = idea(cli)

    said = cli("case", "move", ref, "accept", *SANNA, "--json")

    sentence = REFUSED["facts missing"][1].partition("): ")[2]
    details = {"facts": ["project_manager", "forms"]}
    assert said.code == 3
    assert said.json == {"refused": {"why": "missing", "message": sentence, "details": details}}
    assert said.err == f"refused (missing): {sentence}\n"


def test_what_is_not_there_is_told_to_programs_too(cli: Cli) -> None:
    said = cli("case", "show", "LJU-2027-999", "--json")

    assert said.code == 4
    assert said.json == {"not_found": {"message": NOT_FOUND["case"][1]}}


def test_whoever_was_first_is_named_with_what_they_did_and_when(cli: Cli) -> None:
    ref = idea(cli)
    seen = str(cli("case", "show", ref, "--json").json["version"])
    assert accept(cli, ref, "--version", seen).code == 0

    said = cli("case", "move", ref, "decline", *SANNA, "--give", "reason=Nej", "--version", seen)

    assert said.code == 3
    assert said.err == (
        "refused (stale): Sanna Lind was first, with “Accept for support (accept)”, 1 March 2027 at "
        "08:00 (Swedish time). Read how the case stands now and try again.\n"
    )


def test_a_deadline_that_has_passed_stops_the_decision_to_apply(cli: Cli) -> None:
    ref = supported(cli)
    go = ("case", "move", ref, "go", "--as", at("manne"), *CALL)

    late = cli(*go, "--give", "call_deadline=2027-02-26T17:00")

    assert late.code == 3
    assert late.err == (
        "refused (deadline-passed): The deadline was 26 February 2027 at 17:00 (Swedish time). "
        "Correct the date if it is wrong, or apply to a later call.\n"
    )
    assert cli(*go, "--give", "call_deadline=2027-03-01").code == 0  # until that day's end


def test_tasks_left_to_do_are_named(cli: Cli) -> None:
    ref = idea(cli)
    accept(cli, ref)
    cli("case", "tick", ref, "informera", *SANNA)

    go = ("case", "move", ref, "go", "--as", at("manne"), *CALL)
    said = cli(*go, "--give", "call_deadline=2027-06-15")

    assert said.code == 3
    assert said.err == (
        "refused (tasks-open): There are tasks left to do: undersok, stotta. Tick them off first.\n"
    )


def test_without_a_database_one_is_told_what_to_run(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_DATA", str(tmp_path / "nothing"))

    said = cli("case", "list", "--json")

    sentence = f"no database in {tmp_path / 'nothing'}; run `intlflow up` or `intlflow init` first"
    assert said.code == 1
    assert said.json == {"fault": {"message": sentence}}
    assert said.err == f"intlflow: {sentence}\n"
    assert not (tmp_path / "nothing").exists()


def test_a_bug_keeps_its_traceback(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("intlflow.app.showing.list_cases", broken)

    with pytest.raises(ZeroDivisionError):
        run(["case", "list"])
