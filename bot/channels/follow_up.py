"""« et la taille maximale ? »: short questions that make sense only after an answer.

An entry lists those it foresees. What is typed is compared with them by meaning and by letters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set, Text, Tuple

import numpy as np
from components import embedding
from components.french_text import normalise

from channels.bundle import Bundle
from channels.reading import Reading
from channels.request_words import without_politeness

INTENT = "follow_up"
LONGEST = 14  # words; nobody asks a follow-up at length
# A likeness (0 to about 1), and how sure the classifier may be of something else: settled on
# tests/tables/follow_ups.yml.
_BANDS = ((0.70, 1.01), (0.55, 0.75), (0.48, 0.40))
_LIKE_WHEN_SAME_ENTRY = 0.50
# However sure: without the answer before it, a short question often looks like nothing of ours.
_NOTHING_OF_OURS = ("out_of_scope", "vague", "nlu_fallback")
_LIKE_WHEN_NOTHING_ELSE = 0.50
# Between vectors of unrelated French sentences the cosine is 0.8 already.
_COSINE_FLOOR, _COSINE_SPAN = 0.80, 0.20


class FollowUp(NamedTuple):
    """`index`: its place among the follow-ups of `entry`."""

    entry: Text
    index: int
    likeness: float


def find_follow_up(read: Reading, recent: Sequence[Text], bundle: Bundle) -> Optional[FollowUp]:
    """The follow-up of one of the `recent` entries that `read` asks; None when it asks none."""
    text = without_politeness(read.text)
    if not text or len(text.split()) > LONGEST:
        return None
    vector = embedding.embed([text.lower()])[0] if embedding.is_available() else None
    for entry in recent:
        best = _nearest(text, vector, entry, bundle.entries[entry].follow_ups)
        if best and _outweighs(best, read, bundle.entries[entry].intent):
            return best
    return None


def _outweighs(best: FollowUp, read: Reading, own_intent: Text) -> bool:
    """Likeness against what the classifier, which knows no context, makes of it.

    When it reads the entry that has just answered, something more precise is asked.
    """
    if read.intent == own_intent and best.likeness >= _LIKE_WHEN_SAME_ENTRY:
        return True
    if read.intent.startswith(_NOTHING_OF_OURS) and best.likeness >= _LIKE_WHEN_NOTHING_ELSE:
        return True
    return any(
        best.likeness >= likeness and read.confidence <= surest for likeness, surest in _BANDS
    )


def as_parsed(found: FollowUp, read: Reading) -> Dict[Text, Any]:
    """Parse data of the intent `follow_up`, as a payload would give."""
    entities = [
        {"entity": "entry", "value": found.entry},
        {"entity": "index", "value": str(found.index)},
    ]
    intent = {"name": INTENT, "confidence": min(found.likeness, 1.0)}
    return {**read.parsed, "intent": intent, "entities": entities}


def _nearest(
    text: Text, vector: Optional[np.ndarray], entry: Text, questions: Sequence[Text]
) -> Optional[FollowUp]:
    if not questions:
        return None
    near = _likenesses(text, vector, questions)
    best = int(np.argmax(near))
    return FollowUp(entry, best, near[best])


def _likenesses(text: Text, vector: Optional[np.ndarray], questions: Sequence[Text]) -> List[float]:
    """Half meaning, half letters; letters alone, if they are quite alike, without the vectors."""
    letters = [_overlap(text, question) for question in questions]
    if vector is None:
        return [share if share >= _BANDS[0][0] else 0.0 for share in letters]
    cosines = _vectors(tuple(questions)) @ vector
    meanings = (cosines - _COSINE_FLOOR) / _COSINE_SPAN
    return [(float(meaning) + share) / 2 for meaning, share in zip(meanings, letters)]


@lru_cache(maxsize=256)
def _vectors(questions: Tuple[Text, ...]) -> np.ndarray:
    """Of the entries' own questions only: what users type is kept nowhere."""
    return embedding.embed([question.lower() for question in questions])


def _overlap(one: Text, other: Text) -> float:
    """Dice coefficient of the two sets of three letters in a row."""
    first, second = _threes(one), _threes(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def _threes(text: Text) -> Set[Text]:
    spaced = f" {normalise(text)} "
    return {spaced[start : start + 3] for start in range(len(spaced) - 2)}
