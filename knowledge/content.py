"""The content tree of docs/architecture.md, and its plain text."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypedDict


class TextNode(TypedDict):
    type: Literal["text"]
    text: str


class CodeNode(TypedDict):
    type: Literal["code"]
    text: str


class BoldNode(TypedDict):
    type: Literal["bold"]
    children: list["Inline"]


class LinkNode(TypedDict):
    """`href` is `https:` or `mailto:`, never anything else."""

    type: Literal["link"]
    href: str
    children: list["Inline"]


type Inline = TextNode | CodeNode | BoldNode | LinkNode


class ParagraphBlock(TypedDict):
    type: Literal["paragraph"]
    children: list[Inline]


class ListBlock(TypedDict):
    """Items are inline only: a list holds no other list."""

    type: Literal["list"]
    ordered: bool
    items: list[list[Inline]]


type Block = ParagraphBlock | ListBlock


def plain_text(content: Sequence[Block]) -> str:
    """Everything in words: blocks apart by an empty line, one list item per line."""
    return "\n\n".join(_plain_block(block) for block in content)


def label_text(children: Iterable[Inline]) -> str:
    """The words alone, without the addresses of the links."""
    return "".join(_label_node(node) for node in children)


def _label_node(node: Inline) -> str:
    if node["type"] == "text" or node["type"] == "code":
        return node["text"]
    return label_text(node["children"])


def _plain_block(block: Block) -> str:
    if block["type"] == "paragraph":
        return _plain_inline(block["children"])
    marks = [f"{number}." if block["ordered"] else "–" for number in _numbers(block)]
    items = [_plain_inline(item) for item in block["items"]]
    return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))


def _numbers(block: ListBlock) -> range:
    return range(1, len(block["items"]) + 1)


def _plain_inline(children: Iterable[Inline]) -> str:
    return "".join(_plain_node(node) for node in children)


def _plain_node(node: Inline) -> str:
    if node["type"] == "text" or node["type"] == "code":
        return node["text"]
    if node["type"] == "bold":
        return _plain_inline(node["children"])
    label, address = label_text(node["children"]), node["href"].removeprefix("mailto:")
    return label if _same_address(label, address) else f"{label} ({address})"


def _same_address(label: str, address: str) -> bool:
    # « portail.chorus-pro.gouv.fr » linked to its own page need not be said twice.
    return label.removeprefix("https://").strip("/ ") == address.removeprefix("https://").strip("/")
