"""A user of the outer contract, as a script or a widget would be."""

import time
import uuid
from typing import Any

import httpx

Event = dict[str, Any]


class Talk:
    """One conversation. `say` and `choose` return the events of the answer, without `turn_end`."""

    def __init__(self, url: str, login: str | None = None) -> None:
        self.http = httpx.Client(base_url=url, timeout=40)
        self.identity = self._identity(login) if login else None
        body = {"identity": self.identity} if self.identity else {}
        created = self.http.post("/chat/v1/conversations", json=body)
        assert created.status_code == 201, created.text
        self.id: str = created.json()["id"]
        self.http.headers["Authorization"] = f"Bearer {created.json()['token']}"
        self.path = f"/chat/v1/conversations/{self.id}"

    def _identity(self, login: str) -> str:
        answer = self.http.post("/demo/v1/identities", json={"login": login})
        return str(answer.json()["identity"])

    def post(self, text: str, client_id: str | None = None) -> int:
        body = {"client_id": client_id or str(uuid.uuid4()), "text": text}
        answer = self.http.post(f"{self.path}/messages", json=body)
        assert answer.status_code == 202, answer.text
        return int(answer.json()["seq"])

    def say(self, text: str) -> list[Event]:
        return self.answer_to(self.post(text))

    def choose(self, label: str) -> list[Event]:
        """Click the latest choice of that label, else the latest whose label contains it."""
        offered = [choice for event in self.events() for choice in event.get("choices", [])]
        matching = [choice for choice in offered if label.lower() in choice["label"].lower()]
        matching = [choice for choice in matching if choice["label"] == label] or matching
        assert matching, f"« {label} » is not among {[choice['label'] for choice in offered]}"
        return self.send(choice=matching[-1]["id"])

    def send(self, **body: Any) -> list[Event]:
        """Post a message of any kind."""
        answer = self.http.post(
            f"{self.path}/messages", json={"client_id": str(uuid.uuid4()), **body}
        )
        assert answer.status_code == 202, answer.text
        return self.answer_to(int(answer.json()["seq"]))

    def answer_to(self, seq: int, seconds: float = 150) -> list[Event]:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in self.events(after=seq, wait=20):
                if event["type"] == "turn_end" and event["in_reply_to"] == seq:
                    return [
                        event
                        for event in self.events(after=seq)
                        if event["type"] != "turn_end" and event["from"] != "user"
                    ]
        raise AssertionError("no answer in time")

    def events(self, after: int = 0, wait: int = 0) -> list[Event]:
        answer = self.http.get(
            f"{self.path}/events",
            params={"after": after, "wait": wait},
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 200, answer.text
        return list(answer.json()["events"])

    def portal(self, path: str) -> Any:
        """The caller's own view of the portal."""
        headers = {"Authorization": f"Bearer {self.identity}"}
        return self.http.get(f"/portal/v1{path}", headers=headers).json()


def texts(events: list[Event]) -> str:
    return "\n".join(event.get("text", "") for event in events)


def labels(events: list[Event]) -> list[str]:
    return [choice["label"] for event in events for choice in event.get("choices", [])]


def card(events: list[Event]) -> dict[str, Any]:
    cards = [event["card"] for event in events if "card" in event]
    assert cards, f"no card in: {texts(events)}"
    return cards[0]
