"""A form sent twice, or again after a lost answer, does once what it does."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.desk.accounts.agents import NewAgent
from api.desk.create_agent import create
from api.desk.tests.post import BASE, PASSWORD, Desk, Post
from api.domain.agent_role import AgentRole

HTMX = {"HX-Request": "true"}
NEW = {"login": "sacha.m", "name": "Sacha", "role": "AGENT"}

type Form = dict[str, Any]


@pytest.fixture
async def owner(desk: Desk, waiting: Talk) -> Post:
    post = await desk.agent("agent.1")
    assert (await post.claim(waiting.id)).status_code == 200
    return post


@pytest.fixture
async def operator(desk: Desk, database: Database) -> Post:
    await create(database, NewAgent("patron", "Patron", AgentRole.OPERATOR, PASSWORD))
    return await desk.agent("patron")


async def _twice(post: Post, path: str, form: Form) -> list[Response]:
    form = {"key": str(uuid4()), **form}
    return [await post.http.post(path, data=form, headers=HTMX) for _ in range(2)]


async def _act_twice(
    post: Post, talk: Talk, act: str, body: Form | None = None, keys: tuple[str, str] = ("k", "k")
) -> list[Response]:
    url = f"{BASE}/conversations/{talk.id}/{act}"
    return [await post.http.post(url, json=body, headers={"Idempotency-Key": key}) for key in keys]


def _codes(answers: list[Response]) -> list[int]:
    return [answer.status_code for answer in answers]


async def _said(talk: Talk, words: str) -> int:
    return sum(words in (event.get("text") or "") for event in await talk.events())


async def test_next_one_is_taken_once(desk: Desk, client: AsyncClient, waiting: Talk) -> None:
    await (await Talk.start(client)).say("contacter un agent")
    post = await desk.agent("agent.1")

    assert _codes(await _twice(post, "/desk/claims", {})) == [204, 204]

    assert len((await post.queue())["mine"]) == 1


@pytest.mark.parametrize("to", ["agent:agent.2", "", "team:travaux"])
async def test_transfer_is_done_once(desk: Desk, owner: Post, waiting: Talk, to: str) -> None:
    chief = await desk.agent("chef.1")
    await chief.http.put(f"{BASE}/teams/travaux", json={"name": "Travaux"})
    await desk.agent("agent.2")
    form = {"to": to, "note": "Voir l’avoir 12"}

    answers = await _twice(owner, f"/desk/conversations/{waiting.id}/transfer", form)

    assert _codes(answers) == [204, 204]
    assert [answer.headers["desk-event"] for answer in answers] == [
        f'{{"desk:left": {{"id": "{waiting.id}"}}}}'
    ] * 2
    assert await _said(waiting, "transmet votre demande") == 1


async def test_late_retry_does_not_take_it_from_who_has_it_since(
    desk: Desk, owner: Post, waiting: Talk
) -> None:
    colleague = await desk.agent("agent.2")
    body = {"to": {"agent": "agent.2"}}
    await _act_twice(owner, waiting, "transfer", body)
    await colleague.act(waiting.id, "transfer", {"to": {"agent": "agent.1"}})

    assert _codes(await _act_twice(owner, waiting, "transfer", body)) == [204, 204]

    assert [row["id"] for row in (await owner.queue())["mine"]] == [waiting.id]


async def test_another_key_is_another_transfer(desk: Desk, owner: Post, waiting: Talk) -> None:
    await desk.agent("agent.2")

    body = {"to": {"agent": "agent.2"}}
    answers = await _act_twice(owner, waiting, "transfer", body, ("k1", "k2"))

    assert _codes(answers) == [204, 404]


async def test_key_of_a_colleague_opens_nothing(desk: Desk, owner: Post, waiting: Talk) -> None:
    await _act_twice(owner, waiting, "close")

    other = await _act_twice(await desk.agent("agent.2"), waiting, "close")

    assert _codes(other) == [404, 404]


async def test_exchange_ends_once(owner: Post, waiting: Talk) -> None:
    form = {"outcome": "solved", "reason": "C’est réglé"}

    answers = await _twice(owner, f"/desk/conversations/{waiting.id}/close", form)

    assert _codes(answers) == [204, 204]
    assert await _said(waiting, "a terminé l’échange") == 1
    assert await _said(waiting, "vous a-t-il aidé") == 1


async def test_late_retry_does_not_end_the_next_exchange(
    desk: Desk, owner: Post, waiting: Talk
) -> None:
    await _act_twice(owner, waiting, "close")
    await waiting.say("contacter un agent")
    await owner.claim(waiting.id)

    assert _codes(await _act_twice(owner, waiting, "close")) == [204, 204]

    assert [row["id"] for row in (await owner.queue())["mine"]] == [waiting.id]


async def test_who_waits_is_given_to_an_agent_once(desk: Desk, waiting: Talk) -> None:
    chief, agent = await desk.agent("chef.1"), await desk.agent("agent.1")
    form = {"to": "agent:agent.1"}

    answers = await _twice(chief, f"/desk/conversations/{waiting.id}/reassign", form)

    assert _codes(answers) == [204, 204]
    assert [row["id"] for row in (await agent.queue())["mine"]] == [waiting.id]


@pytest.mark.parametrize("to", [{"agent": "agent.2"}, None])
async def test_conversation_is_taken_from_an_agent_once(
    desk: Desk, owner: Post, waiting: Talk, to: Form | None
) -> None:
    chief = await desk.agent("chef.1")
    await desk.agent("agent.2")

    assert _codes(await _act_twice(chief, waiting, "reassign", to)) == [204, 204]

    assert await _said(waiting, "Votre demande est confiée") == 1


async def test_note_is_written_once(owner: Post, waiting: Talk) -> None:
    form = {"client_id": str(uuid4()), "text": "Voir l’avoir 12"}

    answers = await _twice(owner, f"/desk/conversations/{waiting.id}/note", form)

    assert _codes(answers) == [204, 204]
    case = (await owner.get(f"/conversations/{waiting.id}/case")).json()
    assert [note["text"] for note in case["notes"]] == ["Voir l’avoir 12"]


@pytest.mark.parametrize("act", ["claim", "urgency"])
async def test_what_may_be_said_again_changes_nothing(desk: Desk, waiting: Talk, act: str) -> None:
    post = await desk.agent("agent.1")

    first, again = await _twice(post, f"/desk/conversations/{waiting.id}/{act}", {"urgent": "yes"})
    before = (await waiting.read())["last_seq"]
    await _twice(post, f"/desk/conversations/{waiting.id}/{act}", {"urgent": "yes"})

    assert (first.status_code, again.status_code) == (204, 204)
    assert (await waiting.read())["last_seq"] == before


async def test_new_account_tells_its_password_to_a_retry(desk: Desk, operator: Post) -> None:
    headers = {"Idempotency-Key": "k"}
    url = f"{BASE}/accounts"
    first, again = [await operator.http.post(url, json=NEW, headers=headers) for _ in range(2)]

    assert first.json() == again.json()
    entered = await desk.browser().sign_in("sacha.m", first.json()["initial_password"])
    assert entered.status_code == 200


async def test_page_of_a_new_account_shows_its_password_twice(operator: Post) -> None:
    first, again = await _twice(operator, "/desk/accounts", NEW)

    [shown] = [line for line in first.text.splitlines() if 'class="secret"' in line]
    assert shown in again.text


@pytest.mark.parametrize("key", ["autre", None])
async def test_without_the_same_key_a_taken_login_is_refused(
    operator: Post, key: str | None
) -> None:
    await operator.http.post(f"{BASE}/accounts", json=NEW, headers={"Idempotency-Key": "k"})

    headers = {"Idempotency-Key": key} if key else {}
    refused = await operator.http.post(f"{BASE}/accounts", json=NEW, headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (409, "login_taken")


async def test_same_key_of_another_operator_tells_no_password(
    desk: Desk, operator: Post, database: Database
) -> None:
    await create(database, NewAgent("autre", "Autre", AgentRole.OPERATOR, PASSWORD))
    headers = {"Idempotency-Key": "k"}
    await operator.http.post(f"{BASE}/accounts", json=NEW, headers=headers)

    other = await desk.agent("autre")

    refused = await other.http.post(f"{BASE}/accounts", json=NEW, headers=headers)
    assert refused.json()["code"] == "login_taken"


async def test_account_is_begun_again_once(operator: Post) -> None:
    url, headers = f"{BASE}/accounts/agent.1/reset", {"Idempotency-Key": "k"}

    answers = [await operator.http.post(url, json={}, headers=headers) for _ in range(2)]

    assert answers[0].json() == answers[1].json()


async def test_new_passwords_of_two_keys_differ(operator: Post) -> None:
    url = f"{BASE}/accounts/agent.1/reset"
    told = [
        (await operator.http.post(url, json={}, headers={"Idempotency-Key": key})).json()
        for key in ("k1", "k2")
    ]

    assert told[0]["initial_password"] != told[1]["initial_password"]


@pytest.mark.parametrize(
    "path", ["/desk/supervision/teams/partie/removal", "/desk/account/sessions/finie/end"]
)
async def test_what_is_gone_already_is_no_failure(desk: Desk, path: str) -> None:
    answer = await (await desk.agent("chef.1")).http.post(path)

    assert answer.status_code == 303
