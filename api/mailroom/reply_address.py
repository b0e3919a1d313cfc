"""The address to which one person answers about one sollicitation, and nobody else."""

import hmac
import re
from dataclasses import dataclass

from api.core.settings import Settings
from api.core.signing import keyed_hash

_PREFIX = "sollicitation"
# 128 bits; with a reference it stays under the 64 characters of a local part (RFC 5321).
_MARK = 32
_LOCAL = re.compile(rf"{_PREFIX}\+([a-z0-9-]{{1,16}})\.([0-9a-f]{{{_MARK}}})")


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """As a server hands it over: believed once `names` has said whose it is."""

    reference: str
    mark: str

    def names(self, settings: Settings, email: str) -> bool:
        """Whether we gave this address to the reader of `email`."""
        return hmac.compare_digest(self.mark, _mark(settings, self.reference, email))


def reply_address(settings: Settings, reference: str, email: str) -> str | None:
    """Where the reader of `email` answers; None where answers cannot come back."""
    if not settings.mail_reply_domain:
        return None
    mark = _mark(settings, reference, email)
    return f"{_PREFIX}+{reference.lower()}.{mark}@{settings.mail_reply_domain}"


def read_reply_address(settings: Settings, address: str) -> ReplyAddress | None:
    """What an address of ours says, letters of either case; None for any other."""
    local, _, domain = address.casefold().rpartition("@")
    match = _LOCAL.fullmatch(local)
    if match is None or domain != settings.mail_reply_domain.casefold():
        return None
    return ReplyAddress(match[1].upper(), match[2])


def _mark(settings: Settings, reference: str, email: str) -> str:
    told = f"sollicitation-reply\n{reference.upper()}\n{email.casefold()}"
    return keyed_hash(settings.resolved_secret(), told)[:_MARK]
