import json
from pathlib import Path

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat import drafts, log
from api.chat.queue_theme import theme_of
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.models.conversation import Conversation
from api.models.desk_episode import DeskEpisode

ENTRY: dict[str, object] = {
    "ref": None,
    "text": "Oui.",
    "content": [],
    "sources": [],
    "reviewed_on": "2026-11-21",
}


@pytest.fixture
def settings_env(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A bundle of two entries."""
    entries = {f"{theme}/x": {**ENTRY, "theme": theme} for theme in ("works", "account")}
    bundle = tmp_path / "knowledge.json"
    bundle.write_text(json.dumps({"entries": entries, "intents": {}}), encoding="utf-8")
    settings_env.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))
    get_settings.cache_clear()
    return settings_env


async def answer(talk: Talk, *topics: str) -> None:
    async with database_of(talk.client).new_session.begin() as session:
        said = [drafts.bot_message("Oui.", topic=topic) for topic in topics]
        await log.append(session, talk.id, said)


async def theme(talk: Talk) -> str | None:
    async with database_of(talk.client).new_read_session.begin() as session:
        return await theme_of(session, talk.id)


async def test_theme_is_that_of_the_last_entry_shown(talk: Talk) -> None:
    await answer(talk, "works/x", "account/x", "contact_agent")

    assert await theme(talk) == "account"


async def test_nothing_shown_has_no_theme(talk: Talk) -> None:
    assert await theme(talk) is None


async def test_what_was_shown_long_ago_is_forgotten(talk: Talk) -> None:
    await answer(talk, "works/x", *["greeting"] * 20)

    assert await theme(talk) is None


async def test_call_keeps_its_theme(talk: Talk, client: AsyncClient) -> None:
    await answer(talk, "works/x")

    await talk.ask("contacter un agent")

    async with database_of(client).new_read_session.begin() as session:
        kept = await session.scalar(select(Conversation.queue_theme))
        counted = await session.scalar(select(DeskEpisode.theme))
    assert (kept, counted) == ("works", "works")
