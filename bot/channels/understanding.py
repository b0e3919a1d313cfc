"""What a message asks, given what was answered before: one request, or several in order."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from channels.bundle import Bundle, knowledge
from channels.carried_over import carried_over, in_context, may_carry_over
from channels.follow_up import as_parsed, find_follow_up
from channels.reading import POLITE, Reading, reading
from channels.recent_answers import recent_entries
from channels.request_words import flat, is_polite, without_politeness
from channels.requests import Piece, pieces, told
from channels.separation import MAX_SERVED, Part, separate, takes_all

# A longer text tells a story; and each piece costs a parse.
LONGEST = 1000
MOST_PIECES = 6
TOO_MANY = "too_many_requests"


class Understanding:
    """Reads with the model that is loaded; nothing here touches the tracker."""

    def __init__(self, processor: Any, tracker: DialogueStateTracker) -> None:
        self._processor = processor
        self._tracker = tracker
        self._bundle: Bundle = knowledge()

    async def requests(self, text: Text) -> List[Dict[Text, Any]]:
        """Parse data of each request in `text`, with the words that ask it; at least one.

        A form takes whatever is typed for its own; a choice (`/intent`) says what it means.
        """
        whole = await self._read(text, text)
        if text.startswith("/") or self._tracker.active_loop_name:
            return [whole.parsed]
        separated = await self._separated(whole)
        if separated:
            return _served([found.parsed for found in separated])
        return [await self._in_context(await self._without_thanks(whole))]

    async def _separated(self, whole: Reading) -> List[Reading]:
        found = pieces(whole.text) if len(whole.text) <= LONGEST else []
        if not 2 <= len(found) <= MOST_PIECES:
            return []
        for text in told(whole.text):
            if takes_all(await self._read(text, text)):
                return []
        parts = [await self._part(piece) for piece in found]
        return separate(whole, parts, self._bundle.are_related)

    async def _part(self, piece: Piece) -> Part:
        part = Part(piece, await self._read(piece.text, piece.text))
        if part.is_sure or piece.head == piece.text:
            return part
        # What points back may blur the question it belongs to.
        plainer = Part(piece, await self._read(piece.text, piece.head))
        return plainer if plainer.is_sure else part

    async def _without_thanks(self, whole: Reading) -> Reading:
        """« merci, et pour un flux ? » asks something: the thanks alone must not be heard."""
        rest = without_politeness(whole.text)
        if whole.intent not in POLITE or rest in ("", whole.text) or is_polite(flat(rest)):
            return whole
        return await self._read(whole.text, rest)

    async def _in_context(self, read: Reading) -> Dict[Text, Any]:
        recent = recent_entries(self._tracker, self._bundle.entries)
        found = find_follow_up(read, recent, self._bundle)
        if found:
            return as_parsed(found, read)
        if not recent or not may_carry_over(read):
            return read.parsed
        joined = await self._parse(in_context(read, recent[0], self._bundle))
        return carried_over(read, joined, recent[0], self._bundle) or read.parsed

    async def _read(self, said: Text, parsed: Text) -> Reading:
        return reading(said, await self._parse(parsed))

    async def _parse(self, text: Text) -> Dict[Text, Any]:
        message = UserMessage(text, sender_id=self._tracker.sender_id)
        return dict(await self._processor.parse_message(message))


def _served(found: List[Dict[Text, Any]]) -> List[Dict[Text, Any]]:
    """The first ones; the others in one message that says they were left."""
    left = found[MAX_SERVED:]
    if not left:
        return found
    text = " ".join(parsed["text"] for parsed in left)
    intent = {"name": TOO_MANY, "confidence": 1.0}
    told = {"text": text, "intent": intent, "entities": [], "intent_ranking": [intent]}
    return [*found[:MAX_SERVED], told]
