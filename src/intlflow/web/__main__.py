"""`python -m intlflow.web`: serve the pages on this machine."""

import os
import sys

import uvicorn

from intlflow import clock
from intlflow.app.house import open_house
from intlflow.settings import Settings
from intlflow.web.app import serve
from intlflow.web.site import open_site

HOST = "127.0.0.1"
DEFAULT_PORT = 8080


def main(port: int) -> None:
    """Serve until told to stop.

    Args:
        port: on this machine only; a proxy in front of it speaks TLS.
    """
    os.umask(0o077)
    settings = Settings.from_env(os.environ)
    house = open_house(settings)
    site = open_site(house, clock.now, settings.address or f"http://{HOST}:{port}")
    uvicorn.run(
        serve(site),
        host=HOST,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=20,
        limit_concurrency=2000,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_graceful_shutdown=5,
    )
    house.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PORT)
