"""How a phrase may reach an agent without the model."""

from collections.abc import Callable
from dataclasses import dataclass

from api.domain.agent_wish import is_agent_wish
from knowledge.layout import Layout
from knowledge.loader import load_library
from knowledge.model import Offer, intent_of


@dataclass(frozen=True, slots=True)
class AgentPaths:
    """`wish` tells the phrases that the api itself understands as a wish for an agent.

    `offering` are the intents of the entries whose answer has the button « Contacter un agent ».
    """

    wish: Callable[[str], bool] = lambda _: False
    offering: frozenset[str] = frozenset()


def agent_paths() -> AgentPaths:
    """Those of this repository."""
    entries = load_library(Layout()).entries
    offering = {intent_of(entry.id) for entry in entries if Offer.AGENT in entry.header.offers}
    return AgentPaths(is_agent_wish, frozenset(offering))
