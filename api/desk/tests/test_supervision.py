from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.talk import Talk
from api.core import clock
from api.core.db import Database
from api.core.settings import get_settings
from api.desk.tests.post import BASE, Desk, Post
from api.models.desk_episode import DeskEpisode


@pytest.fixture
async def chief(desk: Desk) -> Post:
    return await desk.agent("chef.1")


def let_pass(minutes: int) -> None:
    get_settings().clock = clock.now() + timedelta(minutes=minutes)


async def test_supervisor_sees_who_waits_and_who_has_what(
    desk: Desk, chief: Post, waiting: Talk, client: AsyncClient
) -> None:
    other = await Talk.start(client)
    await other.say("contacter un agent")
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await waiting.say("Toujours là ?")

    seen = (await chief.get("/supervision")).json()

    assert [row["id"] for row in seen["waiting"]] == [other.id]
    [his] = [row for row in seen["agents"] if row["login"] == "agent.1"]
    assert (his["present"], his["in_hand"]) == (True, 1)
    [held] = his["conversations"]
    assert (held["id"], held["waiting_for_agent"]) == (waiting.id, True)
    assert held["since"] == "2026-11-24T09:00:00Z"


async def test_answer_of_the_agent_ends_the_users_wait(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await waiting.say("Toujours là ?")

    [before] = (await agent.queue())["mine"]
    await agent.say(waiting.id, "Oui, je regarde.")
    [after] = (await agent.queue())["mine"]

    assert (before["waiting_for_agent"], after["waiting_for_agent"]) == (True, False)


async def test_figures_of_an_empty_day(chief: Post) -> None:
    assert (await chief.get("/supervision")).json()["figures"] == {
        "waiting": 0,
        "longest_wait_s": None,
        "median_wait_s_today": None,
        "handled_today": 0,
        "satisfaction_today": None,
    }


async def test_figures_count_waits_and_exchanges_of_today(
    desk: Desk, chief: Post, waiting: Talk, client: AsyncClient, database: Database
) -> None:
    agent = await desk.agent("agent.1")
    let_pass(4)
    await agent.claim(waiting.id)
    await agent.act(waiting.id, "close", {"outcome": "solved"})
    await _grade(database, 4)
    later = await Talk.start(client)
    await later.say("contacter un agent")
    let_pass(10)

    assert (await chief.get("/supervision")).json()["figures"] == {
        "waiting": 1,
        "longest_wait_s": 600,
        "median_wait_s_today": 240,
        "handled_today": 1,
        "satisfaction_today": 4.0,
    }


async def test_yesterday_is_not_counted(
    desk: Desk, chief: Post, waiting: Talk, database: Database
) -> None:
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await agent.act(waiting.id, "close")
    await _grade(database, 2)

    let_pass(24 * 60)

    figures = (await chief.get("/supervision")).json()["figures"]
    assert (figures["handled_today"], figures["median_wait_s_today"]) == (0, None)
    assert figures["satisfaction_today"] is None


async def test_supervisor_reads_in_silence(desk: Desk, chief: Post, waiting: Talk) -> None:
    await (await desk.agent("agent.1")).claim(waiting.id)
    before = await waiting.read()

    page = await chief.events(waiting.id)

    assert page.status_code == 200
    assert page.json()["last_seq"] == before["last_seq"]
    assert await waiting.read() == before


async def test_supervisor_who_reads_may_not_write(desk: Desk, chief: Post, waiting: Talk) -> None:
    await (await desk.agent("agent.1")).claim(waiting.id)

    assert (await chief.say(waiting.id, "Bonjour")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/supervision", None),
        ("POST", "/conversations/{id}/reassign", {"agent": "agent.1"}),
        ("PUT", "/agents/agent.1/profile", {"capacity": 2, "themes": [], "teams": []}),
        ("PUT", "/teams/travaux", {"name": "Travaux"}),
        ("DELETE", "/teams/travaux", None),
    ],
)
async def test_agents_do_not_supervise(
    desk: Desk, waiting: Talk, method: str, path: str, body: dict[str, object] | None
) -> None:
    agent = await desk.agent("agent.1")

    refused = await agent.http.request(method, BASE + path.format(id=waiting.id), json=body)

    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


@pytest.mark.parametrize("path", ["/supervision", "/colleagues"])
async def test_nobody_signed_in_sees_nothing(desk: Desk, path: str) -> None:
    assert (await desk.browser().get(path)).status_code == 401


async def test_claims_need_an_agent(desk: Desk) -> None:
    assert (await desk.browser().http.post(f"{BASE}/claims")).status_code == 401


async def test_profile_is_replaced(desk: Desk, chief: Post) -> None:
    await chief.http.put(f"{BASE}/teams/travaux", json={"name": "Travaux"})
    url = f"{BASE}/agents/Agent.1/profile"
    first = {"capacity": 5, "themes": ["works", "account"], "teams": ["travaux"]}

    set_once = (await chief.http.put(url, json=first)).json()
    set_again = (await chief.http.put(url, json={"capacity": 1})).json()

    assert (set_once["capacity"], set_once["themes"]) == (5, ["account", "works"])
    assert set_once["teams"] == ["travaux"]
    assert (set_again["capacity"], set_again["themes"], set_again["teams"]) == (1, [], [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"capacity": 0}, "invalid_request"),
        ({"capacity": 21}, "invalid_request"),
        ({"capacity": 3, "themes": ["cuisine"]}, "unknown_theme"),
        ({"capacity": 3, "teams": ["inconnue"]}, "unknown_team"),
    ],
)
async def test_profile_that_names_nothing_is_refused(
    chief: Post, body: dict[str, object], code: str
) -> None:
    refused = await chief.http.put(f"{BASE}/agents/agent.1/profile", json=body)

    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_profile_of_nobody_is_not_found(chief: Post) -> None:
    missing = await chief.http.put(f"{BASE}/agents/inconnu/profile", json={"capacity": 3})

    assert (missing.status_code, missing.json()["code"]) == (404, "agent_not_found")


async def test_capacity_changes_what_users_are_told(
    desk: Desk, chief: Post, waiting: Talk, client: AsyncClient
) -> None:
    """One agent, one place, two who wait: only the first is told that an agent comes."""
    second = await Talk.start(client)
    await second.say("contacter un agent")
    chief_url, agent_url = (f"{BASE}/agents/{login}/profile" for login in ("chef.1", "agent.1"))
    await chief.http.put(chief_url, json={"capacity": 1})
    told_one = [await _wait(talk) for talk in (waiting, second)]

    await desk.agent("agent.1")
    await chief.http.put(agent_url, json={"capacity": 2})

    assert told_one == [{"low": 0, "high": 2}, None]
    assert [await _wait(talk) for talk in (waiting, second)] == [{"low": 0, "high": 2}] * 2


async def test_team_is_named_anew_and_removed(chief: Post) -> None:
    url = f"{BASE}/teams/travaux"
    await chief.http.put(url, json={"name": "Travaux"})
    await chief.http.put(url, json={"name": "Marchés"})

    named = (await chief.get("/colleagues")).json()["teams"]
    removed, again = await chief.http.delete(url), await chief.http.delete(url)

    assert named == [{"code": "travaux", "name": "Marchés", "present": 0}]
    assert (removed.status_code, again.status_code) == (204, 404)
    assert (await chief.get("/colleagues")).json()["teams"] == []


async def test_team_counts_its_members_who_are_there(chief: Post) -> None:
    await chief.http.put(f"{BASE}/teams/travaux", json={"name": "Travaux"})
    profile = {"capacity": 3, "teams": ["travaux"]}
    for login in ("chef.1", "agent.1"):
        await chief.http.put(f"{BASE}/agents/{login}/profile", json=profile)

    [team] = (await chief.get("/colleagues")).json()["teams"]

    assert team["present"] == 1


async def test_those_who_waited_for_a_removed_team_wait_for_anyone(
    chief: Post, waiting: Talk
) -> None:
    await chief.http.put(f"{BASE}/teams/travaux", json={"name": "Travaux"})
    await chief.act(waiting.id, "reassign", {"team": "travaux"})

    await chief.http.delete(f"{BASE}/teams/travaux")

    assert (await chief.queue())["waiting"][0]["wanted"] is None


@pytest.mark.parametrize("code", ["T", "Équipe", "deux mots", "-x"])
async def test_code_of_a_team_is_plain(chief: Post, code: str) -> None:
    refused = await chief.http.put(f"{BASE}/teams/{code}", json={"name": "Travaux"})

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_team_code")


async def _wait(talk: Talk) -> object:
    states = [event["state"] for event in await talk.events() if event["type"] == "state"]
    return states[-1].get("wait")


async def _grade(database: Database, grade: int) -> None:
    async with database.new_session.begin() as session:
        for episode in await session.scalars(select(DeskEpisode)):
            episode.satisfaction = grade
