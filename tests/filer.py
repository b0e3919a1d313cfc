"""A user who wants a sollicitation filed, whatever dies meanwhile: he reads, answers, insists."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import psutil

from tests.talk import Event, Talk

_PAUSE = threading.Event()
# What he clicks when he sees it: the first of these among the choices of the last answer.
_CLICKED = ("Envoyer", "Réessayer", "Factures émises", "Suivi d’une facture", "Aucune facture")
_SENT = "déposée sous la référence"
_ASKED = "je veux déposer une sollicitation"
MOST_TURNS = 60


class Filer:
    """`wish` is the description, which no other filer has."""

    def __init__(self, url: str, login: str, wish: str) -> None:
        self._url = url
        self._login = login
        self.wish = wish
        self.reference: str | None = None

    def file(self) -> str:
        """The reference that he was told."""
        talk = insist(lambda: Talk(self._url, self._login))
        answer = self._send(talk, text=_ASKED)
        for _ in range(MOST_TURNS):
            if reference := _told(answer):
                talk.http.close()
                return reference
            answer = self._send(talk, **self._next(answer))
        raise AssertionError(f"not filed after {MOST_TURNS} turns: {answer}")

    def _next(self, answer: list[Event]) -> dict[str, str]:
        choices = [choice for event in answer for choice in event.get("choices", [])]
        said = "\n".join(event.get("text", "") for event in answer)
        if "Dois-je l’envoyer" in said and self.wish not in said:
            return {"text": "change la description"}
        offered = {choice["label"]: choice["id"] for choice in choices}
        for label in _CLICKED:
            if label in offered:
                return {"choice": offered[label]}
        return {"text": self.wish if "écrivez" in said or "Décrivez" in said else _ASKED}

    def _send(self, talk: Talk, **said: str) -> list[Event]:
        """The same `client_id` until it is taken, then until the turn has ended."""
        body: dict[str, Any] = {"client_id": str(uuid.uuid4()), **said}
        seq = insist(lambda: _seq(talk, body))
        insist(lambda: ended(talk, seq))
        return [
            event
            for event in insist(lambda: talk.events(after=seq))
            if event["type"] != "turn_end" and event["from"] != "user"
        ]


def ended(talk: Talk, seq: int) -> None:
    events = talk.events(after=seq, wait=20)
    if not any(event.get("in_reply_to") == seq for event in events):
        raise httpx.ReadTimeout("no end of the turn yet")


def insist[T](call: Callable[[], T], times: int = 600) -> T:
    """Again and again while the other side is away."""
    for _ in range(times):
        try:
            return call()
        except (httpx.HTTPError, psutil.Error, OSError, KeyError, AssertionError):
            _PAUSE.wait(0.25)
    return call()


def _seq(talk: Talk, body: dict[str, Any]) -> int:
    answer = talk.http.post(f"{talk.path}/messages", json=body)
    assert answer.status_code == 202, answer.text
    return int(answer.json()["seq"])


def _told(answer: list[Event]) -> str | None:
    for event in answer:
        if _SENT in event.get("text", "") and event.get("card"):
            return str(event["card"]["data"]["reference"])
    return None
