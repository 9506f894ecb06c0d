"""From where a request comes, when a proxy stands in between: only a listed one is believed."""

from ipaddress import ip_address

from fastapi import Request

from intlflow.settings import Network
from intlflow.web.site import site_of

UNKNOWN = "unknown"
LONGEST_LIST = 20  # addresses in X-Forwarded-For that are looked at


def comes_from(request: Request, networks: tuple[Network, ...]) -> bool:
    """Whether the very neighbour on the line is one of these."""
    return request.client is not None and _within(request.client.host, networks)


def address_of(request: Request) -> str:
    """The network address of whoever asks: the last one that is not a proxy of ours."""
    trusted = site_of(request).house.settings.entry.proxy_addresses
    here = request.client.host if request.client else UNKNOWN
    said = ",".join(request.headers.getlist("x-forwarded-for"))
    steps = [step.strip() for step in said.split(",") if step.strip()][-LONGEST_LIST:]
    while steps and _within(here, trusted):
        here = steps.pop()
    return here[:64]


def on_this_machine(request: Request) -> bool:
    """Whether it comes from this machine itself, with nobody in between."""
    host = request.client.host if request.client else UNKNOWN
    alone = "x-forwarded-for" not in request.headers and "forwarded" not in request.headers
    return alone and (host == "testclient" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _within(host: str, networks: tuple[Network, ...]) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in networks)
