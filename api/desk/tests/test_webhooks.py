import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.api_process import api_process
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.clock import real_now
from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.desk.presence.sweep import PresenceSweep
from api.desk.tests.post import Desk
from api.desk.tests.webhook_receiver import SECRET, WebhookReceiver
from api.models.outgoing import Outgoing
from api.tests.fresh_tables import lay_fresh_tables


@pytest.fixture
async def receiver(settings_env: pytest.MonkeyPatch) -> AsyncIterator[WebhookReceiver]:
    receiver = WebhookReceiver()
    await receiver.start()
    target(settings_env, receiver)
    yield receiver
    await receiver.stop()


def target(environment: pytest.MonkeyPatch, receiver: WebhookReceiver, **more: object) -> None:
    targets = [{"url": receiver.url, "secret": SECRET, **more}]
    environment.setenv("CHORALE_WEBHOOKS", json.dumps(targets))
    environment.setenv("CHORALE_OUTGOING_FIRST_DELAY", "0.01")
    get_settings.cache_clear()


@pytest.fixture
async def client(receiver: WebhookReceiver, client: AsyncClient) -> AsyncClient:
    """The application, started after those whom it tells."""
    return client


async def _settled(client: AsyncClient) -> Outgoing:
    """The first delivery, once it is no longer owed."""
    async with asyncio.timeout(20):
        while True:
            async with database_of(client).new_read_session.begin() as session:
                row = await session.scalar(select(Outgoing).order_by(Outgoing.id).limit(1))
            if row and (row.done_at or row.dead_at):
                return row


async def test_call_claim_and_close_are_told(
    waiting: Talk, desk: Desk, receiver: WebhookReceiver
) -> None:
    await receiver.has(1)
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await receiver.has(2)
    await agent.act(waiting.id, "close", {"outcome": "solved"})
    await receiver.has(3)

    queued, claimed, closed = receiver.received
    assert [told["event"] for told in receiver.received] == [
        "conversation.queued",
        "conversation.claimed",
        "conversation.closed",
    ]
    assert {told["conversation_id"] for told in receiver.received} == {waiting.id}
    assert len({told["episode"] for told in receiver.received}) == 1
    assert queued["reason"] == "user_wish"
    assert (claimed["agent"], closed["outcome"]) == ("Camille", "solved")


async def test_return_to_the_queue_is_told_as_queued_again(
    waiting: Talk, desk: Desk, receiver: WebhookReceiver
) -> None:
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await receiver.has(2)

    await agent.act(waiting.id, "transfer", {})
    await receiver.has(3)

    first, again = receiver.received[0], receiver.received[2]
    assert (again["event"], again["reason"]) == ("conversation.queued", "transfer")
    assert again["episode"] == first["episode"]


async def test_absence_is_told_as_queued_again(
    waiting: Talk, desk: Desk, receiver: WebhookReceiver, database: Database
) -> None:
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await receiver.has(2)
    await agent.sign_out()

    await PresenceSweep(database).sweep(real_now())
    await receiver.has(3)

    again = receiver.received[2]
    assert (again["event"], again["reason"]) == ("conversation.queued", "agent_gone")


async def test_erasure_is_told_as_the_end(
    waiting: Talk, desk: Desk, receiver: WebhookReceiver
) -> None:
    await (await desk.agent("agent.1")).claim(waiting.id)
    await receiver.has(2)

    await waiting.client.delete(waiting.url, headers=waiting.headers)
    await receiver.has(3)

    closed = receiver.received[2]
    assert (closed["event"], closed["outcome"]) == ("conversation.closed", "erased")
    assert (closed["conversation_id"], closed["agent"]) == (waiting.id, "Camille")


async def test_erasure_of_what_no_agent_has_tells_nothing(
    talk: Talk, client: AsyncClient, receiver: WebhookReceiver
) -> None:
    await client.delete(talk.url, headers=talk.headers)
    other = await Talk.start(client)
    await other.say("contacter un agent")
    await receiver.has(1)

    assert [told["conversation_id"] for told in receiver.received] == [other.id]


async def test_what_was_said_is_never_told(waiting: Talk, receiver: WebhookReceiver) -> None:
    await waiting.say("Mon nom est Durand")
    await receiver.has(1)

    assert set(receiver.received[0]) <= {
        "id",
        "event",
        "at",
        "conversation_id",
        "episode",
        "reason",
        "theme",
    }


async def test_delivery_is_known_by_its_key_at_each_attempt(
    receiver: WebhookReceiver, talk: Talk
) -> None:
    receiver.statuses = [500, 503]
    await talk.say("contacter un agent")
    await receiver.has(3)

    assert len(set(receiver.keys)) == 1
    assert {told["id"] for told in receiver.received} == set(receiver.keys)
    assert receiver.forged == 0


async def test_receiver_that_is_gone_is_told_no_more(
    receiver: WebhookReceiver, client: AsyncClient, talk: Talk
) -> None:
    receiver.statuses = [410]
    await talk.say("contacter un agent")

    row = await _settled(client)

    assert (row.last_error, len(receiver.received)) == ("status_410", 1)


async def test_redirection_is_not_followed(
    receiver: WebhookReceiver, client: AsyncClient, talk: Talk
) -> None:
    receiver.location = receiver.url
    receiver.statuses = [307]
    await talk.say("contacter un agent")

    row = await _settled(client)

    # The second call is our own next attempt, under the same key.
    assert (row.attempts, len(receiver.received)) == (2, 2)


async def test_long_answer_is_not_read_to_its_end(
    receiver: WebhookReceiver, client: AsyncClient, talk: Talk
) -> None:
    receiver.answer, receiver.statuses = b"x" * 5_000_000, [200]
    await talk.say("contacter un agent")

    row = await _settled(client)

    assert (row.done_at is not None, row.attempts) == (True, 1)


async def test_only_the_events_wanted_are_told(
    settings_env: pytest.MonkeyPatch, receiver: WebhookReceiver, client: AsyncClient, talk: Talk
) -> None:
    target(settings_env, receiver, events=["conversation.closed"])
    await talk.say("contacter un agent")
    await talk.say("annuler")
    await receiver.has(1)

    assert [told["event"] for told in receiver.received] == ["conversation.closed"]


@pytest.mark.parametrize(
    "url", ["http://suivi.example.fr/", "ftp://127.0.0.1/", "https://a:b@suivi.example.fr/", "x"]
)
def test_unsafe_address_is_refused(settings_env: pytest.MonkeyPatch, url: str) -> None:
    settings_env.setenv("CHORALE_WEBHOOKS", json.dumps([{"url": url, "secret": SECRET}]))

    with pytest.raises(ValueError, match="https"):
        Settings()


async def test_api_killed_before_the_acknowledgement_tells_it_again_under_the_same_key(
    tmp_path: Path, settings_env: pytest.MonkeyPatch, receiver: WebhookReceiver
) -> None:
    settings_env.setenv("CHORALE_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'kill.db'}")
    get_settings.cache_clear()
    await lay_fresh_tables(get_settings().resolved_database_url())
    receiver.free.clear()

    async with api_process() as (api, http):
        talk = await Talk.start(http)
        await talk.say("contacter un agent")
        await receiver.has(1)
        api.kill()
        receiver.free.set()
        api.start()
        await receiver.has(2)

    first, second = receiver.received
    assert first == second
    assert len(set(receiver.keys)) == 1
