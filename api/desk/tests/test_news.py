"""The desk's news where no stream comes through, and one conversation as a stream."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.stream import Reader
from api.chat.tests.running import app_of
from api.chat.tests.talk import Talk
from api.core.errors import AuthenticationRequiredError
from api.core.tokens import hash_token
from api.desk.access.auth import SignedIn
from api.desk.access.session_cookie import COOKIE
from api.desk.live.poll import DeskPoll
from api.desk.tests.post import BASE, Desk, Post
from api.domain.agent_role import AgentRole

JSON = {"Accept": "application/json"}
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
async def post(desk: Desk) -> Post:
    return await desk.agent("agent.1")


async def news(post: Post, after: str = "", wait: float = 0) -> dict[str, Any]:
    params: dict[str, Any] = {"after": after, "wait": wait}
    answer = await post.http.get(f"{BASE}/events", params=params, headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def while_waiting(post: Post, after: str, act: Any) -> dict[str, Any]:
    """What a question that waits is answered, once something has happened."""
    asking = asyncio.create_task(news(post, after, wait=20))
    await act()
    return await asking


async def test_the_board_is_told_at_once(post: Post, waiting: Talk) -> None:
    assert (await news(post))["queue"] == await post.queue()


async def test_what_is_known_is_not_told_again(post: Post, waiting: Talk) -> None:
    known = await news(post)

    assert await news(post, known["cursor"]) == {**known, "queue": None, "conversations": []}


async def test_a_question_waits_for_the_queue_to_move(post: Post, talk: Talk) -> None:
    known = await news(post)

    told = await while_waiting(post, known["cursor"], lambda: talk.say("contacter un agent"))

    assert [row["id"] for row in told["queue"]["waiting"]] == [talk.id]


async def test_a_message_moves_ones_conversation_and_not_the_board(
    post: Post, waiting: Talk
) -> None:
    await post.claim(waiting.id)
    known = await news(post)

    told = await while_waiting(post, known["cursor"], lambda: waiting.say("Êtes-vous là ?"))

    [move] = told["conversations"]
    assert (told["queue"], move["id"]) == (None, waiting.id)
    assert move["last_seq"] > known["conversations"][0]["last_seq"]


async def test_what_moved_between_two_questions_is_told_at_once(post: Post, waiting: Talk) -> None:
    await post.claim(waiting.id)
    known = await news(post)
    seq = await waiting.say("Êtes-vous là ?")

    told = await news(post, known["cursor"], wait=20)

    assert told["conversations"] == [{"id": waiting.id, "last_seq": seq}]


async def test_a_question_that_waits_tells_nothing_once_the_session_has_ended(
    post: Post, talk: Talk
) -> None:
    known = await news(post)
    params: dict[str, Any] = {"after": known["cursor"], "wait": 20}
    asking = asyncio.create_task(post.http.get(f"{BASE}/events", params=params, headers=JSON))
    await post.sign_out()

    await talk.say("contacter un agent")

    assert (await asking).status_code == 401


async def test_nothing_is_read_once_the_session_has_ended(post: Post, waiting: Talk) -> None:
    token_hash = hash_token(post.http.cookies[COOKIE])
    agent = SignedIn("agent.1", "Camille", AgentRole.AGENT, token_hash)
    await post.sign_out()

    with pytest.raises(AuthenticationRequiredError):
        await DeskPoll(app_of(waiting.client), agent).news("", wait=0)


@asynccontextmanager
async def stream_of(post: Post, talk: Talk, after: int) -> AsyncGenerator[AsyncIterator[str]]:
    path = f"{BASE}/conversations/{talk.id}/events"
    params = {"after": after}
    async with post.http.stream("GET", path, params=params, headers=STREAM, timeout=20) as response:
        assert response.status_code == 200
        yield response.aiter_lines()


async def numbers(lines: AsyncIterator[str], count: int) -> list[int]:
    found: list[int] = []
    async for line in lines:
        if line.startswith("id: "):
            found.append(int(line.removeprefix("id: ")))
        if len(found) == count:
            break
    return found


async def test_a_conversation_is_streamed_from_a_number_on(
    desk: Desk, waiting: Talk, served: str
) -> None:
    post = await desk.agent("agent.1", served)
    await post.claim(waiting.id)

    async with stream_of(post, waiting, after=2) as lines:
        before = await numbers(lines, 1)
        last = await waiting.say("Êtes-vous là ?")
        rest = await numbers(lines, last - 3)

    assert before + rest == list(range(3, last + 1))


async def test_a_stream_ends_when_the_conversation_leaves_the_agents_hands(
    desk: Desk, waiting: Talk, served: str
) -> None:
    post = await desk.agent("agent.1", served)
    await post.claim(waiting.id)

    async with stream_of(post, waiting, after=0) as lines:
        await anext(lines)
        await post.act(waiting.id, "close")
        rest = [line async for line in lines]

    assert not any("a terminé l’échange" in line for line in rest)


async def test_what_comes_once_the_rights_are_lost_is_not_read(
    desk: Desk, waiting: Talk, client: AsyncClient
) -> None:
    post = await desk.agent("agent.1")
    await post.claim(waiting.id)
    last = (await waiting.events())[-1]["seq"]

    async def check(_: AsyncSession) -> None:
        """The agent still has it; what happens next is that he closes."""
        await post.act(waiting.id, "close")

    reader = Reader(app_of(client), waiting.id, check)

    assert (await reader.page(last, wait=0)).events == []
    assert len(await waiting.events(last)) > 1


async def test_a_colleagues_conversation_is_not_streamed(desk: Desk, waiting: Talk) -> None:
    owner, other = await desk.agent("agent.1"), await desk.agent("agent.2")
    await owner.claim(waiting.id)

    path = f"{BASE}/conversations/{waiting.id}/events"
    answer = await other.http.get(path, headers=STREAM)

    assert (answer.status_code, answer.json()["code"]) == (404, "conversation_not_found")
