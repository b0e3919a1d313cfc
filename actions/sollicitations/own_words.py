"""A description proposed from what the user typed before: never a secret, never a mere greeting."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from actions.french_words import fold
from actions.sollicitations.limits import MAX_DESCRIPTION, MIN_DESCRIPTION
from actions.sollicitations.personal_secrets import holds_secret
from actions.sollicitations.under_way import events_since
from actions.turn import Turn

MAX_MESSAGES = 3  # our choice: the last questions, not the whole conversation
_MIN_WORDS = 4
# What is said to the assistant, of no use to who will answer in writing.
_NOT_A_MATTER = frozenset(
    {
        "affirm",
        "cancel",
        "capabilities",
        "close_sollicitation",
        "deny",
        "distress",
        "go_back",
        "goodbye",
        "greet",
        "inform",
        "injection",
        "insult",
        "keep_draft",
        "list_invoices",
        "list_sollicitations",
        "login_help",
        "none_of_these",
        "request_agent",
        "start_over",
        "thank",
    }
)
_WISH = re.compile(
    r"\b(?:tick?k?et|tiquet|tik[eé]t?|soll?icitation|r[eé]clamation|(?:au|le) support|"
    r"l[’']assistance)s?\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?<=[.!?;:,…\n])\s+|\n+")
_POLITE = re.compile(
    r"^(?:bonjour|bonsoir|bjr|salut|hello|merci|svp|stp|cordialement|bien a vous|allo)\b"
)


def own_words(turn: Turn) -> str | None:
    """The user's last substantial words outside any form, oldest first; None without any."""
    found: list[str] = []
    for event in _messages(turn):
        text = _matter(event)
        if text and text not in found:
            found.append(text)
        if len(found) == MAX_MESSAGES:
            break
    whole = "\n".join(reversed(found))[:MAX_DESCRIPTION]
    return whole if len(whole) >= MIN_DESCRIPTION else None


def _messages(turn: Turn) -> Iterator[Mapping[str, Any]]:
    """What the user sent while no form was asking, the last first."""
    kept: list[Mapping[str, Any]] = []
    loop: str | None = None
    for event in events_since(turn):
        if event.get("event") == "active_loop":
            loop = event.get("name")
        elif event.get("event") == "user" and loop is None:
            kept.append(event)
    return reversed(kept)


def _matter(event: Mapping[str, Any]) -> str:
    """What a message says of the matter; empty for a button, a greeting, an order or a secret."""
    text = str(event.get("text") or "").strip()
    intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    if not text or text.startswith("/") or holds_secret(text):
        return ""
    if intent == "file_sollicitation":
        text = _besides_the_wish(text)
    elif intent in _NOT_A_MATTER:
        return ""
    return text if len(fold(text).split()) >= _MIN_WORDS else ""


def _besides_the_wish(text: str) -> str:
    """« Mon écran plante depuis lundi » of « …: ouvrez un ticket au support pour moi, merci »."""
    clauses = [
        clause
        for clause in _CLAUSE.split(text)
        if clause and not _WISH.search(clause) and not _POLITE.match(fold(clause))
    ]
    return " ".join(clauses).strip(" ,:;")
