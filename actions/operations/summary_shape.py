"""The shape of a summary: what is about to be done, in words and as a card."""

from dataclasses import dataclass, field

from actions import french_format as french
from actions.portal_models import Invoice
from actions.reply import Button, Card, card, led_by

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Summary:
    title: str
    question: str
    fields: Fields
    buttons: list[Button] = field(default_factory=list[Button])

    @property
    def text(self) -> str:
        lines = [f"- {label} : {value}" for label, value in self.fields]
        return "\n".join([f"{self.title} :", *lines, self.question])

    @property
    def card(self) -> Card:
        return led_by(self.question, card("summary", self.title, self.fields))


def state(invoice: Invoice) -> tuple[str, str]:
    seen = f" ({french.as_of(invoice.as_of)})" if invoice.as_of else ""
    return "État actuel", f"{invoice.status.label}{seen}"
