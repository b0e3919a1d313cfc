"""`build/knowledge.json`, which `api` opens at its start (shape: docs/architecture.md)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypedDict

from knowledge.content import Block, plain_text
from knowledge.model import Entry, FollowUp, Library, Source, Variant


class BundleSource(TypedDict):
    title: str
    url: str | None
    date: str | None


class BundleFollowUp(TypedDict):
    question: str
    text: str
    content: Sequence[Block]


class BundleVariant(TypedDict):
    """An empty list names nobody in particular: it leaves that side of the reader free."""

    audience: list[str]
    profile: list[str]
    text: str
    content: Sequence[Block]


class BundleEntry(TypedDict):
    """`reviewed_on` is an ISO date; `related` holds ids of other entries."""

    intent: str
    ref: str | None
    title: str
    theme: str
    text: str
    content: Sequence[Block]
    sources: list[BundleSource]
    reviewed_on: str
    related: list[str]
    follow_ups: list[BundleFollowUp]
    variants: list[BundleVariant]


class Bundle(TypedDict):
    """`version` changes whenever something that an entry says or learns from changes."""

    version: str
    entries: dict[str, BundleEntry]
    intents: dict[str, str]


def build_bundle(library: Library) -> Bundle:
    entries = {entry.id: _entry(entry, library.sources) for entry in library.entries}
    return {
        "version": _version(library, entries),
        "entries": entries,
        "intents": {entry.intent: entry.id for entry in library.entries},
    }


def bundle_file(library: Library) -> str:
    return json.dumps(build_bundle(library), ensure_ascii=False, separators=(",", ":")) + "\n"


def _entry(entry: Entry, sources: Mapping[str, Source]) -> BundleEntry:
    header = entry.header
    return {
        "intent": entry.intent,
        "ref": header.ref,
        "title": header.title,
        "theme": header.theme.value,
        "text": entry.text,
        "content": entry.content,
        "sources": [_source(sources[key]) for key in header.sources],
        "reviewed_on": header.reviewed_on.isoformat(),
        "related": list(header.related),
        "follow_ups": [_follow_up(follow_up) for follow_up in entry.follow_ups],
        "variants": [_variant(variant) for variant in entry.variants],
    }


def _source(source: Source) -> BundleSource:
    return {"title": source.title, "url": source.url, "date": source.date}


def _follow_up(follow_up: FollowUp) -> BundleFollowUp:
    content = follow_up.content
    return {"question": follow_up.question, "text": plain_text(content), "content": content}


def _variant(variant: Variant) -> BundleVariant:
    return {
        "audience": [audience.value for audience in variant.audience],
        "profile": [profile.value for profile in variant.profile],
        "text": variant.text,
        "content": variant.content,
    }


def _version(library: Library, entries: Mapping[str, BundleEntry]) -> str:
    phrases = {entry.id: entry.header.questions for entry in library.entries}
    told = json.dumps([entries, phrases], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
