import asyncio
from datetime import date

from httpx import AsyncClient
from sqlalchemy import func, select

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.clock import now
from api.core.settings import get_settings
from api.models.base import Base
from api.models.chat_erasure import ErasedConversation, PendingErasure
from api.models.mail_proof import MailProof


async def test_erased_conversation_is_unknown_everywhere(talk: Talk) -> None:
    erased = await talk.client.delete(talk.url, headers=talk.headers)
    again = await talk.client.delete(talk.url, headers=talk.headers)
    read = await talk.client.get(f"{talk.url}/events", headers=talk.headers)
    said = await talk.post("/messages", {"client_id": talk.id, "text": "bonjour"})

    assert erased.status_code == 204
    assert again.status_code == read.status_code == said.status_code == 404


async def test_rows_files_and_the_bots_memory_are_erased(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("bonjour")
    await talk.post("/votes", {"seq": 3, "value": 1})
    files = {"file": ("a.pdf", b"%PDF-")}
    await talk.client.post(f"{talk.url}/attachments", files=files, headers=talk.headers)

    await talk.client.delete(talk.url, headers=talk.headers)
    await _nothing_pending(talk)

    assert await _rows_naming(talk) == {}
    assert not (get_settings().data_dir / "attachments" / talk.id).exists()
    assert bot.erased == [talk.id]


async def test_the_addresses_that_it_proved_are_erased(talk: Talk) -> None:
    at = now()
    async with database_of(talk.client).new_session.begin() as session:
        for conversation in (talk.id, "another"):
            session.add(
                MailProof(
                    conversation_id=conversation,
                    email="lea@exemple.fr",
                    code_hash="",
                    sent_at=at,
                    expires_at=at,
                    verified_at=at,
                )
            )

    await talk.client.delete(talk.url, headers=talk.headers)

    async with database_of(talk.client).new_read_session.begin() as session:
        assert list(await session.scalars(select(MailProof.conversation_id))) == ["another"]


async def test_counted_facts_remain(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("bonjour")
    await talk.ask("contacter un agent")
    await talk.post("/votes", {"seq": 1, "value": -1})
    await talk.post("/votes", {"seq": 3, "value": 1})

    await talk.client.delete(talk.url, headers=talk.headers)

    async with database_of(talk.client).new_read_session.begin() as session:
        facts = (await session.scalars(select(ErasedConversation))).one()
    assert (facts.created_on, facts.erased_on) == (date(2026, 11, 24), date(2026, 11, 24))
    assert (facts.turns, facts.handovers) == (2, 1)
    assert (facts.votes_up, facts.votes_down) == (1, 1)


async def test_erasing_moves_the_queue(client: AsyncClient) -> None:
    first, second = await Talk.start(client), await Talk.start(client)
    await first.ask("contacter un agent")
    await second.ask("contacter un agent")

    await client.delete(first.url, headers=first.headers)

    assert (await second.events())[-1]["state"] == {"speaker": "queued", "position": 1}


async def test_bot_that_is_down_is_asked_to_forget_later(talk: Talk, bot: FakeBot) -> None:
    await talk.ask("bonjour")
    await bot.stop()

    erased = await talk.client.delete(talk.url, headers=talk.headers)

    assert erased.status_code == 204
    assert await _pending(talk) == [talk.id]


async def test_answer_in_the_making_is_dropped(talk: Talk, bot: FakeBot) -> None:
    bot.free.clear()
    await talk.say("bonjour")
    await bot.called.wait()

    await talk.client.delete(talk.url, headers=talk.headers)
    bot.free.set()
    other = await Talk.start(talk.client)
    await other.ask("bonjour")

    rows = await _rows_naming(talk)
    assert set(rows) <= {"pending_erasures"}


async def _nothing_pending(talk: Talk) -> None:
    async with asyncio.timeout(60):
        while await _pending(talk):
            pass


async def _pending(talk: Talk) -> list[str]:
    async with database_of(talk.client).new_read_session.begin() as session:
        return list(await session.scalars(select(PendingErasure.conversation_id)))


async def _rows_naming(talk: Talk) -> dict[str, int]:
    """Rows that still bear the conversation's id, by table."""
    found: dict[str, int] = {}
    async with database_of(talk.client).new_read_session.begin() as session:
        for table in Base.metadata.sorted_tables:
            key = {"conversations": "id"}.get(table.name, "conversation_id")
            if key in table.columns:
                statement = select(func.count()).where(table.columns[key] == talk.id)
                count = await session.scalar(statement)
                found |= {table.name: count} if count else {}
    return found
