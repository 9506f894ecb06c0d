import socket
from pathlib import Path

import pytest

from intlflow.settings import BadSetting
from intlflow.up import run_up
from tests.flows.running import free_port


def test_a_port_that_is_taken_is_said_with_one_that_is_free(tmp_path: Path) -> None:
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code = run_up(tmp_path / "data", port, demo=False, out=said.append)

    assert code == 1
    assert len(said) == 1
    assert said[0].startswith(
        f"Port {port} is taken by another program. Choose another with --port"
    )
    assert not (tmp_path / "data" / "up.json").exists()


def test_one_port_for_two_kinds_of_pages_is_refused(tmp_path: Path) -> None:
    said: list[str] = []
    port = free_port()

    code = run_up(tmp_path / "data", port, demo=False, out=said.append, web_port=port)

    assert code == 1
    assert said == [f"--port and --web-port are both {port}; give each a port of its own"]
    assert not (tmp_path / "data" / "intlflow.db").exists()


def test_a_folder_without_packs_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTLFLOW_PACKS", str(tmp_path / "nowhere"))

    with pytest.raises(BadSetting) as no:
        run_up(tmp_path / "data", free_port(), demo=False, out=print)

    nowhere = tmp_path / "nowhere"
    assert str(no.value) == f"INTLFLOW_PACKS: no municipality.toml in any folder of {nowhere}"
    assert not (tmp_path / "data" / "intlflow.db").exists()
