"""Walking the pages by their links and forms: which addresses lead to somebody's objects."""

import re
from collections import defaultdict
from html import unescape

from tests.web.asking import Asker
from tests.web.routes import ROUTES, Route

OPENED = 3  # pages of one route that are opened to look for more
_LINK = re.compile(r'(?:href|formaction|action)="(/[^"#]*)"')


def shape(path: str) -> re.Pattern[str]:
    """What an address of a route looks like; its places are named."""
    parts = re.split(r"(\{[^}]*\})", path)
    return re.compile("".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    name, _, kind = part[1:-1].partition(":")
    return f"(?P<{name}>{'.+' if kind == 'path' else '[^/]+'})"


SHAPES = {route.path: shape(route.path) for route in ROUTES if "{" in route.path}


def met(asker: Asker, *starts: str) -> dict[str, set[str]]:
    """For each route with places in it, the addresses that somebody meets; forms' addresses too.

    Args:
        asker: who walks.
        starts: where, besides the first page.
    """
    found: dict[str, set[str]] = defaultdict(set)
    seen, queue = set[str](), ["/", *starts]
    opened: dict[str, int] = defaultdict(int)
    while queue:
        here = queue.pop(0)
        answer = asker.get(here)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for link in map(unescape, _LINK.findall(answer.text)):
            path = link.split("?")[0]
            if path.startswith(("/statisk", "/tema", "/logga")) or link in seen:
                continue
            seen.add(link)
            routes = [name for name, fits in SHAPES.items() if fits.fullmatch(path)]
            for name in routes:
                found[name].add(path)
            key = routes[0] if routes else path
            if opened[key] < OPENED:
                opened[key] += 1
                queue.append(link)
    return found


def with_places(method: str | None = None) -> list[Route]:
    """The routes that ask for an object."""
    return [r for r in ROUTES if "{" in r.path and (method is None or r.method == method)]
