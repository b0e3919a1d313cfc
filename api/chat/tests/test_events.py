import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.live_server import serving
from api.chat.tests.running import app_of
from api.chat.tests.talk import Json, Talk


async def test_reading_resumes_after_a_number(talk: Talk) -> None:
    await talk.ask("bonjour")

    page = await talk.read(after=2)

    assert [event["seq"] for event in page["events"]] == [3, 4]
    assert page["last_seq"] == 4


async def test_nothing_new_gives_the_last_number(talk: Talk) -> None:
    assert await talk.read(after=1) == {"events": [], "last_seq": 1}


async def test_long_poll_ends_as_soon_as_something_comes(talk: Talk, bot: FakeBot) -> None:
    waiting = asyncio.create_task(talk.read(after=1, wait=25))
    await talk.say("bonjour")

    page = await asyncio.wait_for(waiting, 20)

    assert page["events"][0]["text"] == "bonjour"


async def test_absurd_numbers_are_refused(talk: Talk) -> None:
    for query in ("after=-1", "after=99999999999999", "wait=26", "after=x"):
        response = await talk.client.get(f"{talk.url}/events?{query}", headers=talk.headers)
        assert response.status_code == 422


async def test_stream_shows_the_past_then_what_comes(client: AsyncClient, bot: FakeBot) -> None:
    async with serving(client) as live:
        talk = await Talk.start(live)
        headers = {**talk.headers, "Accept": "text/event-stream"}
        async with live.stream("GET", f"{talk.url}/events", headers=headers) as response:
            lines = response.aiter_lines()
            past = await _next_event(lines)
            seq = await talk.say("bonjour")
            events = [await _next_event(lines) for _ in range(3)]

    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert past["seq"] == 1
    assert [event["seq"] for event in events] == [2, 3, 4]
    assert events[-1]["in_reply_to"] == seq


async def test_stream_resumes_from_the_last_event_id(client: AsyncClient, bot: FakeBot) -> None:
    async with serving(client) as live:
        talk = await Talk.start(live)
        await talk.ask("bonjour")
        headers = {**talk.headers, "Accept": "text/event-stream", "Last-Event-ID": "3"}
        async with live.stream("GET", f"{talk.url}/events?after=1", headers=headers) as response:
            first = await _next_event(response.aiter_lines())

    assert first["seq"] == 4


async def test_quiet_stream_has_a_heartbeat(client: AsyncClient) -> None:
    app_of(client).state.settings.heartbeat = 0.1
    async with serving(client) as live:
        talk = await Talk.start(live)
        headers = {**talk.headers, "Accept": "text/event-stream"}
        async with live.stream("GET", f"{talk.url}/events?after=1", headers=headers) as response:
            comments = [line async for line in _first_comments(response.aiter_lines(), 3)]

    assert len(comments) == 3


async def test_a_stream_that_is_told_something_at_once_still_skips_a_part_of_its_first_period(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app_of(client).state.settings.heartbeat = 3600
    monkeypatch.setattr("random.random", lambda: 1.0)
    async with serving(client) as live:
        talk = await Talk.start(live)
        headers = {**talk.headers, "Accept": "text/event-stream"}
        async with live.stream("GET", f"{talk.url}/events", headers=headers) as response:
            lines = response.aiter_lines()
            await _next_event(lines)
            comments = [line async for line in _first_comments(lines, 1)]

    assert len(comments) == 1


async def test_stream_ends_when_the_conversation_is_erased(client: AsyncClient) -> None:
    async with serving(client) as live:
        talk = await Talk.start(live)
        headers = {**talk.headers, "Accept": "text/event-stream"}
        async with live.stream("GET", f"{talk.url}/events", headers=headers) as response:
            lines = response.aiter_lines()
            await _next_event(lines)
            await live.delete(talk.url, headers=talk.headers)
            rest = [line async for line in lines if line.startswith("data: ")]

    assert rest == []


async def _next_event(lines: AsyncIterator[str]) -> Json:
    number = None
    async for line in lines:
        if line.startswith("id: "):
            number = int(line.removeprefix("id: "))
        if line.startswith("data: "):
            event = json.loads(line.removeprefix("data: "))
            assert event["seq"] == number
            return event
    raise AssertionError("the stream ended")


async def _first_comments(lines: AsyncIterator[str], count: int) -> AsyncIterator[str]:
    found = 0
    async for line in lines:
        if line.startswith(":"):
            found += 1
            yield line
        if found == count:
            return
