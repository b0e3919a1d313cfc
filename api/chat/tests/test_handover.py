import asyncio

import pytest
from httpx import AsyncClient

from api.chat import speaker
from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Json, Talk, choice, kinds
from api.core.settings import get_settings


async def test_agent_is_called_without_the_bot(talk: Talk, bot: FakeBot) -> None:
    await bot.stop()

    state, message, end = await talk.ask("CONTACTER UN AGENT")

    assert state["state"] == {"speaker": "queued", "position": 1}
    assert "position 1" in message["text"]
    assert [c["label"] for c in message["choices"]] == [
        "Quitter la file d’attente",
        "Transformer en sollicitation",
    ]
    assert end["type"] == "turn_end"
    assert bot.received == []


@pytest.mark.usefixtures("somebody")
async def test_choice_of_the_greeting_calls_an_agent(talk: Talk, bot: FakeBot) -> None:
    [greeting] = await talk.events()

    events = await talk.answer_to(await talk.click(choice(greeting, "Contacter un agent")))

    assert kinds(events) == ["state", "message", "turn_end"]
    assert bot.received == []


async def test_messages_of_one_who_waits_are_only_logged(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("contacter un agent")

    seq = await talk.say("ma facture 124 est rejetée")
    await talk.ask("contacter un agent")

    later = await talk.events(after=seq)
    assert bot.received == []
    assert seq not in [event.get("in_reply_to") for event in later]


async def test_asking_again_while_waiting_tells_the_position(talk: Talk) -> None:
    await talk.ask("contacter un agent")

    again = await talk.ask("contacter un agent")

    assert kinds(again) == ["message", "turn_end"]
    assert "position 1" in again[0]["text"]


@pytest.mark.parametrize("words", ["annuler", "Quitter la file", "quitter la file d’attente"])
async def test_words_leave_the_queue(talk: Talk, bot: FakeBot, words: str) -> None:
    await talk.ask("contacter un agent")

    left = await talk.ask(words)
    answer = await talk.ask("bonjour")

    assert left[0]["state"] == {"speaker": "bot"}
    assert kinds(left) == ["state", "message", "turn_end"]
    assert answer[0]["text"] == "Bot : bonjour"


async def test_choice_leaves_the_queue_once(talk: Talk) -> None:
    _, message, _ = await talk.ask("contacter un agent")

    left = await talk.answer_to(await talk.click(message["choices"][0]))
    again = await talk.answer_to(await talk.click(message["choices"][0]))

    assert left[0]["state"] == {"speaker": "bot"}
    assert kinds(again) == ["message", "turn_end"]


async def test_cancel_is_for_the_bot_when_nobody_waits(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("annuler")

    assert bot.received[0]["text"] == "annuler"


async def test_those_who_wait_are_told_when_the_queue_moves(client: AsyncClient) -> None:
    first, second, third = [await Talk.start(client) for _ in range(3)]
    for talk in (first, second, third):
        await talk.ask("contacter un agent")
    before = (await third.read())["last_seq"]

    await first.ask("annuler")

    [moved] = await third.events(after=before)
    assert moved["state"] == {"speaker": "queued", "position": 2}
    assert (await second.events())[-1]["state"]["position"] == 1


async def test_agent_speaks_and_the_bot_stays_silent(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("contacter un agent")
    database = database_of(talk.client)

    async with database.new_session.begin() as session:
        assert await speaker.claim(session, talk.id, "agent.1", "Agnès")
    seq = await talk.say("contacter un agent")
    async with database.new_session.begin() as session:
        assert await speaker.close_by_agent(session, talk.id, "agent.1")
    answer = await talk.ask("merci")

    states = [event["state"] for event in await talk.events() if event["type"] == "state"]
    assert states == [
        {"speaker": "queued", "position": 1},
        {"speaker": "agent", "agent": "Agnès"},
        {"speaker": "bot", "agent": "Agnès"},
    ]
    assert (await talk.events(after=seq))[0]["type"] == "state"
    assert answer[0]["text"] == "Bot : merci"


async def test_only_one_of_ten_agents_gets_the_conversation(talk: Talk) -> None:
    await talk.ask("contacter un agent")
    database = database_of(talk.client)

    async def claim(number: int) -> bool:
        async with database.new_session.begin() as session:
            return await speaker.claim(session, talk.id, f"agent.{number}", f"Agent {number}")

    taken = await asyncio.gather(*(claim(number) for number in range(10)))

    assert taken.count(True) == 1


async def test_agents_and_users_moving_the_queue_at_once_leave_true_positions(
    client: AsyncClient,
) -> None:
    talks = [await Talk.start(client) for _ in range(8)]
    await asyncio.gather(*(talk.ask("contacter un agent") for talk in talks))
    database = database_of(talks[0].client)

    async def claim(talk: Talk) -> None:
        async with database.new_session.begin() as session:
            await speaker.claim(session, talk.id, "agent.1", "Agnès")

    leaving = [talk.say("annuler") for talk in talks[:3]]
    await asyncio.gather(*leaving, *(claim(talk) for talk in talks[3:5]))

    async with database.new_read_session.begin() as session:
        waiting = await speaker.queue(session)
    told = {talk.id: await _last_position(talk) for talk in talks[5:]}
    assert [entry.position for entry in waiting] == [1, 2, 3]
    assert {entry.conversation_id: entry.position for entry in waiting} == told


async def test_agent_hands_over_to_a_colleague_and_back_to_the_queue(talk: Talk) -> None:
    await talk.ask("contacter un agent")

    async with database_of(talk.client).new_session.begin() as session:
        await speaker.claim(session, talk.id, "agent.1", "Agnès")
        assert await speaker.transfer(session, talk.id, "agent.1", "agent.2", "Basile")
        assert not await speaker.give_back(session, talk.id, "agent.1", "skills")
        assert await speaker.give_back(session, talk.id, "agent.2", "skills")

    states = [event["state"] for event in await talk.events() if event["type"] == "state"]
    assert states[-2:] == [
        {"speaker": "agent", "agent": "Basile"},
        {"speaker": "queued", "position": 1},
    ]


async def test_out_of_hours_the_next_opening_and_a_sollicitation_are_offered(
    talk: Talk, bot: FakeBot
) -> None:
    get_settings().opening = "mon-fri 08:30-09:30"

    message, end = await talk.ask("contacter un agnet svp")
    await talk.answer_to(await talk.click(choice(message, "Déposer une sollicitation")))

    assert "mercredi 25 novembre à 8 h 30" in message["text"]
    assert end["type"] == "turn_end"
    assert bot.received[0]["text"] == "/file_sollicitation"


async def test_bot_hands_over(talk: Talk, bot: FakeBot) -> None:
    bot.answer = lambda turn: {
        "messages": [{"text": "Je vous mets en relation."}, _handover("misunderstood")]
    }

    said, state, message, end = await talk.ask("je veux parler à quelqu’un")

    assert said["text"] == "Je vous mets en relation."
    assert state["state"]["speaker"] == "queued"
    assert "position 1" in message["text"]
    assert end["type"] == "turn_end"


async def test_bot_hands_over_out_of_hours(talk: Talk, bot: FakeBot) -> None:
    get_settings().opening = "mon-fri 08:30-09:30"
    bot.answer = lambda turn: {"messages": [_handover("user_wish")]}

    message, _ = await talk.ask("je veux parler à quelqu’un")

    assert message["choices"][0]["label"] == "Déposer une sollicitation"


async def test_answers_owed_are_cancelled_when_a_human_is_called(talk: Talk, bot: FakeBot) -> None:
    bot.free.clear()
    asked = await talk.say("question")
    await bot.called.wait()
    called = await talk.say("contacter un agent")
    events = await talk.answer_to(called)
    bot.free.set()
    await talk.ask("annuler")
    await talk.ask("bonjour")

    assert [event.get("in_reply_to") for event in events if event["type"] == "turn_end"] == [
        asked,
        called,
    ]
    texts = [event.get("text") for event in await talk.events()]
    assert "Bot : question" not in texts
    assert "Bot : bonjour" in texts


def _handover(reason: str) -> Json:
    return {"custom": {"handover": {"reason": reason}}}


async def _last_position(talk: Talk) -> int:
    states = [event["state"] for event in await talk.events() if event["type"] == "state"]
    return states[-1]["position"]
