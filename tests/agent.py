"""An agent at the desk, over the contract."""

import uuid
from typing import Any

import httpx

from tests.stack import AGENT_PASSWORD


class Agent:
    """Signed in; the cookie stays with the client."""

    def __init__(self, url: str, login: str = "agent.1") -> None:
        self.http = httpx.Client(base_url=url, timeout=30)
        body = {"login": login, "password": AGENT_PASSWORD}
        assert self.http.post("/desk/v1/sessions", json=body).status_code == 200

    def waiting(self) -> list[str]:
        queue = self.http.get("/desk/v1/queue").json()
        return [item["id"] for item in queue["waiting"]]

    def claim(self, conversation_id: str) -> httpx.Response:
        return self.http.post(f"/desk/v1/conversations/{conversation_id}/claim")

    def say(self, conversation_id: str, text: str) -> None:
        body = {"client_id": str(uuid.uuid4()), "text": text}
        answer = self.http.post(f"/desk/v1/conversations/{conversation_id}/messages", json=body)
        assert answer.status_code == 202, answer.text

    def close(self, conversation_id: str) -> None:
        answer = self.http.post(f"/desk/v1/conversations/{conversation_id}/close", json={})
        assert answer.status_code == 204, answer.text

    def transcript(self, conversation_id: str) -> list[dict[str, Any]]:
        path = f"/desk/v1/conversations/{conversation_id}/events"
        return list(self.http.get(path, params={"after": 0}).json()["events"])
