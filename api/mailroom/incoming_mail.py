"""A mail as it came in, read into what we need of it. Nothing in it is believed."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from typing import Any

from api.domain.attachment_type import MAX_NAME
from api.domain.file_name import own_name
from api.domain.mail_address import mail_address
from api.formats.html_text import text_of_html
from api.mailroom.own_words import own_words

# Ours: far more than any mail program makes, and little enough to be read at once.
_MOST_PARTS = 100
_MOST_BOUNDARIES = 60
_MOST_FILES = 10
_MOST_LINES = 600_000  # as base64 makes them of all the files that a mail may carry
_MOST_HEAD, _LONGEST_HEADER = 128_000, 8_000  # bytes
# The reader of the standard library takes minutes over some headers of a megabyte.
_SPLIT_HEADER = re.compile(rb"(?im)^content-[a-z]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_MOST_TEXT = 250_000  # characters in which the sender’s own words are looked for
_LONGEST_KEY = 255
_KEY = re.compile(r"<[!-;=?-~]{3,253}>")
_TOO_COMPLICATED = "Votre message est trop compliqué pour être lu."
# Beside a signature or an invitation, the mail is the same.
_NOT_FILES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/ms-tnef"}
)
# Text that a codec of Python reads in a time that its length bounds.
_CHARSETS = frozenset(
    {"utf-8", "ascii", "utf-16", "koi8-r", "gbk", "gb2312", "gb18030", "big5", "shift_jis"}
    | {f"iso8859-{number}" for number in range(1, 17)}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {"cp850", "mac-roman", "iso2022_jp", "euc_jp", "euc_kr"}
)


class UnreadableMailError(Exception):
    """Not a mail, or one of a shape that nobody sends by hand; says why, in French."""


@dataclass(frozen=True, slots=True)
class JoinedFile:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """`sender` in small letters, None unless one address is named; `key` is its `Message-ID`, or
    what stands for it. `headers` are the first value of each, by its name in small letters.
    """

    key: str
    sender: str | None
    headers: dict[str, str]
    media_type: str
    failed_delivery: bool
    text: str
    files: tuple[JoinedFile, ...]


def read_mail(content: bytes) -> IncomingMail:
    """Read a whole mail (blocking: call it in a thread).

    Raises:
        UnreadableMailError: too many parts or files, or a structure that cannot be read.
    """
    if not _is_plain_enough(content):
        raise UnreadableMailError(_TOO_COMPLICATED)
    try:
        return _read(message_from_bytes(content, policy=policy.compat32), content)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The reader of the standard library has its surprises for a hostile mail.
        raise UnreadableMailError("Votre message ne peut pas être lu.") from error
    except RecursionError as error:
        raise UnreadableMailError(_TOO_COMPLICATED) from error


def _is_plain_enough(content: bytes) -> bool:
    """Told from the bytes alone, before anything reads their structure."""
    head = content.partition(b"\r\n\r\n")[0]
    return (
        len(head) <= _MOST_HEAD
        and content.count(b"\n") <= _MOST_LINES
        and content.lower().count(b"boundary") <= _MOST_BOUNDARIES
        and all(
            match.end() - match.start() <= _LONGEST_HEADER
            for match in _SPLIT_HEADER.finditer(content)
        )
    )


def _read(message: Message, content: bytes) -> IncomingMail:
    headers: dict[str, str] = {}
    for name, value in message.items():
        headers.setdefault(name.casefold(), str(value))
    parts = _parts(message)
    files = tuple(_files(parts))
    if len(files) > _MOST_FILES:
        raise UnreadableMailError(f"Votre message porte plus de {_MOST_FILES} fichiers.")
    return IncomingMail(
        key=_key_of(headers.get("message-id", ""), content),
        sender=_sender(message),
        headers=headers,
        media_type=message.get_content_type(),
        failed_delivery=_tells_a_failure(message, parts),
        text=_text(parts),
        files=files,
    )


def _key_of(message_id: str, content: bytes) -> str:
    """A server that tries again sends the very same bytes: they name a mail that has no name."""
    given = message_id.strip()
    if _KEY.fullmatch(given) and len(given) <= _LONGEST_KEY:
        return given
    return f"mail:{sha256(given.encode('utf-8', 'replace') or content).hexdigest()}"


def _sender(message: Message) -> str | None:
    named = message.get_all("From", [])
    if len(named) != 1:
        return None
    addresses = getaddresses([str(named[0])])
    if len(addresses) != 1:
        return None
    address = mail_address(addresses[0][1])
    return address.casefold() if address else None


def _parts(message: Message) -> list[Message]:
    """The leaves, in order. A mail inside of the mail is one of them, and not looked into."""
    found: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(_children(part)))
        else:
            found.append(part)
        if len(found) + len(waiting) > _MOST_PARTS:
            raise UnreadableMailError("Votre message est fait de trop de parties.")
    return found


def _children(part: Message) -> list[Message]:
    children: Any = part.get_payload()
    return [child for child in children if isinstance(child, Message)]


def _text(parts: list[Message]) -> str:
    shown = [part for part in parts if not _is_file(part)]
    plain = [part for part in shown if part.get_content_type() == "text/plain"]
    if plain:
        return own_words(_decoded(plain[0]))
    html = [part for part in shown if part.get_content_type() == "text/html"]
    return own_words(text_of_html(_decoded(html[0]))) if html else ""


def _decoded(part: Message) -> str:
    content = _content(part)
    charset = part.get_content_charset("utf-8")
    try:
        known = codecs.lookup(charset).name
    except LookupError:
        known = ""
    encoding = known if known in _CHARSETS else "utf-8"
    return content.decode(encoding, "replace")[:_MOST_TEXT]


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _files(parts: list[Message]) -> Iterator[JoinedFile]:
    """Those that were joined on purpose: a picture of a signature belongs to the text."""
    for part in parts:
        kind = part.get_content_type()
        pictured = part.get("Content-ID") is not None and kind.startswith("image/")
        inline = part.get_content_disposition() != "attachment"
        if not _is_file(part) or kind in _NOT_FILES or (pictured and inline):
            continue
        yield JoinedFile(_file_name(part), _content(part))


def _file_name(part: Message) -> str:
    """Its own name, without folders, no longer than Chorus Pro accepts."""
    given = str(make_header(decode_header(part.get_filename() or "fichier")))
    own = own_name(given)
    stem, dot, extension = own.rpartition(".")
    if len(own) <= MAX_NAME or not stem:
        return own
    return stem[: max(1, MAX_NAME - len(extension) - 1)] + dot + extension


def _tells_a_failure(message: Message, parts: list[Message]) -> bool:
    """Whether it is the report of a delivery that has failed for good (RFC 3464)."""
    if message.get_content_type() != "multipart/report":
        return False
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    said = " ".join(str(part) for part in reports)[:_MOST_TEXT]
    return re.search(r"^action:\s*failed\b", said, re.IGNORECASE | re.MULTILINE) is not None
