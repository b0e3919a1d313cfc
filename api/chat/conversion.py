"""The bot's messages as events of the log."""

from collections.abc import Sequence

from api.chat.bot_reply import BotMessage, BotReply, Button, Card
from api.chat.content import content_from_text
from api.chat.log import ChoiceDraft, EventDraft
from api.core.knowledge import Answer, Entry, Knowledge
from api.core.settings import get_settings
from api.domain.agent_wish import is_agent_wish
from api.domain.chat_event import EventType, Sender
from api.domain.choice_action import ChoiceAction
from api.domain.profile import Profile

_REQUEST_AGENT = "/request_agent"


def events_from_reply(reply: BotReply, knowledge: Knowledge, reader: Profile) -> list[EventDraft]:
    """One event per message that says something, in order; a hand-over alone says nothing."""
    intent = reply.intent.name if reply.intent else None
    drafts = (_event(message, intent, knowledge, reader) for message in reply.messages)
    return [draft for draft in drafts if draft is not None]


def handover_reason(reply: BotReply) -> str | None:
    """Why the bot wants a human, if it does."""
    for message in reply.messages:
        if message.custom and message.custom.handover:
            return message.custom.handover.reason
    return None


def choices_from_buttons(buttons: Sequence[Button] | None) -> list[ChoiceDraft]:
    """« Contacter un agent » is ours, in any words or language: it must work without the bot."""
    return [_choice(button) for button in buttons or ()]


def _choice(button: Button) -> ChoiceDraft:
    if is_agent_wish(button.title) or button.payload == _REQUEST_AGENT:
        return ChoiceDraft(button.title, ChoiceAction.CALL_AGENT)
    is_intent = button.payload.startswith("/")
    action = ChoiceAction.RASA if is_intent else ChoiceAction.SAY
    return ChoiceDraft(button.title, action, button.payload)


def _event(
    message: BotMessage, intent: str | None, knowledge: Knowledge, reader: Profile
) -> EventDraft | None:
    custom = message.custom
    topic = custom.topic if custom else None
    card = custom.card if custom else None
    entry = knowledge.entries.get(topic) if topic else None
    answer = _answer(message.text, card, entry, reader)
    if not answer.text and not message.buttons:
        return None
    return EventDraft(
        sender=Sender.BOT,
        type=EventType.CARD if card else EventType.MESSAGE,
        author=get_settings().assistant_name,
        text=answer.text,
        content=answer.content,
        choices=choices_from_buttons(message.buttons),
        card=card.model_dump(exclude_none=True) if card else None,
        sources=entry.sources if entry else None,
        topic=_topic(topic, intent, knowledge),
        topic_ref=entry.ref if entry else None,
        lang=custom.lang if custom else None,
        votable=custom.votable if custom else True,
    )


def _topic(given: str | None, intent: str | None, knowledge: Knowledge) -> str | None:
    if given:
        return given
    return knowledge.entry_of_intent.get(intent, intent) if intent else None


def _answer(said: str | None, card: Card | None, entry: Entry | None, reader: Profile) -> Answer:
    """The entry's own words and layout if that is what was said, else a simple layout."""
    # A card says something of its own: the entry would hide it.
    known = entry.answer_said(said, reader) if entry and card is None else None
    if known is not None:
        return known
    text = said or (_card_text(card) if card else "")
    return Answer(text, content_from_text(text))


def _card_text(card: Card) -> str:
    lines = [card.title, *(f"{field.label} : {field.value}" for field in card.fields)]
    return "\n".join([*lines, *(_card_text(item) for item in card.items or ())])
