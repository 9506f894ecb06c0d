import socket
from pathlib import Path

from intlflow.up import run_up


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
