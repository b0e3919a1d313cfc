from collections.abc import AsyncIterator
from hashlib import sha256

import pytest
from httpx import Response
from sqlalchemy import select

from api.chat import attachments
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.models.chat_attachment import ChatAttachment

PDF = b"%PDF-1.7\n" + b"x" * 3000


async def test_file_is_stored_and_described(talk: Talk) -> None:
    response = await _attach(talk, "facture 124.PDF", PDF)

    assert response.status_code == 201
    body = response.json()
    assert body == {
        "id": body["id"],
        "name": "facture 124.PDF",
        "size": len(PDF),
        "media_type": "application/pdf",
    }
    stored = get_settings().data_dir / "attachments" / talk.id / body["id"]
    assert stored.read_bytes() == PDF
    assert (await _rows(talk))[0].sha256 == sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n..."),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.zip", b"PK\x03\x04"),
        ("a.docx", b"PK\x03\x04"),
        ("a.xml", b"\xef\xbb\xbf\n<a/>"),
        ("a.csv", b"a;b"),
        ("x" * 46 + ".pdf", PDF),
    ],
)
async def test_accepted_files(talk: Talk, name: str, content: bytes) -> None:
    assert (await _attach(talk, name, content)).status_code == 201


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("sans-extension", b"x"),
        (".pdf", PDF),
        ("x" * 47 + ".pdf", PDF),
        ("a.pdf", b"MZ not a pdf"),
        ("a.png", PDF),
        ("a.jpg", b"GIF89a"),
        ("a.zip", b"Rar!"),
        ("a.xml", b"not xml"),
        ("a.pdf", b""),
    ],
)
async def test_refused_files(talk: Talk, name: str, content: bytes) -> None:
    response = await _attach(talk, name, content)

    assert response.status_code == 422
    assert response.json()["code"] == "attachment_refused"
    assert await _rows(talk) == []


async def test_folders_in_a_name_are_ignored(talk: Talk) -> None:
    response = await _attach(talk, "..\\..\\etc/../facture.pdf", PDF)

    assert response.json()["name"] == "facture.pdf"


async def test_too_large_a_file_is_refused_before_it_is_read(talk: Talk) -> None:
    get_settings().max_attachment = 100_000

    announced = await _attach(talk, "a.pdf", PDF + b"x" * 200_000)
    just_over = await _attach(talk, "a.pdf", PDF + b"x" * 97_500)

    assert announced.status_code == just_over.status_code == 413
    assert announced.json()["code"] == "attachment_too_large"
    assert "0,1 Mo" in announced.json()["detail"]


async def test_file_of_unannounced_length_is_cut_at_the_limit(talk: Talk) -> None:
    get_settings().max_attachment = 100_000
    sent = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        yield head + PDF
        for _ in range(1000):
            sent += 10_000
            yield b"x" * 10_000

    headers = {**talk.headers, "Content-Type": "multipart/form-data; boundary=b"}
    response = await talk.client.post(f"{talk.url}/attachments", content=body(), headers=headers)

    assert response.status_code == 413
    assert sent < 200_000


async def test_conversation_holds_so_many_files(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_FILES", 2)
    accepted = [await _attach(talk, f"{n}.pdf", PDF) for n in range(2)]

    refused = await _attach(talk, "2.pdf", PDF)
    again = await _attach(talk, "1.pdf", PDF)

    assert [one.status_code for one in (*accepted, refused, again)] == [201, 201, 409, 201]
    assert refused.json()["code"] == "too_many_attachments"
    assert len(list((get_settings().data_dir / "attachments" / talk.id).iterdir())) == 2


async def test_conversation_holds_so_many_bytes(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 2 * len(PDF))
    codes = [(await _attach(talk, f"{n}.pdf", PDF)).status_code for n in range(3)]
    elsewhere = await _attach(await Talk.start(talk.client), "3.pdf", PDF)

    assert [*codes, elsewhere.status_code] == [201, 201, 409, 201]


async def test_request_without_a_file_is_refused(talk: Talk) -> None:
    no_form = await talk.post("/attachments", {})
    headers = {**talk.headers, "Content-Type": "multipart/form-data"}
    broken = await talk.client.post(f"{talk.url}/attachments", content=b"x", headers=headers)
    field = await talk.client.post(
        f"{talk.url}/attachments", files={"file": (None, "text")}, headers=talk.headers
    )

    assert no_form.status_code == broken.status_code == field.status_code == 422


async def test_stranger_cannot_attach(talk: Talk) -> None:
    files = {"file": ("a.pdf", PDF)}
    response = await talk.client.post(
        f"{talk.url}/attachments", files=files, headers={"Authorization": "Bearer wrong"}
    )

    assert response.status_code == 404


async def _attach(talk: Talk, name: str, content: bytes) -> Response:
    files = {"file": (name, content)}
    return await talk.client.post(f"{talk.url}/attachments", files=files, headers=talk.headers)


async def _rows(talk: Talk) -> list[ChatAttachment]:
    async with database_of(talk.client).new_read_session.begin() as session:
        return list(await session.scalars(select(ChatAttachment)))
