"""How each municipality's pages look: a small stylesheet from its pack, and its logo."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intlflow.app.house import House, pack_folders
from intlflow.packs.look import ON_BRAND, ON_BRAND_DARK, Look

PREFIX = "/tema"
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}
SHEET = """@layer tokens {{
  :root {{
    --brand: light-dark({brand}, {brand_dark});
    --brand-ink: light-dark({on_brand}, {on_brand_dark});
    --mark: {mark};
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Dress:
    """One municipality's look, ready to be served.

    Args:
        sheet: the address of its stylesheet.
        logo: the address of its logo; empty: our own mark.
        files: what is served, by name: content and media type.
    """

    sheet: str
    logo: str
    files: Mapping[str, tuple[bytes, str]]


def dresses(house: House) -> Mapping[str, Dress]:
    """The looks of those packs that say how they look."""
    folders = pack_folders(house.settings)
    return {
        key: _dress(key, pack.look[0], folders[key])
        for key, pack in house.packs.items()
        if pack.look
    }


def _dress(key: str, look: Look, folder: Path) -> Dress:
    sheet = SHEET.format(
        brand=look.brand,
        brand_dark=look.brand_dark,
        mark=look.mark,
        on_brand=ON_BRAND,
        on_brand_dark=ON_BRAND_DARK,
    ).encode()
    files = {f"{key}.css": (sheet, "text/css; charset=utf-8")}
    logo = ""
    if look.logo:
        kind = Path(look.logo).suffix
        content = (folder / look.logo).read_bytes()
        files[f"{key}{kind}"] = content, KINDS[kind]
        logo = f"{PREFIX}/{key}{kind}?v={_mark(content)}"
    return Dress(f"{PREFIX}/{key}.css?v={_mark(sheet)}", logo, files)


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
