"""The pages put together: gate, trouble, every page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import FastAPI

from intlflow.web import api, errors
from intlflow.web.gate import Gate
from intlflow.web.pages import ROUTERS
from intlflow.web.site import Site
from intlflow.web.watch import Watch

LOOPBACK = ("127.0.0.1", "localhost", "::1")
THREADS = 8  # that make pages at once
UPLOADS = ("/import", "/bilagor")


def make_app(site: Site) -> FastAPI:
    """The application that answers for one installation."""
    app = FastAPI(
        title="intlflow", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_few_hands
    )
    app.state.site = site
    for router in (*ROUTERS, *api.ROUTERS):
        app.include_router(router)
    errors.add_to(app)
    return app


@asynccontextmanager
async def _few_hands(_: FastAPI) -> AsyncIterator[None]:
    """Make pages with a few threads: one processor gains nothing from forty that push each other."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def serve(site: Site) -> Watch:
    """The same behind its gate and watched, as it is served."""
    hosts = (*LOOPBACK, urlsplit(site.address).hostname or "")
    gate = Gate(make_app(site), hosts=filter(None, hosts), https=site.https, uploads=UPLOADS)
    return Watch(gate, site.counts)
