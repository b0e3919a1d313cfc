"""Phrases that call two answers: the same, the same words in another order, a follow-up alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import Entry
from knowledge.normalise import normalise
from knowledge.place import Key
from knowledge.problems import Problem

# Words without which two questions are still the same question.
_EMPTY_WORDS = """
a au aux c ce cet cette comment d de des du en est et il j je l la le les ma mes mon n ne on ou
qu que quel quelle quelles quels quoi s se si sur un une y
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_ENDINGS, _LONG = "esx", 5  # plural and feminine, in words of at least so many letters


@dataclass(frozen=True, slots=True)
class _Use:
    """A training phrase where it stands."""

    entry: Entry
    key: Key
    phrase: str

    @property
    def where(self) -> str:
        return f"{self.entry.place.path}:{self.entry.place.line(self.key)}"


def check_conflicts(entries: Sequence[Entry]) -> Iterator[Problem]:
    uses = [use for entry in entries for use in _uses(entry)]
    first: dict[str, _Use] = {}
    for use in uses:
        form = normalise(use.phrase)
        holder = first.setdefault(form, use) if form else use
        if holder is not use:
            yield from _shared(use, holder)
    yield from _check_same_words(uses)
    yield from _check_follow_ups(entries, first)


def _uses(entry: Entry) -> Iterator[_Use]:
    for index, phrase in enumerate(entry.header.questions):
        yield _Use(entry, ("questions", index), phrase)
    yield _Use(entry, ("title",), entry.header.title)


def _shared(use: _Use, holder: _Use) -> Iterator[Problem]:
    is_title = use.key == ("title",)
    # The title of an entry is one of its phrases; two equal titles have their own code.
    if is_title and (holder.entry is use.entry or holder.key == ("title",)):
        return
    message = f"« {use.phrase} » est déjà dans {holder.where}."
    code = "duplicate_question" if holder.entry is use.entry else "shared_question"
    yield use.entry.place.error(code, message, *use.key)


def _check_same_words(uses: Sequence[_Use]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], _Use] = {}
    for use in uses:
        words = _words(use.phrase)
        if len(words) < 2:
            continue
        holder = first.setdefault(words, use)
        same = normalise(holder.phrase) == normalise(use.phrase)
        if holder.entry is not use.entry and not same:
            message = f"« {use.phrase} » dit presque « {holder.phrase} » ({holder.where})."
            yield use.entry.place.warning("near_question", message, *use.key)


def _words(phrase: str) -> tuple[str, ...]:
    """The words that count, in the order of the alphabet, without their endings."""
    words = [word for word in normalise(phrase).split() if word not in _EMPTY]
    return tuple(sorted(word.rstrip(_ENDINGS) if len(word) >= _LONG else word for word in words))


def _check_follow_ups(entries: Sequence[Entry], first: dict[str, _Use]) -> Iterator[Problem]:
    for entry in entries:
        for index, follow_up in enumerate(entry.follow_ups):
            holder = first.get(normalise(follow_up.question))
            if holder is not None and holder.entry is not entry:
                message = f"« {follow_up.question} » est une phrase de {holder.where}."
                key = ("follow_ups", index, "question")
                yield entry.place.warning("follow_up_is_question", message, *key)
