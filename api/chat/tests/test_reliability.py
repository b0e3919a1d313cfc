import httpx
import pytest
from sqlalchemy import update

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk, choice, kinds
from api.core.clock import real_now
from api.core.settings import get_settings
from api.models.chat_turn import ChatTurn


async def test_question_asked_while_the_bot_is_down_is_answered_once_it_is_back(
    talk: Talk, bot: FakeBot
) -> None:
    await bot.stop()
    seq = await talk.say("bonjour")
    with pytest.raises(httpx.ConnectError):
        await httpx.AsyncClient(trust_env=False).get(bot.url)
    await bot.start()

    answer = await talk.answer_to(seq)

    assert answer[0]["text"] == "Bot : bonjour"


async def test_bot_that_starts_is_waited_for(talk: Talk, bot: FakeBot) -> None:
    get_settings().turn_attempts = 1
    bot.status = 503
    seq = await talk.say("bonjour")
    await _attempts(bot, 2)
    bot.status = 200

    assert (await talk.answer_to(seq))[0]["text"] == "Bot : bonjour"


@pytest.mark.usefixtures("somebody")
async def test_bot_that_never_comes_gets_an_apology_and_no_late_answer(
    talk: Talk, bot: FakeBot
) -> None:
    get_settings().turn_deadline = 0.6
    await bot.stop()

    apology, end = await talk.ask("bonjour")
    await bot.start()
    later = await talk.ask("encore là ?")

    assert apology["from"] == "bot"
    assert [c["label"] for c in apology["choices"]] == ["Contacter un agent", "Réessayer"]
    assert end["type"] == "turn_end"
    assert later[0]["text"] == "Bot : encore là ?"
    assert "Bot : bonjour" not in [event.get("text") for event in await talk.events()]


async def test_bot_that_fails_is_asked_so_many_times_only(talk: Talk, bot: FakeBot) -> None:
    get_settings().turn_attempts = 2
    bot.status = 500

    apology, _ = await talk.ask("bonjour")

    assert "excuser" in apology["text"]
    assert len(bot.received) == 2


async def test_retry_asks_the_same_question_as_a_new_turn(talk: Talk, bot: FakeBot) -> None:
    get_settings().turn_attempts = 1
    bot.status = 500
    apology, _ = await talk.ask("ma question")
    bot.status = 200

    answer = await talk.answer_to(await talk.click(choice(apology, "Réessayer")))

    assert answer[0]["text"] == "Bot : ma question"


@pytest.mark.usefixtures("somebody")
async def test_agent_can_be_called_from_the_apology_without_the_bot(
    talk: Talk, bot: FakeBot
) -> None:
    get_settings().turn_attempts = 1
    bot.status = 500
    apology, _ = await talk.ask("ma question")

    events = await talk.answer_to(await talk.click(choice(apology, "Contacter un agent")))

    assert kinds(events) == ["state", "message", "turn_end"]


async def test_answer_out_of_contract_counts_as_a_failure(talk: Talk, bot: FakeBot) -> None:
    get_settings().turn_attempts = 1
    bot.answer = lambda turn: {"messages": "none"}

    apology, end = await talk.ask("bonjour")

    assert "excuser" in apology["text"]
    assert end["type"] == "turn_end"


@pytest.mark.usefixtures("somebody")
async def test_silent_bot_never_leaves_the_user_without_a_word(talk: Talk, bot: FakeBot) -> None:
    bot.answer = lambda turn: {"messages": []}

    message, end = await talk.ask("bonjour")

    assert message["choices"][0]["label"] == "Contacter un agent"
    assert end["type"] == "turn_end"


async def test_turn_of_a_dead_process_is_taken_over_and_answered_once(
    talk: Talk, bot: FakeBot
) -> None:
    """The neighbour called the bot, then died with its lease: the bot replays the turn."""
    bot.free.clear()
    seq = await talk.say("bonjour")
    await bot.called.wait()
    database = database_of(talk.client)
    stolen = update(ChatTurn).values(lease_owner="dead", lease_until=real_now())
    async with database.new_session.begin() as session:
        await session.execute(stolen)
    bot.free.set()

    answer = await talk.answer_to(seq)
    await talk.ask("encore")

    assert kinds(answer) == ["message", "turn_end"]
    assert [event.get("text") for event in await talk.events()].count("Bot : bonjour") == 1
    assert len(bot.processed) == 2


async def _attempts(bot: FakeBot, count: int) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        while len(bot.received) < count:
            await client.get(f"{bot.url}/webhooks/gateway/")
