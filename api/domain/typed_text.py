"""What a user typed, made fit for the log and for the bot."""

import re
import unicodedata

from api.domain.plain_text import storable

_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp"})
_LEADING_SLASHES = re.compile(r"^[\s/]+")


def cleaned(text: str) -> str:
    """Without control characters nor outer spaces; empty when nothing visible is left."""
    kept = storable(text)
    # Zero-width characters alone are no message.
    visible = any(unicodedata.category(c) not in _INVISIBLE for c in "".join(kept.split()))
    return kept if visible else ""


def for_bot(text: str) -> str:
    """Without leading slashes: the bot would take `/restart` for an intent, not for words."""
    return _LEADING_SLASHES.sub("", text) or "?"
