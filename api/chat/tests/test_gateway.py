"""Several replicas of the bot: a conversation keeps to one, and goes to the next if it is away."""

import uuid
from collections.abc import AsyncIterator

import pytest

from api.chat.gateway import BotUnavailableError, Gateway
from api.chat.tests.fake_bot import FakeBot

SECRET = "a-gateway-secret-of-more-than-32-characters"


@pytest.fixture
async def replicas() -> AsyncIterator[list[FakeBot]]:
    bots = [FakeBot(SECRET), FakeBot(SECRET)]
    for bot in bots:
        await bot.start()
    yield bots
    for bot in bots:
        await bot.close()


@pytest.fixture
async def gateway(replicas: list[FakeBot]) -> AsyncIterator[Gateway]:
    opened = Gateway([bot.url for bot in replicas], SECRET, 5)
    yield opened
    await opened.close()


def turn(conversation_id: str, seq: int) -> dict[str, str]:
    return {
        "conversation_id": conversation_id,
        "turn_id": f"{conversation_id}:{seq}",
        "text": "bonjour",
    }


async def test_a_conversation_keeps_to_one_replica(
    gateway: Gateway, replicas: list[FakeBot]
) -> None:
    conversation_id = str(uuid.uuid4())
    for seq in range(1, 5):
        await gateway.turn(turn(conversation_id, seq))
    assert sorted(len(bot.received) for bot in replicas) == [0, 4]


async def test_conversations_are_shared_out(gateway: Gateway, replicas: list[FakeBot]) -> None:
    for number in range(20):
        await gateway.turn(turn(str(uuid.UUID(int=number)), 1))
    assert all(bot.received for bot in replicas)


async def test_the_next_replica_serves_when_one_is_away(
    gateway: Gateway, replicas: list[FakeBot]
) -> None:
    await replicas[0].stop()
    for number in range(10):
        await gateway.turn(turn(str(uuid.UUID(int=number)), 1))
    assert len(replicas[1].received) == 10


async def test_none_at_all_is_unavailable(gateway: Gateway, replicas: list[FakeBot]) -> None:
    for bot in replicas:
        await bot.stop()
    with pytest.raises(BotUnavailableError):
        await gateway.turn(turn(str(uuid.uuid4()), 1))
