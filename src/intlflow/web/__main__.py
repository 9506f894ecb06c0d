"""`python -m intlflow.web`: serve the pages on this machine."""

import gc
import os
import sys
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from intlflow import clock
from intlflow.app.house import is_demo, open_house
from intlflow.settings import BadSetting, Settings
from intlflow.web.app import serve
from intlflow.web.listening import shared
from intlflow.web.logs import keep_log
from intlflow.web.patience import Patient
from intlflow.web.site import open_site

DEFAULT_PORT = 8080


def main(port: int, note: Path | None = None) -> None:
    """Serve until told to stop.

    Args:
        port: on this machine only; a proxy in front of it speaks TLS.
        note: where to write at which port of its own this process answers; given when several
            share the other one, so that each can be asked how it is.
    """
    os.umask(0o077)
    settings = Settings.from_env(os.environ)
    house = open_house(settings)
    if site_is_open(settings.bind) and is_demo(house):
        raise BadSetting(
            "the made-up register lets anybody in as anyone, so it answers this machine alone; "
            "leave INTLFLOW_BIND out"
        )
    keep_log(sys.stderr, clock.now)
    site = open_site(house, clock.now, settings.address or f"http://127.0.0.1:{port}")
    config = uvicorn.Config(
        serve(site),
        host=settings.bind,
        http=Patient,
        proxy_headers=False,  # whom to believe is ours to say: INTLFLOW_PROXY_ADDRESSES
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=20,
        limit_concurrency=2000,
        timeout_graceful_shutdown=5,
    )
    gc.collect()
    gc.freeze()  # what is there now stays: looking through it for rubbish costs each page a twentieth
    uvicorn.Server(config).run(None if note is None else shared(settings.bind, port, note))
    house.close()


def site_is_open(bind: str) -> bool:
    """Whether other machines can reach us."""
    return not ip_address(bind).is_loopback


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PORT,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
