"""Files of the conversation go with what is filed from it: once, and nobody else's."""

from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import delete, func, select

from api.core.clock import now
from api.core.settings import get_settings
from api.core.tokens import mint_on_behalf
from api.models.chat_attachment import ChatAttachment
from api.models.conversation import Conversation
from api.models.sollicitation import Sollicitation
from api.portal.sollicitations.tests.people import (
    CONVERSATION,
    DESCRIPTION,
    FOLLOW_UP,
    OWN,
    People,
)
from api.portal.sollicitations.tests.test_anonymous import BODY, prove
from api.portal.sollicitations.tests.test_filing import converse


@pytest.fixture
async def conversation(people: People) -> str:
    return await converse(people, "anne", "Bonjour")


async def drop(
    people: People, conversation: str, id_: str, name: str = "devis.txt", content: bytes = b"Devis."
) -> Path:
    """Somebody joins a file to the conversation; where its bytes lie."""
    path = get_settings().data_dir / "attachments" / conversation / id_
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    async with people.new_session.begin() as session:
        session.add(
            ChatAttachment(
                id=id_,
                conversation_id=conversation,
                name=name,
                media_type="text/plain",
                size=len(content),
                sha256="0" * 64,
                at=now(),
            )
        )
    return path


async def file(people: People, conversation: str, *attachments: str, **changes: Any) -> Response:
    """From the conversation, as the actions do."""
    key = changes.pop("key", "k")
    body = FOLLOW_UP | {
        "structure_siret": people.supplier.siret,
        "description": DESCRIPTION,
        "attachments": list(attachments),
    }
    token = mint_on_behalf("anne", conversation)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return await people.client.post(OWN, headers=headers, json=body | changes)


async def total(people: People) -> int:
    async with people.new_session.begin() as session:
        return await session.scalar(select(func.count(Sollicitation.id))) or 0


async def test_they_go_with_the_first_step(people: People, conversation: str) -> None:
    await drop(people, conversation, "a1")
    await drop(people, conversation, "b2", "photo.png", b"\x89PNG\r\n\x1a\n...")

    filed = (await file(people, conversation, "b2", "a1", "b2")).json()

    [step] = filed["history"]
    assert [each["name"] for each in step["files"]] == ["photo.png", "devis.txt"]
    assert (await people.call("anne", "GET", step["files"][1]["href"])).content == b"Devis."


async def test_they_outlive_the_conversation(people: People, conversation: str) -> None:
    await drop(people, conversation, "a1")
    [step] = (await file(people, conversation, "a1")).json()["history"]

    async with people.new_session.begin() as session:
        await session.execute(delete(ChatAttachment))
    again = await file(people, conversation, "a1")

    assert again.status_code == 201
    assert (await people.call("anne", "GET", step["files"][0]["href"])).content == b"Devis."
    assert await total(people) == 1


async def test_a_draft_keeps_them(people: People, conversation: str) -> None:
    await drop(people, conversation, "a1")

    draft = (await file(people, conversation, "a1", draft=True)).json()

    assert [each["name"] for each in draft["files"]] == ["devis.txt"]
    sent = await people.call("anne", "POST", f"{OWN}/{draft['reference']}/submission")
    assert [each["name"] for each in sent.json()["history"][0]["files"]] == ["devis.txt"]


async def test_the_same_key_with_other_files_is_refused(people: People, conversation: str) -> None:
    await drop(people, conversation, "a1")
    await file(people, conversation, "a1")

    other = await file(people, conversation)

    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_anothers_file_looks_unknown_and_nothing_is_filed(
    people: People, conversation: str
) -> None:
    theirs = await converse(people, "stan", "Bonjour")
    await drop(people, theirs, "a1")

    hidden = await file(people, conversation, "a1")
    unknown = await file(people, conversation, "b2")
    odd = await file(people, conversation, "\x00")

    assert hidden.status_code == unknown.status_code == odd.status_code == 404
    assert hidden.json() | {"attachment": "b2"} == unknown.json()
    assert await total(people) == 0


async def test_without_a_conversation_no_file_is_found(people: People, conversation: str) -> None:
    await drop(people, conversation, "a1")

    answer = await people.file(attachments=["a1"])

    assert (answer.status_code, answer.json()["code"]) == (404, "attachment_not_found")


async def test_bytes_that_are_gone_are_told(people: People, conversation: str) -> None:
    (await drop(people, conversation, "a1")).unlink()

    answer = (await file(people, conversation, "a1")).json()

    assert (answer["code"], answer["attachment"]) == ("attachment_not_found", "a1")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programme.exe", b"MZ"),
        ("vide.txt", b""),
        ("faux.pdf", b"texte"),
        ("gros.txt", b"x" * 2001),
    ],
)
async def test_one_over_the_limits_is_told_and_nothing_is_filed(
    people: People, conversation: str, name: str, content: bytes
) -> None:
    get_settings().max_attachment = 2000
    await drop(people, conversation, "a1")
    await drop(people, conversation, "b2", name, content)

    refused = await file(people, conversation, "a1", "b2")
    without = await file(people, conversation, "a1")

    answer = refused.json()
    assert (refused.status_code, answer["code"], answer["attachment"]) == (
        422,
        "attachment_refused",
        "b2",
    )
    assert without.status_code == 201
    assert await total(people) == 1


async def test_no_more_than_a_sollicitation_may_carry(
    people: People, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.portal.sollicitations.pending_files._MAX_TOTAL", 10)
    await drop(people, conversation, "a1")
    await drop(people, conversation, "b2", "plan.txt", b"123456789")

    answer = (await file(people, conversation, "a1", "b2")).json()

    assert (answer["code"], answer["attachment"]) == ("attachment_refused", "b2")


async def test_an_anonymous_conversation_joins_its_own(people: People) -> None:
    get_settings().smtp_host, get_settings().smtp_from = "mail.invalid", "chorale@exemple.fr"
    async with people.new_session.begin() as session:
        session.add(
            Conversation(id=CONVERSATION, token_hash="-", created_at=now(), expires_at=now())
        )
    await drop(people, CONVERSATION, "a1")
    await prove(people)

    answer = await people.call(None, "POST", OWN, json=BODY | {"attachments": ["a1"]})

    [step] = answer.json()["history"]
    assert [each["name"] for each in step["files"]] == ["devis.txt"]
