"""A letter as the bytes that travel: the same letter always becomes the same bytes."""

import re
from binascii import b2a_base64
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

from intlflow.letters.post import Envelope

_TOKEN = re.compile(r"[A-Za-z0-9._~+=-]{1,200}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,200}@[A-Za-z0-9.-]{1,200}")
_LOCAL = re.compile(r"[^\s<>\"(),:;@\[\]\\\x00-\x20\x7f-\xa0]{1,64}")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
# Characters that turn the reading direction around can make a subject say something else.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def message(letter: Envelope) -> bytes:
    """The letter as RFC 5322: text and HTML as alternatives, UTF-8 in base64, CRLF.

    Raises:
        ValueError: an address, id, thread or language that can't stand in a header.
    """
    boundary = b"=_intlflow_" + token(letter.id).encode()
    text = _part(b"plain", letter.body)
    if not letter.html:
        return _head(letter) + text
    return b"".join(
        (
            _head(letter),
            b'Content-Type: multipart/alternative; boundary="%b"\r\n\r\n' % boundary,
            b"--%b\r\n%b--%b\r\n%b" % (boundary, text, boundary, _part(b"html", letter.html)),
            b"--%b--\r\n" % boundary,
        )
    )


def _head(letter: Envelope) -> bytes:
    if letter.created_at.tzinfo is None:
        raise ValueError("A letter's time needs a time zone.")
    lines = [
        f"Date: {_date(letter.created_at.isoformat())}",
        f"From: {_mailbox_header(letter.sender)}",
        f"To: {address(letter.address)}",
        f"Subject: {_words(one_header_line(letter.subject), 9)}",
        f"Message-ID: {_reference(letter.message_id)}",
        "MIME-Version: 1.0",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        f"X-Intlflow-Letter: {token(letter.id)}",
    ]
    if letter.reply_to:
        lines.append(f"Reply-To: {_mailbox_header(letter.reply_to)}")
    if letter.thread:
        thread = _reference(letter.thread)
        lines += [f"References: {thread}", f"In-Reply-To: {thread}"]
    if letter.lang:
        lines.append(f"Content-Language: {token(letter.lang)}")
    return ("\r\n".join(lines) + "\r\n").encode()


@lru_cache(maxsize=256)
def _date(at: str) -> str:
    """An instant as a header has it; the letters of a batch share a few."""
    return format_datetime(datetime.fromisoformat(at))


def _part(kind: bytes, content: str) -> bytes:
    coded = b2a_base64(content.encode("utf-8", "replace"), newline=False)
    rows = [coded[at : at + 76] for at in range(0, len(coded), 76)]
    return (
        b'Content-Type: text/%b; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n%b\r\n'
        % (kind, b"\r\n".join(rows))
    )


def token(word: str) -> str:
    """The word, if it may stand in a header as it is.

    Raises:
        ValueError: it is empty, too long, or has other characters than letters, digits and ._~+=-
    """
    if not _TOKEN.fullmatch(word):
        raise ValueError("A letter's id or language has characters that can't stand in a header.")
    return word


def _reference(message_id: str) -> str:
    inner = message_id.removeprefix("<").removesuffix(">")
    if not _MESSAGE_ID.fullmatch(inner):
        raise ValueError("A Message-ID must look like <word@domain>.")
    return f"<{inner}>"


@lru_cache(maxsize=4096)
def address(text: str) -> str:
    """A mail address as it travels: the domain in ASCII (`å.example` becomes `xn--5ca.example`).

    Raises:
        ValueError: it is no mail address. The message does not repeat it.
    """
    local, at, domain = text.strip(" ").rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii") if at else ""
    except UnicodeError:
        ascii_domain = ""
    if not (_LOCAL.fullmatch(local) and local.isprintable() and _DOMAIN.fullmatch(ascii_domain)):
        raise ValueError("This is not a mail address.")
    return f"{local}@{ascii_domain}"


@lru_cache(maxsize=256)
def mailbox(text: str) -> tuple[str, str]:
    """`Name <name@domain>` as name and address; the name may be empty.

    Raises:
        ValueError: there is no mail address in it.
    """
    named = _NAMED.fullmatch(text.strip(" "))
    if named is None:
        return "", address(text)
    name = one_header_line(named["name"])
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name, address(named["address"])


@lru_cache(maxsize=256)
def _mailbox_header(text: str) -> str:
    name, bare = mailbox(text)
    if not name:
        return bare
    shown = _words(name, 10)
    if shown == name and not _ATOMS.fullmatch(name):
        shown = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{shown} <{bare}>"


def one_header_line(text: str) -> str:
    """Text on one line: line breaks and other control characters become single spaces."""
    if text.isprintable():  # then it holds none of these
        return " ".join(text.split())
    printable = "".join(c if c >= " " and not "\x7f" <= c <= "\x9f" else " " for c in text)
    return " ".join(printable.translate(_DIRECTION).split())


def _words(text: str, used: int) -> str:
    """As it is when short and ASCII, otherwise as encoded words of at most 75 characters."""
    if text.isascii() and len(text) + used <= 78 and "=?" not in text:
        return text
    coded, chunks, start = text.encode("utf-8", "replace"), [], 0
    while start < len(coded):
        end = start + 42
        while end < len(coded) and coded[end] & 0xC0 == 0x80:  # not in the middle of a character
            end -= 1
        chunks.append(b2a_base64(coded[start:end], newline=False).decode())
        start = end
    return "\r\n ".join(f"=?utf-8?B?{chunk}?=" for chunk in chunks)
