"""What changes of an account between the check of its password and the opening of its session."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from api.core.db import Database
from api.desk.access import sign_in
from api.desk.access.sign_in import Credentials
from api.desk.access.visitor import Visitor
from api.desk.accounts import agent_repository
from api.desk.errors import InvalidCredentialsError
from api.desk.tests.post import Desk
from api.models.agent import Agent


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"password_hash": "une autre empreinte"},
        {"password_hash": None},
        {"initial_until": datetime(2026, 1, 1, tzinfo=UTC)},
        {"login": "agent.parti"},
    ],
    ids=str,
)
async def test_account_changed_meanwhile_is_not_opened(
    desk: Desk, database: Database, change: dict[str, Any]
) -> None:
    async with database.new_session.begin() as session:
        proven = await agent_repository.find_agent(session, "agent.1")
        assert proven is not None
        session.expunge(proven)
        await session.execute(update(Agent).where(Agent.login == "agent.1").values(change))

    with pytest.raises(InvalidCredentialsError):
        await sign_in.admit(database, "agent.1", proven, None, Visitor("127.0.0.1", ""))


async def test_unknown_login_costs_as_many_writings_as_a_wrong_password(
    desk: Desk, database: Database
) -> None:
    commits: list[Connection] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)

    async def writings(login: str) -> int:
        commits.clear()
        with pytest.raises(InvalidCredentialsError):
            await sign_in.open_session(
                database, Credentials(login, "faux"), Visitor("127.0.0.1", "")
            )
        return len(commits)

    assert await writings("personne") == await writings("agent.1")
