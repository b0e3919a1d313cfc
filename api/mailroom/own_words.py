"""What somebody wrote in an answer by mail, without the message that he answers to."""

import re
from collections.abc import Callable, Sequence

from api.domain.plain_text import storable, words
from api.mailroom.letter import MARKER

_MARKER = " ".join(words(MARKER))
# As mail programs announce what they quote; French and English, the languages of their makers.
_ANNOUNCEMENT = re.compile(
    r"(?:le|on)\b.{4,250}(?:a écrit|wrote)\s*:?"
    r"|-{2,}\s*(?:message (?:d['’]origine|transféré|original)|original message)\s*-{2,}"
    r"|_{10,}",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED_HEADER = re.compile(r"\*?(?:de|from|envoyé|sent|à|to|cc|objet|subject|date)\*?\s?:", re.I)
# A programme breaks the line of an announcement at most so many times.
_ANNOUNCED_OVER = 4


def own_words(text: str) -> str:
    """Above our marker if it is there, else without the quotation at the end; "" for nothing."""
    lines = storable(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    above = _until(lines, _is_marker)
    if len(above) < len(lines):
        above = _without_announcement(above)
    own = _trimmed(_until(_without_quotation(above), lambda line: line == "-- "))
    return own or _between_quotations(lines)


def _is_marker(line: str) -> bool:
    return _MARKER in " ".join(words(line))


def _until(lines: Sequence[str], ends: Callable[[str], bool]) -> list[str]:
    index = next((index for index, line in enumerate(lines) if ends(line)), len(lines))
    return list(lines[:index])


def _without_quotation(lines: Sequence[str]) -> list[str]:
    """Up to the last block of quoted lines, if nothing follows it, and up to its announcement."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    return _without_announcement(kept) if len(kept) < len(lines) else kept


def _without_announcement(lines: Sequence[str]) -> list[str]:
    """Without the lines at the end that say who wrote what follows."""
    kept = list(lines)
    while kept and (not kept[-1].strip(" >\t") or _QUOTED_HEADER.match(kept[-1].lstrip("> \t"))):
        kept.pop()
    for count in range(1, min(_ANNOUNCED_OVER, len(kept)) + 1):
        said = " ".join(line.strip("> \t") for line in kept[-count:])
        if _ANNOUNCEMENT.fullmatch(said.strip()):
            return _trailing_blank_gone(kept[:-count])
    return kept


def _between_quotations(lines: Sequence[str]) -> str:
    """Of who answers below what he quotes."""
    if not any(line.startswith(">") for line in lines):
        return ""
    return _trimmed(
        [
            line
            for line in _until(lines, lambda line: line == "-- ")
            if not line.startswith(">")
            and not _is_marker(line)
            and not _ANNOUNCEMENT.fullmatch(line.strip())
        ]
    )


def _trailing_blank_gone(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip(" >\t"):
        kept.pop()
    return kept


def _trimmed(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip()
