"""A funder's file is fetched from its address to a file here; what comes in is read like any other.

Over TLS alone, no further than the address's own kind of network, no more than a funder's file can be,
and not at all while the server says that it is the same as last time. The search for calls (SEDIA) is
asked page by page: with GET it answers 405, and with parts of another type 500.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlencode, urlsplit

SECONDS = 60.0
MOST_BYTES = 1_000_000_000
MOST_PAGES = 100
PAGE = 100  # calls that the search answers at a time
_CHUNK = 1 << 18
_BOUNDARY = "intlflow-part"
_LOCAL = ("127.0.0.1", "localhost", "::1")
# What the search is asked for: grants (1, 8) that are open or to come.
_QUERY = {
    "bool": {
        "must": [
            {"terms": {"type": ["1", "8"]}},
            {"terms": {"status": ["31094501", "31094502"]}},
        ]
    }
}
Bytes = Callable[[int, int], None]  # bytes so far, bytes in all (0: nobody knows)


class Unreachable(OSError):
    """A source does not answer as it should; the message says what it said."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched; None of bytes when the server said that it is the same."""

    etag: str
    same: bool = False


def fetch(address: str, target: Path, *, etag: str = "", progress: Bytes | None = None) -> Fetched:
    """Fetch a file.

    Args:
        address: where it lies.
        target: where to write it.
        etag: what the server called it last time.
        progress: told how much has come.

    Raises:
        Unreachable: no answer, no file, or one that is too large.
    """
    head = {"If-None-Match": etag} if etag else {}
    try:
        request = urllib.request.Request(address, headers=head)  # noqa: S310 - see _permit
        with closing(_open(address, request)) as answer:
            with target.open("wb") as file:
                _copy(answer, file, progress)
            return Fetched(answer.headers.get("ETag") or "")
    except urllib.error.HTTPError as error:
        if error.code == http.client.NOT_MODIFIED:
            return Fetched(etag, same=True)
        raise Unreachable(f"{address} answers {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _trouble(address, error) from error


def search(address: str, target: Path, progress: Bytes | None = None) -> Fetched:
    """Ask the search for every call that is open or to come, and write its answers one after the other.

    Raises:
        Unreachable: no answer, or one that is none.
    """
    try:
        with target.open("wb") as file:
            for answer in _pages(address):
                file.write(answer)
                if progress is not None:
                    progress(file.tell(), 0)
    except urllib.error.HTTPError as error:
        raise Unreachable(f"{address} answers {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _trouble(address, error) from error
    return Fetched("")


def _pages(address: str) -> Iterator[bytes]:
    for number in range(1, MOST_PAGES + 1):
        asked = urlencode(
            {"apiKey": "SEDIA", "text": "***", "pageSize": PAGE, "pageNumber": number}
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        request = urllib.request.Request(  # noqa: S310 - see _permit
            f"{address}?{asked}", _parts(), kind, method="POST"
        )
        with closing(_open(address, request)) as answer:
            said = answer.read(MOST_BYTES)
        yield said
        if len(json.loads(said).get("results") or []) < PAGE:
            return


def _parts() -> bytes:
    """The question as the search wants it: each part a JSON document of its own."""
    sort = {"field": "sortStatus", "order": "ASC"}
    wanted: dict[str, Any] = {"query": _QUERY, "languages": ["en"], "sort": sort}
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="blob"\r\n'
        f"Content-Type: application/json\r\n\r\n{json.dumps(value)}\r\n"
        for name, value in wanted.items()
    ]
    return ("".join(parts) + f"--{_BOUNDARY}--\r\n").encode()


def _copy(answer: Any, file: BinaryIO, progress: Bytes | None) -> None:
    size, done = int(answer.headers.get("Content-Length") or 0), 0
    while chunk := answer.read(_CHUNK):
        done += len(chunk)
        if done > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES:,} bytes")
        file.write(chunk)
        if progress is not None:
            progress(done, size)
    if size and done != size:
        raise ValueError(f"it broke off after {done:,} of {size:,} bytes")


def _trouble(address: str, error: Exception) -> Unreachable:
    reason = getattr(error, "reason", None) or error
    return Unreachable(f"{address} can't be fetched: {reason}")


# Whereto a connection may be opened


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        _permit(newurl, local=_is_local(req.full_url))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(address: str, request: urllib.request.Request) -> Any:
    """Open an address; one on the open internet never leads to one inside the house."""
    local = _is_local(address)
    _permit(request.full_url, local=local)
    handlers: list[Any] = [urllib.request.HTTPSHandler(context=ssl.create_default_context())]
    if local:
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(_Redirects, *handlers).open(request, timeout=SECONDS)


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in _LOCAL


def _permit(address: str, *, local: bool) -> None:
    """Let an address through only if it is encrypted and public, or this very machine as configured.

    Raises:
        ValueError: it is neither.
    """
    parts = urlsplit(address)
    if local and parts.hostname in _LOCAL:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("only https is used")
    if urllib.request.getproxies().get("https"):
        return  # the proxy resolves the name, and decides where one may go
    found = {str(each[4][0]) for each in socket.getaddrinfo(parts.hostname, parts.port or 443)}
    if not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in found):
        raise ValueError("the address leads to a private network")
