from pathlib import Path

from intlflow.up import environment

DATA = Path("/srv/intlflow")
API = "http://127.0.0.1:4300/api"


def test_another_prefect_s_settings_do_not_reach_in() -> None:
    outside = {"PREFECT_API_KEY": "secret", "PREFECT_PROFILE": "cloud", "LANG": "sv_SE.UTF-8"}

    env = environment.without_prefect(outside)

    assert env == {"LANG": "sv_SE.UTF-8"}


def test_the_machine_itself_is_never_asked_through_a_proxy() -> None:
    env = environment.for_children({"NO_PROXY": "intranet"}, DATA, API)

    assert env["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_prefect_calls_nobody_outside_and_loses_no_schedule() -> None:
    env = environment.for_children({}, DATA, API) | environment.for_server(DATA, 4300)

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
