"""How this installation is set up, read once from the environment and then handed on.

Every setting `INTLFLOW_X` can also be given as `INTLFLOW_X_FILE`, the path of a file that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

Network = IPv4Network | IPv6Network
DEFAULT_DATA = "intlflow-data"
MOST_PROCESSES = 16


class BadSetting(ValueError):
    """A setting can't be used; the message says which and how to cure it."""


@dataclass(frozen=True)
class Entry:
    """How people show who they are, besides a link by letter.

    Args:
        oidc_issuer: the municipality's identity provider, by OpenID Connect; None: none.
        oidc_client_id: what the provider knows us by.
        oidc_client_secret: with which we show the provider that it is us.
        proxy_header: the header in which a proxy names the address of who has signed in there.
        proxy_addresses: the networks from which that, and X-Forwarded-For, is believed.
        second_step: whether those who decide give a code from their phone as well.
    """

    oidc_issuer: str | None = None
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    proxy_header: str | None = None
    proxy_addresses: tuple[Network, ...] = ()
    second_step: bool = False


@dataclass(frozen=True)
class Settings:
    """Where the data is, how mail leaves, where Prefect answers.

    Args:
        data: the data folder.
        database_url: SQLite in the data folder, or PostgreSQL by URL.
        mail_url: an Apprise address such as `mailto://host:port?from=…`; None: letters wait.
        prefect_api: Prefect's API, or None when `intlflow up` says where it is.
        packs: a folder with packs of one's own, laid over those that ship.
        only: the keys of the municipalities that this installation is for; none: every pack's.
        clock: an instant for trying things out; honoured only with the demo register.
        address: where people reach the pages, such as https://internationellt.ljungby.example;
            None: only on this machine.
        key: a secret that several machines share; None: one is made in the data folder.
        bind: the network address on which the pages listen.
        behind_proxy: whether a proxy that speaks TLS stands before them; without one they listen
            on this machine alone.
        entry: how people show who they are.
        metrics_token: with which /metrics is read from elsewhere than this machine.
        web_processes: how many processes serve the pages; one is enough for some hundred people at
            once, and no more than there are processors helps.
    """

    data: Path
    database_url: str
    mail_url: str | None = None
    prefect_api: str | None = None
    packs: Path | None = None
    only: tuple[str, ...] = ()
    clock: str | None = None
    address: str | None = None
    key: str | None = None
    bind: str = "127.0.0.1"
    behind_proxy: bool = False
    entry: Entry = Entry()
    metrics_token: str | None = field(default=None, repr=False)
    web_processes: int = 1

    @classmethod
    def from_env(cls, environ: Mapping[str, str], data: Path | None = None) -> "Settings":
        """Read the settings; `data` given on the command line goes first.

        Raises:
            BadSetting: a file that can't be read, or an address or folder that can't be one.
        """
        folder = data or Path(_get(environ, "DATA") or DEFAULT_DATA)
        folder = folder.expanduser().absolute()
        packs = _get(environ, "PACKS")
        mail_url = _get(environ, "MAIL_URL")
        if mail_url and not mail_url.startswith(("mailto://", "mailtos://")):
            raise BadSetting(
                "INTLFLOW_MAIL_URL must begin with mailto:// or mailtos://, "
                "such as mailto://127.0.0.1:8025?from=intlflow@ljungby.example"
            )
        if "?" in str(folder):
            raise BadSetting(
                f"no folder on the way to the data may have a '?' in its name: {folder}"
            )
        address = _get(environ, "ADDRESS")
        if address and not address.startswith(("http://", "https://")):
            raise BadSetting(
                "INTLFLOW_ADDRESS must begin with https:// or http://, "
                "such as https://internationellt.ljungby.example"
            )
        return cls(
            data=folder,
            database_url=_database(environ, folder),
            mail_url=mail_url,
            prefect_api=_get(environ, "PREFECT_API"),
            packs=Path(packs).expanduser().absolute() if packs else None,
            only=tuple((_get(environ, "ONLY") or "").replace(",", " ").split()),
            clock=_get(environ, "CLOCK"),
            address=address.rstrip("/") if address else None,
            key=_get(environ, "KEY"),
            bind=_bound(environ),
            behind_proxy=_yes(environ, "BEHIND_PROXY"),
            entry=_entry(environ),
            metrics_token=_get(environ, "METRICS_TOKEN"),
            web_processes=_number(environ, "WEB_PROCESSES", 1, MOST_PROCESSES),
        )

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file, when it is one."""
        path = self.database_url.removeprefix("sqlite:///")
        return Path(path) if path != self.database_url else None

    @property
    def mail_from(self) -> str | None:
        """The sender's address that the mail setting names."""
        if self.mail_url is None:
            return None
        named = parse_qs(urlsplit(self.mail_url).query).get("from")
        return named[0] if named else None


def _get(environ: Mapping[str, str], name: str) -> str | None:
    """A setting by value or by file; an empty one is as if it were not there."""
    key = f"INTLFLOW_{name}"
    value, file = environ.get(key), environ.get(f"{key}_FILE")
    if value and file:
        raise BadSetting(f"{key} and {key}_FILE are both set; keep one of them")
    if file:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(f"{key}_FILE: can't read {file}: {error}") from error
    return value or None


def _database(environ: Mapping[str, str], folder: Path) -> str:
    """The database's address; a file's path in it begins at the root, wherever one stands later."""
    url = _get(environ, "DATABASE_URL") or f"sqlite:///{folder / 'intlflow.db'}"
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise BadSetting(
            "INTLFLOW_DATABASE_URL must begin with sqlite:/// or postgresql://, "
            "such as postgresql://intlflow@127.0.0.1/intlflow"
        )
    file = url.removeprefix("sqlite:///")
    if file == url:
        return url
    if file in ("", ":memory:") or "?" in file:
        raise BadSetting(
            "INTLFLOW_DATABASE_URL must name a file without a '?', such as "
            "sqlite:////srv/intlflow/intlflow.db"
        )
    return f"sqlite:///{Path(file).absolute()}"


def _yes(environ: Mapping[str, str], name: str) -> bool:
    """A setting that is on or off."""
    value = (_get(environ, name) or "no").lower()
    if value not in ("yes", "no", "true", "false", "1", "0"):
        raise BadSetting(f"INTLFLOW_{name} must be yes or no")
    return value in ("yes", "true", "1")


def _bound(environ: Mapping[str, str]) -> str:
    """The address to listen on; another machine reaches it only through a proxy that is told of."""
    bind = _get(environ, "BIND") or "127.0.0.1"
    try:
        here = ip_address(bind).is_loopback
    except ValueError as error:
        raise BadSetting("INTLFLOW_BIND must be an address such as 127.0.0.1 or 0.0.0.0") from error
    if not here and not _yes(environ, "BEHIND_PROXY"):
        raise BadSetting(
            f"INTLFLOW_BIND={bind} would let other machines in without TLS; put a proxy before it "
            "and set INTLFLOW_BEHIND_PROXY=yes, or leave INTLFLOW_BIND out"
        )
    return bind


def _entry(environ: Mapping[str, str]) -> Entry:
    issuer, header = _get(environ, "OIDC_ISSUER"), _get(environ, "PROXY_HEADER")
    client = _get(environ, "OIDC_CLIENT_ID") or ""
    addresses = _networks(_get(environ, "PROXY_ADDRESSES") or "")
    if issuer and not client:
        raise BadSetting("INTLFLOW_OIDC_ISSUER is set, but not INTLFLOW_OIDC_CLIENT_ID")
    if issuer and not issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise BadSetting("INTLFLOW_OIDC_ISSUER must begin with https://")
    if header and not addresses:
        raise BadSetting(
            "INTLFLOW_PROXY_HEADER is believed from the proxy alone; "
            "say where it is with INTLFLOW_PROXY_ADDRESSES, such as 10.0.0.5"
        )
    return Entry(
        oidc_issuer=issuer.rstrip("/") if issuer else None,
        oidc_client_id=client,
        oidc_client_secret=_get(environ, "OIDC_CLIENT_SECRET") or "",
        proxy_header=header.lower() if header else None,
        proxy_addresses=addresses,
        second_step=_yes(environ, "SECOND_STEP"),
    )


def _networks(text: str) -> tuple[Network, ...]:
    """Addresses or networks, separated by commas."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise BadSetting(
            f"INTLFLOW_PROXY_ADDRESSES: {error}; write 10.0.0.5, 10.1.0.0/16"
        ) from error


def _number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A count from 1 to the most."""
    text = _get(environ, name) or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise BadSetting(f"INTLFLOW_{name} must be a number from 1 to {most}, not '{text}'")
    return int(text)
