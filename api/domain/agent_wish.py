"""Recognises « contacter un agent », and the wishes of one who waits, without the bot.

Only the whole sentence counts, give or take polite words and small typos: a longer sentence
that merely holds the words is a question, and questions are the bot's.
"""

from rapidfuzz.distance import OSA

from api.domain.plain_text import words

_ARTICLES = frozenset({"un", "une", "in", "u", "n", "1"})
# Said before or after the wish without changing it.
_POLITE = frozenset(
    {"svp", "stp", "please", "merci", "bonjour", "bonsoir", "maintenant", "vite", "humain"}
    | {"je", "veux", "voudrais", "souhaite", "souhaiterais", "aimerais", "desire"}
    | {"s", "il", "vous", "te", "plait"}
)
_WISH = "contacterunagent"
_LEAVE = (
    *("annuler", "annule", "quitter", "quitter la file", "quitter la file d attente"),
    *("sortir de la file", "sortir de la file d attente"),
)
_FILE = (
    *("transformer en sollicitation", "transformer en une sollicitation"),
    *("deposer une sollicitation", "faire une sollicitation"),
)
_MAX_LENGTH = 80


def is_agent_wish(text: str) -> bool:
    """Whether the user asks, in full, for a human agent."""
    if len(text) > _MAX_LENGTH:
        return False
    said = [word for word in words(text) if word not in _POLITE]
    return _says_contact_agent(said) or _distance("".join(said), _WISH) <= 1


def is_queue_leave(text: str) -> bool:
    """Whether somebody who waits asks to leave the queue."""
    if len(text) > _MAX_LENGTH:
        return False
    said = " ".join(word for word in words(text) if word not in _POLITE)
    return any(_distance(said, wish) <= (1 if len(wish) > 6 else 0) for wish in _LEAVE)


def is_sollicitation_wish(text: str) -> bool:
    """Whether somebody who waits asks to file a sollicitation instead."""
    if len(text) > _MAX_LENGTH:
        return False
    said = " ".join(word for word in words(text) if word not in _POLITE)
    return any(_distance(said, wish) <= 2 for wish in _FILE)


def _says_contact_agent(said: list[str]) -> bool:
    if len(said) not in (2, 3):
        return False
    verb, *article, noun = said
    return (
        _distance(verb, "contacter") <= 2
        and all(word in _ARTICLES for word in article)
        and _distance(noun, "agent") <= 1
    )


def _distance(said: str, meant: str) -> int:
    """Typing errors between the two: a letter more, less, other, or two swapped."""
    return OSA.distance(said, meant)
