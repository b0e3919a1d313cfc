"""The identity provider, set in the environment and at its best behaviour."""

from collections.abc import Iterator

import pytest

from api.core.db import Database
from api.core.settings import get_settings
from api.desk.accounts.agents import NewAgent
from api.desk.create_agent import create
from api.desk.tests.oidc_server import CLIENT_ID, CLIENT_SECRET
from api.desk.tests.oidc_sign_in import ProviderProcess, provider_process
from api.domain.agent_role import AgentRole


@pytest.fixture(scope="package")
def process() -> Iterator[ProviderProcess]:
    with provider_process() as running:
        yield running


@pytest.fixture
def settings_env(
    settings_env: pytest.MonkeyPatch, process: ProviderProcess, request: pytest.FixtureRequest
) -> pytest.MonkeyPatch:
    """The provider is set; `@pytest.mark.parametrize("more", …)` sets more."""
    settings_env.setenv("CHORALE_OIDC_ISSUER", process.issuer)
    settings_env.setenv("CHORALE_OIDC_CLIENT_ID", CLIENT_ID)
    settings_env.setenv("CHORALE_OIDC_CLIENT_SECRET", CLIENT_SECRET)
    named = getattr(request.node, "callspec", None)
    more: dict[str, str] = named.params.get("more", {}) if named else {}
    for name, value in more.items():
        settings_env.setenv(name, value)
    get_settings.cache_clear()
    return settings_env


@pytest.fixture
async def provider(process: ProviderProcess) -> ProviderProcess:
    """At its best behaviour, with Camille signed in."""
    await process.steer()
    return process


@pytest.fixture
async def camille(database: Database) -> NewAgent:
    """Prepared by the operator: no password, not linked yet."""
    agent = NewAgent("camille.d", "Camille", AgentRole.AGENT, None)
    await create(database, agent)
    return agent
