"""Mail through Apprise: its address (mailto://…) says where to, our plugin carries whole batches.

Why not Apprise's own mail plugin: kept, it sleeps 5.5 s between letters; made anew, it builds a
TLS context for each; every attempt gets a new Message-ID, and 450 and 550 look the same.
"""

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from intlflow.letters import mime
from intlflow.letters.post import Done, Ending, Envelope, Result
from intlflow.letters.smtp import Security, SmtpPost, SmtpSettings

SCHEMA = "intlmail"
SETTINGS = frozenset({"from", "name", "smtp", "mode", "verify"})
_SECURITY = {
    "insecure": Security.NONE,
    "starttls": Security.STARTTLS,
    "ssl": Security.TLS,
}


def parse_mail_url(url: str) -> SmtpSettings:
    """Read an Apprise mail address: `mailtos://user:password@host:port?from=name@domain`.

    `mailto://` uses no encryption and `mailtos://` requires STARTTLS, unless `mode=insecure`,
    `mode=starttls` or `mode=ssl` says otherwise.

    Raises:
        ValueError: what is wrong with it, in a sentence that repeats no part of the address.
    """
    asked = _asked(url)
    mail = load().Apprise.instantiate(url, asset=asset())
    if mail is None:
        raise ValueError(
            "Apprise can't read the mail address: it needs a server and, in from=, a sender."
        )
    security = _SECURITY[str(mail.secure_mode)]
    if url.lower().startswith("mailtos:") and security is Security.NONE:
        raise ValueError("mailtos:// with mode=insecure says two things: use mailto://.")
    return SmtpSettings(
        host=str(mail.smtp_host),
        port=int(mail.port),
        security=security,
        verify=bool(mail.verify_certificate),
        user=str(mail.user or ""),
        password=str(mail.password or ""),
        sender=mime.mailbox(asked["from"])[1] if "from" in asked else "",
    )


def _asked(url: str) -> dict[str, str]:
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        port_is_fine = False
    if not port_is_fine:
        raise ValueError("The mail address has a port that is no number from 1 to 65535.")
    if parts.scheme.lower() not in ("mailto", "mailtos"):
        raise ValueError("A mail address starts with mailto:// or mailtos://.")
    if not parts.netloc:
        raise ValueError("The mail address names no server.")
    asked = dict(parse_qsl(parts.query))
    if strange := sorted(asked.keys() - SETTINGS):
        # Only a known word may be shown: a mangled address can have the password anywhere.
        raise ValueError(
            f"The mail address has {len(strange)} settings that are not understood;"
            f" the known ones are {', '.join(sorted(SETTINGS))}."
        )
    if asked.get("mode", "ssl").lower() not in _SECURITY:
        raise ValueError("mode= is insecure, starttls or ssl.")
    try:
        mime.mailbox(asked.get("from", "nobody@nowhere.example"))
    except ValueError:
        raise ValueError("from= in the mail address holds no mail address.") from None
    return asked


class BatchPlugin(Protocol):
    """An Apprise plugin that sends one batch each time it is notified."""

    work: Callable[[str], None] | None


class MailPost:
    """Mail by way of Apprise: one `notify` per batch, over one kept connection."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._smtp = SmtpPost(settings)
        self._apprise: Any = None
        self._plugin: BatchPlugin | None = None
        self._batches = 0

    def send(self, letters: Sequence[Envelope], done: Done) -> None:
        """Try each letter once; see `Post`."""
        if not letters:
            return
        if self._plugin is None:
            self._apprise, self._plugin = _with_plugin()
        plugin = self._plugin
        told: set[str] = set()
        faults: list[BaseException] = []

        def tell(result: Result) -> None:
            told.add(result.id)
            done(result)

        def work(_batch: str) -> None:
            try:
                self._smtp.send(letters, tell)
            except BaseException as fault:  # noqa: BLE001  Apprise would swallow it
                faults.append(fault)

        self._batches += 1
        plugin.work = work
        try:
            self._apprise.notify(body=f"batch-{self._batches}")
        finally:
            plugin.work = None
        if faults:
            raise faults[0]
        for letter in letters:
            if letter.id not in told:
                done(Result(letter.id, Ending.LATER, "Apprise did not pass the batch on."))

    def close(self) -> None:
        """Say goodbye to the mail server."""
        self._smtp.close()


@lru_cache(maxsize=1)
def load() -> Any:
    """Apprise and its plugins, imported when somebody needs them: that takes up to a second."""
    with warnings.catch_warnings():
        # On Python 3.11 and 3.12 its PGP part imports a module that 3.13 no longer has.
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise

        manager().load_modules()
    logging.getLogger("apprise").addFilter(_keep_to_ourselves)
    return apprise


def manager() -> Any:
    """Apprise's list of plugins; there is one in a process."""
    from apprise.manager_plugins import NotificationManager

    found: Any = NotificationManager
    return found()


_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


def _keep_to_ourselves(record: logging.LogRecord) -> bool:
    """Apprise's log lines hold addresses with keys: none reaches a log, whoever listens."""
    heard = _HEARD.get()
    if heard is not None and record.levelno >= logging.WARNING:
        heard.append(record.getMessage())
    return False


@contextmanager
def overheard() -> Iterator[list[str]]:
    """What Apprise warns of meanwhile, the only place where it says why. May hold secrets."""
    before = _HEARD.set(heard := list[str]())
    try:
        yield heard
    finally:
        _HEARD.reset(before)


def asset() -> Any:
    """How Apprise behaves here: no threads, no redirects, no keys or files made on its own."""
    return load().AppriseAsset(
        app_id="intlflow",
        async_mode=False,
        pgp_autogen=False,
        pem_autogen=False,
        secure_logging=True,
        http_redirects=False,
        image_url_mask="",
    )


@lru_cache(maxsize=1)
def _plugin_class() -> Any:
    """Our plugin, known to Apprise under `intlmail` from the first time it is asked for."""
    apprise = load()

    def send(plugin: Any, body: str, **_: Any) -> bool:
        if plugin.work is None:
            return False
        plugin.work(body)
        return True

    kind = type(
        "NotifyIntlmail",
        (apprise.NotifyBase,),
        {
            "service_name": "intlflow mail",
            "secure_protocol": SCHEMA,
            "request_rate_per_sec": 0,
            "title_maxlen": 250,
            "templates": ("{schema}://",),
            "work": None,
            "send": send,
        },
    )
    manager().add(kind, schemas=SCHEMA)
    return kind


def _with_plugin() -> tuple[Any, BatchPlugin]:
    """An Apprise object with one plugin of ours in it."""
    box = load().Apprise(asset=asset())
    plugin = _plugin_class()(host="localhost", asset=asset())
    if not box.add(plugin):
        raise RuntimeError("Apprise does not take the mail plugin.")
    return box, plugin
