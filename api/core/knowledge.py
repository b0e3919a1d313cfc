"""The knowledge bundle compiled by `knowledge`: what an entry says, and where it comes from."""

import json
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.domain.plain_text import words
from api.domain.profile import Profile

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """The same words twice: plain, and as the content tree of docs/architecture.md."""

    text: str
    content: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Variant:
    """The main answer, for readers of these audiences and roles; an empty set is for any."""

    audience: frozenset[str]
    roles: frozenset[str]
    answer: Answer

    def suits(self, reader: Profile) -> bool:
        """Only a reader of whom it is known: in doubt, the answer for everyone is right."""
        return (not self.audience or reader.audience in self.audience) and (
            not self.roles or reader.role in self.roles
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One answered question; each of `sources` already carries `reviewed_on`."""

    ref: str | None
    answer: Answer
    follow_ups: tuple[Answer, ...]
    variants: tuple[Variant, ...]
    sources: list[dict[str, Any]]
    title: str = ""
    theme: str | None = None

    def answer_said(self, text: str | None, reader: Profile) -> Answer | None:
        """Which of its answers these words are; its main one for no words, None for others.

        The bot only knows the main answer of everyone: `reader` may have one of his own.
        """
        if not text:
            return self.answer_for(reader)
        said = words(text)
        if words(self.answer.text) == said:
            return self.answer_for(reader)
        return next((answer for answer in self.follow_ups if words(answer.text) == said), None)

    def answer_for(self, reader: Profile) -> Answer:
        """The variant that suits him, else the main answer."""
        suiting = (variant.answer for variant in self.variants if variant.suits(reader))
        return next(suiting, self.answer)


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
        variants=tuple(_variant(variant) for variant in value.get("variants", ())),
        sources=[{**source, "reviewed_on": reviewed_on} for source in value.get("sources", ())],
        title=str(value.get("title", "")),
        theme=value.get("theme"),
    )


def _variant(value: dict[str, Any]) -> Variant:
    # The bundle names roles as the entries do, in lower case; the portal's codes are in capitals.
    roles = frozenset(str(role).upper() for role in value["profile"])
    return Variant(frozenset(value["audience"]), roles, _answer(value))


def _answer(value: dict[str, Any]) -> Answer:
    return Answer(value["text"], value["content"])
