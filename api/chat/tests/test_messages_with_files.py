from uuid import uuid4

import pytest

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import Json, Talk

PDF = b"%PDF-1.7\n" + b"x" * 300


async def joined(talk: Talk, name: str = "facture.pdf", content: bytes = PDF) -> Json:
    response = await talk.client.post(
        f"{talk.url}/attachments", files={"file": (name, content)}, headers=talk.headers
    )
    assert response.status_code == 201, response.text
    return response.json()


async def send(talk: Talk, **body: object) -> int:
    response = await talk.post("/messages", {"client_id": str(uuid4()), **body})
    assert response.status_code == 202, response.text
    return response.json()["seq"]


async def test_a_file_alone_is_an_invoice_to_check(talk: Talk, bot: FakeBot) -> None:
    file = await joined(talk)
    seq = await send(talk, attachments=[file["id"]])
    await talk.answer_to(seq)

    [said] = [event for event in await talk.events() if event["seq"] == seq]
    assert (said["text"], said["attachments"]) == ("Fichier joint : facture.pdf", [file])
    [call] = bot.received
    assert (call["text"], call["metadata"]["attachments"]) == ("/check_invoice", [file])


async def test_words_beside_a_file_are_what_the_bot_reads(talk: Talk, bot: FakeBot) -> None:
    file = await joined(talk)
    await talk.answer_to(await send(talk, text="est-elle bonne ?", attachments=[file["id"]]))

    [call] = bot.received
    assert (call["text"], call["metadata"]["attachments"]) == ("est-elle bonne ?", [file])


async def test_a_message_without_a_file_names_none(talk: Talk, bot: FakeBot) -> None:
    await joined(talk)
    await talk.ask("bonjour")

    assert bot.received[0]["metadata"]["attachments"] == []


async def test_a_file_of_another_conversation_is_unknown(talk: Talk) -> None:
    stranger = await joined(await Talk.start(talk.client))
    body = {"client_id": str(uuid4()), "attachments": [stranger["id"]]}
    response = await talk.post("/messages", body)

    assert (response.status_code, response.json()["code"]) == (422, "attachment_not_found")


async def test_a_choice_comes_without_files(talk: Talk) -> None:
    file = await joined(talk)
    body = {"client_id": str(uuid4()), "choice": "x", "attachments": [file["id"]]}

    assert (await talk.post("/messages", body)).status_code == 422


async def test_six_files_are_too_many(talk: Talk) -> None:
    body = {"client_id": str(uuid4()), "attachments": [str(uuid4()) for _ in range(6)]}

    assert (await talk.post("/messages", body)).status_code == 422


@pytest.mark.parametrize(("content", "same"), [(PDF, True), (PDF + b"y", False)])
async def test_the_same_file_sent_again_is_kept_once(
    talk: Talk, content: bytes, same: bool
) -> None:
    first, again = await joined(talk), await joined(talk, content=content)

    assert (first["id"] == again["id"]) is same
