"""An address to which a message may be sent, told from anything else."""

import re

# Our choice among what RFC 5321 allows: no quoted part, no comment, ASCII alone. Nothing that
# could end a header or begin another address is in these sets.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_LABEL}(?:\.{_LABEL})+)")
_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1


def mail_address(text: str) -> str | None:
    """The address without outer spaces; None when it is not one."""
    match = _ADDRESS.fullmatch(text.strip(" "))
    if match is None or len(match[0]) > _LONGEST or len(match[1]) > _LONGEST_LOCAL:
        return None
    return match[0]
