"""Elements written one after another, in the order that a schema imposes."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from api.formats.lxml_etree import etree

type Value = str | int | date | datetime | Decimal
# What XML 1.0 cannot carry, even escaped. Names from a keyboard or a database may hold some.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Branch:
    """An element being written. Names are « prefix:Local », or « Local » without namespace."""

    __slots__ = ("_element", "_prefixes")

    def __init__(self, element: Any, prefixes: dict[str, str]) -> None:
        self._element = element
        self._prefixes = prefixes

    @classmethod
    def root(cls, name: str, prefixes: dict[str | None, str] | None = None) -> "Branch":
        """A document whose root is `name`; the prefix None is that of names without one."""
        known = {key or "": value for key, value in (prefixes or {}).items()}
        return cls(etree.Element(_qualified(name, known), nsmap=prefixes or None), known)

    def add(self, name: str, value: Value | None = None, **attributes: str) -> "Branch":
        """A new last child, returned so that it may be filled."""
        child = etree.SubElement(self._element, _qualified(name, self._prefixes))
        for key, text in attributes.items():
            child.set(key, _written(text))
        if value is not None:
            child.text = _written(value)
        return Branch(child, self._prefixes)

    def set(self, attribute: str, value: str) -> None:
        self._element.set(attribute, _written(value))

    def maybe(self, path: str, value: Value | None) -> None:
        """The elements of a path (names separated by « / ») around a value; none without it."""
        if value is None:
            return
        *outer, last = path.split("/")
        branch = self
        for name in outer:
            branch = branch.add(name)
        branch.add(last, value)

    def document(self) -> bytes:
        """The whole document in UTF-8; to be asked of its root."""
        return etree.tostring(self._element, encoding="UTF-8", xml_declaration=True)


def _qualified(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    namespace = prefixes.get(prefix)
    return f"{{{namespace}}}{local}" if namespace else local


def _written(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return _UNWRITABLE.sub("", str(value))
