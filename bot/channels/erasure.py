"""Erase what the tracker store holds of a conversation: Rasa's stores have no call for it."""

from __future__ import annotations

from typing import Any, Text

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore


def erase(store: TrackerStore, conversation_id: Text) -> None:
    """Delete every event of the conversation; doing it twice is harmless.

    Raises:
        TypeError: the tracker store is of a kind we cannot erase from (configure an SQL one).
    """
    inner: Any = store
    while hasattr(inner, "_tracker_store"):  # Rasa wraps the store to await it and to survive it
        inner = inner._tracker_store
    if isinstance(inner, InMemoryTrackerStore):
        inner.store.pop(conversation_id, None)
    elif isinstance(inner, SQLTrackerStore):
        _erase_rows(inner, conversation_id)
    else:
        raise TypeError(f"cannot erase from {type(inner).__name__}")


def _erase_rows(store: SQLTrackerStore, conversation_id: Text) -> None:
    with store.session_scope() as session:
        events = session.query(store.SQLEvent)
        events.filter(store.SQLEvent.sender_id == conversation_id).delete()
        session.commit()
