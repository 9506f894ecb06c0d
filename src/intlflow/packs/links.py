"""Checks that what a pack names is there: bodies, units, documents, successors, days in order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from intlflow.domain.checks import ADOPTERS
from intlflow.domain.words import BodyKind
from intlflow.packs.files import Item
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]

# table, key, the table that it names
_NAMES = (
    ("unit", "body", "body"),
    ("unit", "parent", "unit"),
    ("unit", "successor", "unit"),
    ("body", "parent", "body"),
    ("body", "successor", "body"),
    ("document", "decided_by", "body"),
    ("document", "owner_unit", "unit"),
    ("document", "replaces", "document"),
    ("document", "linked_to", "document"),
    ("rule", "document", "document"),
    ("checklist", "rule", "rule"),
    ("duty", "rule", "rule"),
    ("lead_times", "body", "body"),
    ("goal", "unit", "unit"),
    ("patience", "rule", "rule"),
)
_CHAINS = (
    ("unit", "successor"),
    ("unit", "parent"),
    ("body", "successor"),
    ("body", "parent"),
    ("document", "replaces"),
)
_ONCE: dict[str, tuple[str, ...]] = {
    "word": ("key",),
    "form": ("key",),
    "strategic_area": ("key",),
    "body": ("key",),
    "unit": ("key",),
    "document": ("key",),
    "rule": ("key",),
    "checklist": ("kind", "phase", "key"),
    "milestone": ("kind", "stage", "key"),
    "who": ("move",),
    "duty": ("key",),
    "mandate": ("key",),
    "decision_rule": ("key",),
    "lead_times": ("body",),
    "alternative": ("key",),
    "goal": ("key",),
    "travel_factor": ("mode", "valid_from"),
    "patience": ("key",),
    "retention": ("key",),
    "programme": ("key",),
    "call_source": ("key",),
    "twin_town": ("name",),
    "network": ("name",),
}
_MONEY = {
    "administration": (BodyKind.EXECUTIVE_BOARD, BodyKind.BOARD),
    "company": (BodyKind.COMPANY_BOARD,),
}
_NEEDED_BODIES = (BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD, BodyKind.WORKING_COMMITTEE)


def by_key(items: Sequence[Item]) -> dict[str, Item]:
    """Items by their key; the first when a key stands twice."""
    found: dict[str, Item] = {}
    for item in items:
        key = item.get("key")
        if key is not None:
            found.setdefault(key, item)
    return found


def names_exist(items: Items) -> Iterator[Problem]:
    """Whatever is named stands in the pack."""
    for table, key, other in _NAMES:
        known = by_key(items[other])
        for item in items[table]:
            name = item.get(key)
            if name is not None and name not in known:
                yield item.problem(
                    f"'{key}' names the {other} '{name}', which is not in the pack",
                    key,
                    expected=tuple(known),
                    nearest=nearest(name, known),
                )


def keys_once(items: Items) -> Iterator[Problem]:
    """No key stands twice."""
    for table, keys in _ONCE.items():
        first: dict[tuple[str | None, ...], Item] = {}
        for item in items[table]:
            name = tuple(item.get(key) for key in keys)
            if None not in name and first.setdefault(name, item) is not item:
                before = first[name].problem("", keys[-1])
                said = " ".join(str(part) for part in name)
                message = f"{item.name} '{said}' stands twice; first in {before.file}:{before.line}"
                yield item.problem(message, keys[-1])


def no_circles(items: Items) -> Iterator[Problem]:
    """Following successors, parents or replacements comes to an end; each circle is told once."""
    for table, key in _CHAINS:
        known, told = by_key(items[table]), set[str]()
        for start in known:
            road, here = [start], known[start].get(key)
            while here in known and here not in road:
                road.append(here)
                here = known[here].get(key)
            if here == start and not told & set(road):
                told |= set(road)
                circle = " → ".join([*road, start])
                yield known[start].problem(f"'{key}' goes round in a circle: {circle}", key)


def successors_take_over(items: Items) -> Iterator[Problem]:
    """What has a successor has an end, and the successor is there the day after."""
    for table in ("unit", "body"):
        known = by_key(items[table])
        for item in items[table]:
            heir = known.get(item.get("successor") or "")
            if heir is None or _goes_round(item, known):
                continue  # told already
            if "valid_to" not in item.raw:
                message = f"'successor' says that {item.name} is no more, but not since when"
                yield item.problem(message, "successor", expected=("'valid_to', its last day",))
                continue
            end, start = (
                day_in(item.raw.get("valid_to")),
                day_in(heir.raw.get("valid_from")),
            )
            if end and start and start > (right := end + timedelta(days=1)):
                message = (
                    f"'{heir.get('key')}' takes over from '{item.get('key')}', which ends {end},"
                )
                message = f"{message} but begins later, {start}"
                yield heir.problem(message, "valid_from", expected=(f"{right} or earlier",))


def _goes_round(item: Item, known: Mapping[str, Item]) -> bool:
    seen, here = {item.get("key")}, item.get("successor")
    while here is not None and here in known and here not in seen:
        seen.add(here)
        here = known[here].get("successor")
    return here in seen


def days_in_order(items: Items) -> Iterator[Problem]:
    """Nothing ends before it begins."""
    for table in ("strategic_area", "body", "unit", "document", "goal", "travel_factor"):
        for item in items[table]:
            start = day_in(item.raw.get("valid_from"))
            for key in ("valid_to", "revise_by"):
                end = day_in(item.raw.get(key))
                if start and end and end < start:
                    yield item.problem(f"'{key}' {end} is before 'valid_from' {start}", key)


def day_in(value: object) -> date | None:
    """A day, written as one or as text; None when it is something else, such as a time of day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def money_has_an_owner(items: Items) -> Iterator[Problem]:
    """A förvaltning answers to a nämnd, a bolag to its board: they carry the money."""
    bodies = by_key(items["body"])
    for item in items["unit"]:
        kinds = _MONEY.get(item.get("kind") or "")
        body = bodies.get(item.get("body") or "")
        kind = body.get("kind") if body else None
        if kinds and kind in set(BodyKind) and kind not in kinds:
            message = f"'body' of a unit of kind '{item.get('kind')}' is a {kind}"
            yield item.problem(message, "body", expected=_body_words(kinds))


def adopters_are_right(items: Items) -> Iterator[Problem]:
    """A policy and a strategy are the council's, a plan the executive board's."""
    bodies = by_key(items["body"])
    for item in items["document"]:
        right = ADOPTERS.get(item.get("type") or "")
        body = bodies.get(item.get("decided_by") or "")
        kind = body.get("kind") if body else None
        if right and kind in set(BodyKind) and kind != right:
            message = f"a {item.get('type')} can't be decided by a {kind}"
            yield item.problem(message, "decided_by", expected=_body_words((right,)))


def _body_words(kinds: tuple[BodyKind, ...]) -> tuple[str, ...]:
    return (" or ".join(f"a body of kind '{kind}'" for kind in kinds),)


def bodies_are_enough(items: Items) -> Iterator[Problem]:
    """The lifecycles ask for a council, an executive board and its working committee."""
    kinds = {item.get("kind") for item in items["body"]}
    if items["body"]:
        for kind in _NEEDED_BODIES:
            if kind not in kinds:
                yield items["body"][0].problem(f"there is no [[body]] of kind '{kind}'")


def forms_are_three(items: Items) -> Iterator[Problem]:
    """All three forms are there, and a name that people use leads to one of them."""
    owners: dict[str, set[str]] = defaultdict(set)
    for item in items["form"]:
        for name in {each.lower() for each in (*_labels(item), *item.texts("aliases"))}:
            owners[name].add(item.get("key") or "")
            if len(owners[name]) > 1:
                forms = " and ".join(sorted(owners[name]))
                yield item.problem(f"the name '{name}' is used for two forms: {forms}", "aliases")
    known = set(by_key(items["form"]))
    for key in ("external_funding", "competence_development", "cooperation"):
        if items["form"] and key not in known:
            yield items["form"][0].problem(f"there is no [[form]] with the key '{key}'")


def _labels(item: Item) -> list[str]:
    label = item.raw.get("label")
    texts = label.values() if isinstance(label, dict) else ()
    return [text for text in texts if isinstance(text, str)]


def doubts_are_asked(items: Items) -> Iterator[Problem]:
    """What is only remembered or assumed comes with the question to the municipality."""
    for table in items.values():
        for item in table:
            if item.get("evidence") in ("memory", "assumed") and "confirm" not in item.raw:
                message = f"evidence '{item.get('evidence')}' in {item.name} has no question"
                yield item.problem(message, "evidence", expected=("'confirm' with the question",))
