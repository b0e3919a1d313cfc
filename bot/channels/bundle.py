"""What the compiled knowledge says of an entry beyond its answer: title, follow-ups, relatives."""

from __future__ import annotations

import json
import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, NamedTuple, Text, Tuple

logger = logging.getLogger(__name__)

_DEFAULT = Path(__file__).resolve().parents[2] / "build" / "knowledge.json"


class BundleEntry(NamedTuple):
    """`follow_ups`: their questions, in the order of the bundle."""

    intent: Text
    title: Text
    follow_ups: Tuple[Text, ...]
    related: FrozenSet[Text]


class Bundle(NamedTuple):
    entries: Dict[Text, BundleEntry]
    entry_of: Dict[Text, Text]

    def are_related(self, intent: Text, other: Text) -> bool:
        one, two = self.entry_of.get(intent, ""), self.entry_of.get(other, "")
        if one not in self.entries or two not in self.entries:
            return False
        return one in self.entries[two].related or two in self.entries[one].related


_NOTHING = Bundle({}, {})


def knowledge() -> Bundle:
    """The bundle as it is now; empty, with a warning, when it cannot be read."""
    path = Path(os.environ.get("CHORALE_KNOWLEDGE_BUNDLE") or _DEFAULT)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("no follow-ups from %s: %s", path, type(error).__name__)
        return _NOTHING


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> Bundle:
    """`_changed` (mtime) makes a new bundle be read again."""
    bundle = json.loads(path.read_text(encoding="utf-8"))
    entries = {
        key: BundleEntry(
            intent=entry["intent"],
            title=entry["title"],
            follow_ups=tuple(item["question"] for item in entry.get("follow_ups", ())),
            related=frozenset(entry.get("related", ())),
        )
        for key, entry in bundle["entries"].items()
    }
    return Bundle(entries, dict(bundle["intents"]))
