"""What an entry of the audit says was read or changed, however the request spelt it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from api.chat.tests.talk import Talk
from api.desk.tests.post import BASE, Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def _actions(desk: Desk, **asked: Any) -> list[str]:
    items = (await (await desk.agent("chef.1")).get("/audit", **asked)).json()["items"]
    return [item["action"]["code"] for item in items]


@pytest.mark.parametrize("spelt", ["{}", "{{{}}}", "urn:uuid:{}", "hex"])
async def test_conversation_is_named_as_it_is_stored(desk: Desk, waiting: Talk, spelt: str) -> None:
    asked = UUID(waiting.id).hex if spelt == "hex" else spelt.format(waiting.id.upper())

    assert (await (await desk.agent("agent.1")).claim(asked)).status_code == 200

    assert await _actions(desk, subject=f"conversation:{waiting.id}") == ["claim"]


async def test_login_is_named_as_it_is_stored(desk: Desk) -> None:
    operator = await desk.agent("admin.1")

    closed = await operator.http.post(f"{BASE}/accounts/%20Agent.1%20/deactivation")

    assert closed.status_code == 204
    assert await _actions(desk, subject="agent:agent.1") == ["deactivate_account"]


async def test_filled_replies_name_the_conversation_they_tell_of(desk: Desk, waiting: Talk) -> None:
    await (await desk.agent("agent.1")).get("/canned-replies", conversation=waiting.id.upper())

    assert await _actions(desk, subject=f"conversation:{waiting.id}") == ["list_replies"]


async def test_head_names_its_conversation(desk: Desk, waiting: Talk) -> None:
    await (await desk.agent("agent.1")).http.get(f"/desk/head?open={waiting.id}")

    assert await _actions(desk, subject=f"conversation:{waiting.id}") == ["show_head"]


@pytest.mark.parametrize(
    "path", ["/desk/head?open={}", "/desk/case?open={}", "/desk/conversations/{}"]
)
async def test_page_without_what_was_asked_is_no_reading(
    desk: Desk, waiting: Talk, path: str
) -> None:
    await (await desk.agent("agent.2")).claim(waiting.id)

    for asked in (waiting.id, str(uuid4())):
        shown = await (await desk.agent("agent.1")).http.get(path.format(asked))
        assert shown.status_code == 200

    assert await _actions(desk, agent="agent.1") == ["sign_in", "sign_in"]
