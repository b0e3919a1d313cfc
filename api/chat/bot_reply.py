"""What the bot's channel answers to a turn (docs/architecture.md), checked at the door."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from api.domain.plain_text import storable


def _storable(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


type Clean = Annotated[str, BeforeValidator(_storable)]
type Filled = Annotated[str, BeforeValidator(_storable), StringConstraints(min_length=1)]


class Button(BaseModel):
    title: Filled
    payload: Filled


class CardField(BaseModel):
    label: Clean
    value: Clean


class Card(BaseModel):
    """`data` is the portal's resource as it is; `items` are cards without items; `lead` is what is
    said above the fields, plain text in paragraphs.
    """

    kind: Literal[
        "invoice",
        "invoices",
        "structure",
        "structures",
        "sollicitation",
        "sollicitations",
        "summary",
        "check",
    ]
    title: Clean
    lead: Clean | None = None
    fields: list[CardField] = Field(default_factory=list[CardField])
    items: "list[Card] | None" = None
    data: Any = None


class Handover(BaseModel):
    reason: Clean = "bot"


class Custom(BaseModel):
    topic: Clean | None = None
    card: Card | None = None
    handover: Handover | None = None
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    votable: bool = True


class BotMessage(BaseModel):
    text: Clean | None = None
    buttons: list[Button] | None = None
    custom: Custom | None = None


class Intent(BaseModel):
    name: Clean | None = None


class BotReply(BaseModel):
    """Keys that we do not read (ranking, replayed) are ignored."""

    messages: list[BotMessage]
    intent: Intent | None = None
