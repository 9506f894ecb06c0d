"""What is built is whole: the flows, packs and letters are in the wheel, and it works away from here."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from intlflow import __version__
from tests.flows.running import RUNS, free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *build], check=True, capture_output=True)
    return folder / f"intlflow-{__version__}-py3-none-any.whl"


def test_every_flow_pack_and_letter_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())

    wanted = {
        f"{'' if top == 'flows' else 'intlflow/_assets/'}{file.relative_to(ROOT)}"
        for top in ("flows", "templates", "config")
        for file in (ROOT / top).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert sorted(wanted - inside) == []
    assert len(wanted) > 150


def test_what_is_unpacked_from_the_wheel_works_away_from_the_source(
    wheel: Path, tmp_path: Path
) -> None:
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    code = (
        "import flows, intlflow, sys; from intlflow import assets; from intlflow.cli.run import run;"
        "print(flows.__file__, intlflow.__file__, assets.folder('config'));"
        "sys.exit(run(['init']) or run(['demo', 'load']) or run(['pack', 'list']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "INTLFLOW_DATA": str(tmp_path / "d")}

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    places, *said = done.stdout.splitlines()
    assert [place.startswith(str(unpacked)) for place in places.split()] == [True] * 3
    assert "demo register loaded" in said
    assert [line.split()[0] for line in said[-2:]] == ["ljungby", "vaxjo"]


@pytest.mark.slow
@pytest.mark.prefect
def test_the_wheel_alone_in_an_empty_environment_starts_everything(
    wheel: Path, tmp_path: Path
) -> None:
    home = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    programs = home / Path(sysconfig.get_path("scripts")).name
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", str(wheel)], check=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("INTLFLOW_", "PYTHON"))}
    screen = tmp_path / "screen.txt"

    with screen.open("wb") as words:
        up = subprocess.Popen(
            [programs / "intlflow", "up", "--port", str(free_port())],
            env=environment,
            cwd=tmp_path,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(lambda: RUNS in screen.read_text(), 120, screen.read_text())
        finally:
            up.terminate()
            up.wait(20)

    assert up.returncode == 0
