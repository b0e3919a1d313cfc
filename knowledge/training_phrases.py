"""Every phrase that the understanding may have learned from, or that an editor has read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from knowledge.layout import Layout
from knowledge.located_yaml import as_items, read_mapping
from knowledge.model import Entry, Library

# Rasa's marks on entities: « [CD31](structure_name) », « [CD31]{"entity": "structure_name"} ».
_MARK = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class KnownPhrase:
    """A phrase and where to find it: `path:line`, or the path alone."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class IntentExamples:
    """One intent of a Rasa file and its phrases, without the marks on entities."""

    intent: str
    phrases: tuple[str, ...]
    path: Path


def training_phrases(library: Library, layout: Layout) -> list[KnownPhrase]:
    """Questions, near misses, titles and follow-ups of the entries; phrases of `bot/data/nlu`."""
    known = [phrase for entry in library.entries for phrase in _of_entry(entry)]
    for examples in dialogue_examples(layout):
        where = layout.relative(examples.path)
        known += [KnownPhrase(text, where) for text in examples.phrases]
    return known


def dialogue_examples(layout: Layout) -> Iterator[IntentExamples]:
    """The intents that no entry holds."""
    for path in sorted(layout.rasa_nlu.glob("*.yml")):
        for block in as_items(read_mapping(path.read_text(encoding="utf-8")).values.get("nlu")):
            if isinstance(block, Mapping):
                keys = cast("Mapping[str, object]", block)
                intent, examples = keys.get("intent"), keys.get("examples")
                if isinstance(intent, str) and isinstance(examples, str):
                    yield IntentExamples(intent, tuple(_lines(examples)), path)


def _of_entry(entry: Entry) -> Iterator[KnownPhrase]:
    def known(text: str, *key: str | int) -> KnownPhrase:
        return KnownPhrase(text, f"{entry.place.path}:{entry.place.line(key)}")

    yield known(entry.header.title, "title")
    for key in ("questions", "not_questions"):
        for index, text in enumerate(getattr(entry.header, key)):
            yield known(text, key, index)
    for index, follow_up in enumerate(entry.follow_ups):
        yield known(follow_up.question, "follow_ups", index, "question")


def _lines(examples: str) -> Iterator[str]:
    for line in examples.splitlines():
        text = line.strip().removeprefix("-").strip()
        if text:
            yield _MARK.sub(r"\1", text)
