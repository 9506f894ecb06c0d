"""A setting comes from the environment or from a file; one that can't be used stops with its cure."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, PostOffice
from tests.cli.doing import idea

MAIL_FORM = (
    "INTLFLOW_MAIL_URL must begin with mailto:// or mailtos://, "
    "such as mailto://127.0.0.1:8025?from=intlflow@ljungby.example"
)
DATABASE_FORM = (
    "INTLFLOW_DATABASE_URL must begin with sqlite:/// or postgresql://, "
    "such as postgresql://intlflow@127.0.0.1/intlflow"
)
FILE_FORM = (
    "INTLFLOW_DATABASE_URL must name a file without a '?', such as "
    "sqlite:////srv/intlflow/intlflow.db"
)
# Setting, value, command → what is said.
BAD = {
    "mail by another way": ("MAIL_URL", "smtp://x", ("case", "list"), MAIL_FORM),
    "a port in letters": (
        *("MAIL_URL", "mailto://127.0.0.1:x", ("letters", "send")),
        "INTLFLOW_MAIL_URL: The mail address has a port that is no number from 1 to 65535.",
    ),
    "mail to nowhere": (
        *("MAIL_URL", "mailto://", ("letters", "send")),
        "INTLFLOW_MAIL_URL: The mail address names no server.",
    ),
    "no database address": ("DATABASE_URL", "nonsense", ("init",), DATABASE_FORM),
    "another kind of database": ("DATABASE_URL", "mysql://x/y", ("case", "list"), DATABASE_FORM),
    "no file": ("DATABASE_URL", "sqlite:///", ("init",), FILE_FORM),
    "a file that is none": ("DATABASE_URL", "sqlite:///:memory:", ("init",), FILE_FORM),
    "a file with more": ("DATABASE_URL", "sqlite:///x.db?timeout=5", ("init",), FILE_FORM),
}


@pytest.mark.parametrize(("name", "value", "command", "sentence"), BAD.values(), ids=list(BAD))
def test_a_setting_that_cannot_be_used_is_a_fault_with_a_sentence(
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    command: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.setenv(f"INTLFLOW_{name}", value)

    said = cli(*command)

    assert (said.code, said.out, said.err) == (1, "", f"intlflow: {sentence}\n")


def test_a_database_that_does_not_answer_is_a_fault_with_a_sentence(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql://intlflow:hemligt@127.0.0.1:1/intlflow"  # nobody listens at port 1
    monkeypatch.setenv("INTLFLOW_DATABASE_URL", url)

    said, examined = cli("case", "list"), cli("doctor")

    beginning = "the database at INTLFLOW_DATABASE_URL does not answer: connection failed: "
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"intlflow: {beginning}")
    assert f"BAD   database: {beginning}" in examined.out
    assert "hemligt" not in said.err + examined.out


@pytest.mark.parametrize("command", [("case", "list"), ("init",), ("people", "list")])
def test_a_file_that_is_no_database_is_a_fault_with_its_cure(
    cli: Cli, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "data" / "intlflow.db"
    file.write_bytes(b"Not a database. " * 500)

    said = cli(*command)

    assert (said.code, said.out, said.err) == (
        1,
        "",
        f"intlflow: {file}: file is not a database; a backup is put back with `intlflow restore`\n",
    )


def test_a_data_folder_that_is_a_file_is_a_fault_with_its_name(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    said = cli("init", "--data", str(tmp_path / "taken"))

    assert (said.code, said.out) == (1, "")
    assert said.err == f"intlflow: can't use {tmp_path / 'taken'}: File exists\n"


def test_a_data_folder_whose_name_no_database_address_can_hold_is_refused(
    cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "what?" / "data"

    said = cli("init", "--data", str(folder))

    sentence = f"no folder on the way to the data may have a '?' in its name: {folder}"
    assert (said.code, said.out, said.err) == (1, "", f"intlflow: {sentence}\n")
    assert not (tmp_path / "what").exists()


def test_packs_of_ones_own_that_are_nowhere_are_seen_by_the_doctor(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_PACKS", str(tmp_path / "nowhere"))

    said = cli("doctor")

    sentence = f"INTLFLOW_PACKS: no municipality.toml in any folder of {tmp_path / 'nowhere'}"
    assert said.code == 1
    assert said.out.splitlines()[0] == f"BAD   packs: {sentence}"


def test_a_setting_can_stand_in_a_file(
    cli: Cli, post_office: PostOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea(cli)
    (tmp_path / "mail").write_text(f"{post_office.url}\n")
    monkeypatch.delenv("INTLFLOW_MAIL_URL")
    monkeypatch.setenv("INTLFLOW_MAIL_URL_FILE", str(tmp_path / "mail"))

    sent = cli("letters", "send", "--json").json

    assert (sent["sent"], len(post_office.letters())) == (3, 3)


def test_a_setting_in_an_unreadable_file_stops_with_its_name(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lost"
    monkeypatch.setenv("INTLFLOW_MAIL_URL_FILE", str(file))

    lost = cli("case", "list")
    file.write_bytes(b"\xff\xfe")
    garbled = cli("case", "list")

    beginning = f"intlflow: INTLFLOW_MAIL_URL_FILE: can't read {file}: "
    assert (lost.code, garbled.code) == (1, 1)
    assert lost.err == f"{beginning}[Errno 2] No such file or directory: '{file}'\n"
    assert garbled.err.startswith(f"{beginning}'utf-8' codec can't decode")


def test_a_setting_by_value_and_by_file_is_a_fault(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_MAIL_URL", "mailto://127.0.0.1:1")
    monkeypatch.setenv("INTLFLOW_MAIL_URL_FILE", str(tmp_path))

    said = cli("case", "list")

    assert said.code == 1
    assert said.err == (
        "intlflow: INTLFLOW_MAIL_URL and INTLFLOW_MAIL_URL_FILE are both set; keep one of them\n"
    )


def test_an_empty_setting_is_as_if_it_were_not_there(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MAIL_URL", "DATABASE_URL", "PACKS", "CLOCK", "PREFECT_API", "MAIL_URL_FILE"):
        monkeypatch.setenv(f"INTLFLOW_{name}", "")

    assert cli("case", "list").code == 0
    assert cli("letters", "send", "--json").json == {"mail": False}
