"""Rules between entries: identifiers, phrases that train two answers, links, near misses."""

from collections.abc import Callable, Iterator, Sequence

from knowledge.model import Entry, Library
from knowledge.normalise import normalise
from knowledge.phrase_conflicts import check_conflicts
from knowledge.problems import Problem
from knowledge.similarity import PhraseIndex

# Below this a near miss resembles no phrase of another entry (cosine, see similarity.py).
NEAR_MISS_SCORE = 0.3


def check_together(library: Library) -> Iterator[Problem]:
    yield from check_identifiers(library.entries)
    yield from check_conflicts(library.entries)
    for entry in library.entries:
        yield from _check_related(entry, library)
    yield from _check_near_misses(library.entries)


def phrase_index(entries: Sequence[Entry]) -> PhraseIndex:
    """The training phrases of all entries, with their titles; what reads the same counts once."""
    return PhraseIndex({entry.id: _distinct_phrases(entry) for entry in entries})


def _distinct_phrases(entry: Entry) -> list[str]:
    phrases = (*entry.header.questions, entry.header.title)
    return list({normalise(phrase): phrase for phrase in reversed(phrases)}.values())[::-1]


def check_identifiers(entries: Sequence[Entry]) -> Iterator[Problem]:
    yield from _duplicates(entries, "id", "duplicate_id", lambda entry: entry.id)
    yield from _duplicates(entries, "ref", "duplicate_ref", lambda entry: entry.header.ref)
    yield from _duplicates(
        entries, "title", "duplicate_title", lambda entry: normalise(entry.header.title)
    )
    distinct = list({entry.id: entry for entry in entries}.values())
    yield from _duplicates(distinct, "id", "intent_collision", lambda entry: entry.intent)


def _duplicates(
    entries: Sequence[Entry], key: str, code: str, value_of: Callable[[Entry], str | None]
) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        value = value_of(entry)
        if value is None:
            continue
        holder = first.setdefault(value, entry)
        if holder is not entry:
            message = f"« {value} » est déjà pris par {holder.place.path}."
            yield entry.place.error(code, message, key)


def _check_related(entry: Entry, library: Library) -> Iterator[Problem]:
    for index, related in enumerate(entry.header.related):
        if related == entry.id:
            message = "une fiche n’est pas liée à elle-même."
            yield entry.place.error("related_self", message, "related", index)
        elif related not in library.known_ids:
            message = f"la fiche liée « {related} » n’existe pas."
            yield entry.place.error("related_unknown", message, "related", index)


def _check_near_misses(entries: Sequence[Entry]) -> Iterator[Problem]:
    index = phrase_index(entries)
    for entry in entries:
        own = {normalise(phrase) for phrase in entry.header.questions}
        for position, phrase in enumerate(entry.header.not_questions):
            key = ("not_questions", position)
            if normalise(phrase) in own:
                message = f"« {phrase} » est aussi dans « questions »."
                yield entry.place.error("not_question_is_question", message, *key)
                continue
            near = index.nearest(phrase, excluding=entry.id)
            if normalise(phrase) and (near is None or near.score < NEAR_MISS_SCORE):
                message = f"« {phrase} » ne ressemble à aucune phrase d’une autre fiche."
                yield entry.place.warning("not_question_far", message, *key)
