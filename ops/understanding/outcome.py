"""What a user gets for a phrase: an answer, suggestions, or a person."""

from dataclasses import dataclass

from actions.handover import LIKELY, SURE
from actions.knowledge_titles import DIALOGUE
from actions.misunderstanding import MAX_SUGGESTIONS, SUGGEST_THRESHOLD
from api.domain.labelled import LabelledEnum
from ops.understanding.reading import Parse
from ops.understanding.serving_paths import ServingPaths

HAND_OVER = "request_agent"
_FALLBACK = "nlu_fallback"
# Intents that say whose business a question is, without answering it.
_OUT_OF_SCOPE = "out_of_scope"


class Outcome(LabelledEnum):
    """How an in-scope phrase ends."""

    RIGHT = "right", "bonne réponse"
    WRONG = "wrong", "mauvaise réponse"
    SUGGESTED = "suggested", "bonne fiche proposée"
    LOST = "lost", "refus à tort"


@dataclass(frozen=True, slots=True)
class Understood:
    """A parse, whether the api saw a wish for an agent first, and the entries that offer one."""

    parse: Parse
    wish: bool = False
    offering: frozenset[str] = frozenset()

    @property
    def hands_over(self) -> bool:
        """Straight to the queue, without a question."""
        return self.wish or (self.parse.intent == HAND_OVER and self.parse.confidence >= SURE)

    @property
    def asks_to_confirm(self) -> bool:
        """« Souhaitez-vous être mis en relation avec un agent ? »: one tap hands over."""
        if self.hands_over:
            return False
        return self.parse.intent == HAND_OVER or self._is_likely_wish

    @property
    def recognises_wish(self) -> bool:
        """Handed over, or asked « Souhaitez-vous un agent ? »."""
        return self.hands_over or self.asks_to_confirm

    @property
    def agent_in_reach(self) -> bool:
        """Handed over, or shown a button that does: a confirmation, an answer, a suggestion."""
        offered = not self.refused and self.parse.intent in self.offering
        return self.recognises_wish or offered or HAND_OVER in self.suggestions()

    @property
    def _is_likely_wish(self) -> bool:
        best = self.parse.ranking[:1]
        return self.parse.intent == _FALLBACK and any(
            name == HAND_OVER and confidence >= LIKELY for name, confidence in best
        )

    @property
    def refused(self) -> bool:
        """The assistant says that it does not know, and may suggest entries."""
        if self.wish:
            return False
        return self.parse.intent == _FALLBACK or self.parse.intent.startswith(_OUT_OF_SCOPE)

    def outcome(self, expected: str) -> Outcome:
        """For a phrase whose right intent is known."""
        if not self.refused:
            right = self.parse.intent == expected and not self.wish
            return Outcome.RIGHT if right else Outcome.WRONG
        return Outcome.SUGGESTED if expected in self.suggestions() else Outcome.LOST

    def is_served_as(self, expected: str, paths: ServingPaths) -> bool:
        """By its intent, or by an entry that does the same before its general answer."""
        same = {expected, *paths.alike.get(expected, ())}
        return any(self.outcome(intent) is Outcome.RIGHT for intent in same)

    def suggestions(self) -> list[str]:
        """Intents behind the buttons of « Vouliez-vous dire », as `action_did_you_mean` picks."""
        if self.parse.intent != _FALLBACK:
            return []
        if self._is_likely_wish:
            return [HAND_OVER]
        offered: dict[str, str] = {}
        for name, confidence in self.parse.ranking:
            if confidence >= SUGGEST_THRESHOLD and (name.startswith("faq_") or name in DIALOGUE):
                # Two intents of one title make one button.
                offered.setdefault(DIALOGUE[name][0] if name in DIALOGUE else name, name)
        return list(offered.values())[:MAX_SUGGESTIONS]

    def rank(self, expected: str) -> int | None:
        """1 for the likeliest intent, whatever the thresholds; None beyond the ranking."""
        names = [name for name, _ in self.parse.ranking]
        return names.index(expected) + 1 if expected in names else None
