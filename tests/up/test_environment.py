import os
from dataclasses import replace
from pathlib import Path

import pytest

from intlflow.settings import Settings
from intlflow.up import environment

DATA = Path("/srv/intlflow")
SETTINGS = Settings.from_env({}, DATA)
API = "http://127.0.0.1:4300/api"


def test_another_prefect_s_settings_do_not_reach_in() -> None:
    outside = {"PREFECT_API_KEY": "secret", "PREFECT_PROFILE": "cloud", "LANG": "sv_SE.UTF-8"}

    env = environment.without_prefect(outside)

    assert env == {"LANG": "sv_SE.UTF-8"}


def test_the_machine_itself_is_never_asked_through_a_proxy() -> None:
    env = environment.for_children({"NO_PROXY": "intranet"}, SETTINGS, API)

    assert env["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_prefect_calls_nobody_outside_and_loses_no_schedule() -> None:
    env = environment.for_children({}, SETTINGS, API) | environment.for_server(DATA, 4300)

    assert env["DO_NOT_TRACK"] == "1"
    assert env["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert env["PREFECT_SERVER_UI_V2_ENABLED"] == "false"
    assert env["PREFECT_SERVER_API_HOST"] == "127.0.0.1"
    assert env["PREFECT_SERVER_UI_API_URL"] == API
    assert env["PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME"] == "P400D"


def test_two_folders_have_two_marks_and_one_folder_has_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "data")

    marks = [environment.mark_of(tmp_path / name) for name in ("data", "link", "other")]

    assert marks[0] == marks[1] != marks[2]


SECRET = "postgresql://intlflow:hemligt@127.0.0.1/intlflow"


@pytest.mark.parametrize(
    "outside",
    [
        {"INTLFLOW_DATA_FILE": "data.file"},
        {"INTLFLOW_DATA": "d", "INTLFLOW_PREFECT_API_FILE": "api.file"},
        {"INTLFLOW_DATA": "d", "INTLFLOW_MAIL_URL_FILE": "mail.file"},
        {"INTLFLOW_DATA": "d", "INTLFLOW_DATABASE_URL": "sqlite:///rel.db"},
        {"INTLFLOW_DATA": "d", "INTLFLOW_DATABASE_URL_FILE": "sqlite.file"},
        {"INTLFLOW_DATA": "d", "INTLFLOW_DATABASE_URL_FILE": "postgres.file"},
        {"INTLFLOW_DATA": "d", "INTLFLOW_PACKS": "mypacks", "INTLFLOW_KEY_FILE": ""},
        {"INTLFLOW_DATA": "d", "INTLFLOW_PACKS_FILE": "packs.file"},
    ],
    ids=lambda outside: " ".join(list(outside)[-2:]),
)
def test_a_part_understands_the_settings_as_up_does_though_it_stands_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outside: dict[str, str]
) -> None:
    held = {"data": "d", "api": API, "mail": "mailto://127.0.0.1:25?from=a@ljungby.example"}
    held |= {"sqlite": "sqlite:///rel.db", "postgres": SECRET, "packs": "mypacks"}
    for name, text in held.items():
        (tmp_path / f"{name}.file").write_text(f"{text}\n")
    (tmp_path / "d").mkdir()
    monkeypatch.chdir(tmp_path)
    here = Settings.from_env(outside)
    env = environment.for_children(outside, here, here.prefect_api or API)
    monkeypatch.chdir(here.data)

    there = Settings.from_env(env)

    assert there == replace(here, prefect_api=API)
    assert SECRET not in env.values()


def test_what_is_imported_is_the_same_wherever_a_part_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    env = environment.for_children({"PYTHONPATH": "mine"}, SETTINGS, API)

    assert env["PYTHONPATH"].split(os.pathsep)[-1] == str(tmp_path / "mine")
