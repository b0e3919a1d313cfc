import pytest

from api.core.db import Database
from api.desk.accounts import agent_repository
from api.desk.accounts.agents import NewAgent
from api.desk.accounts.seed import PASSWORD_VARIABLE, seed_agents
from api.desk.create_agent import RefusedError, create
from api.desk.tests.post import Desk
from api.domain.agent_role import AgentRole

PASSWORD = "une-phrase-assez-longue"
NEW = NewAgent("agent.9", "Sacha", AgentRole.AGENT, PASSWORD)


async def test_agents_are_created_once(
    database: Database, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.delenv(PASSWORD_VARIABLE)
    async with database.new_session.begin() as session:
        first = await seed_agents(session)
    async with database.new_session.begin() as session:
        second = await seed_agents(session)

    assert [login for login, _ in first] == ["agent.1", "agent.2", "chef.1", "admin.1"]
    assert len({password for _, password in first}) == 4
    assert second == []


async def test_passwords_are_stored_hashed(database: Database, desk: Desk) -> None:
    async with database.new_read_session.begin() as session:
        agent = await agent_repository.find_agent(session, "agent.1")

    assert agent is not None
    assert (agent.password_hash or "").startswith("$argon2id$")


async def test_agent_created_by_the_operator_can_sign_in(desk: Desk, database: Database) -> None:
    await create(database, NEW)

    opened = await desk.browser().sign_in(NEW.login, PASSWORD)

    assert opened.json()["name"] == "Sacha"


async def test_login_that_is_taken_is_refused(desk: Desk, database: Database) -> None:
    await create(database, NEW)

    with pytest.raises(RefusedError, match="déjà pris"):
        await create(database, NEW)
