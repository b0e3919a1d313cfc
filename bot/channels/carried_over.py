"""« et pour un flux ? » after « quelle taille maximale ? »: the same asked of something else."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from channels.bundle import Bundle
from channels.follow_up import without_politeness
from channels.reading import Reading, guesses
from channels.request_words import flat

SURE_ALONE = 0.7
LONGEST = 10  # marks of punctuation among them
# Of what is left without the entry that has just answered (tests/tables/carried_over.yml).
SHARE = 0.6


def may_carry_over(read: Reading) -> bool:
    """Begins with « et », and says nothing sure by itself."""
    words = flat(without_politeness(read.text)).split()
    return words[:1] == ["et"] and len(words) <= LONGEST and read.confidence < SURE_ALONE


def in_context(read: Reading, entry: Text, bundle: Bundle) -> Text:
    return f"{bundle.entries[entry].title} {without_politeness(read.text)}"


def carried_over(
    read: Reading, joined: Dict[Text, Any], entry: Text, bundle: Bundle
) -> Optional[Dict[Text, Any]]:
    """Parse data of `read` as `joined` (parse data of `in_context`) makes it understood.

    The title weighs more than the few words after it: of course its own entry comes first.
    """
    others = [g for g in guesses(joined) if g["name"] != bundle.entries[entry].intent]
    left = 1.0 - sum(g["confidence"] for g in guesses(joined)) + _total(others)
    if not others or left <= 0 or others[0]["confidence"] / left < SHARE:
        return None
    if others[0]["name"] not in bundle.entry_of:
        return None
    intent = {"name": others[0]["name"], "confidence": others[0]["confidence"] / left}
    return {**read.parsed, "intent": intent}


def _total(found: List[Dict[Text, Any]]) -> float:
    return sum(float(guess["confidence"]) for guess in found)
