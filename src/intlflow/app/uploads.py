"""Files that somebody has sent and looks at: kept for an hour at most, readable by nobody else.

They stand in the data folder's `uploads` (0700, each file 0600) and never in the database.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused

FOLDER = "uploads"
KEPT = timedelta(hours=1)
LARGEST = 20 * 1024 * 1024  # bytes
MOST_EACH = 20  # files of one person at a time
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits to be brought in.

    Args:
        key: by which it is asked for again.
        kind: projects or people.
        name: the file's name as it came, without folders.
        units: what the list calls a unit → the unit's key, as somebody has said.
    """

    key: str
    municipality: str
    person_id: int
    kind: str
    name: str
    at: str
    units: Mapping[str, str] = field(default_factory=dict)


def keep(
    house: House, municipality: str, person_id: int, kind: str, name: str, data: bytes, at: datetime
) -> Upload:
    """Keep a file for an hour.

    Raises:
        Refused: `list-too-large`, or somebody keeps too many at once.
    """
    folder = _folder(house)
    _sweep(folder, at)
    if len(data) > LARGEST or not data:
        raise Refused("list-empty" if not data else "list-too-large", most=LARGEST // 1024 // 1024)
    mine = [each for each in _all(folder) if each.person_id == person_id]
    for old in sorted(mine, key=lambda each: each.at)[: max(0, len(mine) - MOST_EACH + 1)]:
        _remove(folder, old.key)
    plain = name.replace("\\", "/").rsplit("/", 1)[-1][:120] or "lista"
    upload = Upload(secrets.token_hex(16), municipality, person_id, kind, plain, at.isoformat())
    _write(folder / f"{upload.key}.json", json.dumps(asdict(upload)).encode())
    _write(folder / upload.key, data)
    return upload


def load(
    house: House, municipality: str, person_id: int, key: str, at: datetime
) -> tuple[Upload, bytes]:
    """A file of one's own, while it is kept.

    Raises:
        NotFound: there is none, its hour is over, or it is somebody else's: the answer is the same.
    """
    folder = _folder(house)
    upload = _read(folder, key) if _KEY.fullmatch(key) else None
    if (
        upload is None
        or (upload.municipality, upload.person_id) != (municipality, person_id)
        or at - datetime.fromisoformat(upload.at) > KEPT
    ):
        raise NotFound("no such upload")
    try:
        return upload, (folder / key).read_bytes()
    except FileNotFoundError as error:
        raise NotFound("no such upload") from error


def say_units(house: House, upload: Upload, units: Mapping[str, str]) -> None:
    """Note what a list calls some units."""
    told = replace(upload, units={**upload.units, **units})
    _write(_folder(house) / f"{upload.key}.json", json.dumps(asdict(told)).encode())


def note_of(house: House, key: str) -> Path:
    """Where it stands how far bringing the file in has come."""
    return _folder(house) / f"{key}.work"


def forget(house: House, upload: Upload) -> None:
    """Take a file away."""
    _remove(_folder(house), upload.key)


def sweep(house: House, at: datetime) -> None:
    """Take away every file whose hour is over."""
    if (house.settings.data / FOLDER).is_dir():
        _sweep(_folder(house), at)


def _folder(house: House) -> Path:
    folder = house.settings.data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(file: Path, data: bytes) -> None:
    draft = file.with_suffix(f".{secrets.token_hex(4)}.new")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    draft.replace(file)


def _read(folder: Path, key: str) -> Upload | None:
    try:
        return Upload(**json.loads((folder / f"{key}.json").read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _all(folder: Path) -> list[Upload]:
    found = (_read(folder, file.stem) for file in folder.glob("*.json"))
    return [each for each in found if each is not None]


def _sweep(folder: Path, at: datetime) -> None:
    """Take away what nobody came back for, and drafts that were never finished."""
    for each in _all(folder):
        if at - datetime.fromisoformat(each.at) > KEPT:
            _remove(folder, each.key)
    for file in folder.glob("*.new"):
        if at.timestamp() - file.stat().st_mtime > KEPT.total_seconds():
            file.unlink(missing_ok=True)


def _remove(folder: Path, key: str) -> None:
    for name in (f"{key}.json", key, f"{key}.work"):
        (folder / name).unlink(missing_ok=True)
