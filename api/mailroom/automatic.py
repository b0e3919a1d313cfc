"""Mails that no hand has sent: answering machines, lists, bounces, and our own that come back."""

from email.utils import parseaddr

from api.core.settings import Settings
from api.mailroom.incoming_mail import IncomingMail
from api.mailroom.letter import loop_mark

_PRECEDENCES = frozenset({"bulk", "junk", "list", "auto_reply"})
_ONLY_AUTOMATIC = ("x-auto-response-suppress", "x-autoreply", "x-autorespond", "list-id")
_MACHINES = frozenset({"mailer-daemon", "postmaster"})


def is_automatic(settings: Settings, envelope_sender: str, mail: IncomingMail) -> bool:
    """RFC 3834, and what mail programs write that do not know it."""
    told = mail.headers
    submitted = told.get("auto-submitted", "no").partition(";")[0].strip().casefold()
    return (
        is_null(envelope_sender)
        or submitted != "no"
        or told.get("precedence", "").strip().casefold() in _PRECEDENCES
        or any(name in told for name in _ONLY_AUTOMATIC)
        or mail.media_type == "multipart/report"
        or (mail.sender or "").partition("@")[0] in _MACHINES
        or _is_ours(settings, mail)
    )


def is_null(envelope_sender: str) -> bool:
    """`<>`: of what must not be answered."""
    return envelope_sender in {"", "<>"}


def _is_ours(settings: Settings, mail: IncomingMail) -> bool:
    own = parseaddr(settings.smtp_from)[1].casefold()
    domain = (mail.sender or "").rpartition("@")[2]
    return (
        mail.headers.get("x-loop", "").strip() == loop_mark(settings)
        or (mail.sender or "") == own
        or domain == settings.mail_reply_domain.casefold()
    )
