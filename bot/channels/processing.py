"""One turn through Rasa, kept only when it went to its end."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.action_watch import watched_actions
from channels.lock_store import POLL_SECONDS
from channels.turn_record import find_turn, part_id
from channels.understanding import Understanding


class SilentOutput(OutputChannel):
    """The answer is read from the tracker (`turn_record`), so nothing is sent as it is made."""

    @classmethod
    def name(cls) -> Text:
        return "gateway"

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        return


async def answer(agent: Agent, call: Dict[Text, Any]) -> Dict[Text, Any]:
    """Process a turn, or replay it; one at a time per conversation, on every replica.

    Raises:
        ActionServerError: the action server failed; nothing was kept of the turn.
    """
    conversation_id, turn_id = call["conversation_id"], call["turn_id"]
    lock = agent.lock_store.lock(conversation_id, wait_time_in_seconds=POLL_SECONDS)
    async with lock:
        known = find_turn(await agent.tracker_store.retrieve(conversation_id), turn_id)
        if known is not None:
            return {**known, "replayed": True}
        return await _process(agent.processor, call)


async def _process(processor: Any, call: Dict[Text, Any]) -> Dict[Text, Any]:
    """The steps of Rasa's `handle_message` for each request; the last saves, unless one failed."""
    output, metadata = SilentOutput(), call.get("metadata") or {}
    with watched_actions(processor.action_endpoint) as failures:
        tracker = await processor.fetch_tracker_and_update_session(
            call["conversation_id"], output, metadata
        )
        found = await Understanding(processor, tracker).requests(call["text"])
        for message in _messages(call, output, found):
            await processor._handle_message_with_tracker(message, tracker)
            tracker = await processor.run_action_extract_slots(output, tracker)
            await processor._run_prediction_loop(output, tracker)
            if failures:
                break
        await processor.run_anonymization_pipeline(tracker)
    made = find_turn(tracker, call["turn_id"])
    if made is None:
        raise RuntimeError("the turn left no trace in the tracker")
    await processor.save_tracker(tracker)
    return {**made, "replayed": False}


def _messages(
    call: Dict[Text, Any], output: OutputChannel, found: List[Dict[Text, Any]]
) -> List[UserMessage]:
    """A message for each request, already parsed; several have each an id of their own."""
    metadata, turn_id = call.get("metadata") or {}, call["turn_id"]
    ids = [part_id(turn_id, index) for index in range(len(found))] if found[1:] else [turn_id]
    return [
        UserMessage(
            parsed["text"],
            output,
            call["conversation_id"],
            parse_data=parsed,
            input_channel="gateway",
            metadata={**metadata, "turn_id": own_id},
        )
        for own_id, parsed in zip(ids, found)
    ]
