"""Plain text to the small content tree that the widget shows; never HTML."""

import re
from typing import Any

type Node = dict[str, Any]

_BULLET = re.compile(r"^\s*[-*•–]\s+(?P<text>.+)$")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+(?P<text>.+)$")
_LINK = re.compile(r"https://[^\s<>«»\"']+")
# Punctuation that ends a sentence rather than an address.
_TRAILING = ".,;:!?)]}…"


def content_from_text(text: str) -> list[Node]:
    """One paragraph a line, a list for lines with bullets or numbers, https links found."""
    blocks: list[Node] = []
    for line in text.splitlines():
        if line.strip():
            _add_line(blocks, line)
    return blocks


def _add_line(blocks: list[Node], line: str) -> None:
    bullet, number = _BULLET.match(line), _NUMBER.match(line)
    item = bullet or number
    if item is None:
        blocks.append({"type": "paragraph", "children": _inline(line.strip())})
        return
    ordered = bullet is None
    if not blocks or blocks[-1]["type"] != "list" or blocks[-1]["ordered"] != ordered:
        blocks.append({"type": "list", "ordered": ordered, "items": []})
    blocks[-1]["items"].append(_inline(item["text"].strip()))


def _inline(text: str) -> list[Node]:
    nodes: list[Node] = []
    start = 0
    for match in _LINK.finditer(text):
        address = match.group().rstrip(_TRAILING)
        nodes += _words(text[start : match.start()])
        nodes.append({"type": "link", "href": address, "children": _words(address)})
        start = match.start() + len(address)
    return nodes + _words(text[start:])


def _words(text: str) -> list[Node]:
    return [{"type": "text", "text": text}] if text else []
