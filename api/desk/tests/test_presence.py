from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import update

from api.chat.agents_present import present_agents, somebody_there
from api.chat.tests.running import database_of
from api.chat.tests.talk import Json, Talk
from api.core.clock import real_now
from api.core.db import Database
from api.core.settings import get_settings
from api.desk.presence.lease import CALL_LEASE, PING_EVERY, PING_LEASE
from api.desk.presence.sweep import BEFORE_FIRST, EVERY, PresenceSweep
from api.desk.tests.counting import counted
from api.desk.tests.post import BASE, Desk, Post
from api.domain.sign_in_method import SignInMethod
from api.models.agent import AgentSession


async def ping(post: Post, **body: bool) -> Json:
    response = await post.http.post(f"{BASE}/presence", json=body)
    assert response.status_code == 200, response.text
    return response.json()


async def sweep(database: Database, later: timedelta = timedelta(0)) -> None:
    await PresenceSweep(database).sweep(real_now() + later)


async def states(talk: Talk) -> list[Json]:
    return [event["state"] for event in await talk.events() if event["type"] == "state"]


@pytest.fixture
async def owner(desk: Desk, waiting: Talk) -> Post:
    """An agent with a page, who has taken the user who waited."""
    post = await desk.agent("agent.1")
    await ping(post)
    assert (await post.claim(waiting.id)).status_code == 200
    return post


async def test_ping_tells_what_is_kept_of_the_agent(owner: Post) -> None:
    told = await ping(owner)

    assert (told["available"], told["present"]) == (True, True)
    assert (told["capacity"], told["in_hand"]) == (3, 1)
    assert told["lease_until"] > real_now().isoformat()


async def test_ping_needs_an_agent(desk: Desk) -> None:
    assert (await desk.browser().http.post(f"{BASE}/presence", json={})).status_code == 401


async def test_break_lasts_until_the_agent_ends_it(desk: Desk) -> None:
    post = await desk.agent("agent.1")

    said = [await ping(post, available=False), await ping(post), await ping(post, available=True)]

    assert [told["available"] for told in said] == [False, False, True]


async def test_silent_page_loses_its_conversations(
    owner: Post, waiting: Talk, database: Database
) -> None:
    await sweep(database, PING_LEASE + timedelta(seconds=1))

    board = await owner.queue()
    assert board["mine"] == []
    assert [row["id"] for row in board["waiting"]] == [waiting.id]
    assert board["waiting"][0]["reason"] == "agent_gone"


async def test_user_reads_why_and_where_he_stands(
    owner: Post, waiting: Talk, database: Database
) -> None:
    await sweep(database, PING_LEASE + timedelta(seconds=1))

    why, where = (await waiting.events())[-2:]
    assert why["text"].startswith("La connexion de Camille est interrompue.")
    assert where["state"] == {"speaker": "queued", "position": 1}
    assert "Aucun agent n’est connecté" in where["text"]


async def test_nothing_is_told_twice(owner: Post, waiting: Talk, database: Database) -> None:
    later = PING_LEASE + timedelta(seconds=1)
    await sweep(database, later)
    seen = await waiting.read()

    await sweep(database, later)

    assert (await waiting.read())["last_seq"] == seen["last_seq"]


async def test_conversation_is_back_at_its_rank(
    owner: Post, waiting: Talk, database: Database, client: AsyncClient
) -> None:
    """Before those who called after it, though at the same (frozen) instant."""
    later = await Talk.start(client)
    await later.say("contacter un agent")

    await sweep(database, PING_LEASE + timedelta(seconds=1))

    assert [row["id"] for row in (await owner.queue())["waiting"]] == [waiting.id, later.id]
    assert [(await states(talk))[-1]["position"] for talk in (waiting, later)] == [1, 2]


async def test_conversation_is_behind_those_who_called_before(
    desk: Desk, client: AsyncClient, database: Database
) -> None:
    first, second = await Talk.start(client), await Talk.start(client)
    for talk in (first, second):
        await talk.say("contacter un agent")
    post = await desk.agent("agent.1")
    await ping(post)
    await post.claim(second.id)

    await sweep(database, PING_LEASE + timedelta(seconds=1))

    assert [row["id"] for row in (await post.queue())["waiting"]] == [first.id, second.id]


async def test_ping_keeps_the_conversation(owner: Post, waiting: Talk, database: Database) -> None:
    await sweep(database, PING_LEASE / 2)

    assert [row["id"] for row in (await owner.queue())["mine"]] == [waiting.id]


async def test_second_browser_keeps_the_agent_there(
    desk: Desk, owner: Post, waiting: Talk, database: Database
) -> None:
    await desk.agent("agent.1")

    await sweep(database, PING_LEASE + timedelta(seconds=1))

    assert [row["id"] for row in (await owner.queue())["mine"]] == [waiting.id]


async def test_tool_that_never_pings_is_there_for_ten_minutes(
    desk: Desk, waiting: Talk, database: Database
) -> None:
    post = await desk.agent("agent.1")
    await post.claim(waiting.id)

    await sweep(database, CALL_LEASE / 2)
    kept = (await post.queue())["mine"]
    await sweep(database, CALL_LEASE + timedelta(seconds=5))

    assert [row["id"] for row in kept] == [waiting.id]
    assert (await post.queue())["mine"] == []


async def test_any_call_renews_a_tool(desk: Desk, waiting: Talk, database: Database) -> None:
    post = await desk.agent("agent.1")
    await post.claim(waiting.id)
    await _age(database, timedelta(minutes=9))

    await post.queue()
    await sweep(database, timedelta(minutes=5))

    assert [row["id"] for row in (await post.queue())["mine"]] == [waiting.id]


async def test_calls_do_not_renew_a_page(owner: Post, waiting: Talk, database: Database) -> None:
    await _age(database, timedelta(minutes=9))

    await owner.queue()
    await sweep(database)

    assert (await owner.queue())["mine"] == []


async def test_signing_out_ends_presence(owner: Post, waiting: Talk, database: Database) -> None:
    await owner.sign_out()

    await sweep(database)

    assert (await states(waiting))[-1]["speaker"] == "queued"


async def test_one_who_waits_is_told_when_somebody_comes(desk: Desk, waiting: Talk) -> None:
    [alone] = await states(waiting)

    await _ping_of_somebody(desk)

    assert "wait" not in alone
    assert (await states(waiting))[-1]["wait"] == {"low": 0, "high": 2}
    assert "Un agent va vous répondre." in (await waiting.events())[-1]["text"]


async def test_one_who_waits_is_told_of_a_break(desk: Desk, waiting: Talk) -> None:
    post = await _ping_of_somebody(desk)

    await ping(post, available=False)

    assert "wait" not in (await states(waiting))[-1]
    assert "Aucun agent n’est connecté" in (await waiting.events())[-1]["text"]


async def test_one_who_waits_is_told_when_the_last_agent_leaves(
    desk: Desk, waiting: Talk, database: Database
) -> None:
    await _ping_of_somebody(desk)

    await sweep(database, PING_LEASE + timedelta(seconds=1))

    assert (await states(waiting))[-1] == {"speaker": "queued", "position": 1}


async def test_pings_that_change_nothing_tell_nothing(desk: Desk, waiting: Talk) -> None:
    post = await _ping_of_somebody(desk)
    seen = (await waiting.read())["last_seq"]

    for _ in range(3):
        await ping(post, available=True)

    assert (await waiting.read())["last_seq"] == seen


async def test_agent_who_is_back_is_proposed_his_own_first(
    desk: Desk, owner: Post, waiting: Talk, database: Database
) -> None:
    other = await desk.agent("agent.2")
    await sweep(database, PING_LEASE + timedelta(seconds=1))
    await ping(owner)

    his, others = (await owner.queue())["waiting"], (await other.queue())["waiting"]

    assert his[0]["wanted"] == {"agent": "agent.1", "team": None}
    assert (his[0]["for_me"], others[0]["for_me"]) == (True, False)


async def test_colleagues_are_those_who_answer_there_or_not(desk: Desk, owner: Post) -> None:
    listed = (await owner.get("/colleagues")).json()

    there = {row["login"]: (row["present"], row["in_hand"]) for row in listed["agents"]}
    assert there == {"agent.1": (True, 1), "agent.2": (False, 0), "chef.1": (False, 0)}
    assert listed["teams"] == []


def test_sweep_is_more_frequent_than_leases_end() -> None:
    assert timedelta(seconds=EVERY) < PING_LEASE < CALL_LEASE


def test_after_a_restart_every_page_pings_before_the_first_sweep() -> None:
    assert timedelta(seconds=BEFORE_FIRST) > PING_EVERY


@pytest.mark.parametrize(
    ("method", "there"), [(SignInMethod.PASSWORD, False), (SignInMethod.OIDC, True)]
)
async def test_agent_who_owes_his_codes_is_not_there(
    desk: Desk,
    database: Database,
    settings_env: pytest.MonkeyPatch,
    method: SignInMethod,
    there: bool,
) -> None:
    """The identity provider asks for its own."""
    await desk.agent("agent.1")
    settings_env.setenv("CHORALE_DESK_TOTP_REQUIRED", "true")
    get_settings.cache_clear()
    async with database.new_session.begin() as session:
        await session.execute(update(AgentSession).values(method=method))

    async with database.new_read_session.begin() as session:
        assert await somebody_there(session) is there
        assert bool(await present_agents(session)) is there


async def test_ping_that_changes_nothing_does_not_lock_the_queue(
    desk: Desk, waiting: Talk, client: AsyncClient
) -> None:
    post = await _ping_of_somebody(desk)

    with counted(database_of(client)) as cost:
        await ping(post)

    assert any("UPDATE agent_sessions" in line for line in cost.statements)
    assert not [line for line in cost.statements if "advisory" in line]


async def _ping_of_somebody(desk: Desk) -> Post:
    post = await desk.agent("agent.1")
    await ping(post)
    return post


async def _age(database: Database, by: timedelta) -> None:
    """As if the last call of every session had been that long ago."""
    past = real_now() - by
    values = {"seen_at": past, "lease_until": past + PING_LEASE}
    async with database.new_session.begin() as session:
        await session.execute(update(AgentSession).values(values))
