"""An element of a parsed document, asked by local names: prefixes and namespaces vary."""

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,12})?", re.ASCII)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", re.ASCII)


class XmlNode:
    """Paths are local names separated by « / », from this element; the first match answers.

    A value that is absent, empty or unreadable is None: the caller decides if that matters.
    """

    __slots__ = ("_element",)

    def __init__(self, element: Any) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """The local name of this element."""
        return str(self._element.tag).rpartition("}")[2]

    @property
    def namespace(self) -> str:
        """The namespace of this element, empty when it has none."""
        return str(self._element.tag).rpartition("}")[0].removeprefix("{")

    @property
    def value(self) -> str | None:
        """The text of this element, without the blanks around it."""
        return (self._element.text or "").strip() or None

    def attribute(self, name: str) -> str | None:
        return (self._element.get(name) or "").strip() or None

    def first(self, path: str) -> "XmlNode | None":
        found = self._element.find(_anywhere(path))
        return None if found is None else XmlNode(found)

    def all(self, path: str) -> Iterator["XmlNode"]:
        return (XmlNode(found) for found in self._element.iterfind(_anywhere(path)))

    def text(self, *paths: str) -> str | None:
        """The first non-empty text that one of the paths leads to."""
        for path in paths:
            found = self.first(path)
            if found is not None and found.value:
                return found.value
        return None

    def decimal(self, path: str) -> Decimal | None:
        text = self.text(path)
        return Decimal(text) if text and _NUMBER.fullmatch(text) else None

    def day(self, path: str) -> date | None:
        """A day written 2019-03-21 (a time or a zone may follow) or 20190321."""
        found = _DAY.match(self.text(path) or "")
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None

    def moment(self, path: str) -> datetime | None:
        """A date and time of XML Schema; without a zone when the file gives none."""
        try:
            return datetime.fromisoformat(self.text(path) or "")
        except ValueError:
            return None

    def base64(self) -> bytes | None:
        """The bytes this element holds in base 64; None if it holds something else."""
        try:
            return base64.b64decode("".join((self.value or "").split()), validate=True)
        except (binascii.Error, ValueError):
            return None


def _anywhere(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))
