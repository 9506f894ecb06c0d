"""What a municipality may write in a letter of its own: words, facts, if and one loop; nothing else.

A sandbox alone lets a template call methods and burn processor time, so the template's tree is
held against a short list before it is ever run.
"""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

LONGEST_SOURCE = 20_000
MOST_NODES = 2_000

PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Block, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
NAMES = frozenset(
    {
        "case",
        "municipality",
        "person",
        "capacity",
        "actor",
        "act",
        "given",
        "facts",
        "papers",
        "tasks",
    }
    | {
        "notices",
        "rule",
        *("link", "until", "undone", "left"),
        "word",
        "at_unit",
        "stands_in_for",
        "vacancy",
        "contact",
        "day",
        "how",
        "lang",
        "t",
    }
    | {"role", "milestones", "letter", "people", "subject", "loop", "layout"}
    | {
        "item",
        "items",
        "points",
        "coming",
        "standing",
        "heading",
        "eyebrow",
        "place",
        "own_rules",
        "groups",
        "told",
        "steps",
        "ways",
    }
)
LOOPED = frozenset(
    {
        *("given", "papers", "tasks", "notices", "milestones", "people"),
        *("items", "points", "coming", "standing", "told", "steps", "ways"),
    }
)
TESTS = frozenset({"defined", "undefined", "none"})
FILTERS = {  # filter → the most arguments it may take
    "capitalize": 0, "default": 1, "e": 0, "escape": 0, "first": 0, "hang": 0, "join": 1,
    "last": 0, "length": 0, "lower": 0, "paragraphs": 0, "trim": 0, "upper": 0,
}  # fmt: skip


class Forbidden(ValueError):
    """A municipality's own letter does something that letters may not."""


def check(source: str, env: Environment, where: str = "") -> None:
    """Let a template through only if every part of it is on the list.

    Args:
        source: the template's text.
        env: the environment that would compile it.
        where: the file, for the message.

    Raises:
        Forbidden: naming file, line and what is not allowed.
    """
    if len(source) > LONGEST_SOURCE:
        raise Forbidden(f"{where}: longer than {LONGEST_SOURCE} characters")
    try:
        tree = env.parse(source)
    except (TemplateSyntaxError, RecursionError, ValueError) as error:
        raise Forbidden(f"{where}:{getattr(error, 'lineno', 1)}: {error}") from error
    for count, (node, looped, local) in enumerate(_walk(tree, False, frozenset())):
        if count >= MOST_NODES:
            raise Forbidden(f"{where}: more than {MOST_NODES} parts")
        if fault := _fault(node, looped, local):
            raise Forbidden(f"{where}:{node.lineno}: {fault}")


def check_folder(folder: Path, env: Environment) -> Iterator[str]:
    """Say of every letter in a municipality's folder what is wrong with it; nothing when all is well."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".html"):
            try:
                check(path.read_text("utf-8"), env, str(path.relative_to(folder)))
            except (Forbidden, UnicodeDecodeError) as error:
                yield str(error)


def _walk(
    node: nodes.Node, looped: bool, local: frozenset[str]
) -> Iterator[tuple[nodes.Node, bool, frozenset[str]]]:
    """Every node, whether it stands in a loop, and which names the loop gave it."""
    yield node, looped, local
    if isinstance(node, nodes.For):
        looped = True
        local |= {name.name for name in node.target.find_all(nodes.Name)}
        local |= {node.target.name} if isinstance(node.target, nodes.Name) else set()
    for child in node.iter_child_nodes():
        yield from _walk(child, looped, local)


def _fault(node: nodes.Node, looped: bool, local: frozenset[str]) -> str:
    """What is wrong with one node itself; empty when nothing is."""
    match node:
        case nodes.Name(name=name):
            return "" if name in NAMES | local else f"unknown name '{name}'"
        case nodes.Const(value=value):
            fine = value is None or isinstance(value, str | int)
            return "" if fine else "only texts and whole numbers"
        case nodes.Getattr(attr=attr):
            return _attribute(attr)
        case nodes.Getitem(arg=nodes.Const(value=str(attr))):
            return _attribute(attr)
        case nodes.Filter(name=name, args=args):
            plain = all(isinstance(arg, nodes.Const) for arg in args)
            extra = node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None
            fine = plain and not extra and len(args) <= FILTERS.get(name, -1)
            return "" if fine else f"filter '{name}' is not allowed like this"
        case nodes.Test(name=name):
            return "" if name in TESTS else f"test '{name}' is not allowed"
        case nodes.For():
            return _loop(node, looped)
        case nodes.List(items=items):
            fine = all(isinstance(item, nodes.Const) for item in items)
            return "" if fine else "a list may only hold plain texts"
        case nodes.Extends(template=nodes.Name(name="layout")):
            return ""
    return "" if isinstance(node, PLAIN) else f"{type(node).__name__} is not allowed"


def _attribute(name: str) -> str:
    return f"'{name}' begins with an underscore" if name.startswith("_") else ""


def _loop(node: nodes.For, looped: bool) -> str:
    if looped or node.recursive:
        return "a loop within a loop"
    over = node.iter.name if isinstance(node.iter, nodes.Name) else ""
    return "" if over in LOOPED else f"a loop may only go over {', '.join(sorted(LOOPED))}"
