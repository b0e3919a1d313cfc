import json
from pathlib import Path

import pytest
from httpx import Response

from api.chat import drafts, log, speaker
from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings


@pytest.fixture(autouse=True)
def knowledge(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One entry, with its source."""
    entry = {
        "ref": "FAQ-043",
        "intent": "faq_deposit",
        "title": "Déposer une facture",
        "theme": "filing",
        "text": "Ouvrez « Factures émises ».",
        "content": [],
        "sources": [{"title": "Guide du dépôt", "url": "https://example.fr/g", "date": None}],
        "reviewed_on": "2026-11-01",
        "related": [],
        "follow_ups": [],
        "variants": [],
    }
    bundle = tmp_path / "knowledge.json"
    whole = {"version": "1", "entries": {"filing/deposit": entry}, "intents": {}}
    bundle.write_text(json.dumps(whole), encoding="utf-8")
    settings_env.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))
    get_settings.cache_clear()


async def download(talk: Talk, token: str = "") -> Response:
    headers = {"Authorization": f"Bearer {token}"} if token else talk.headers
    return await talk.client.get(f"{talk.url}/transcript", headers=headers)


async def test_transcript_is_a_text_to_keep(talk: Talk) -> None:
    response = await download(talk)

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-disposition"] == (
        'attachment; filename="conversation-2026-11-24-10h00.txt"'
    )
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_transcript_says_who_said_what_and_when(talk: Talk, bot: FakeBot) -> None:
    said = {"text": "Ouvrez « Factures émises ».", "custom": {"topic": "filing/deposit"}}
    bot.answer = lambda _: {"messages": [said], "intent": None}
    await talk.ask("où déposer ma facture ?")
    await talk.ask("contacter un agent")
    async with database_of(talk.client).new_session.begin() as session:
        await speaker.claim(session, talk.id, "agent.1", "Agnès")
        await log.append(session, talk.id, [drafts.agent_message("Bonjour !", "Agnès")])

    text = (await download(talk)).content.decode()

    assert text.startswith("Conversation avec Clara, assistante automatique\n")
    assert "Commencée le mardi 24 novembre 2026 à 10 h 00" in text
    assert "[10 h 00] Vous :\noù déposer ma facture ?\n" in text
    assert (
        "[10 h 00] Clara (assistante automatique) :\nOuvrez « Factures émises ».\n"
        "Sources :\n- Guide du dépôt – https://example.fr/g\n"
    ) in text
    assert "[10 h 00] Service :\nAgnès a rejoint la conversation.\n" in text
    assert text.endswith("[10 h 00] Agnès (agent) :\nBonjour !\n")


async def test_places_in_the_queue_are_left_out(talk: Talk) -> None:
    await talk.ask("contacter un agent")

    assert "Vous êtes en position 1 dans la file d’attente. " not in (await download(talk)).text


async def test_transcript_names_the_files(talk: Talk) -> None:
    files = {"file": ("facture.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")}
    joined = await talk.client.post(f"{talk.url}/attachments", files=files, headers=talk.headers)
    body = {"client_id": talk.id, "text": "la voici", "attachments": [joined.json()["id"]]}
    await talk.post("/messages", body)

    assert "la voici\nPièces jointes : facture.pdf" in (await download(talk)).text


async def test_transcript_is_for_the_holder_of_the_token(talk: Talk) -> None:
    assert (await download(talk, "another")).json()["code"] == "conversation_not_found"
