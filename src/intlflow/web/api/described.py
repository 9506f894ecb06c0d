"""What programs may ask for, told in the form that they read: OpenAPI, made from the routes themselves."""

from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import JSONResponse, Response

from intlflow import __version__
from intlflow.app.access.matrix import Action
from intlflow.app.access.tokens import Scope
from intlflow.web.api import acting, reading
from intlflow.web.api.door import TokenGuard, token
from intlflow.web.hands import pages
from intlflow.web.problems import KIND
from intlflow.web.shapes import Problem

router = pages(prefix="/api/v1", tags=["read"])
ALWAYS = {
    400: "What was sent can't be read.",
    401: "No key, or one that holds no more.",
    403: "The key may not do this.",
    404: "There is no such thing, or not for the key's owner: the answer is the same.",
    413: "Too much was sent.",
    422: "Something given can't be used; `places` says what.",
    429: "Asked too often; `wait` says for how long to pause.",
    500: "A fault of ours; the log has it under `number`.",
}
MOVING = {409: "The rules say no; nothing has changed. The sentence says why and what to do."}


@router.get("/openapi.json", summary="This description", dependencies=[token(Action.OWN_ACCOUNT)])
def openapi() -> Response:
    """Every route with what it takes and what it answers."""
    return JSONResponse(description())


@cache
def description() -> dict[str, Any]:
    """The description, made once."""
    routes = [*reading.router.routes, *acting.router.routes, *router.routes]
    found = get_openapi(
        title="intlflow",
        version=__version__,
        description="A municipality's international work: read it, and move it along."
        " Make a key under Mitt konto, or with `intlflow token new`.",
        routes=routes,
    )
    shapes = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        shapes.pop(name, None)
    shapes["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    found["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    for route in routes:
        assert isinstance(route, APIRoute)
        for method in route.methods or ():
            _complete(found["paths"][route.path][method.lower()], _scope(route))
    return found


def _scope(route: APIRoute) -> Scope:
    return next(
        d.call.scope for d in route.dependant.dependencies if isinstance(d.call, TokenGuard)
    )


def _complete(operation: dict[str, Any], scope: Scope) -> None:
    """Tell of every other answer, and of the key."""
    told = ALWAYS | (MOVING if scope is Scope.MOVE else {})
    answers = operation["responses"]
    for status, says in told.items():
        shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
        answers[str(status)] = {"description": says, "content": {KIND: shape}}
    operation["security"] = [{"key": []}]
    operation["description"] = f"{operation.get('description', '')}\n\nThe key needs `{scope}`."
