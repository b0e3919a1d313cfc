"""Our own desk, while the agents are in Chatwoot; and Chatwoot's door, while they are here."""

import pytest

from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import Settings
from api.desk.accounts.seed import PASSWORD_VARIABLE, seed_agents
from api.desk.port.desk import OwnDesk
from api.desk.port.lifespan import desk_of
from api.desk.port.tests.chatwoot_server import ChatwootServer
from api.desk.port.watch import DeskWatch
from api.desk.tests.post import PASSWORD, Desk, Post
from api.outgoing.tests.receiver import settled


@pytest.fixture
async def agent(settings_env: pytest.MonkeyPatch, waiting: Talk) -> Post:
    """An agent of ours, signed in, while a user waits for one of Chatwoot's."""
    settings_env.setenv(PASSWORD_VARIABLE, PASSWORD)
    async with database_of(waiting.client).new_session.begin() as session:
        await seed_agents(session)
    return await Desk(waiting.client).agent("agent.1")


async def test_our_agents_cannot_take_a_conversation(agent: Post, waiting: Talk) -> None:
    refused = await agent.claim(waiting.id)

    assert (refused.status_code, refused.json()["code"]) == (409, "desk_elsewhere")


async def test_the_next_one_is_not_given_either(agent: Post) -> None:
    refused = await agent.http.post("/desk/v1/claims")

    assert (refused.status_code, refused.json()["code"]) == (409, "desk_elsewhere")


async def test_message_that_chatwoot_did_not_announce_is_found_all_the_same(
    waiting: Talk, chatwoot: ChatwootServer
) -> None:
    database = database_of(waiting.client)
    await settled(database)
    chatwoot.loses_hooks = True
    await chatwoot.say(chatwoot.only["id"], "Bonjour.")

    await DeskWatch(database, period=1).look()

    events = await waiting.until(lambda event: event["from"] == "agent")
    assert events[-1]["text"] == "Bonjour."


def test_our_desk_is_the_default() -> None:
    assert isinstance(desk_of(Settings()), OwnDesk)


def test_chatwoot_without_its_settings_is_refused(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_DESK", "chatwoot")

    with pytest.raises(ValueError, match="cinq réglages"):
        Settings()


def test_chatwoot_in_clear_over_the_network_is_refused(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_CHATWOOT_URL", "http://chatwoot.example.fr")

    with pytest.raises(ValueError, match="https"):
        Settings()
