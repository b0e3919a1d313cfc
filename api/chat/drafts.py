"""Shapes of the events that the assistant, the user and the system add to a log."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from api.chat.content import content_from_text
from api.chat.log import ChoiceDraft, EventDraft
from api.core.settings import get_settings
from api.domain.chat_event import EventType, Sender
from api.domain.choice_action import ChoiceAction
from api.domain.speaker import Speaker
from api.domain.waiting_estimate import Wait

CALL_AGENT = ChoiceDraft("Contacter un agent", ChoiceAction.CALL_AGENT)
LEAVE_QUEUE = ChoiceDraft("Quitter la file d’attente", ChoiceAction.LEAVE_QUEUE)
FILE_SOLLICITATION = ChoiceDraft(
    "Déposer une sollicitation", ChoiceAction.RASA, "/file_sollicitation"
)
WAITING_CHOICES = (
    LEAVE_QUEUE,
    ChoiceDraft("Transformer en sollicitation", ChoiceAction.FILE_INSTEAD),
)


def way_out(reachable: bool) -> ChoiceDraft:
    """Towards a person: an agent if one can come now, else in writing."""
    return CALL_AGENT if reachable else FILE_SOLLICITATION


def user_message(
    text: str, client_id: str | None = None, attachments: Sequence[dict[str, Any]] = ()
) -> EventDraft:
    return EventDraft(
        Sender.USER, EventType.MESSAGE, text=text, client_id=client_id, attachments=attachments
    )


def agent_message(
    text: str,
    agent_name: str,
    client_id: str | None = None,
    attachments: Sequence[dict[str, Any]] = (),
) -> EventDraft:
    """What a human agent wrote; `client_id` makes the post repeatable, as for users."""
    return EventDraft(
        Sender.AGENT,
        EventType.MESSAGE,
        author=agent_name,
        text=text,
        content=content_from_text(text),
        client_id=client_id,
        attachments=attachments,
    )


def bot_message(
    text: str, choices: Sequence[ChoiceDraft] = (), topic: str | None = None
) -> EventDraft:
    """A sentence of the assistant written here, not by the bot."""
    return EventDraft(
        Sender.BOT,
        EventType.MESSAGE,
        author=get_settings().assistant_name,
        text=text,
        content=content_from_text(text),
        choices=choices,
        topic=topic,
    )


def aside(
    text: str, choices: Sequence[ChoiceDraft] = (), *, about: int | None = None
) -> EventDraft:
    """A sentence on the conversation itself: no answer to judge. `about`: the seq it asks on."""
    return replace(bot_message(text, choices), votable=False, about=about)


def state(speaker: Speaker, *, agent: str | None = None) -> EventDraft:
    """Who speaks from now on; `agent` is a name, of who came or has just left."""
    values = {"speaker": speaker.value, "agent": agent}
    return EventDraft(
        Sender.SYSTEM,
        EventType.STATE,
        text=_state_text(speaker, agent),
        state={key: value for key, value in values.items() if value is not None},
    )


def queued(position: int, wait: Wait) -> EventDraft:
    """The user waits, at this rank from 1; `state.wait` in minutes, absent when not known."""
    values: dict[str, Any] = {"speaker": Speaker.QUEUED.value, "position": position}
    if wait.estimate is not None:
        values["wait"] = {"low": wait.estimate.low, "high": wait.estimate.high}
    text = f"Vous êtes en position {position} dans la file d’attente. {wait.sentence()}"
    return EventDraft(Sender.SYSTEM, EventType.STATE, text=text, state=values)


def queued_elsewhere() -> EventDraft:
    """The user waits at a desk that is not ours: his rank there is not known."""
    text = "Votre demande est transmise à nos agents."
    return EventDraft(
        Sender.SYSTEM, EventType.STATE, text=text, state={"speaker": Speaker.QUEUED.value}
    )


def turn_end(user_seq: int) -> EventDraft:
    """Closes the assistant's turn that answers the user's event `user_seq`."""
    return EventDraft(Sender.BOT, EventType.TURN_END, in_reply_to=user_seq)


def ended(agent: str, motive: str = "") -> str:
    """Told after an exchange, beside the state, which says already who speaks now."""
    assistant = get_settings().assistant_name
    return (
        f"{agent} a terminé l’échange.{motive} Posez votre question à {assistant}, "
        "ou écrivez « contacter un agent »."
    )


def _state_text(speaker: Speaker, agent: str | None) -> str:
    if speaker is Speaker.AGENT:
        return f"{agent} a rejoint la conversation."
    if speaker is Speaker.CLOSED:
        return "La conversation est terminée."
    assistant = get_settings().assistant_name
    if agent:
        return f"{agent} a quitté la conversation. {assistant}, l’assistante automatique, reprend."
    return f"{assistant}, l’assistante automatique, vous répond."
