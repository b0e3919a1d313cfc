"""The knowledge bundle compiled by `knowledge`: what an entry says, and where it comes from."""

import json
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.domain.plain_text import words

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """The same words twice: plain, and as the content tree of docs/architecture.md."""

    text: str
    content: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answered question; each of `sources` already carries `reviewed_on`."""

    ref: str | None
    answer: Answer
    follow_ups: tuple[Answer, ...]
    sources: list[dict[str, Any]]

    def answer_said(self, text: str | None) -> Answer | None:
        """Which of its answers these words are; its main one for no words, None for others."""
        if not text:
            return self.answer
        said = words(text)
        answers = (self.answer, *self.follow_ups)
        return next((answer for answer in answers if words(answer.text) == said), None)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All entries by id; `available` is False when the bundle is absent or unreadable."""

    available: bool = False
    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    entry_of_intent: dict[str, str] = field(default_factory=dict[str, str])


def open_knowledge(path: Path) -> Knowledge:
    """The bundle, read once per version of the file; empty when it cannot be read."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("knowledge bundle not readable: %s", type(error).__name__)
        return Knowledge()


@lru_cache(maxsize=2)
def _read(path: Path, _: int) -> Knowledge:
    bundle = json.loads(path.read_text(encoding="utf-8"))
    entries = {key: _entry(value) for key, value in bundle["entries"].items()}
    return Knowledge(True, entries, dict(bundle["intents"]))


def _entry(value: dict[str, Any]) -> Entry:
    reviewed_on = value.get("reviewed_on")
    return Entry(
        ref=value.get("ref"),
        answer=_answer(value),
        follow_ups=tuple(_answer(follow_up) for follow_up in value.get("follow_ups", ())),
        sources=[{**source, "reviewed_on": reviewed_on} for source in value.get("sources", ())],
    )


def _answer(value: dict[str, Any]) -> Answer:
    return Answer(value["text"], value["content"])
