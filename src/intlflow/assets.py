"""Where the parts lie that are not code: letters and words, the municipalities' packs, the flows."""

from functools import cache
from pathlib import Path
from typing import Literal

_HERE = Path(__file__).resolve().parent


class AssetsMissing(FileNotFoundError):
    """The installation lacks a folder it can't work without."""


@cache
def folder(name: Literal["templates", "config", "flows"]) -> Path:
    """The folder of that name: inside the installed package, else at the checkout's root.

    Raises:
        AssetsMissing: in neither place.
    """
    packaged, checkout = _HERE / "_assets" / name, _HERE.parents[1]
    if packaged.is_dir():
        return packaged
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise AssetsMissing(
        f"intlflow's folder '{name}' is missing: looked for {packaged} and {checkout / name}. "
        "Install intlflow again, or run it from a whole checkout."
    )
