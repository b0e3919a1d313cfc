"""What was understood of a text: the part of Rasa's parse data that decisions need."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, NamedTuple, Text, Tuple

FALLBACK = "nlu_fallback"
POLITE = frozenset({"greet", "thank", "goodbye", "affirm", "deny"})
# The portal answers these, each time for what is named.
PORTAL = frozenset(
    {"invoice_status", "list_invoices", "structure_info", "list_sollicitations"}
    | {"explain_return", "explain_unpaid", "structure_managers"}
    | {"faq_structures_who_is_manager", "act_on_invoice", "download_invoices"}
)


class Reading(NamedTuple):
    """`intent` and `confidence` are the classifier's own, before it falls back."""

    text: Text
    parsed: Dict[Text, Any]
    intent: Text
    confidence: float
    entities: FrozenSet[Tuple[Text, Text]]

    @property
    def fell_back(self) -> bool:
        return (self.parsed.get("intent") or {}).get("name") == FALLBACK

    @property
    def demand(self) -> Tuple[Any, ...]:
        """Equal for two readings that ask the same thing."""
        return (self.intent, self.entities if self.intent in PORTAL else None)


def reading(text: Text, parsed: Dict[Text, Any]) -> Reading:
    """`parsed` may be of another text than `text`, which is then what the user is taken to say."""
    ranked = guesses(parsed)
    best = parsed.get("intent") or {}
    if best.get("name") == FALLBACK and ranked:
        best = ranked[0]
    entities = frozenset(
        (item["entity"], str(item.get("value"))) for item in parsed.get("entities") or []
    )
    name, confidence = str(best.get("name") or ""), float(best.get("confidence") or 0.0)
    return Reading(text, {**parsed, "text": text}, name, confidence, entities)


def guesses(parsed: Dict[Text, Any]) -> List[Dict[Text, Any]]:
    """What the classifier thought of, the most likely first."""
    ranking = parsed.get("intent_ranking") or []
    found = [guess for guess in ranking if guess["name"] != FALLBACK]
    return sorted(found, key=lambda guess: -float(guess["confidence"]))
