"""Words that want to be more than words: they are refused, or they come out harmless everywhere."""

import json
import subprocess
import sys
from html import escape

import pytest

from intlflow.app import stages
from intlflow.app.house import House
from tests.cli.conftest import Cli, PostOffice, text_of
from tests.cli.doing import accept, bring, idea
from tests.people import DAY, MORNING, at

pytestmark = pytest.mark.freeze_time("2027-03-01 07:00:00", tick=True)

# What somebody writes as a title → the title that the case gets.
TITLES = {
    "a line that would be a header": ("Skolor\r\nBcc: all@x.example", "Skolor Bcc: all@x.example"),
    "a line that would be the body": ("Skolor\n\n.\nQUIT", "Skolor . QUIT"),
    "a template": ("{{ 7*7 }} {{ case.ref }}", "{{ 7*7 }} {{ case.ref }}"),
    "a template's tag": ("{% raw %}{% include 'x' %}", "{% raw %}{% include 'x' %}"),
    "a place to fill in": ("{ref} {0.__class__} %s", "{ref} {0.__class__} %s"),
    "a formula": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "markup": ("<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;"),
    "markdown": ("# [x](javascript:1) `rm`", "# [x](javascript:1) `rm`"),
    "a turned reading direction": ("Skol\u202eexe.rolok", "Skolexe.rolok"),
    "isolates and marks": ("\u2066Sko\u2069lor\u200f\u200e\ufeff", "Skolor"),
    "NUL": ("Sko\0lor", "Sko lor"),
    "a terminal's colours": ("\x1b[31mRöd\x1b[0m\x9b1m", "[31mRöd [0m 1m"),
    "a terminal's title": ("\x1b]0;ägd\x07Skolor", "]0;ägd Skolor"),
    "half a character": ("Skol\udcff\ud83dor", "Skol??or"),
    "line separators": ("Skol\u2028gård\u2029\x85", "Skol gård"),
    "a character for private use": ("Skolor \U000f0000", "Skolor \U000f0000"),
    "a character from the future": ("Skolor \U0001fae9\U000e0123", "Skolor \U0001fae9\U000e0123"),
    "an encoded word": ("=?utf-8?B?QmNj?=", "=?utf-8?B?QmNj?="),
}
HOSTILE = pytest.mark.parametrize(("typed", "kept"), TITLES.values(), ids=list(TITLES))
REF = "LJU-2027-001"


def calm(text: str) -> bool:
    """Whether text may go to a terminal: no control characters, no turned direction."""
    turning = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    control = {chr(n) for n in (*range(32), *range(127, 160))} - {"\n"}
    return not set(text) & (turning | control)


@HOSTILE
def test_a_hostile_title_is_kept_as_harmless_words(cli: Cli, typed: str, kept: str) -> None:
    said = bring(cli, typed)

    case = cli("case", "show", REF, "--json")
    assert (said.code, calm(said.out)) == (0, True)
    assert (case.json["title"], calm(case.out)) == (kept, True)
    assert cli("case", "list", "--json").json[0]["title"] == kept
    assert {kept in each["subject"] for each in cli("letters", "list", "--json").json} == {True}


@HOSTILE
def test_a_hostile_title_keeps_its_place_on_a_terminal(cli: Cli, typed: str, kept: str) -> None:
    bring(cli, typed)

    shown = cli("case", "show", REF).out
    listed = cli("case", "list").out

    assert shown.splitlines()[0] == f"{REF}  {kept}"
    assert len(listed.splitlines()) == 2
    assert listed.splitlines()[1].endswith(kept)
    assert calm(shown + listed + cli("letters", "list").out)


@HOSTILE
def test_a_hostile_title_travels_as_one_line_of_a_letter(
    cli: Cli, post_office: PostOffice, typed: str, kept: str
) -> None:
    idea(cli, "Snäll")
    bring(cli, typed)
    cli("letters", "send")

    letters = post_office.letters()

    assert len(letters) == 6
    kind = [letter for letter in letters if "LJU-2027-001" in str(letter["Subject"])]
    hostile = [letter for letter in letters if letter not in kind]
    assert {tuple(sorted(x.keys())) for x in hostile} == {tuple(sorted(kind[0].keys()))}
    assert sorted(str(x["To"]) for x in hostile) == sorted(str(x["To"]) for x in kind)
    for letter in hostile:
        html = letter.get_body(("html",))
        assert html is not None
        assert str(letter["Subject"]) == f"Ny idé LJU-2027-002: {kept}"
        assert kept in " ".join(text_of(letter).split())
        assert escape(kept, quote=False) in _unquoted(html.get_content())
        assert "<script" not in html.get_content()


def _unquoted(html: str) -> str:
    return html.replace("&#39;", "'").replace("&#34;", '"').replace("&quot;", '"')


@HOSTILE
def test_a_hostile_title_is_read_as_its_recipient_reads_it(cli: Cli, typed: str, kept: str) -> None:
    bring(cli, typed)
    letter = cli("letters", "list", "--json").json[0]

    shown = cli("letters", "show", letter["id"])

    assert f"Subject: {letter['subject']}" in shown.out.splitlines()
    assert kept in " ".join(shown.out.split())
    assert calm(shown.out)
    assert calm(cli("letters", "show", letter["id"], "--json").out)


@HOSTILE
def test_prefects_pages_get_no_words_that_somebody_typed(
    cli: Cli, house: House, typed: str, kept: str
) -> None:
    bring(cli, typed)
    later = MORNING + DAY
    work = stages.claim(house, stages.due(house, later)[0].id, by="here:1", at=later)
    assert work is not None

    said = stages.portrait(house, work, later)

    assert said.splitlines()[0] == f"# {REF}"
    assert kept not in said
    assert calm(said)


@HOSTILE
def test_a_hostile_reason_is_told_as_the_words_it_is(
    cli: Cli, post_office: PostOffice, typed: str, kept: str
) -> None:
    ref = idea(cli)
    cli("letters", "send")
    sent = len(post_office.letters())

    said = cli("case", "move", ref, "decline", "--as", at("sanna"), "--give", f"reason={typed}")
    cli("letters", "send")

    letters = post_office.letters()[sent:]
    assert said.code == 0, said.err
    assert len(letters) == len({str(x["To"]) for x in letters}) > 0
    assert {str(x["Subject"]).isprintable() for x in letters} == {True}
    assert [x for x in letters if kept not in " ".join(text_of(x).split())] == []
    assert calm(cli("case", "show", ref).out)
    kept_fact = cli("case", "show", ref, "--json").json["facts"]["reason"]
    assert " ".join(kept_fact.split()) == kept


@HOSTILE
def test_hostile_names_and_notes_are_words_too(cli: Cli, typed: str, kept: str) -> None:
    ref = idea(cli)
    accept(cli, ref)
    sanna = ("--as", at("sanna"))
    added = cli("people", "add", "--in", "ljungby", "--name", typed, "--title", typed)
    assert cli("case", "tick", ref, "undersok", *sanna, "--note", typed).code == 0
    hours = ("--hours", "1", "--note", typed)
    assert cli("case", "support", ref, "stotta", *sanna, *hours).code == 0

    case = cli("case", "show", ref, "--json").json
    people = cli("people", "list", "--in", "ljungby", "--json").json

    assert (added.code, added.out) == (0, f"{kept} is in the register\n")
    assert (people[-1]["name"], people[-1]["title"]) == (kept, kept)
    assert case["support"][0]["note"] == kept
    assert {t["note"] for t in case["tasks"] if t["key"] == "undersok"} == {kept}
    assert calm(cli("people", "list").out)


def test_100_kb_are_refused_with_how_much_there_may_be(cli: Cli) -> None:
    ref, much = idea(cli), "skol " * 20_000

    title = bring(cli, much)
    reason = cli("case", "move", ref, "decline", "--as", at("sanna"), "--give", f"reason={much}")
    name = cli("people", "add", "--in", "ljungby", "--name", much)

    assert (title.code, reason.code, name.code) == (3, 3, 3)
    limit = "The text is too long. Write {} characters at most.\n"
    assert title.err == f"refused (bad-fact): Title (title): {limit.format(200)}"
    assert reason.err == f"refused (bad-fact): Reason (reason): {limit.format(4000)}"
    assert name.err == f"refused (bad-fact): Name (name): {limit.format(200)}"


def test_100_kb_where_a_reference_is_asked_for_are_answered_shortly(cli: Cli) -> None:
    much = "x" * 100_000

    answers = [
        cli("case", "show", much),
        cli("letters", "show", much),
        cli("case", "new", "--in", much, "--unit", "buf", "--by", at("karin"), "--title", "x"),
        cli("case", "move", idea(cli), much, "--as", at("sanna")),
    ]

    assert [answer.code for answer in answers] == [4, 4, 4, 3]
    assert [len(answer.err) for answer in answers if len(answer.err) > 1_000] == []


@pytest.mark.parametrize("word", ["\x1b[31m", "\u202e", "a\nb", "\x9b31m", "\udcff"])
def test_a_hostile_argument_is_not_echoed_raw(cli: Cli, word: str) -> None:
    ref, sanna = idea(cli), ("--as", at("sanna"))
    commands = [
        ("case", "show", word),
        ("case", "move", ref, word, *sanna),
        ("case", "move", ref, "accept", "--as", word),
        ("case", "move", ref, "accept", *sanna, "--give", word),
        ("case", "move", ref, "accept", *sanna, "--give", f"{word}=x"),
        ("case", "list", "--in", word),
        ("letters", "show", word),
        ("letters", "list", "--to", word),
        ("audit", "verify", "--head", f"{word}={word}"),
        ("people", "away", word, "--in", "ljungby", "--from", "2027-03-01", "--to", "2027-03-01"),
        ("pack", "show", word),
    ]

    for command in commands:
        said = cli(*command)

        assert calm(said.out + said.err), command


def test_a_terminal_without_arrows_still_hears_what_was_done(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = idea(cli, "Skolgård ⛄")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    decline = ("case", "move", ref, "decline", "--as", at("sanna"), "--give", "reason=Nej")

    done = in_a_process_of_its_own(*decline)
    listed = in_a_process_of_its_own("case", "list", "--json")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.splitlines()[0] == rf"{ref}: decline \u2192 declined (version 2)".encode()
    assert json.loads(listed.stdout)[0]["title"] == "Skolgård ⛄"


def in_a_process_of_its_own(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from intlflow.cli import main; main()"]
    return subprocess.run([*program, *arguments], capture_output=True, check=False)
