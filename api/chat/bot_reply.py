"""What the bot's channel answers to a turn (docs/architecture.md), checked at the door."""

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from api.domain.plain_text import storable


def _storable(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _finite(value: Any) -> float | None:
    """A confidence is told to agents only: an odd one must not cost the user his answer."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


type Clean = Annotated[str, BeforeValidator(_storable)]
type Filled = Annotated[str, BeforeValidator(_storable), StringConstraints(min_length=1)]


class Button(BaseModel):
    title: Filled
    payload: Filled


class CardField(BaseModel):
    label: Clean
    value: Clean


class CardLink(BaseModel):
    """A download of the portal: nothing else is a link of a card."""

    label: Clean
    href: Annotated[str, StringConstraints(pattern=r"^/portal/v1/downloads/[\w-]+(\.[\w-]+){2}$")]


class Card(BaseModel):
    """`data` is the portal's resource as it is; `items` are cards without items, and `items_title`
    names them; `lead` is what is said above the fields, plain text in paragraphs; `tone`: how good
    the news are, which the words say too.
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
    tone: Literal["good", "doubtful", "bad"] | None = None
    lead: Clean | None = None
    fields: list[CardField] = Field(default_factory=list[CardField])
    items: "list[Card] | None" = None
    items_title: Clean | None = None
    links: list[CardLink] | None = None
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


type Confidence = Annotated[float | None, BeforeValidator(_finite)]


class Intent(BaseModel):
    """What the message was taken for; `confidence` from 0 to 1."""

    name: Clean | None = None
    confidence: Confidence = None


class BotReply(BaseModel):
    """Keys that we do not read (replayed) are ignored. `ranking`: the likeliest intents, first."""

    messages: list[BotMessage]
    intent: Intent | None = None
    ranking: list[Intent] = Field(default_factory=list[Intent])
