import pytest
from sqlalchemy import select

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Json, Talk
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


async def test_vote_adds_no_event(talk: Talk) -> None:
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
