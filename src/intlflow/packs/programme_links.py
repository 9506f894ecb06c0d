"""Checks that programmes lie in counties that exist, and that a call belongs to one of them."""

from collections.abc import Iterator, Mapping, Sequence

from intlflow.domain.eligibility import COUNTIES, EVERYWHERE
from intlflow.packs.files import Item
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]


def counties_exist(items: Items) -> Iterator[Problem]:
    """A county is one of SCB's, by its two digits; `all` stands alone."""
    by_name = {name: code for code, name in COUNTIES.items()}
    for item in items["programme"]:
        for place, county in enumerate(item.texts("counties")):
            if county not in COUNTIES and county != EVERYWHERE:
                near = nearest(f"{county} län", by_name) or nearest(county, by_name)
                message = f"'{county}' is no county; write its two digits or \"all\""
                told = by_name[near] if near else None
                yield item.problem(
                    message, "counties", place, expected=tuple(COUNTIES), nearest=told
                )
        if EVERYWHERE in item.texts("counties") and len(item.texts("counties")) > 1:
            yield item.problem("\"all\" stands alone in 'counties'", "counties")


def a_call_has_one_programme(items: Items) -> Iterator[Problem]:
    """No number of the portal and no form of a call's name is claimed by two programmes."""
    for key in ("framework", "calls"):
        first: dict[str, str] = {}
        for item in items["programme"]:
            name = item.get("key") or ""
            for said in item.texts(key):
                if first.setdefault(said, name) != name:
                    message = f"'{said}' belongs to the programme '{first[said]}' already"
                    yield item.problem(message, key)


def owner_first(own: Sequence[Item], shared: Sequence[Item]) -> list[Item]:
    """The pack's own entries, and of the shared ones those that it has not written anew."""
    mine = {(item.table, item.get("key")) for item in own}
    return [*own, *(item for item in shared if (item.table, item.get("key")) not in mine)]
