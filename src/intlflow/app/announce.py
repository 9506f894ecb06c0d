"""After a move: ask Prefect to do what is due now, rather than at its next tick.

A nudge is for speed, never for certainty: whatever goes wrong comes back as a reason, and the
hourly reconcile does what no nudge reached. Nothing here imports Prefect; its REST API is asked
over the standard library, with short limits.
"""

import http.client
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from intlflow.settings import Settings

DEPLOYMENT = "intlflow"  # every flow of ours is deployed under this name
NOTE = "up.json"  # what a running `intlflow up` leaves in the data folder
SECONDS = 1.0  # that one answer may take
PAUSES = (0.05, 0.15, 0.4)  # seconds before asking again while Prefect's database is busy


def where(settings: Settings) -> str | None:
    """Prefect's API, from the settings or from a running `intlflow up`; None without either."""
    return settings.prefect_api or _noted(settings, "prefect_api")


def pages(settings: Settings) -> str | None:
    """Where people reach the pages, from the settings or a running `intlflow up`; None without either."""
    return settings.address or _noted(settings, "pages")


def _noted(settings: Settings, name: str) -> str | None:
    """What a running `intlflow up` has noted."""
    try:
        note = json.loads((settings.data / NOTE).read_text(encoding="utf-8"))
        return str(note[name]) if note[name] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def nudge_stage(api: str, *, run_id: int, case_ref: str, stage: str, attempt: int) -> str | None:
    """Ask for a stage's flow now. Asked twice for the same attempt, it runs once.

    Args:
        api: Prefect's API, such as `http://127.0.0.1:4200/api`.
        run_id: the stage run that is due.
        case_ref: the case's reference; the run is called so until it starts.
        stage: the headline stage, which is the flow's name.
        attempt: how many times the run has been tried before.

    Returns:
        None when Prefect took it, else why not. Never raises.
    """
    wish = {
        "name": case_ref,
        "parameters": {"stage_run": run_id, "case": case_ref},
        "idempotency_key": f"stage-run:{run_id}:{attempt}",
    }
    return _ask(api, stage, wish)


def nudge_letters(api: str, key: str) -> str | None:
    """Ask for the waiting letters to be sent now. Asked twice with the same key, it runs once.

    Returns:
        None when Prefect took it, else why not. Never raises.
    """
    return _ask(api, "deliver-letters", {"idempotency_key": f"letters:{key}"})


def _ask(api: str, flow: str, wish: Mapping[str, Any]) -> str | None:
    """Find the flow's deployment and ask for one run of it."""
    try:
        address = urlsplit(api)
        connection = connect(address)
        base = address.path.rstrip("/")
        try:
            found = _call(connection, "GET", f"{base}/deployments/name/{quote(flow)}/{DEPLOYMENT}")
            _call(connection, "POST", f"{base}/deployments/{found['id']}/create_flow_run", wish)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
        return str(error) or type(error).__name__
    return None


def connect(address: SplitResult) -> http.client.HTTPConnection:
    """A connection to Prefect's API, plain or encrypted as its address says.

    Raises:
        ValueError: the address names no port that can be one.
    """
    encrypted = address.scheme == "https"
    kind = http.client.HTTPSConnection if encrypted else http.client.HTTPConnection
    return kind(address.hostname or "127.0.0.1", address.port, timeout=SECONDS)


def _call(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: Mapping[str, Any] | None = None,
) -> Any:
    """One request and its answer; asked a few times more while Prefect's database is busy.

    Raises:
        ValueError: Prefect said no, or something that is not JSON.
    """
    text = json.dumps(body) if body is not None else None
    for pause in (*PAUSES, None):
        connection.request(method, path, text, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status == http.client.SERVICE_UNAVAILABLE and pause is not None:
            connection.close()  # Prefect closes it too; the next request opens it again
            time.sleep(pause)
            continue
        break
    if answer.status >= 400:
        raise ValueError(f"Prefect answered {answer.status} to {method} {path}")
    return json.loads(said)
