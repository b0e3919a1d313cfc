"""The answer of an entry by who reads it: real entries compiled, real users of the portal."""

import asyncio
import sys
from pathlib import Path

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import Json, Talk
from api.core.db import Database
from api.core.settings import ROOT, get_settings
from api.core.tokens import sign_identity
from api.demo.data.structures import ATD31, DELICES
from api.demo.loader import load_demonstration
from api.domain.rights import RattachementState, Role
from api.models.structure import Structure
from api.models.user import Rattachement, User

SOURCES = "S1:\n  title: Guide\n  url: null\n  date: null\n  publisher: CD31\n"
ENTRY = """---
id: tracking/available
title: Que veut dire « mise à disposition » ?
theme: tracking
audience: [tous]
questions: [{questions}]
sources: [S1]
reviewed_on: 2026-11-21
review_by: 2027-05-21
follow_ups:
  - question: et après ?
    answer: Rien.
variants:
  - audience: [entite_publique]
    answer: La facture est **chez vous**.
  - audience: [fournisseur]
    profile: [gestionnaire_principal, gestionnaire_secondaire]
    answer: Vous gérez, attendez.
---
Le client a la facture.
"""
EVERYONE, PUBLIC, MANAGER = (
    "Le client a la facture.",
    "La facture est chez vous.",
    "Vous gérez, attendez.",
)


class Portal:
    """The running application's tables."""

    def __init__(self, client: AsyncClient) -> None:
        self.database: Database = client.app.state.database  # type: ignore[attr-defined]


@pytest.fixture
async def compiled(tmp_path: Path, settings_env: pytest.MonkeyPatch) -> None:
    questions = ", ".join(f"phrase {letter}" for letter in "abcdefghijkl")
    entry = tmp_path / "knowledge" / "entries" / "tracking" / "available.md"
    entry.parent.mkdir(parents=True)
    entry.write_text(ENTRY.format(questions=questions), encoding="utf-8")
    (tmp_path / "knowledge" / "sources.yml").write_text(SOURCES, encoding="utf-8")
    command = [sys.executable, "-m", "knowledge", "--root", str(tmp_path), "compile"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    assert await process.wait() == 0
    bundle = tmp_path / "build" / "knowledge.json"
    settings_env.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))
    get_settings.cache_clear()


@pytest.fixture
async def database(compiled: None, client: AsyncClient) -> Database:
    """That of the running application, with the demonstration's users in it."""
    running = Portal(client)
    async with running.database.new_session.begin() as session:
        await load_demonstration(session)
    return running.database


@pytest.mark.parametrize(
    ("login", "said"),
    [
        (None, EVERYONE),
        ("mairie.atd", PUBLIC),
        ("manuela.martin", MANAGER),
        ("pierre.dubois", EVERYONE),
        ("unknown.to.the.portal", EVERYONE),
    ],
)
async def test_each_reader_gets_his_answer(
    database: Database, client: AsyncClient, bot: FakeBot, login: str | None, said: str
) -> None:
    event = await _answer(client, bot, EVERYONE, login)

    assert event["text"] == said
    assert event["topic"] == "tracking/available"
    assert _words(event["content"]) == said


async def test_the_answer_of_a_reader_keeps_its_layout_and_its_sources(
    database: Database, client: AsyncClient, bot: FakeBot
) -> None:
    event = await _answer(client, bot, EVERYONE, "mairie.atd")

    bold = {"type": "bold", "children": [{"type": "text", "text": "chez vous"}]}
    assert bold in event["content"][0]["children"]
    assert event["sources"][0]["title"] == "Guide"


async def test_a_follow_up_is_the_same_for_all(
    database: Database, client: AsyncClient, bot: FakeBot
) -> None:
    assert (await _answer(client, bot, "Rien.", "mairie.atd"))["text"] == "Rien."


async def test_logging_in_changes_the_next_answer(
    database: Database, client: AsyncClient, bot: FakeBot
) -> None:
    bot.answer = lambda _: _saying(EVERYONE)
    talk = await Talk.start(client)
    before = (await talk.ask("a"))[0]["text"]

    await talk.post("/identity", {"identity": sign_identity("mairie.atd", "Mairie")})

    assert (before, (await talk.ask("a"))[0]["text"]) == (EVERYONE, PUBLIC)


async def test_structures_that_do_not_agree_leave_the_answer_of_everyone(
    database: Database, client: AsyncClient, bot: FakeBot
) -> None:
    await _attach(database, "anne", (ATD31, Role.SIMPLE_USER), (DELICES, Role.SIMPLE_USER))

    assert (await _answer(client, bot, EVERYONE, "anne"))["text"] == EVERYONE


async def test_a_rattachement_not_yet_validated_tells_nothing(
    database: Database, client: AsyncClient, bot: FakeBot
) -> None:
    pending = RattachementState.PENDING
    await _attach(database, "anne", (ATD31, Role.SIMPLE_USER), state=pending)

    assert (await _answer(client, bot, EVERYONE, "anne"))["text"] == EVERYONE


async def _attach(
    database: Database,
    login: str,
    *held: tuple[str, Role],
    state: RattachementState = RattachementState.VALIDATED,
) -> None:
    async with database.new_session.begin() as session:
        found = await session.execute(select(Structure.siret, Structure.id))
        ids = dict(found.all())
        rattachements = [
            Rattachement(structure_id=ids[siret], role=role, state=state) for siret, role in held
        ]
        session.add(User(login=login, name=login, rattachements=rattachements))


async def _answer(client: AsyncClient, bot: FakeBot, said: str, login: str | None) -> Json:
    """The event that a message of the bot under the entry's topic becomes for this reader."""
    bot.answer = lambda _: _saying(said)
    talk = await Talk.start(client, sign_identity(login, login) if login else None)
    return (await talk.ask("mise à disposition"))[0]


def _saying(said: str) -> Json:
    message = {"text": said, "custom": {"topic": "tracking/available"}}
    return {"messages": [message], "intent": {"name": "faq_tracking_available"}}


def _words(nodes: list[Json]) -> str:
    return "".join(node.get("text", "") + _words(node.get("children", [])) for node in nodes)
