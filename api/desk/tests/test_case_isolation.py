"""Whatever a user says, his case shows nothing that belongs to others."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.core.db import Database
from api.core.settings import get_settings
from api.core.tokens import sign_identity
from api.desk.accounts.seed import seed_agents
from api.desk.tests.post import PASSWORD
from api.portal.tests.isolated_world import (
    CALLERS,
    MARK,
    NUMBERS,
    REFERENCES,
    SIRETS,
    World,
    isolated_world,
)

_WORDS = st.sampled_from((*NUMBERS, *REFERENCES, *SIRETS, "facture", "n°", "et", ",", "."))
_TEXTS = st.lists(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("case")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHORALE_DATA_DIR", str(folder))
        patch.setenv("CHORALE_SECRET", "test-secret-of-more-than-32-characters")
        patch.setenv("CHORALE_GATEWAY_SECRET", "test-gateway-secret-of-32-characters")
        patch.setenv("CHORALE_CLOCK", "2026-11-24T10:00:00+01:00")
        patch.setenv("CHORALE_BOT_URL", "http://127.0.0.1:8199")
        patch.setenv("CHORALE_DATABASE_URL", f"sqlite+aiosqlite:///{folder / 'world.db'}")
        patch.setenv("CHORALE_DEMO_AGENT_PASSWORD", PASSWORD)
        get_settings.cache_clear()
        with isolated_world() as running:
            asyncio.run(_seed())
            credentials = {"login": "agent.1", "password": PASSWORD}
            running.request(None, "POST", "/desk/v1/sessions", json=credentials)
            yield running
    get_settings.cache_clear()


async def _seed() -> None:
    database = Database(get_settings().resolved_database_url())
    async with database.new_session.begin() as session:
        await seed_agents(session)
    await database.dispose()


def case_of(world: World, login: str | None, texts: list[str]) -> str:
    """The case of a user who said these to the agent who took him."""
    body = {"identity": sign_identity(login, login)} if login else {}
    opened = json.loads(world.request(None, "POST", "/chat/v1/conversations", json=body)[1])
    url = f"/chat/v1/conversations/{opened['id']}/messages"
    headers = {"Authorization": f"Bearer {opened['token']}"}
    for text in ("contacter un agent", *texts):
        message = {"client_id": str(uuid4()), "text": text}
        assert world.request(None, "POST", url, json=message, headers=headers)[0] == 202
    desk = f"/desk/v1/conversations/{opened['id']}"
    assert world.request(None, "POST", f"{desk}/claim")[0] == 200
    status, case = world.request(None, "GET", f"{desk}/case")
    assert status == 200
    return case


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(login=st.sampled_from(CALLERS), texts=_TEXTS)
def test_nothing_of_others_is_shown(world: World, login: str | None, texts: list[str]) -> None:
    shown = case_of(world, login, texts)

    assert MARK not in shown
    assert "F-THEIRS" not in json.dumps(json.loads(shown)["invoices"])


def test_the_same_words_do_show_what_is_his(world: World) -> None:
    shown = json.loads(case_of(world, "ours.boss", [" ".join(NUMBERS)]))

    assert {item["number"] for item in shown["invoices"]} == {"F-OURS-1", "F-OURS-2", "F-OURS-3"}
