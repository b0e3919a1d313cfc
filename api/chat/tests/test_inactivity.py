import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from api.chat import drafts, log, speaker
from api.chat.inactivity import IdleWatch
from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Json, Talk, choice
from api.core.clock import now
from api.core.settings import get_settings
from api.models.desk_episode import DeskEpisode

MINUTE = timedelta(minutes=1)
WARNING = "Êtes-vous toujours là ?"


@pytest.fixture
async def start(talk: Talk) -> datetime:
    """An agent has answered at this instant, the clock being frozen there."""
    await talk.ask("contacter un agent")
    async with database_of(talk.client).new_session.begin() as session:
        await speaker.claim(session, talk.id, "agent.1", "Agnès")
    await agent_says(talk)
    return now()


async def agent_says(talk: Talk) -> None:
    async with database_of(talk.client).new_session.begin() as session:
        await log.append(session, talk.id, [drafts.agent_message("Votre SIRET ?", "Agnès")])


async def look(talk: Talk, at: datetime) -> list[str]:
    """What is said at this instant, when silences are looked at."""
    before = (await talk.read())["last_seq"]
    await IdleWatch(database_of(talk.client), get_settings()).look(at)
    return [event.get("text", "") for event in await talk.events(after=before)]


async def last(talk: Talk) -> Json:
    return (await talk.events())[-1]


async def test_nothing_is_said_before_ten_minutes(talk: Talk, start: datetime) -> None:
    assert await look(talk, start + 9 * MINUTE) == []


async def test_silent_user_is_warned_once(talk: Talk, start: datetime) -> None:
    first = await look(talk, start + 10 * MINUTE)
    second = await look(talk, start + 11 * MINUTE)

    assert first == [
        "Êtes-vous toujours là ? Sans message de votre part d’ici 5 minutes, l’échange avec "
        "Agnès prendra fin."
    ]
    assert second == []


async def test_exchange_ends_after_fifteen_minutes(talk: Talk, start: datetime) -> None:
    await look(talk, start + 10 * MINUTE)

    said = await look(talk, start + 15 * MINUTE)

    assert "Agnès a quitté la conversation" in said[0]
    assert said[1].startswith("Sans nouvelles de votre part")
    assert [one["label"] for one in (await last(talk))["choices"]] == ["Déposer une sollicitation"]


async def test_end_is_kept_with_the_episode(talk: Talk, start: datetime) -> None:
    await look(talk, start + 10 * MINUTE)
    await look(talk, start + 15 * MINUTE)

    async with database_of(talk.client).new_read_session.begin() as session:
        episode = (await session.scalars(select(DeskEpisode))).one()
    assert (episode.close_reason, episode.satisfaction_asked) == ("inactive", False)


async def test_late_warning_leaves_as_much_time(talk: Talk, start: datetime) -> None:
    """After a stop of the application, nobody is sent away without having been warned."""
    first = await look(talk, start + 60 * MINUTE)
    second = await look(talk, start + 64 * MINUTE)
    third = await look(talk, start + 65 * MINUTE)

    assert first[0].startswith(WARNING)
    assert (second, len(third)) == ([], 2)


@pytest.mark.parametrize("who", ["user", "click", "agent"])
async def test_word_from_either_cancels(
    talk: Talk, start: datetime, bot: FakeBot, who: str
) -> None:
    await look(talk, start + 10 * MINUTE)
    get_settings().clock = start + 12 * MINUTE
    match who:
        case "user":
            await talk.say("oui, un instant")
        case "click":
            await talk.click(choice(await last(talk), "Je suis toujours là"))
        case _:
            await agent_says(talk)

    assert await look(talk, start + 15 * MINUTE) == []
    assert bot.received == []


async def test_user_who_had_the_last_word_is_not_silent(talk: Talk, start: datetime) -> None:
    await talk.say("00000000108396")

    assert await look(talk, start + 60 * MINUTE) == []


async def test_second_silence_is_warned_of_anew(talk: Talk, start: datetime) -> None:
    await look(talk, start + 10 * MINUTE)
    get_settings().clock = start + 12 * MINUTE
    await talk.say("oui, un instant")
    await agent_says(talk)

    early = await look(talk, start + 21 * MINUTE)
    warned = await look(talk, start + 22 * MINUTE)

    assert (early, warned[0].startswith(WARNING)) == ([], True)


async def test_new_agent_is_left_time_to_speak(talk: Talk, start: datetime) -> None:
    get_settings().clock = start + 30 * MINUTE
    async with database_of(talk.client).new_session.begin() as session:
        await speaker.transfer(session, talk.id, "agent.1", "agent.2", "Basile")

    assert await look(talk, start + 35 * MINUTE) == []


async def test_silence_with_the_assistant_is_nobodys_business(talk: Talk) -> None:
    assert await look(talk, now() + timedelta(days=1)) == []


async def test_three_watches_at_once_say_it_once(talk: Talk, start: datetime) -> None:
    watches = [IdleWatch(database_of(talk.client), get_settings()) for _ in range(3)]

    for at in (start + 10 * MINUTE, start + 15 * MINUTE):
        await asyncio.gather(*(watch.look(at) for watch in watches))

    texts = [event.get("text", "") for event in await talk.events()]
    assert sum(text.startswith(WARNING) for text in texts) == 1
    assert sum(text.startswith("Sans nouvelles") for text in texts) == 1
