"""Under which settings Prefect runs: at home in our data folder, calm, talking to nobody."""

import hashlib
import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path

from intlflow.settings import Settings

MARK = "INTLFLOW_UP"
READY = "INTLFLOW_READY"  # the file that the runner touches when it takes work
COUNTED = "PROMETHEUS_MULTIPROC_DIR"  # where several processes count together
HOST = "127.0.0.1"


def mark_of(data: Path) -> str:
    """What every process of this data folder carries in its environment, to be found by later."""
    return hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]


def api_of(port: int) -> str:
    """The address of Prefect's API."""
    return f"http://{HOST}:{port}/api"


def home_of(data: Path) -> Path:
    """Where Prefect keeps its own things."""
    return data / "prefect"


def for_children(base: Mapping[str, str], settings: Settings, api: str) -> dict[str, str]:
    """The environment that every part gets; paths in it hold wherever a part stands."""
    ours = _settings(settings, api) | {
        MARK: mark_of(settings.data),
        "PREFECT_API_URL": api,
        "PREFECT_HOME": str(home_of(settings.data)),
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_LOGGING_COLORS": "false",
        # Nobody falls back to a short-lived server of their own, which would schedule nothing.
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "DO_NOT_TRACK": "1",
        "PYTHONPATH": _import_path(base),
        "PYTHONSAFEPATH": "1",  # a folder called `flows` where one stands is not ours
        "PYTHONUNBUFFERED": "1",
        "NO_PROXY": _without_proxy(base),
        "no_proxy": _without_proxy(base),
    }
    twins = {f"{name}_FILE" for name in ours}
    return {name: _held(name, text) for name, text in base.items() if name not in twins} | ours


def _settings(settings: Settings, api: str) -> dict[str, str]:
    """Our own settings that hold a path or that `up` knows better, as they were understood here."""
    told = {"INTLFLOW_DATA": str(settings.data), "INTLFLOW_PREFECT_API": api}
    if settings.sqlite_file is not None:  # PostgreSQL's may hold a password and stays where it is
        told["INTLFLOW_DATABASE_URL"] = settings.database_url
    if settings.packs is not None:
        told["INTLFLOW_PACKS"] = str(settings.packs)
    return told


def _held(name: str, text: str) -> str:
    """A variable from outside; the file that holds a setting is named from the root."""
    is_file = name.startswith("INTLFLOW_") and name.endswith("_FILE") and text
    return str(Path(text).absolute()) if is_file else text


def without_prefect(base: Mapping[str, str]) -> dict[str, str]:
    """Without Prefect's variables from outside.

    A profile or key for another server must not reach into one of our own.
    """
    return {key: value for key, value in base.items() if not key.startswith("PREFECT_")}


def for_server(data: Path, port: int) -> dict[str, str]:
    """What Prefect's server needs besides."""
    home = home_of(data)
    return {
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        # Its pages: the older ones call no address outside, and know which port they are on.
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_API_URL": api_of(port),
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # we use none
        # A nudge for letters that finds others being sent waits this long for its turn.
        "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
        # Runs are created this far ahead, so that a long silence loses no tick from the list.
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P400D",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "P90D",
    }


def _import_path(base: Mapping[str, str]) -> str:
    """Where `flows` and `intlflow` are found, whatever folder one stands in."""
    here = Path(__file__).resolve().parents[2]
    places = [str(here)]
    if importlib.util.find_spec("flows") is None and (here.parent / "flows").is_dir():
        places.append(str(here.parent))
    elif (spec := importlib.util.find_spec("flows")) and spec.origin:
        places.append(str(Path(spec.origin).parents[1]))
    given = base.get("PYTHONPATH", "").split(os.pathsep)
    places += [str(Path(place).absolute()) for place in given if place]
    return os.pathsep.join(dict.fromkeys(places))


def _without_proxy(base: Mapping[str, str]) -> str:
    """What must not go through a proxy: the machine itself."""
    given = base.get("NO_PROXY") or base.get("no_proxy") or ""
    return ",".join(dict.fromkeys([*filter(None, given.split(",")), HOST, "localhost"]))
