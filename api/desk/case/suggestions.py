"""Knowledge entries that may answer the user's last question, ready to be inserted.

The assistant's own ranking when it read the question; while an agent is on it reads nothing, and
a light search over titles and answers takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.core.knowledge import Entry, Knowledge
from api.desk.case.repository import Spoken
from api.desk.case.schemas import SuggestionOut
from api.desk.case.spoken import questions
from api.domain.profile import Profile
from api.domain.text_search import TextIndex

_MAX_SUGGESTIONS = 5
# How far back to look for a sentence that says more than « merci ».
_MAX_QUESTIONS = 5


@dataclass(slots=True)
class _Built:
    """The index of one version of the knowledge, the last one asked for."""

    knowledge: Knowledge | None = None
    index: TextIndex | None = None


_built = _Built()


def suggested(
    spoken: Sequence[Spoken], knowledge: Knowledge, profile: Profile
) -> list[SuggestionOut]:
    """Best first; `text` is the answer as this user is to read it."""
    already = {key for said in spoken if said.understood for key in said.understood.shown}
    for _, question in zip(range(_MAX_QUESTIONS), questions(spoken), strict=False):
        guessed = question.understood.ranking if question.understood else ()
        known = [key for key in guessed if key in knowledge.entries]
        found = [key for key in _search(question.text, knowledge) if key not in known]
        if known or found:
            return [
                _out(key, knowledge.entries[key], profile, key in already, key in known)
                for key in (known + found)[:_MAX_SUGGESTIONS]
            ]
    return []


def index_of(knowledge: Knowledge) -> TextIndex:
    """Built at the first question on a version of the knowledge (under 0.1 s), then kept."""
    if _built.index is None or _built.knowledge is not knowledge:
        entries = knowledge.entries.items()
        _built.index = TextIndex((key, entry.title, _words_of(entry)) for key, entry in entries)
        _built.knowledge = knowledge
    return _built.index


def _search(text: str, knowledge: Knowledge) -> list[str]:
    return [hit.key for hit in index_of(knowledge).search(text, _MAX_SUGGESTIONS)]


def _words_of(entry: Entry) -> str:
    return "\n".join([entry.answer.text, *(answer.text for answer in entry.follow_ups)])


def _out(key: str, entry: Entry, profile: Profile, already: bool, guessed: bool) -> SuggestionOut:
    return SuggestionOut(
        id=key,
        title=entry.title,
        text=entry.answer_for(profile).text,
        sources=entry.sources,
        already_shown=already,
        found_by="assistant" if guessed else "search",
    )
