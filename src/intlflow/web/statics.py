"""Stylesheet, script, typeface and icons: read once, served under names that change with their content."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "/statisk"
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Static:
    """One file as it is served."""

    path: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Statics:
    """Every file that the pages ask for, by its plain name and by its served path."""

    by_name: Mapping[str, Static]
    by_path: Mapping[str, Static]

    def url(self, name: str) -> str:
        """Where a file is served.

        Raises:
            KeyError: there is none of this name.
        """
        return self.by_name[name].path


def read_statics(folder: Path) -> Statics:
    """Read `templates/web/static`; the parts of the stylesheet become one file, in their order."""
    files = {
        file.name: file.read_bytes()
        for part in ("font", "vendor", "js", "icon")
        for file in sorted((folder / part).iterdir())
        if file.suffix not in (".LICENSE", ".md")
    }
    served = {name: _static(name, content) for name, content in files.items()}
    sheet = b"\n".join(part.read_bytes() for part in sorted((folder / "css").glob("*.css")))
    for name, static in served.items():
        sheet = sheet.replace(f'url("{name}")'.encode(), f'url("{static.path}")'.encode())
    served["site.css"] = _static("site.css", sheet)
    return Statics(served, {static.path: static for static in served.values()})


def _static(name: str, content: bytes) -> Static:
    mark = hashlib.sha256(content).hexdigest()[:12]
    stem, _, ending = name.rpartition(".")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith("javascript")
    return Static(
        f"{PREFIX}/{stem}.{mark}.{ending}", content, f"{kind}; charset=utf-8" if text else kind
    )
