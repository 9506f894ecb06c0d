"""Who a program speaks for: the owner of the key it carries, and no more than the key says."""

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request

from intlflow.app.access.matrix import Action
from intlflow.app.access.permission import Visitor, may
from intlflow.app.access.tokens import Bearer, Scope, bearer
from intlflow.web.doorman import Guard, NotHere, NotSignedIn
from intlflow.web.problems import BadInput, OutOfScope, TooMany
from intlflow.web.site import site_of

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class TokenGuard(Guard):
    """What stands before a program's route.

    Args:
        scope: what the key must allow.
    """

    scope: Scope = Scope.READ

    def let_in(self, request: Request) -> Visitor:
        """The owner of the key, if this is for them.

        Raises:
            NotSignedIn: no key, or one that holds no more.
            TooMany: it has asked too often.
            OutOfScope: the key may not do this, though its owner might.
            NotHere: it is for others.
            BadInput: a parameter was given twice.
        """
        held = carried(request)
        if held is None:
            raise NotSignedIn
        wait = site_of(request).limits.programs.wait(held.who.session)
        if wait:
            raise TooMany(wait)
        if self.scope not in held.scopes:
            raise OutOfScope(self.scope)
        if self.action is not None and not may(held.who, self.action):
            raise NotHere
        twice(request)
        return held.who


def carried(request: Request) -> Bearer | None:
    """Whose key a request carries; it is looked up once."""
    kept: Bearer | None = getattr(request.state, "bearer", None)
    if kept is not None:
        return kept
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    key = key.strip()
    if kind.lower() != "bearer" or not key or len(key) > LONGEST_KEY:
        return None
    site = site_of(request)
    held = bearer(site.house, key, site.now())
    request.state.bearer = held
    return held


def twice(request: Request) -> None:
    """Refuse a parameter that was given twice: two readers could understand it differently.

    Raises:
        BadInput: naming it.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if names.count(name) > 1:
            raise BadInput("given-twice", name)


def token(action: Action, scope: Scope = Scope.READ) -> Any:
    """A route for programs whose owner may do this somewhere."""
    return Depends(TokenGuard(action, scope=scope))
