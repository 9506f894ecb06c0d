"""Checks that a pack's rules, checklists, milestones and choices fit the three lifecycles."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Stage
from intlflow.packs.files import Item
from intlflow.packs.model import Anchor
from intlflow.packs.problems import Problem, nearest

Items = Mapping[str, Sequence[Item]]


@cache
def all_moves() -> tuple[str, ...]:
    """Every move of every lifecycle, the openings first, as a pack names them: `project.accept`."""
    verbs: dict[str, None] = {}  # a dict keeps the tables' order
    for kind, lifecycle in LIFECYCLES.items():
        verbs[f"{kind}.{lifecycle.opening.verb}"] = None
        verbs |= {f"{kind}.{move.verb}": None for move in lifecycle.moves}
    return tuple(verbs)


@cache
def all_stages() -> tuple[str, ...]:
    """Every headline stage of every lifecycle, as a pack names them: `project.support`."""
    return tuple(
        f"{kind}.{stage}"
        for kind, lifecycle in LIFECYCLES.items()
        for stage in Stage
        if stage in lifecycle.stages.values()
    )


@cache
def anchors_of(kind: Kind) -> frozenset[str]:
    """What a case of this kind can count days from: its entry, and the days it comes to know."""
    lifecycle = LIFECYCLES[kind]
    facts = {str(fact) for move in lifecycle.moves for fact in move.facts}
    return frozenset({str(Anchor.ENTERED)} | {str(each) for each in Anchor if str(each) in facts})


def moves_exist(items: Items) -> Iterator[Problem]:
    """Every move that a rule or a choice names is in a lifecycle."""
    for item, key, move in _named_moves(items):
        if "." in move and move not in all_moves():
            near = nearest(move, all_moves())
            yield item.problem(f"no lifecycle has the move '{move}'", key, nearest=near)


def _named_moves(items: Items) -> Iterator[tuple[Item, str, str]]:
    for item in items["rule"]:
        yield from ((item, "moves", move) for move in item.texts("moves"))
    for item in items["who"]:
        if move := item.get("move"):
            yield item, "move", move


def stages_exist(items: Items) -> Iterator[Problem]:
    """Every stage that a rule names is in a lifecycle."""
    for item in items["rule"]:
        for stage in item.texts("stages"):
            if "." in stage and stage not in all_stages():
                near = nearest(stage, all_stages())
                yield item.problem(f"no lifecycle has the stage '{stage}'", "stages", nearest=near)


def one_rule_a_letter(items: Items) -> Iterator[Problem]:
    """A letter gives one rule, so no two rules may stand behind the same move or stage."""
    for key in ("moves", "stages"):
        owner: dict[str, str] = {}
        for item in items["rule"]:
            for name in item.texts(key):
                rule = item.get("key") or ""
                if owner.setdefault(name, rule) != rule:
                    what = f"the {key.removesuffix('s')} '{name}'"
                    yield item.problem(f"two rules for {what}: {owner[name]} and {rule}", key)


def places_exist(items: Items) -> Iterator[Problem]:
    """A checklist's phase and a milestone's stage are in the lifecycle of their kind."""
    for item, kind in _of_known_kind(items["checklist"]):
        phases = tuple(LIFECYCLES[kind].phases)
        phase = item.get("phase")
        if phase is not None and phase not in phases:
            yield item.problem(
                f"the lifecycle {kind} has no phase '{phase}'",
                "phase",
                expected=phases,
                nearest=nearest(phase, phases),
            )
    for item, kind in _of_known_kind(items["milestone"]):
        stages = tuple(stage for stage in Stage if stage in LIFECYCLES[kind].stages.values())
        stage = item.get("stage")
        if stage in set(Stage) and stage not in stages:
            message = f"the lifecycle {kind} has no stage '{stage}'"
            yield item.problem(message, "stage", expected=stages)


def anchors_fit(items: Items) -> Iterator[Problem]:
    """Days are counted from something that a case of the kind comes to know."""
    for table, key in (("checklist", "due"), ("milestone", "on")):
        for item, kind in _of_known_kind(items[table]):
            offset = item.raw.get(key)
            anchor = offset.get("anchor") if isinstance(offset, dict) else None
            if isinstance(anchor, str) and anchor in set(Anchor) - anchors_of(kind):
                message = f"a case of kind {kind} never has the day '{anchor}'"
                yield item.problem(message, key, "anchor", expected=tuple(sorted(anchors_of(kind))))


def _of_known_kind(items: Sequence[Item]) -> Iterator[tuple[Item, Kind]]:
    for item in items:
        if item.get("kind") in set(Kind):
            yield item, Kind(item.raw["kind"])
