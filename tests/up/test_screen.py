"""What `intlflow up` says when it starts."""

import sys
from pathlib import Path

import pytest

from intlflow.settings import Settings
from intlflow.up import screen


def said(data: Path | None = None, **environ: str) -> list[str]:
    settings = Settings.from_env({f"INTLFLOW_{key}": value for key, value in environ.items()}, data)
    return list(screen.welcome(settings, "http://127.0.0.1:4200/api", demo=True))


def test_a_shell_that_does_not_know_the_program_is_told_how_to_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activate = tmp_path / ".venv" / "bin" / "activate"
    activate.parent.mkdir(parents=True)
    activate.touch()
    monkeypatch.setattr(sys, "executable", str(activate.with_name("python")))
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.chdir(tmp_path)

    lines = said()

    assert lines[-6:] == [
        "Try in another window, in this folder:",
        "  . .venv/bin/activate",
        "  intlflow case list",
        "  intlflow letters list",
        "  intlflow doctor",
        "Ctrl-C stops everything.",
    ]


def test_another_data_folder_is_told_so_that_the_next_command_finds_it(tmp_path: Path) -> None:
    lines = said(tmp_path / "my data")

    assert f"  export INTLFLOW_DATA='{tmp_path}/my data'" in lines
    assert "Try in another window:" in lines


def test_the_mail_server_is_named_without_its_password() -> None:
    lines = said(MAIL_URL="mailtos://sanna:hemligt@smtp.example:587?from=a@ljungby.example")

    assert "  mail     letters leave through smtp.example:587" in lines
    assert [line for line in lines if "hemligt" in line] == []
