from uuid import uuid4

import pytest
from sqlalchemy import select

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Json, Talk, choice
from api.domain.vote_reason import VoteReason
from api.models.chat_vote import ChatVote


async def test_vote_is_changeable_and_counts_once(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("bonjour")

    up = await talk.post("/votes", {"seq": 3, "value": 1})
    down = await talk.post("/votes", {"seq": 3, "value": -1, "comment": "pas clair"})

    assert up.status_code == down.status_code == 200
    assert down.json() == {"seq": 3, "value": -1}
    async with database_of(talk.client).new_read_session.begin() as session:
        votes = list(await session.scalars(select(ChatVote)))
    assert [(vote.seq, vote.value, vote.comment) for vote in votes] == [(3, -1, "pas clair")]


async def test_a_vote_on_the_greeting_asks_nothing(talk: Talk) -> None:
    await talk.post("/votes", {"seq": 1, "value": -1})

    assert (await talk.read())["last_seq"] == 1


@pytest.mark.parametrize("seq", [2, 4, 99])
async def test_only_answers_can_be_voted_on(talk: Talk, bot: FakeBot, seq: int) -> None:
    await talk.ask("bonjour")

    response = await talk.post("/votes", {"seq": seq, "value": 1})

    assert response.status_code == 404
    assert response.json()["code"] == "answer_not_found"


@pytest.mark.parametrize(
    "body", [{"seq": 1, "value": 0}, {"seq": 1, "value": 2}, {"seq": 2**40, "value": 1}]
)
async def test_vote_out_of_contract_is_refused(talk: Talk, body: Json) -> None:
    assert (await talk.post("/votes", body)).status_code == 422


async def _down(talk: Talk) -> Json:
    """An answer that is voted against, and the question that follows."""
    await talk.ask("bonjour")
    await talk.post("/votes", {"seq": 3, "value": -1})
    return (await talk.events())[-1]


async def _stored(talk: Talk) -> ChatVote:
    async with database_of(talk.client).new_read_session.begin() as session:
        return (await session.scalars(select(ChatVote))).one()


@pytest.mark.usefixtures("somebody")
async def test_a_vote_against_asks_why_and_offers_an_agent(talk: Talk, bot: FakeBot) -> None:
    question = await _down(talk)

    assert [choice["label"] for choice in question["choices"]] == [
        "Ce n’était pas ma question",
        "Réponse incomplète",
        "Réponse inexacte ou périmée",
        "Je préfère un agent",
    ]
    assert question["about"] == 3
    assert question["votable"] is False


@pytest.mark.usefixtures("somebody")
async def test_the_reason_is_kept_with_the_vote(talk: Talk, bot: FakeBot) -> None:
    question = await _down(talk)

    thanks = await talk.answer_to(await talk.click(choice(question, "Réponse incomplète")))

    assert (await _stored(talk)).reason is VoteReason.INCOMPLETE
    assert thanks[0]["text"].startswith("Merci, c’est noté.")
    offered = [one["label"] for one in thanks[0]["choices"]]
    assert offered == ["Contacter un agent", "Déposer une sollicitation", "Non merci"]
    assert bot.received[-1]["text"] == "bonjour"


@pytest.mark.usefixtures("somebody")
async def test_preferring_an_agent_calls_one(talk: Talk, bot: FakeBot) -> None:
    question = await _down(talk)

    said = await talk.answer_to(await talk.click(choice(question, "Je préfère un agent")))

    assert (await _stored(talk)).reason is VoteReason.WANTS_AGENT
    assert any("agents" in event.get("text", "") for event in said)


async def test_why_is_asked_once_per_answer(talk: Talk, bot: FakeBot) -> None:
    question = await _down(talk)
    for value in (-1, 1, -1):
        await talk.post("/votes", {"seq": 3, "value": value})

    assert (await talk.read())["last_seq"] == question["seq"]


async def test_a_changed_vote_withdraws_the_question_and_the_reason(
    talk: Talk, bot: FakeBot
) -> None:
    question = await _down(talk)
    reason = choice(question, "Réponse incomplète")
    await talk.answer_to(await talk.click(reason))
    await talk.post("/votes", {"seq": 3, "value": 1})
    before = (await talk.read())["last_seq"]

    body = {"client_id": str(uuid4()), "choice": reason["id"]}
    refused = await talk.post("/messages", body)

    assert refused.json()["code"] == "unknown_choice"
    assert (await _stored(talk)).reason is None
    assert (await talk.read())["last_seq"] == before


async def test_the_same_tap_sent_twice_counts_once(talk: Talk, bot: FakeBot) -> None:
    question = await _down(talk)
    tap = {"client_id": str(uuid4()), "choice": choice(question, "Réponse incomplète")["id"]}

    first = await talk.post("/messages", tap)
    await talk.answer_to(first.json()["seq"])
    again = await talk.post("/messages", tap)

    assert again.json() == first.json()


async def test_a_question_of_the_bot_is_not_voted_on(talk: Talk, bot: FakeBot) -> None:
    asked = {"text": "Quelle catégorie ?", "custom": {"topic": "x", "votable": False}}
    bot.answer = lambda turn: {"messages": [asked], "intent": None}
    event = (await talk.ask("je dépose une sollicitation"))[0]

    response = await talk.post("/votes", {"seq": event["seq"], "value": -1})

    assert event["votable"] is False
    assert response.json()["code"] == "answer_not_found"
