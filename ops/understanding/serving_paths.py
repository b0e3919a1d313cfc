"""What serves a phrase besides its own intent: the api, or an entry that does the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from api.domain.agent_wish import is_agent_wish
from knowledge.layout import Layout
from knowledge.loader import load_library
from knowledge.model import Diagnosis, Offer, intent_of


@dataclass(frozen=True, slots=True)
class ServingPaths:
    """`wish` tells the phrases that the api itself understands as a wish for an agent.

    `offering` are the intents of the entries whose answer has the button « Contacter un agent »;
    `alike[intent]` those of the entries that run the same diagnosis before they answer.
    """

    wish: Callable[[str], bool] = lambda _: False
    offering: frozenset[str] = frozenset()
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)


_INTENT_OF_DIAGNOSIS = {
    Diagnosis.RETURNED_INVOICE: "explain_return",
    Diagnosis.UNPAID_INVOICE: "explain_unpaid",
    Diagnosis.STRUCTURE_MANAGERS: "structure_managers",
}


def serving_paths() -> ServingPaths:
    """Those of this repository."""
    entries = load_library(Layout()).entries
    offering = {intent_of(entry.id) for entry in entries if Offer.AGENT in entry.header.offers}
    alike = {
        intent: frozenset(
            intent_of(entry.id) for entry in entries if entry.header.diagnosis is diagnosis
        )
        for diagnosis, intent in _INTENT_OF_DIAGNOSIS.items()
    }
    return ServingPaths(is_agent_wish, frozenset(offering), alike)
