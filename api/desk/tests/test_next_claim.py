import asyncio
from collections import Counter

from httpx import AsyncClient, Response
from sqlalchemy import select, update

from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.db import Database
from api.desk.tests.counting import counted
from api.desk.tests.post import BASE, Desk, Post
from api.domain.speaker import Speaker
from api.models.agent import Agent
from api.models.conversation import Conversation
from api.models.desk_team import AgentSkill, AgentTeam, DeskTeam


async def next_one(post: Post, key: str | None = None) -> Response:
    headers = {"Idempotency-Key": key} if key else {}
    return await post.http.post(f"{BASE}/claims", headers=headers)


async def line_of(client: AsyncClient, count: int) -> list[Talk]:
    talks = [await Talk.start(client) for _ in range(count)]
    for talk in talks:
        await talk.say("contacter un agent")
    return talks


async def test_five_hundred_claims_on_twenty_conversations_make_one_owner_each(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    talks = await line_of(client, 20)
    posts = {login: await desk.agent(login) for login in ("agent.1", "agent.2", "chef.1")}
    wanted = [(talks[n % 20].id, list(posts)[n % 3]) for n in range(500)]

    answers = await asyncio.gather(*[posts[login].claim(key) for key, login in wanted])

    won = {
        (key, login)
        for (key, login), answer in zip(wanted, answers, strict=True)
        if answer.status_code == 200
    }
    assert Counter(key for key, _ in won) == {talk.id: 1 for talk in talks}
    assert {answer.status_code for answer in answers} == {200, 409}
    assert {(row.id, row.agent_login) for row in await _held(database)} == won


async def test_many_who_ask_for_the_next_get_different_ones(
    desk: Desk, client: AsyncClient
) -> None:
    talks = await line_of(client, 6)
    posts = [await desk.agent("agent.1"), await desk.agent("agent.2")]

    answers = await asyncio.gather(*[next_one(posts[n % 2]) for n in range(12)])

    taken = [answer.json()["id"] for answer in answers if answer.status_code == 200]
    assert sorted(taken) == sorted(talk.id for talk in talks)
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 200}
    assert refused <= {"capacity_reached", "nobody_waiting"}


async def test_next_one_is_the_first_of_the_line(desk: Desk, client: AsyncClient) -> None:
    first, _ = await line_of(client, 2)
    post = await desk.agent("agent.1")

    claimed = await next_one(post)

    assert claimed.status_code == 200
    assert claimed.json()["id"] == first.id
    assert claimed.json()["last_seq"] == (await first.read())["last_seq"]


async def test_nobody_waiting_is_said(desk: Desk) -> None:
    refused = await next_one(await desk.agent("agent.1"))

    assert (refused.status_code, refused.json()["code"]) == (404, "nobody_waiting")


async def test_capacity_bounds_what_is_proposed_but_not_what_is_chosen(
    desk: Desk, client: AsyncClient
) -> None:
    talks = await line_of(client, 4)
    post = await desk.agent("agent.1")
    for _ in range(3):
        assert (await next_one(post)).status_code == 200

    refused = await next_one(post)

    assert (refused.status_code, refused.json()["code"]) == (409, "capacity_reached")
    assert (await post.claim(talks[3].id)).status_code == 200


async def test_same_key_takes_one(desk: Desk, client: AsyncClient) -> None:
    await line_of(client, 2)
    post = await desk.agent("agent.1")

    first, again = await next_one(post, "une-clef"), await next_one(post, "une-clef")

    assert first.json() == again.json()
    assert len((await post.queue())["mine"]) == 1


async def test_key_of_a_colleague_takes_another(desk: Desk, client: AsyncClient) -> None:
    await line_of(client, 2)

    first = await next_one(await desk.agent("agent.1"), "une-clef")
    other = await next_one(await desk.agent("agent.2"), "une-clef")

    assert first.json()["id"] != other.json()["id"]


async def test_urgent_one_passes_first_and_all_are_told(desk: Desk, client: AsyncClient) -> None:
    first, second, third = await line_of(client, 3)
    post = await desk.agent("agent.1")

    moved = await post.http.put(f"{BASE}/conversations/{third.id}/urgency", json={"urgent": True})

    assert moved.status_code == 204
    rows = (await post.queue())["waiting"]
    assert [row["id"] for row in rows] == [third.id, first.id, second.id]
    assert [row["urgent"] for row in rows] == [True, False, False]
    told = [(await talk.events())[-1]["state"]["position"] for talk in (third, first, second)]
    assert told == [1, 2, 3]


async def test_urgency_may_be_taken_back(desk: Desk, client: AsyncClient) -> None:
    first, second = await line_of(client, 2)
    post = await desk.agent("agent.1")
    url = f"{BASE}/conversations/{second.id}/urgency"

    for urgent in (True, False):
        await post.http.put(url, json={"urgent": urgent})

    assert [row["id"] for row in (await post.queue())["waiting"]] == [first.id, second.id]


async def test_urgency_of_a_colleagues_conversation_looks_unknown(
    desk: Desk, waiting: Talk
) -> None:
    await (await desk.agent("agent.2")).claim(waiting.id)

    hidden = await (await desk.agent("agent.1")).http.put(
        f"{BASE}/conversations/{waiting.id}/urgency", json={"urgent": True}
    )

    assert hidden.status_code == 404


async def test_theme_is_proposed_to_those_who_know_it(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    """The other one still sees it, at its rank, and may take it."""
    works, anything = await line_of(client, 2)
    await _furnish(database, works.id, "works", {"agent.1": ["account"], "agent.2": ["works"]})
    expert, other = await desk.agent("agent.2"), await desk.agent("agent.1")

    seen = (await other.queue())["waiting"]

    assert [(row["id"], row["for_me"]) for row in seen] == [(works.id, False), (anything.id, True)]
    assert seen[0]["theme"] == {"code": "works", "label": "Marchés de travaux"}
    assert (await next_one(other)).json()["id"] == anything.id
    assert (await next_one(expert)).json()["id"] == works.id


async def test_theme_of_an_absent_expert_is_for_all(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    [works] = await line_of(client, 1)
    await _furnish(database, works.id, "works", {"agent.1": ["account"], "agent.2": ["works"]})

    assert (await next_one(await desk.agent("agent.1"))).json()["id"] == works.id


async def test_team_is_proposed_its_own(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    [talk] = await line_of(client, 1)
    await _give_to_team(database, talk.id, "agent.2")
    other, member_post = await desk.agent("agent.1"), await desk.agent("agent.2")

    refused = await next_one(other)

    assert refused.json()["code"] == "nobody_waiting"
    assert (await next_one(member_post)).json()["id"] == talk.id


async def test_full_expert_leaves_his_theme_to_who_is_free(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    """What the user reads is true: somebody is proposed his conversation."""
    first, works = await line_of(client, 2)
    await _furnish(database, works.id, "works", {"agent.1": ["account"], "agent.2": ["works"]})
    expert, other = await desk.agent("agent.2"), await desk.agent("agent.1")
    await _shrink(database, "agent.2")
    assert (await expert.claim(first.id)).status_code == 200

    told = (await works.events())[-1]["text"]

    assert "Un agent va vous répondre." in told
    assert [row["for_me"] for row in (await other.queue())["waiting"]] == [True]
    assert (await next_one(other)).json()["id"] == works.id


async def test_full_team_leaves_its_own_to_who_is_free(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    first, kept = await line_of(client, 2)
    await _give_to_team(database, kept.id, "agent.2")
    member, other = await desk.agent("agent.2"), await desk.agent("agent.1")
    await _shrink(database, "agent.2")

    await member.claim(first.id)

    assert (await next_one(other)).json()["id"] == kept.id


async def test_odd_key_is_refused_and_takes_nobody(desk: Desk, client: AsyncClient) -> None:
    await line_of(client, 1)
    post = await desk.agent("agent.1")

    refused = await next_one(post, "une clef")

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
    assert (await post.queue())["mine"] == []


async def test_count_in_hand_is_told_beside_the_limit(desk: Desk, client: AsyncClient) -> None:
    talks = await line_of(client, 5)
    post = await desk.agent("agent.1")
    for talk in talks[:4]:
        await post.claim(talk.id)

    detail = (await next_one(post)).json()["detail"]

    assert detail == "Vous avez déjà 4 conversations en cours\u00a0: votre limite est de 3."


async def test_long_line_is_told_in_as_many_statements(desk: Desk, client: AsyncClient) -> None:
    post = await desk.agent("agent.1")
    counts: list[int] = []
    for _ in range(2):
        last = (await line_of(client, 4))[-1]
        url = f"{BASE}/conversations/{last.id}/urgency"
        with counted(database_of(client)) as cost:
            await post.http.put(url, json={"urgent": True})
        counts.append(sum(line.startswith(("UPDATE", "INSERT")) for line in cost.statements))
        assert (await last.events())[-1]["state"]["position"] == len(counts)

    assert counts[0] == counts[1]


async def _held(database: Database) -> list[Conversation]:
    async with database.new_read_session.begin() as session:
        held = select(Conversation).where(Conversation.speaker == Speaker.AGENT)
        return list(await session.scalars(held))


async def _furnish(
    database: Database, conversation_id: str, theme: str, skills: dict[str, list[str]]
) -> None:
    """What a conversation is about, and who knows what."""
    async with database.new_session.begin() as session:
        row = await session.get(Conversation, conversation_id)
        assert row is not None
        row.queue_theme = theme
        for agent in await session.scalars(select(Agent).where(Agent.login.in_(skills))):
            known = [AgentSkill(agent_id=agent.id, theme=code) for code in skills[agent.login]]
            session.add_all(known)


async def _shrink(database: Database, login: str) -> None:
    """One conversation at once, for this agent."""
    async with database.new_session.begin() as session:
        await session.execute(update(Agent).where(Agent.login == login).values(capacity=1))


async def _give_to_team(database: Database, conversation_id: str, login: str) -> None:
    """A conversation for a team of this one member."""
    async with database.new_session.begin() as session:
        member = (await session.scalars(select(Agent).where(Agent.login == login))).one()
        session.add(DeskTeam(code="travaux", name="Travaux"))
        await session.flush()
        session.add(AgentTeam(agent_id=member.id, team_code="travaux"))
        row = await session.get(Conversation, conversation_id)
        assert row is not None
        row.queue_team = "travaux"
