"""Reads all references of a message, each character belonging to one of them at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from components.references import (
    amount,
    calendar_date,
    framework,
    invoice_number,
    order_number,
    status_word,
    structure_name,
    structure_number,
    unrelated,
)
from components.references.folded import Folded
from components.references.found import Found

# The surest kinds first: an invoice number is what no other kind has claimed.
_FINDERS: tuple[Callable[[str], Iterable[Found]], ...] = (
    unrelated.find,
    structure_number.find_siret,
    amount.find,
    structure_number.find_siren,
    calendar_date.find,
    framework.find,
    order_number.find_engagement,
    order_number.find_market,
    structure_name.find,
    invoice_number.find,
    status_word.find,
)
_CLAIMED = "\x00"
_MAX_CHARACTERS = 2000


def read(text: str) -> list[dict[str, Any]]:
    """Entities as Rasa has them, in the order they were typed; offsets into `text`."""
    folded = Folded.of(text[:_MAX_CHARACTERS])
    found = sorted(_claims(folded.text), key=lambda item: item.start)
    return [_entity(item, folded) for item in found if item.kind != unrelated.KIND]


def _claims(text: str) -> Iterator[Found]:
    """What is claimed is blanked, so that a later kind sees its neighbours but not itself."""
    for find in _FINDERS:
        for item in list(find(text)):
            if _CLAIMED in text[item.start : item.end]:
                continue
            yield item
            blank = _CLAIMED * (item.end - item.start)
            text = text[: item.start] + blank + text[item.end :]


def _entity(item: Found, folded: Folded) -> dict[str, Any]:
    start, end = folded.span(item.start, item.end)
    return {"entity": item.kind, "value": item.value, "start": start, "end": end}
