"""The words of an HTML page, as a reader sees them, without its markup."""

import re
from collections.abc import Iterator
from typing import Any

from api.domain.plain_text import storable
from api.formats.lxml_etree import etree

_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_BLOCKS = frozenset({"p", "div", "br", "tr", "li", "table", "blockquote", "hr", "h1", "h2"})
_EMPTY = frozenset({"br", "hr"})


def text_of_html(html: str) -> str:
    """A line a block; "" for what cannot be read. Nothing that it names is fetched."""
    # HTMLParser of the standard library takes minutes over some texts of half a megabyte.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(storable(html).encode(), parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    lines = (" ".join(line.split()) for line in "".join(_said(root)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _said(root: Any) -> Iterator[str]:
    unseen: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if unseen is None and element.tag in _UNSEEN:
            unseen = element
        if unseen is None and _breaks_the_line(event, element.tag):
            yield "\n"
        if event == "start" and unseen is None:
            yield _on_one_line(element.text)
        elif event == "end":
            unseen = None if unseen is element else unseen
            yield _on_one_line(element.tail) if unseen is None else ""


def _breaks_the_line(event: str, tag: str) -> bool:
    return tag in _BLOCKS and (event == "start" or tag not in _EMPTY)


def _on_one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")
