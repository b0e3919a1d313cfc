from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.talk import Json, Talk
from api.core.clock import real_now
from api.core.db import Database
from api.desk.presence.lease import CALL_LEASE
from api.desk.presence.sweep import PresenceSweep
from api.desk.tests.post import BASE, Desk, Post
from api.models.desk_note import DeskNote


@pytest.fixture
async def owner(desk: Desk, waiting: Talk) -> Post:
    post = await desk.agent("agent.1")
    assert (await post.claim(waiting.id)).status_code == 200
    return post


@pytest.fixture
async def team(desk: Desk) -> str:
    """A team of which agent.2 is the only member."""
    chief = await desk.agent("chef.1")
    await chief.http.put(f"{BASE}/teams/travaux", json={"name": "Marchés de travaux"})
    profile = {"capacity": 3, "themes": [], "teams": ["travaux"]}
    answer = await chief.http.put(f"{BASE}/agents/agent.2/profile", json=profile)
    assert answer.status_code == 200, answer.text
    return "travaux"


async def hand(post: Post, talk: Talk, **to: str) -> tuple[int, str]:
    answer = await post.act(talk.id, "transfer", {"note": "Voir l’avoir 12", "to": to})
    return answer.status_code, answer.json()["code"] if answer.content else ""


async def speakers(talk: Talk) -> list[Json]:
    return [event["state"] for event in await talk.events() if event["type"] == "state"]


async def test_colleague_who_is_there_has_it_at_once(
    desk: Desk, owner: Post, waiting: Talk
) -> None:
    colleague = await desk.agent("agent.2")

    assert await hand(owner, waiting, agent="agent.2") == (204, "")

    [row] = (await colleague.queue())["mine"]
    assert (row["id"], row["note"]["text"]) == (waiting.id, "Voir l’avoir 12")
    assert (await owner.queue())["mine"] == []
    assert (await owner.events(waiting.id)).status_code == 404


async def test_user_reads_to_whom_and_not_the_note(desk: Desk, owner: Post, waiting: Talk) -> None:
    await desk.agent("agent.2")

    await hand(owner, waiting, agent="agent.2")

    events = await waiting.events()
    assert events[-2]["state"] == {"speaker": "agent", "agent": "Maxime"}
    assert "Camille transmet votre demande à Maxime" in events[-1]["text"]
    assert "avoir 12" not in str(events)


async def test_note_of_a_transfer_keeps_who_wrote_it(
    desk: Desk, owner: Post, waiting: Talk, database: Database
) -> None:
    await desk.agent("agent.2")

    await hand(owner, waiting, agent="agent.2")

    async with database.new_read_session.begin() as session:
        note = (await session.scalars(select(DeskNote))).one()
    assert (note.author, note.author_login) == ("Camille", "agent.1")


async def test_supervisor_is_told_who_has_it_already(
    desk: Desk, owner: Post, waiting: Talk
) -> None:
    refused = await (await desk.agent("chef.1")).act(waiting.id, "reassign", {"agent": "agent.1"})

    assert refused.status_code == 422
    assert refused.json()["detail"] == "Cet agent a déjà cette conversation."


async def test_colleague_who_is_not_there_is_refused(owner: Post, waiting: Talk) -> None:
    assert await hand(owner, waiting, agent="agent.2") == (409, "agent_absent")
    assert [row["id"] for row in (await owner.queue())["mine"]] == [waiting.id]


async def test_colleague_on_a_break_is_refused(desk: Desk, owner: Post, waiting: Talk) -> None:
    colleague = await desk.agent("agent.2")
    await colleague.http.post(f"{BASE}/presence", json={"available": False})

    assert await hand(owner, waiting, agent="agent.2") == (409, "agent_absent")


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ({"agent": "inconnu"}, (404, "agent_not_found")),
        ({"team": "inconnue"}, (404, "team_not_found")),
        ({"agent": "agent.1"}, (422, "same_agent")),
        ({"agent": "agent.2", "team": "travaux"}, (422, "invalid_request")),
    ],
)
async def test_transfer_to_nobody_is_refused(
    owner: Post, waiting: Talk, to: dict[str, str], expected: tuple[int, str]
) -> None:
    assert await hand(owner, waiting, **to) == expected
    assert [row["id"] for row in (await owner.queue())["mine"]] == [waiting.id]


async def test_team_is_proposed_it_at_the_head_of_the_queue(
    desk: Desk, owner: Post, waiting: Talk, team: str, client: AsyncClient
) -> None:
    later = await Talk.start(client)
    await later.say("contacter un agent")
    member = await desk.agent("agent.2")

    assert await hand(owner, waiting, team=team) == (204, "")

    first, second = (await member.queue())["waiting"]
    assert (first["id"], first["wanted"]) == (waiting.id, {"agent": None, "team": team})
    assert second["id"] == later.id
    seen = (await owner.queue())["waiting"]
    assert [row["for_me"] for row in seen] == [False, True]
    assert "à l’équipe « Marchés de travaux »" in (await waiting.events())[-1]["text"]


async def test_transfer_needs_the_conversation(desk: Desk, owner: Post, waiting: Talk) -> None:
    other = await desk.agent("agent.2")

    assert await hand(other, waiting, agent="agent.2") == (404, "conversation_not_found")


async def test_supervisor_gives_one_who_waits_to_an_agent(desk: Desk, waiting: Talk) -> None:
    chief, agent = await desk.agent("chef.1"), await desk.agent("agent.1")

    given = await chief.act(waiting.id, "reassign", {"agent": "agent.1"})

    assert given.status_code == 204
    assert [row["id"] for row in (await agent.queue())["mine"]] == [waiting.id]


async def test_supervisor_gives_one_who_waits_to_a_team_and_back(
    desk: Desk, waiting: Talk, team: str
) -> None:
    chief = await desk.agent("chef.1")

    await chief.act(waiting.id, "reassign", {"team": team})
    [kept] = (await chief.queue())["waiting"]
    await chief.act(waiting.id, "reassign", None)
    [let_go] = (await chief.queue())["waiting"]

    assert (kept["wanted"], let_go["wanted"]) == ({"agent": None, "team": team}, None)


async def test_supervisor_takes_from_an_agent_for_another(
    desk: Desk, owner: Post, waiting: Talk
) -> None:
    chief, colleague = await desk.agent("chef.1"), await desk.agent("agent.2")

    await chief.act(waiting.id, "reassign", {"agent": "agent.2"})

    assert (await owner.queue())["mine"] == []
    assert [row["id"] for row in (await colleague.queue())["mine"]] == [waiting.id]
    assert "Votre demande est confiée à Maxime" in (await waiting.events())[-1]["text"]


async def test_supervisor_puts_back_at_the_head(
    desk: Desk, owner: Post, waiting: Talk, client: AsyncClient
) -> None:
    chief, later = await desk.agent("chef.1"), await Talk.start(client)
    await later.say("contacter un agent")

    await chief.act(waiting.id, "reassign", None)

    assert [row["id"] for row in (await chief.queue())["waiting"]] == [waiting.id, later.id]
    assert (await speakers(waiting))[-1]["position"] == 1


async def test_reassigning_one_whom_the_assistant_answers_finds_nothing(
    desk: Desk, talk: Talk
) -> None:
    chief = await desk.agent("chef.1")

    refused = await chief.act(talk.id, "reassign", {"agent": "chef.1"})

    assert (refused.status_code, refused.json()["code"]) == (404, "conversation_not_found")


async def test_absent_agent_is_given_nothing(desk: Desk, waiting: Talk, database: Database) -> None:
    chief = await desk.agent("chef.1")

    refused = await chief.act(waiting.id, "reassign", {"agent": "agent.1"})
    await PresenceSweep(database).sweep(real_now() + CALL_LEASE + timedelta(seconds=1))

    assert (refused.status_code, refused.json()["code"]) == (409, "agent_absent")
    assert (await speakers(waiting))[-1]["speaker"] == "queued"
