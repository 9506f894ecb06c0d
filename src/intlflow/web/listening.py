"""How several processes answer at one address: the system shares out who comes between them."""

import socket
from ipaddress import ip_address
from pathlib import Path

LOOPBACK = "127.0.0.1"


def shared(bind: str, port: int, note: Path) -> list[socket.socket]:
    """A share of the port that all have, and a port of this process's own.

    Args:
        bind: the network address.
        port: that the processes share.
        note: where to write the number of the own port.
    """
    all_of_us = _open(bind)
    all_of_us.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    all_of_us.bind((bind, port))
    own = _open(LOOPBACK)
    own.bind((LOOPBACK, 0))
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(str(own.getsockname()[1]), "ascii")
    return [all_of_us, own]


def _open(bind: str) -> socket.socket:
    kind = socket.AF_INET6 if ip_address(bind).version == 6 else socket.AF_INET
    made = socket.socket(kind, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made
