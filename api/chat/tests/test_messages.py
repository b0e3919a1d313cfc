import asyncio
from uuid import uuid4

import pytest
from httpx import AsyncClient

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import Json, Talk, choice, kinds
from api.core.settings import get_settings


async def test_question_gets_an_answer_and_one_turn_end(talk: Talk, bot: FakeBot) -> None:
    seq = await talk.say("bonjour")
    answer = await talk.answer_to(seq)

    assert seq == 2
    assert kinds(answer) == ["message", "turn_end"]
    assert answer[0]["text"] == "Bot : bonjour"
    assert [event["seq"] for event in await talk.events()] == [1, 2, 3, 4]


async def test_bot_receives_the_turn_of_the_architecture(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("où en est ma facture")

    [turn] = bot.received
    token = turn["metadata"].pop("token")
    assert token.count(".") == 2
    assert turn == {
        "conversation_id": talk.id,
        "turn_id": f"{talk.id}:2",
        "text": "où en est ma facture",
        "metadata": {
            "turn_id": f"{talk.id}:2",
            "login": None,
            "attachments": [],
            "now": "2026-11-24T10:00:00+01:00",
            "agents": {
                "open": True,
                "present": False,
                "next_opening": "mercredi 25 novembre à 8 h 30",
            },
        },
    }


async def test_same_client_id_gives_the_same_seq_and_nothing_else(talk: Talk, bot: FakeBot) -> None:
    body = {"client_id": str(uuid4()), "text": "bonjour"}

    first = await talk.post("/messages", body)
    await talk.answer_to(first.json()["seq"])
    again = await talk.post("/messages", body)

    assert again.status_code == 202
    assert again.json() == first.json()
    assert len(await talk.events()) == 4
    assert len(bot.received) == 1


async def test_twenty_identical_posts_at_once_make_one_event(talk: Talk, bot: FakeBot) -> None:
    body = {"client_id": str(uuid4()), "text": "bonjour"}

    posts = await asyncio.gather(*(talk.post("/messages", body) for _ in range(20)))
    await talk.answer_to(2)

    assert {post.json()["seq"] for post in posts} == {2}
    assert [event["from"] for event in await talk.events()].count("user") == 1
    assert len(bot.received) == 1


async def test_answers_come_in_the_order_of_the_questions(talk: Talk, bot: FakeBot) -> None:
    bot.free.clear()
    seqs = [await talk.say(f"question {number}") for number in range(5)]
    bot.free.set()
    events = await talk.until(lambda event: event.get("in_reply_to") == seqs[-1])

    assert [turn["text"] for turn in bot.received] == [f"question {n}" for n in range(5)]
    ends = [event["in_reply_to"] for event in events if event["type"] == "turn_end"]
    assert ends == seqs
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


async def test_conversations_do_not_wait_for_each_other(client: AsyncClient, bot: FakeBot) -> None:
    talks = [await Talk.start(client) for _ in range(6)]

    answers = await asyncio.gather(*(talk.ask(f"pour {talk.id}") for talk in talks))

    assert [answer[0]["text"] for answer in answers] == [f"Bot : pour {t.id}" for t in talks]


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x07", "\u200b\u200d"])
async def test_message_without_anything_to_read_is_refused(talk: Talk, text: str) -> None:
    response = await talk.post("/messages", {"client_id": str(uuid4()), "text": text})

    assert response.status_code == 422
    assert response.json()["code"] == "empty_message"
    assert "vide" in response.json()["detail"]


async def test_too_long_a_message_is_refused(talk: Talk) -> None:
    text = "a" * (get_settings().max_text + 1)

    response = await talk.post("/messages", {"client_id": str(uuid4()), "text": text})

    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        {"text": "bonjour"},
        {"client_id": "not-a-uuid", "text": "bonjour"},
        {"client_id": str(uuid4())},
        {"client_id": str(uuid4()), "text": "bonjour", "choice": "abc"},
        {"client_id": str(uuid4()), "choice": "unknown"},
        {"client_id": str(uuid4()), "choice": "\u0000"},
    ],
)
async def test_message_out_of_contract_is_refused_in_french(talk: Talk, body: Json) -> None:
    response = await talk.post("/messages", body)

    assert response.status_code == 422
    assert set(response.json()) == {"type", "title", "status", "code", "detail"}


async def test_control_characters_are_not_kept(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("bon\x00jour\x1b \U0001f600")

    assert bot.received[0]["text"] == "bonjour \U0001f600"


@pytest.mark.parametrize(
    ("typed", "sent"), [("/restart", "restart"), (" / /affirm", "affirm"), ("///", "?")]
)
async def test_typed_slash_never_reaches_the_bot(
    talk: Talk, bot: FakeBot, typed: str, sent: str
) -> None:
    await talk.ask(typed)

    assert bot.received[0]["text"] == sent


async def test_choice_shows_its_label_and_sends_its_private_payload(
    talk: Talk, bot: FakeBot
) -> None:
    [greeting] = await talk.events()

    seq = await talk.click(choice(greeting, "Suivre une facture"))
    await talk.answer_to(seq)

    assert bot.received[0]["text"] == "/ask_invoice_status"
    assert (await talk.events(after=seq - 1))[0]["text"] == "Suivre une facture"


async def test_choice_of_another_conversation_is_unknown(client: AsyncClient) -> None:
    mine, other = await Talk.start(client), await Talk.start(client)
    [greeting] = await other.events()

    body = {"client_id": str(uuid4()), "choice": greeting["choices"][0]["id"]}
    response = await mine.post("/messages", body)

    assert response.status_code == 422
    assert response.json()["code"] == "unknown_choice"


async def test_payloads_of_the_bots_buttons_never_leave(talk: Talk, bot: FakeBot) -> None:
    buttons = [{"title": "Oui", "payload": '/inform{"secret": "42"}'}]
    bot.answer = lambda turn: {"messages": [{"text": "Sûr ?", "buttons": buttons}]}

    [question, _] = await talk.ask("une question")
    bot.answer = lambda turn: {"messages": [{"text": "Bien."}]}
    await talk.answer_to(await talk.click(choice(question, "Oui")))

    assert "secret" not in str(await talk.events())
    assert bot.received[1]["text"] == '/inform{"secret": "42"}'
