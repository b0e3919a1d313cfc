import json
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx import AsyncClient

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import Json, Talk, choice
from api.core.settings import get_settings

AGENT = [{"title": "Contacter un agent", "payload": "/request_agent"}]
ENTRY = {"title": "Parler à quelqu’un", "text": "Un agent s’en charge.", "theme": "support"}
there = pytest.mark.usefixtures("somebody")


@pytest.fixture(autouse=True)
def knowledge(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One entry, that sends to an agent."""
    bundle = tmp_path / "knowledge.json"
    entry: Json = {**ENTRY, "ref": "FAQ-900", "content": [], "sources": []}
    entry |= {"reviewed_on": "2026-11-01", "intent": "faq_talk", "related": []}
    entry |= {"follow_ups": [], "variants": []}
    whole: Json = {"version": "1", "entries": {"support/talk": entry}, "intents": {"faq_talk": "x"}}
    bundle.write_text(json.dumps(whole), encoding="utf-8")
    settings_env.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))
    get_settings.cache_clear()


def labels(event: Json) -> list[str]:
    return [one["label"] for one in event.get("choices", [])]


def saying(topic: str) -> Callable[[Json], Json]:
    message = {"text": ENTRY["text"], "buttons": AGENT, "custom": {"topic": topic}}
    return lambda _: {"messages": [message], "intent": {"name": "any"}}


async def test_no_agent_is_offered_in_the_greeting_when_nobody_could_come(talk: Talk) -> None:
    [greeting] = await talk.events()

    assert "Contacter un agent" not in labels(greeting)
    assert labels(greeting)[-1] == "Déposer une sollicitation"
    assert "Aucun de nos agents n’est connecté" in greeting["text"]


async def test_button_of_the_bot_becomes_a_sollicitation_when_nobody_could_come(
    talk: Talk, bot: FakeBot
) -> None:
    bot.answer = saying("nlu_fallback")

    said, _ = await talk.ask("blabla")

    assert labels(said) == ["Déposer une sollicitation"]


async def test_topic_for_agents_tells_the_next_opening_when_nobody_could_come(
    talk: Talk, bot: FakeBot
) -> None:
    get_settings().opening = "mon-fri 08:30-09:30"
    bot.answer = saying("support/talk")

    answer, later, _ = await talk.ask("je veux un humain")

    assert labels(answer) == []
    assert "retour le mercredi 25 novembre à 8 h 30" in later["text"]
    assert labels(later) == ["Déposer une sollicitation"]
    assert later["votable"] is False


@there
async def test_topic_for_agents_can_be_declined(talk: Talk, bot: FakeBot) -> None:
    bot.answer = saying("support/talk")

    said, _ = await talk.ask("je veux un humain")

    assert labels(said) == ["Contacter un agent", "Non merci"]


@there
@pytest.mark.parametrize("words", [None, "non merci", "Non, merci !", "non"])
async def test_agent_declined_is_not_offered_again_for_this_topic(
    talk: Talk, bot: FakeBot, words: str | None
) -> None:
    bot.answer = saying("support/talk")
    said, _ = await talk.ask("je veux un humain")

    declined = await talk.click(choice(said, "Non merci")) if words is None else None
    noted = await (talk.answer_to(declined) if declined else talk.ask(words or ""))
    again, _ = await talk.ask("je veux un humain")

    assert "je ne vous le proposerai plus" in noted[0]["text"]
    assert labels(again) == []
    assert len(bot.received) == 2


@there
async def test_agent_declined_for_a_topic_is_offered_for_another(talk: Talk, bot: FakeBot) -> None:
    bot.answer = saying("support/talk")
    said, _ = await talk.ask("je veux un humain")
    await talk.answer_to(await talk.click(choice(said, "Non merci")))
    bot.answer = saying("nlu_fallback")

    assert labels((await talk.ask("blabla"))[0]) == ["Contacter un agent"]


async def test_a_bare_no_is_for_the_bot_where_nothing_was_proposed(
    talk: Talk, bot: FakeBot
) -> None:
    await talk.ask("non")

    assert [turn["text"] for turn in bot.received] == ["non"]


async def test_explicit_wish_is_queued_while_open_and_told_honestly(talk: Talk) -> None:
    state, message, _ = await talk.ask("contacter un agent")

    assert state["state"]["speaker"] == "queued"
    assert "Aucun agent n’est connecté pour l’instant" in message["text"]
    assert labels(message) == ["Quitter la file d’attente", "Transformer en sollicitation"]


@there
async def test_down_vote_on_a_declined_topic_names_no_agent(talk: Talk, bot: FakeBot) -> None:
    bot.answer = saying("support/talk")
    said, _ = await talk.ask("je veux un humain")
    await talk.answer_to(await talk.click(choice(said, "Non merci")))

    await talk.post("/votes", {"seq": said["seq"], "value": -1})

    question = (await talk.events())[-1]
    assert "Je préfère un agent" not in labels(question)
    thanks = await talk.answer_to(await talk.click(choice(question, "Réponse incomplète")))
    assert labels(thanks[0]) == []


async def test_down_vote_when_nobody_could_come_offers_a_sollicitation(
    talk: Talk, bot: FakeBot
) -> None:
    said, _ = await talk.ask("bonjour")
    await talk.post("/votes", {"seq": said["seq"], "value": -1})
    question = (await talk.events())[-1]

    thanks = await talk.answer_to(await talk.click(choice(question, "Réponse incomplète")))

    assert "Je préfère un agent" not in labels(question)
    assert "l’accueil rouvre le" in thanks[0]["text"]
    assert labels(thanks[0]) == ["Déposer une sollicitation"]


async def test_bot_is_told_whether_somebody_is_there(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("bonjour")

    told = bot.received[0]["metadata"]["agents"]
    assert told == {
        "open": True,
        "present": False,
        "next_opening": "mercredi 25 novembre à 8 h 30",
    }


@there
async def test_hours_say_that_an_agent_can_come(client: AsyncClient) -> None:
    told = (await client.get("/chat/v1/hours")).json()

    assert told == {
        "open": True,
        "agents_present": True,
        "next_opening": "2026-11-25T08:30:00+01:00",
        "text": "Un agent peut vous répondre maintenant.",
    }


async def test_hours_say_when_agents_are_back(client: AsyncClient) -> None:
    get_settings().opening = "mon-fri 08:30-09:30"

    told = (await client.get("/chat/v1/hours")).json()

    assert (told["open"], told["agents_present"]) == (False, False)
    assert "retour le mercredi 25 novembre à 8 h 30" in told["text"]
