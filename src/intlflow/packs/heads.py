"""Checks of a pack's first page: who the municipality is, and that its words are enough for the letters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from intlflow.domain.eligibility import COUNTIES
from intlflow.packs.files import Item
from intlflow.packs.links import by_key
from intlflow.packs.model import OWN_WORDS
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]

IN_LETTERS = ("annual_report_text", "management_team")  # what intlflow's own letters call by them


def key_is_the_folders(items: Items, folder: Path) -> Iterator[Problem]:
    """The key is the folder's name."""
    for item in items["municipality"]:
        key = item.get("key")
        if key is not None and key != folder.name:
            message = f"the key '{key}' is not the folder's name"
            yield item.problem(message, "key", expected=(f"'{folder.name}'",))


def pattern_can_be_used(items: Items) -> Iterator[Problem]:
    """The pattern of a diarienummer is one, and tells which part is the number in the series."""
    for item in items["municipality"]:
        pattern = item.get("registry_pattern")
        if pattern is None:
            continue
        try:
            names = tuple(re.compile(pattern).groupindex)
        except re.error as error:
            message = f"'registry_pattern' is not a regular expression: {error.msg}"
            yield item.problem(message, "registry_pattern")
            continue
        if "serial" not in names:
            message = "'registry_pattern' doesn't say which part is the number in the series"
            near = "serial" if nearest("serial", names) else None
            told = (r"a part such as (?P<serial>\d{4})",)
            yield item.problem(message, "registry_pattern", expected=told, nearest=near)


def county_exists(items: Items) -> Iterator[Problem]:
    """The county is one of SCB's."""
    for item in items["municipality"]:
        county = item.get("county") or ""
        if re.fullmatch(r"\d{2}", county) and county not in COUNTIES:
            known = tuple(f"{code} ({name})" for code, name in COUNTIES.items())
            code = (item.get("code") or "")[:2]  # a municipality's code begins with its county's
            near = code if code in COUNTIES else nearest(county, COUNTIES)
            message = f"there is no county '{county}'"
            yield item.problem(message, "county", expected=known, nearest=near)


def words_are_enough(items: Items) -> Iterator[Problem]:
    """The words that intlflow's own letters say are there, or those letters could not be written."""
    at = next(iter((*items["word"], *items["municipality"])), None)
    if at is None:
        return
    known = by_key(items["word"])
    for key in IN_LETTERS:
        if key not in known and not nearest(key, _unknown(known)):
            yield at.problem(f"there is no [[word]] with the key '{key}', which letters say")


def _unknown(known: Mapping[str, Item]) -> list[str]:
    """Keys that are told as misspelt already."""
    return [key for key in known if key not in OWN_WORDS]
