"""The note that a running `up` leaves in the data folder, so that others know where things are."""

import json
import os
from datetime import datetime
from pathlib import Path

from intlflow.app.announce import NOTE


def write(data: Path, *, pid: int, prefect_api: str, pages: str | None, started: datetime) -> None:
    """Leave the note, readable by its owner alone; whole or not at all."""
    words = {
        "pid": pid,
        "prefect_api": prefect_api,
        "pages": pages,
        "started": started.isoformat(),
    }
    draft = data / f"{NOTE}.new"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(words, file)
    draft.replace(data / NOTE)


def remove(data: Path) -> None:
    """Take the note away."""
    (data / NOTE).unlink(missing_ok=True)
