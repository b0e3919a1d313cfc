"""One turn through Rasa, kept only when it went to its end."""

from __future__ import annotations

from typing import Any, Dict, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.action_watch import watched_actions
from channels.turn_record import find_turn

LOCK_POLL_SECONDS = 0.05


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
    lock = agent.lock_store.lock(conversation_id, wait_time_in_seconds=LOCK_POLL_SECONDS)
    async with lock:
        known = find_turn(await agent.tracker_store.retrieve(conversation_id), turn_id)
        if known is not None:
            return {**known, "replayed": True}
        message = UserMessage(
            call["text"],
            SilentOutput(),
            conversation_id,
            input_channel="gateway",
            metadata=call.get("metadata") or {},
        )
        return await _process(agent.processor, message, turn_id)


async def _process(processor: Any, message: UserMessage, turn_id: Text) -> Dict[Text, Any]:
    """The steps of Rasa's `handle_message`, the last of which saves, unless an action failed."""
    with watched_actions(processor.action_endpoint):
        tracker = await processor.log_message(message, should_save_tracker=False)
        output = message.output_channel
        tracker = await processor.run_action_extract_slots(output, tracker)
        await processor._run_prediction_loop(output, tracker)
        await processor.run_anonymization_pipeline(tracker)
    made = find_turn(tracker, turn_id)
    if made is None:
        raise RuntimeError("the turn left no trace in the tracker")
    await processor.save_tracker(tracker)
    return {**made, "replayed": False}
