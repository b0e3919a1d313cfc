"""What is written of who did and read what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from httpx import AsyncClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.desk.access.auth import SignedIn, SignedInDep
from api.desk.accounts.agents import NewAgent
from api.desk.audit import recording as audit
from api.desk.audit import repository as audit_repository
from api.desk.audit.labels import label_of
from api.desk.audit.repository import AuditEntry
from api.desk.create_agent import create
from api.desk.tests.post import BASE, PASSWORD, Desk
from api.domain.agent_role import AgentRole
from api.models.desk_audit import DeskAudit

type Json = dict[str, Any]


async def _entries(desk: Desk, **asked: Any) -> list[Json]:
    """As a supervisor reads them, his own ones left out."""
    page = await (await desk.agent("chef.1")).get("/audit", **asked)
    assert page.status_code == 200, page.text
    return [item for item in page.json()["items"] if item["agent"] != "chef.1"]


async def _actions(desk: Desk, subject: str) -> list[str]:
    return [item["action"]["code"] for item in await _entries(desk, subject=subject)]


async def test_acts_on_a_conversation_are_written(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await agent.say(waiting.id, "Bonjour")
    await agent.act(waiting.id, "close")

    written = await _actions(desk, f"conversation:{waiting.id}")

    assert written == ["close", "post_message", "claim"]


async def test_act_that_is_refused_is_not_written(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")

    await agent.say(waiting.id, "Bonjour")

    assert await _actions(desk, f"conversation:{waiting.id}") == []


async def test_reading_again_and_again_is_written_once(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")
    for _ in range(3):
        await agent.events(waiting.id)

    assert await _actions(desk, f"conversation:{waiting.id}") == ["read_events"]


async def test_another_process_does_not_write_it_again(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")
    await agent.events(waiting.id)
    desk.app.state.audit_remembered = set()

    await agent.events(waiting.id)

    assert await _actions(desk, f"conversation:{waiting.id}") == ["read_events"]


async def test_readings_of_two_agents_are_two(desk: Desk, waiting: Talk) -> None:
    for login in ("agent.1", "agent.2"):
        await (await desk.agent(login)).events(waiting.id)

    found = await _entries(desk, subject=f"conversation:{waiting.id}")

    assert [item["agent"] for item in found] == ["agent.2", "agent.1"]


async def test_reading_that_is_refused_is_not_written(desk: Desk, talk: Talk) -> None:
    assert (await (await desk.agent("agent.1")).events(talk.id)).status_code == 404

    assert await _actions(desk, f"conversation:{talk.id}") == []


async def test_nothing_that_was_said_is_written(
    desk: Desk, waiting: Talk, database: Database
) -> None:
    agent = await desk.agent("agent.1")
    await agent.claim(waiting.id)
    await agent.say(waiting.id, "PHRASE-SECRETE")
    await agent.http.get(f"{BASE}/queue?q=PHRASE-SECRETE")

    async with database.new_read_session.begin() as session:
        rows = (await session.scalars(select(DeskAudit))).all()
    assert rows
    assert "PHRASE-SECRETE" not in str([(row.subject, row.detail, row.action) for row in rows])


async def test_coming_going_and_failing_are_written(desk: Desk) -> None:
    await desk.browser().sign_in("agent.1", "faux")
    agent = await desk.agent("agent.1")
    await agent.sign_out()

    found = await _entries(desk, agent="agent.1")

    written = [item["action"]["code"] for item in found]
    assert written == ["sign_out", "sign_in", "sign_in_refused"]


async def test_login_that_does_not_exist_is_not_written(desk: Desk) -> None:
    await desk.browser().sign_in("mon-mot-de-passe-tape-ici", "faux")

    assert await _entries(desk) == []


async def test_conversation_claimed_as_the_next_one_is_named(desk: Desk, waiting: Talk) -> None:
    agent = await desk.agent("agent.1")
    await agent.http.post(f"{BASE}/claims")

    assert await _actions(desk, f"conversation:{waiting.id}") == ["claim_next"]


async def test_page_that_tells_a_refusal_writes_no_act(desk: Desk) -> None:
    agent = await desk.agent("agent.1")
    form = {"current": "faux", "new": "un-autre-mot-bien-long", "again": "un-autre-mot-bien-long"}

    refused = await agent.http.post("/desk/account/password", data=form)

    assert refused.status_code == 422
    assert "change_password" not in [item["action"]["code"] for item in await _entries(desk)]


async def test_created_account_is_named(desk: Desk, database: Database) -> None:
    await create(database, NewAgent("patron", "Patron", AgentRole.OPERATOR, PASSWORD))
    operator = await desk.agent("patron")
    body = {"login": "sacha.m", "name": "Sacha", "role": "AGENT"}
    await operator.http.post(f"{BASE}/accounts", json=body)

    [item] = await _entries(desk, subject="agent:sacha.m")

    assert (item["agent"], item["action"]["code"]) == ("patron", "create_account")
    assert item["detail"] == {"role": "AGENT"}


async def test_pages_follow_each_other(desk: Desk, database: Database) -> None:
    async with database.new_session.begin() as session:
        for number in range(5):
            entry = AuditEntry(datetime.now(UTC), "agent.1", "claim", f"conversation:{number}")
            audit_repository.add(session, entry)
    chief = await desk.agent("chef.1")

    first = (await chief.get("/audit", agent="agent.1", limit=3)).json()
    second = (await chief.get("/audit", agent="agent.1", limit=3, before=first["next"])).json()

    subjects = [item["subject"] for item in first["items"] + second["items"]]
    assert subjects == [f"conversation:{number}" for number in (4, 3, 2, 1, 0)]
    assert second["next"] is None


async def test_agents_do_not_read_the_audit(desk: Desk) -> None:
    refused = await (await desk.agent("agent.1")).get("/audit")

    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


async def test_operators_read_the_audit(desk: Desk, database: Database) -> None:
    await create(database, NewAgent("patron", "Patron", AgentRole.OPERATOR, PASSWORD))

    assert (await (await desk.agent("patron")).get("/audit")).status_code == 200


async def test_database_refuses_to_change_an_entry(desk: Desk, database: Database) -> None:
    await desk.agent("agent.1")

    with pytest.raises(DBAPIError, match="append-only"):
        async with database.new_session.begin() as session:
            await session.execute(text("UPDATE desk_audit SET agent_login = 'agent.2'"))


async def test_old_entries_leave_with_age(desk: Desk, database: Database) -> None:
    async with database.new_session.begin() as session:
        for age in (366, 364):
            at = datetime.now(UTC) - timedelta(days=age)
            audit_repository.add(session, AuditEntry(at, "ancien", "claim"))

    await desk.agent("agent.1")

    async with database.new_read_session.begin() as session:
        kept = select(func.count()).where(DeskAudit.agent_login == "ancien")
        assert await session.scalar(kept) == 1


async def test_what_a_handler_writes_by_itself_is_kept(desk: Desk, database: Database) -> None:
    agent = SignedIn("agent.1", "Camille", AgentRole.AGENT, "")
    async with database.new_session.begin() as session:
        await audit.record(session, agent, "claim", "conversation:1", {"by": "test"})

    [item] = await _entries(desk, subject="conversation:1")

    assert (item["agent"], item["detail"]) == ("agent.1", {"by": "test"})


def _dependencies(dependant: Dependant) -> Iterator[Any]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _dependencies(inner)


def _calls(client: AsyncClient) -> dict[str, tuple[str, set[Any]]]:
    """Of each route of the desk: its name, and all that it depends on."""
    found = [
        route
        for route in iter_route_contexts(Desk(client).app.routes)
        if isinstance(route.original_route, APIRoute) and (route.path or "").startswith("/desk")
    ]
    return {
        f"{route.methods} {route.path}": (route.name or "", set(_dependencies(route.dependant)))
        for route in found
    }


_WRITTEN = {dependency.dependency for dependency in audit.AUDITED}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_route_for_people_signed_in_escapes_the_audit(client: AsyncClient) -> None:
    signed_in = get_args(SignedInDep)[1].dependency
    known = {path: calls for path, (_, calls) in _calls(client).items() if signed_in in calls}

    assert len(known) > 20
    assert [path for path, calls in known.items() if not calls >= _WRITTEN] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_action_has_a_french_name(client: AsyncClient) -> None:
    names = {name for name, calls in _calls(client).values() if calls >= _WRITTEN}

    assert {name for name in names if label_of(name) == name} == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_name_is_one_action(client: AsyncClient) -> None:
    """Pages may bear the name of the call of `/desk/v1` that they stand for."""
    names = [
        name
        for path, (name, calls) in _calls(client).items()
        if calls >= _WRITTEN and "/desk/v1/" in path
    ]

    assert len(names) == len(set(names))
