"""The parts of the application under test, behind its public door."""

from datetime import timedelta
from typing import Any, cast

from fastapi import FastAPI
from httpx import AsyncClient

from api.core.bus import Bus
from api.core.clock import real_now
from api.core.db import Database
from api.domain.agent_role import AgentRole
from api.models.agent import Agent, AgentSession


def app_of(client: AsyncClient) -> FastAPI:
    """The application that the `client` fixture runs."""
    return cast(Any, client).app


def database_of(client: AsyncClient) -> Database:
    return app_of(client).state.database


def bus_of(client: AsyncClient) -> Bus:
    return app_of(client).state.bus


def an_agent_there(login: str = "agent.1") -> AgentSession:
    """Signed in and present, whatever the business clock says."""
    until = real_now() + timedelta(hours=1)
    agent = Agent(login=login, name="Agnès", role=AgentRole.AGENT, created_at=real_now())
    return AgentSession(token_hash=login, agent=agent, expires_at=until, lease_until=until)
