"""« … écrit », both ways: told at once to the other side, and kept nowhere."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from httpx import AsyncClient

from api.chat import typing_router
from api.chat.publication import conversation_topic
from api.chat.tests.running import bus_of
from api.chat.tests.talk import Talk
from api.chat.typing_note import TYPING_SECONDS
from api.chat.typing_pace import TypingPace
from api.desk.tests.case_builders import Case
from api.desk.tests.post import Desk, Feed, Json, feed_of


class UsersFeed(Feed):
    """The events of the log have no name."""

    async def said(self, text: str) -> Json:
        """The event of the log that says this."""
        async for line in self._lines:
            if line.startswith("data: ") and text in line:
                return json.loads(line.removeprefix("data: "))
        raise AssertionError("the stream ended")


@asynccontextmanager
async def users_feed(talk: Talk, served: str) -> AsyncGenerator[UsersFeed]:
    """What the user's browser receives, once it is connected."""
    headers = talk.headers | {"Accept": "text/event-stream"}
    async with (
        AsyncClient(base_url=served, timeout=20) as http,
        http.stream("GET", f"{talk.url}/events", headers=headers) as response,
    ):
        feed = UsersFeed(response.aiter_lines())
        await feed.comment()
        yield feed


async def test_the_user_is_told_that_the_agent_writes(
    client: AsyncClient, desk: Desk, served: str
) -> None:
    case = await Case.open(client, desk)

    async with users_feed(case.talk, served) as feed:
        response = await case.post.act(case.id, "typing")
        told = await feed.next("typing")

    assert response.status_code == 202
    assert (told["from"], told["author"], told["seconds"]) == ("agent", "Camille", TYPING_SECONDS)
    assert set(told) == {"from", "author", "until", "seconds"}


async def test_the_agent_is_told_that_the_user_writes(
    client: AsyncClient, desk: Desk, served: str
) -> None:
    case = await Case.open(client, desk)
    post = await desk.agent("agent.1", served)

    async with feed_of(post) as feed:
        await feed.next("queue")
        assert (await case.talk.post("/typing", {})).status_code == 202
        told = await feed.next("typing")

    assert (told["id"], told["from"], told["seconds"]) == (case.id, "user", TYPING_SECONDS)
    assert "author" not in told


async def test_who_stops_says_so(client: AsyncClient, desk: Desk, served: str) -> None:
    case = await Case.open(client, desk)

    async with users_feed(case.talk, served) as feed:
        await case.post.act(case.id, "typing", {"typing": False})

        assert (await feed.next("typing"))["seconds"] == 0


async def test_nobody_is_told_of_himself(client: AsyncClient, desk: Desk, served: str) -> None:
    case = await Case.open(client, desk)

    async with users_feed(case.talk, served) as feed:
        await case.talk.post("/typing", {})
        await case.post.act(case.id, "typing")

        assert (await feed.next("typing"))["from"] == "agent"


async def test_nothing_is_written_in_the_log(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    before = await case.talk.read()

    await case.post.act(case.id, "typing")
    await case.talk.post("/typing", {})

    assert await case.talk.read() == before


async def test_only_who_waits_for_an_agent_or_has_one_is_said_to_write(
    client: AsyncClient, desk: Desk
) -> None:
    talk = await Talk.start(client)
    with bus_of(client).subscribe(conversation_topic(talk.id)) as news:
        with_the_assistant = await talk.post("/typing", {})
        untold = news.take_notes()
        await talk.say("contacter un agent")
        await talk.post("/typing", {"typing": False})
        told = news.take_notes()

    assert with_the_assistant.status_code == 202
    assert (untold, len(told)) == ([], 1)


async def test_a_user_who_insists_is_told_of_once_a_second(
    client: AsyncClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_router, "_pace", TypingPace(lambda: 0.0))
    case = await Case.open(client, desk)

    with bus_of(client).subscribe(conversation_topic(case.id)) as news:
        for _ in range(5):
            await case.talk.post("/typing", {})
        notes = news.take_notes()

    assert len(notes) == 1


async def test_messages_still_come_between_signs(
    client: AsyncClient, desk: Desk, served: str
) -> None:
    case = await Case.open(client, desk)

    async with users_feed(case.talk, served) as feed:
        await case.post.act(case.id, "typing")
        await feed.next("typing")
        await case.post.act(case.id, "typing")
        await case.post.say(case.id, "Bonjour")
        said = await feed.said("Bonjour")

    assert said["author"] == "Camille"


@pytest.mark.parametrize("login", ["agent.2", "chef.1"])
async def test_only_the_agent_in_charge_is_said_to_write(
    client: AsyncClient, desk: Desk, login: str
) -> None:
    case = await Case.open(client, desk)
    other = await desk.agent(login)

    assert (await other.act(case.id, "typing")).status_code == 404


async def test_a_stranger_is_not_said_to_write(client: AsyncClient, talk: Talk) -> None:
    stranger = await Talk.start(client)

    refused = await client.post(f"{talk.url}/typing", headers=stranger.headers)

    assert refused.status_code == 404
