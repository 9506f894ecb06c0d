"""For whoever keeps the machine: figures for Prometheus, and where to tell of a weakness."""

import os
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.responses import PlainTextResponse, Response

from intlflow.app.access.keys import same
from intlflow.store import letters
from intlflow.store.engine import reading
from intlflow.web.doorman import ANYBODY, NotHere
from intlflow.web.hands import pages
from intlflow.web.peer import on_this_machine
from intlflow.web.site import Site, this_site

router = pages()
Here = Annotated[Site, Depends(this_site)]
SEVERAL = "PROMETHEUS_MULTIPROC_DIR"  # set where several processes count together
KIND = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics", dependencies=[ANYBODY])
def metrics(request: Request, site: Here) -> Response:
    """What has been counted, and how many letters stand in each state.

    Raises:
        NotHere: asked from elsewhere than this machine, without the right token.
    """
    token = site.house.settings.metrics_token
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    known = bool(token) and kind.lower() == "bearer" and same(given.strip(), token or "")
    if not known and not on_this_machine(request):
        raise NotHere
    return Response(generate_latest(_counted(site)) + _letters(site), media_type=KIND)


def _counted(site: Site) -> CollectorRegistry:
    """What this process has counted; where several serve the pages, what all have."""
    if SEVERAL not in os.environ:
        return site.counts.registry
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def _letters(site: Site) -> bytes:
    fresh = CollectorRegistry()
    gauge = Gauge("intlflow_letters", "Letters by state.", ("state",), registry=fresh)
    with reading(site.house.engine) as tx:
        for state, number in letters.counts(tx).items():
            gauge.labels(state).set(number)
    return generate_latest(fresh)


@router.get("/.well-known/security.txt", dependencies=[ANYBODY])
def security_txt(site: Here) -> Response:
    """Where to tell of a weakness (RFC 9116)."""
    pack = next(iter(site.house.packs.values()))
    lines = (
        f"Contact: mailto:{pack.municipality.reply_to}",
        f"Expires: {expires(site.now()):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: sv, en",
        f"Canonical: {site.address}/.well-known/security.txt",
    )
    return PlainTextResponse("\n".join(lines) + "\n")


def expires(at: datetime) -> datetime:
    """The end of the next half-year: never nearer than that, never a year ahead, the same all day."""
    year, first = at.year, at.month <= 6
    end = (
        datetime(year + 1, 1, 1, tzinfo=at.tzinfo)
        if first
        else datetime(year + 1, 7, 1, tzinfo=at.tzinfo)
    )
    return end - timedelta(seconds=1)
