"""« et pour un flux ? » after « quelle taille maximale ? »: the same asked of something else."""

from __future__ import annotations

from typing import Any, Dict, Optional, Text

from channels.bundle import Bundle
from channels.reading import Reading, guesses
from channels.request_words import flat, without_politeness

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
    own = bundle.entries[entry].intent
    ranked = guesses(joined)
    left = 1.0 - sum(float(guess["confidence"]) for guess in ranked if guess["name"] == own)
    best = next((guess for guess in ranked if guess["name"] != own), None)
    if best is None or best["name"] not in bundle.entry_of or left <= 0:
        return None
    if best["confidence"] / left < SHARE:
        return None
    intent = {"name": best["name"], "confidence": best["confidence"] / left}
    return {**read.parsed, "intent": intent}
