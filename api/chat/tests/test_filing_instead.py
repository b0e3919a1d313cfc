import json

import pytest

from api.chat import speaker
from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Json, Talk, choice


async def waiting(talk: Talk, *written: str) -> Json:
    """The message of one who waits, and has written meanwhile."""
    _, message, _ = await talk.ask("contacter un agent")
    for text in written:
        await talk.say(text)
    return choice(message, "Transformer en sollicitation")


def sent(bot: FakeBot) -> tuple[str, Json]:
    intent, _, entities = bot.received[-1]["text"].partition("{")
    return intent, json.loads("{" + entities) if entities else {}


async def test_the_queue_is_left_for_the_form(talk: Talk, bot: FakeBot) -> None:
    filing = await waiting(talk)

    events = await talk.answer_to(await talk.click(filing))

    assert events[0]["state"] == {"speaker": "bot"}
    assert "Préparons votre sollicitation" in events[1]["text"]
    assert sent(bot) == ("/file_sollicitation", {})


async def test_what_was_written_while_waiting_is_the_description(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("avant l’appel, autre chose")
    filing = await waiting(talk, "ma facture 124 est rejetée", 'elle est {juste} "pourtant"')

    events = await talk.answer_to(await talk.click(filing))

    written = 'ma facture 124 est rejetée\nelle est {juste} "pourtant"'
    assert sent(bot) == ("/file_sollicitation", {"sol_description": written})
    assert "\n" not in bot.received[-1]["text"]
    assert "comme description" in events[1]["text"]


async def test_what_was_written_to_an_agent_is_no_description(talk: Talk, bot: FakeBot) -> None:
    """He has handed over, or is gone: only what was written since is reprised."""
    filing = await waiting(talk, "avant que l’agent n’arrive")
    async with database_of(talk.client).new_session.begin() as session:
        await speaker.claim(session, talk.id, "agent.1", "Agnès")
    await talk.say("ceci n’est que pour l’agent")
    async with database_of(talk.client).new_session.begin() as session:
        await speaker.give_back(session, talk.id, "agent.1", "transfer")
    await talk.say("ma facture 124 est rejetée")

    await talk.answer_to(await talk.click(filing))

    assert sent(bot)[1] == {"sol_description": "ma facture 124 est rejetée"}


async def test_clicks_and_commands_are_no_description(talk: Talk, bot: FakeBot) -> None:
    filing = await waiting(talk, "contacter un agent", "ok")

    await talk.answer_to(await talk.click(filing))

    assert sent(bot) == ("/file_sollicitation", {})


async def test_description_fits_the_form(talk: Talk, bot: FakeBot) -> None:
    filing = await waiting(talk, "a" * 3000, "b" * 3000)

    await talk.answer_to(await talk.click(filing))

    assert len(sent(bot)[1]["sol_description"]) == 4000


async def test_clicked_again_later_it_only_opens_the_form(talk: Talk, bot: FakeBot) -> None:
    filing = await waiting(talk, "ma facture 124 est rejetée")
    await talk.answer_to(await talk.click(filing))

    again = await talk.answer_to(await talk.click(filing))

    assert sent(bot) == ("/file_sollicitation", {})
    assert [event["type"] for event in again] == ["message", "turn_end"]


@pytest.mark.parametrize(
    "words", ["transformer en sollicitation", "Je souhaite déposer une solicitation svp"]
)
async def test_words_do_as_much_as_the_click(talk: Talk, bot: FakeBot, words: str) -> None:
    await waiting(talk, "ma facture 124 est rejetée")

    await talk.ask(words)

    assert sent(bot)[1] == {"sol_description": "ma facture 124 est rejetée"}


async def test_the_same_words_are_the_bots_when_nobody_waits(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("déposer une sollicitation")

    assert bot.received[0]["text"] == "déposer une sollicitation"
