"""How the pages' templates are made ready, once: each in one language, and quick to fill in."""

import html
from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape


class Page(Context):
    """What a template sees. A call from it goes straight to what is called.

    Jinja searches at every call whether what is called wants the template's own state. Here hardly
    anything but macros does, and a list of fifty rows makes some five hundred calls.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call something from a template."""
        if hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if type(called) is Macro:
            return called(self.eval_ctx, *args, **kwargs)
        return called(*args, **kwargs)


def safe(value: Any) -> str:
    """Something as it may stand in a page: what is no page already is escaped."""
    kind = type(value)
    if kind is str:
        return html.escape(value)
    return value if kind is Markup else escape(value)


class Piece(Template):
    """A template; what others import of it is put together once for each page that is made.

    So it may look at nothing but what every page has around it.
    """

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> Any:
        """Its macros, for a page; `pieces` is where the page has those that it has used."""
        made = (vars or {}).get("pieces")
        if made is None:
            return super().make_module(vars, shared, locals)
        found = made.get(self.name)
        if found is None:
            found = made[self.name] = super().make_module(vars, shared, locals)
        return found


class Writing(CodeGenerator):
    """Templates as programs; what they write is escaped without a thought of what it was."""

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.safe(")


class Pages(Environment):
    """Templates of one language: their sentences are looked up when a template is first read.

    Args:
        texts: the sentences of the language.
        options: what Jinja takes.
    """

    code_generator_class, context_class, template_class = Writing, Page, Piece
    safe = staticmethod(safe)

    def __init__(self, texts: NullTranslations, **options: Any) -> None:
        super().__init__(**options)
        self._told = Told(texts)

    def getattr(self, thing: Any, attribute: str) -> Any:
        """What `thing.attribute` is; of what is kept by name, what has the name."""
        if type(thing) is dict and attribute in thing:
            return thing[attribute]
        return super().getattr(thing, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._told.visit(tree)
        return tree


class Told(NodeTransformer):
    """Puts a language's sentences in the place of the calls that would look them up.

    Args:
        texts: the sentences.
    """

    def __init__(self, texts: NullTranslations) -> None:
        self._texts = texts

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - so Jinja finds it
        """`_("…", n=left)` becomes `"…" % {"n": left}`; any other call stays."""
        self.generic_visit(node)
        called = node.node.name if isinstance(node.node, nodes.Name) else ""
        texts = [each.value for each in node.args if isinstance(each, nodes.Const)]
        filled = {each.key: each.value for each in node.kwargs}
        match called, texts, node.args[len(texts) :]:
            case "_" | "gettext", [text], []:
                return _filled(_safe(self._texts.gettext(text)), filled)
            case "ngettext", [one, many], [number]:
                said = (_safe(self._texts.ngettext(one, many, count)) for count in (1, 2))
                is_one = nodes.Compare(number, [nodes.Operand("eq", nodes.Const(1))])
                return _filled(nodes.CondExpr(is_one, *said), {"num": number, **filled})
        return node


def _safe(text: str) -> nodes.Const:
    """Our own words; what is put into them is escaped."""
    return nodes.Const(Markup(text))  # noqa: S704


def _filled(text: nodes.Expr, given: Mapping[str, nodes.Expr]) -> nodes.Expr:
    if not given and isinstance(text, nodes.Const):
        return nodes.Const(text.value % {})
    pairs = [nodes.Pair(nodes.Const(key), value) for key, value in given.items()]
    return nodes.Mod(text, nodes.Dict(pairs))
