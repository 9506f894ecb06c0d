"""How this installation is set up, read once from the environment and then handed on.

Every setting `INTLFLOW_X` can also be given as `INTLFLOW_X_FILE`, the path of a file that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

DEFAULT_DATA = "intlflow-data"


class BadSetting(ValueError):
    """A setting can't be used; the message says which and how to cure it."""


@dataclass(frozen=True)
class Settings:
    """Where the data is, how mail leaves, where Prefect answers.

    Args:
        data: the data folder.
        database_url: SQLite in the data folder, or PostgreSQL by URL.
        mail_url: an Apprise address such as `mailto://host:port?from=…`; None: letters wait.
        prefect_api: Prefect's API, or None when `intlflow up` says where it is.
        packs: a folder with packs of one's own, laid over those that ship.
        clock: an instant for trying things out; honoured only with the demo register.
        address: where people reach the pages, such as https://internationellt.ljungby.example;
            None: only on this machine.
        key: a secret that several machines share; None: one is made in the data folder.
    """

    data: Path
    database_url: str
    mail_url: str | None = None
    prefect_api: str | None = None
    packs: Path | None = None
    clock: str | None = None
    address: str | None = None
    key: str | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str], data: Path | None = None) -> "Settings":
        """Read the settings; `data` given on the command line goes first.

        Raises:
            BadSetting: a file that can't be read, or an address that can't be one.
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
        database_url = _get(environ, "DATABASE_URL") or f"sqlite:///{folder / 'intlflow.db'}"
        if not database_url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise BadSetting(
                "INTLFLOW_DATABASE_URL must begin with sqlite:/// or postgresql://, "
                "such as postgresql://intlflow@127.0.0.1/intlflow"
            )
        address = _get(environ, "ADDRESS")
        if address and not address.startswith(("http://", "https://")):
            raise BadSetting(
                "INTLFLOW_ADDRESS must begin with https:// or http://, "
                "such as https://internationellt.ljungby.example"
            )
        return cls(
            data=folder,
            database_url=database_url,
            mail_url=mail_url,
            prefect_api=_get(environ, "PREFECT_API"),
            packs=Path(packs).expanduser().absolute() if packs else None,
            clock=_get(environ, "CLOCK"),
            address=address.rstrip("/") if address else None,
            key=_get(environ, "KEY"),
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
