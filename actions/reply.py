"""What the assistant says: one call, one visible message."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import payload

Button = dict[str, str]
Card = dict[str, Any]


def button(title: str, intent: str, **entities: str) -> Button:
    return {"title": title, "payload": payload(intent, dict(entities))}


AGENT = button("Contacter un agent", "request_agent")
SOLLICITATION = button("Déposer une sollicitation", "file_sollicitation")


class Reply:
    """Dispatches messages; `topic` names what answered (an intent, see docs/architecture.md)."""

    def __init__(
        self, dispatcher: CollectingDispatcher, topic: str, *, votable: bool = True
    ) -> None:
        self._dispatcher = dispatcher
        self._common: dict[str, Any] = {"topic": topic}
        if not votable:
            self._common["votable"] = False

    def say(
        self,
        text: str,
        buttons: Sequence[Button] = (),
        *,
        card: Card | None = None,
        lang: str | None = None,
    ) -> None:
        """`lang` (BCP 47) where `text` is not in French."""
        optional = {"card": card, "lang": lang}
        given = {name: value for name, value in optional.items() if value is not None}
        custom = self._common | given
        self._dispatcher.utter_message(text=text, buttons=list(buttons), json_message=custom)

    def say_entry(self, intent: str, buttons: Sequence[Button] = ()) -> None:
        """The answer of a knowledge entry, as Rasa itself gives it: words, topic and buttons.

        In one message of its own: the api puts there the variant that suits the reader. `buttons`
        follow those of the entry.
        """
        self._dispatcher.utter_message(response=f"utter_{intent}", buttons=list(buttons))

    def about(self, topic: str) -> "Reply":
        """The same, when something else than the action's own topic answers."""
        return Reply(self._dispatcher, topic)

    def questioning(self) -> "Reply":
        """The same, for what only asks or announces: there is nothing to judge in it."""
        return Reply(self._dispatcher, str(self._common["topic"]), votable=False)

    def hand_over(self, reason: str) -> None:
        """No words: the api knows the queue and the hours."""
        self._dispatcher.utter_message(json_message={"handover": {"reason": reason}})


def card(
    kind: str,
    title: str,
    fields: Sequence[tuple[str, str | None]] = (),
    *,
    items: Sequence[Card] | None = None,
    data: Any = None,
) -> Card:
    """A card as docs/architecture.md has it; fields without a value are left out."""
    made: Card = {
        "kind": kind,
        "title": title,
        "fields": [{"label": label, "value": value} for label, value in fields if value],
    }
    if items is not None:
        made["items"] = list(items)
    if data is not None:
        made["data"] = data
    return made


def led_by(lead: str, shown: Card) -> Card:
    """With words above the fields: the card alone is shown, not the message's own text."""
    return {**shown, "lead": lead}
