"""The pages put together: gate, trouble, every page."""

from urllib.parse import urlsplit

from fastapi import FastAPI

from intlflow.web import api, errors
from intlflow.web.gate import Gate
from intlflow.web.hands import MOST, Hands
from intlflow.web.pages import ROUTERS
from intlflow.web.signpost import Signpost
from intlflow.web.site import Site
from intlflow.web.watch import Watch

LOOPBACK = ("127.0.0.1", "localhost", "::1")
UPLOADS = ("/import", "/bilagor")


def make_app(site: Site) -> FastAPI:
    """The application that answers for one installation."""
    app = FastAPI(title="intlflow", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    routers = (*ROUTERS, *api.ROUTERS)
    app.router.routes.append(Signpost(page for router in routers for page in router.routes))
    errors.add_to(app)
    return app


def serve(site: Site) -> Watch:
    """The same behind its gate and watched, as it is served."""
    hosts = (*LOOPBACK, urlsplit(site.address).hostname or "")
    near = site.house.engine.dialect.name == "sqlite"
    hands = Hands(make_app(site), fewest=1 if near else MOST)
    gate = Gate(hands, hosts=filter(None, hosts), https=site.https, uploads=UPLOADS)
    return Watch(gate, site.counts)
