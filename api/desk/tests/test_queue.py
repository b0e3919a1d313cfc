import asyncio

from httpx import AsyncClient

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.core.tokens import sign_identity
from api.desk.tests.post import Desk
from api.models.user import User


async def test_queue_tells_who_waits_first_come_first(desk: Desk, client: AsyncClient) -> None:
    first, second = await Talk.start(client), await Talk.start(client)
    await first.say("contacter un agent")
    await second.say("CONTACTER UN AGENT")

    waiting = (await (await desk.agent("agent.1")).queue())["waiting"]

    assert [row["id"] for row in waiting] == [first.id, second.id]
    assert [row["position"] for row in waiting] == [1, 2]
    assert waiting[0]["waiting_since"] == "2026-11-24T09:00:00Z"
    assert waiting[0]["reason"] == "user_wish"


async def test_excerpt_is_the_last_thing_said_beside_asking_for_an_agent(
    desk: Desk, talk: Talk
) -> None:
    await talk.say("Ma facture est\nbloquée")
    await talk.say("contacter un agnet")

    [row] = (await (await desk.agent("agent.1")).queue())["waiting"]

    assert row["excerpt"] == "Ma facture est bloquée"


async def test_excerpt_follows_what_is_said_while_waiting_and_is_cut(
    desk: Desk, waiting: Talk
) -> None:
    await waiting.say("très " * 100)

    [row] = (await (await desk.agent("agent.1")).queue())["waiting"]

    assert row["excerpt"].startswith("très très")
    assert row["excerpt"].endswith("…")
    assert len(row["excerpt"]) <= 140


async def test_user_who_is_logged_in_is_named(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    async with database.new_session.begin() as session:
        session.add(User(login="manuela.martin", name="Manuela Martin"))
    known = await Talk.start(client, sign_identity("manuela.martin", "Manuela Martin"))
    await known.say("contacter un agent")

    [row] = (await (await desk.agent("agent.1")).queue())["waiting"]

    assert row["user"] == {"login": "manuela.martin", "name": "Manuela Martin"}


async def test_anonymous_user_has_no_name(desk: Desk, waiting: Talk) -> None:
    [row] = (await (await desk.agent("agent.1")).queue())["waiting"]

    assert row["user"] == {"login": None, "name": None}


async def test_claimed_conversation_moves_to_its_agent_only(desk: Desk, waiting: Talk) -> None:
    owner, other = await desk.agent("agent.1"), await desk.agent("agent.2")

    claimed = await owner.claim(waiting.id)

    assert claimed.status_code == 200
    his, others = await owner.queue(), await other.queue()
    assert his["waiting"] == others["waiting"] == []
    assert [row["id"] for row in his["mine"]] == [waiting.id]
    assert his["mine"][0]["last_seq"] == claimed.json()["last_seq"]
    assert others["mine"] == []


async def test_user_reads_who_has_joined(desk: Desk, waiting: Talk) -> None:
    await (await desk.agent("agent.1")).claim(waiting.id)

    last = (await waiting.events())[-1]

    assert last["state"] == {"speaker": "agent", "agent": "Camille"}


async def test_claiming_again_changes_nothing(desk: Desk, waiting: Talk) -> None:
    post = await desk.agent("agent.1")

    first, again = await post.claim(waiting.id), await post.claim(waiting.id)

    assert again.status_code == 200
    assert first.json() == again.json()


async def test_conversation_of_a_colleague_cannot_be_claimed(desk: Desk, waiting: Talk) -> None:
    await (await desk.agent("agent.1")).claim(waiting.id)

    refused = await (await desk.agent("agent.2")).claim(waiting.id)

    assert refused.status_code == 409
    assert refused.json()["code"] == "already_claimed"


async def test_fifty_claims_at_once_make_one_owner(desk: Desk, waiting: Talk) -> None:
    posts = [await desk.agent("agent.1"), await desk.agent("agent.2")]

    answers = await asyncio.gather(*[posts[n % 2].claim(waiting.id) for n in range(50)])

    by_agent = [{answer.status_code for answer in answers[n::2]} for n in range(2)]
    assert sorted(by_agent, key=min) == [{200}, {409}]
    states = [event["state"] for event in await waiting.events() if event["type"] == "state"]
    assert [state["speaker"] for state in states] == ["queued", "agent"]


async def test_conversation_that_does_not_wait_looks_unknown(desk: Desk, talk: Talk) -> None:
    post = await desk.agent("agent.1")

    idle = await post.claim(talk.id)
    unknown = await post.claim("00000000-0000-0000-0000-000000000000")

    assert idle.status_code == unknown.status_code == 404
    assert idle.json() == unknown.json()


async def test_what_is_no_identifier_looks_unknown(desk: Desk) -> None:
    assert (await (await desk.agent("agent.1")).claim("pas-un-uuid")).status_code == 404
