"""What the assistant says: one call, one visible message."""

from collections.abc import Sequence
from typing import Any, Literal

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import payload

Button = dict[str, str]
Card = dict[str, Any]
# How good the news of a card are; its words say it too.
type Tone = Literal["good", "doubtful", "bad"]


def button(title: str, intent: str, **entities: str) -> Button:
    return {"title": title, "payload": payload(intent, dict(entities))}


AGENT = button("Contacter un agent", "request_agent")
SOLLICITATION = button("Déposer une sollicitation", "file_sollicitation")
NO_THANKS = button("Non merci", "deny")


class Reply:
    """Dispatches messages; `topic` names what answered (an intent, see docs/architecture.md)."""

    def __init__(
        self,
        dispatcher: CollectingDispatcher,
        topic: str,
        *,
        votable: bool = True,
        reachable: bool = True,
    ) -> None:
        """`reachable`: an agent can come; his button is a sollicitation's otherwise."""
        self._dispatcher = dispatcher
        self._reachable = reachable
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
        shown = self._possible(buttons)
        self._dispatcher.utter_message(text=text, buttons=shown, json_message=custom)

    def say_entry(self, intent: str, buttons: Sequence[Button] = ()) -> None:
        """The answer of a knowledge entry, as Rasa itself gives it: words, topic and buttons.

        In one message of its own: the api puts there the variant that suits the reader. `buttons`
        follow those of the entry.
        """
        self._dispatcher.utter_message(response=f"utter_{intent}", buttons=self._possible(buttons))

    def about(self, topic: str) -> "Reply":
        """The same, when something else than the action's own topic answers."""
        return Reply(self._dispatcher, topic, reachable=self._reachable)

    def questioning(self) -> "Reply":
        """The same, for what only asks or announces: there is nothing to judge in it."""
        topic = str(self._common["topic"])
        return Reply(self._dispatcher, topic, votable=False, reachable=self._reachable)

    def _possible(self, buttons: Sequence[Button]) -> list[Button]:
        if self._reachable or all(item["payload"] != AGENT["payload"] for item in buttons):
            return list(buttons)
        others = [item for item in buttons if item["payload"] != AGENT["payload"]]
        return others if SOLLICITATION in others else [*others, SOLLICITATION]

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


def toned(tone: Tone | None, shown: Card) -> Card:
    """Marked as good or bad news; unchanged without a tone."""
    return {**shown, "tone": tone} if tone else shown


def linked(shown: Card, label: str, href: str) -> Card:
    """With a download of the portal below the fields."""
    return {**shown, "links": [{"label": label, "href": href}]}
