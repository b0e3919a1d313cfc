"""Files both ways: from the agent to the user and back, saved and never opened as a page."""

from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.desk.tests.case_builders import PDF, Case
from api.desk.tests.post import Desk


async def sent(case: Case, *ids: str, text: str = "") -> Response:
    body = {"client_id": str(uuid4()), "text": text, "attachments": list(ids)}
    return await case.post.act(case.id, "messages", body)


async def users_file(talk: Talk, name: str = "facture.pdf", content: bytes = PDF) -> str:
    files = {"file": (name, content)}
    response = await talk.client.post(f"{talk.url}/attachments", files=files, headers=talk.headers)
    assert response.status_code == 201, response.text
    return response.json()["id"]


async def user_gets(talk: Talk, attachment_id: str) -> Response:
    url = f"{talk.url}/attachments/{attachment_id}"
    return await talk.client.get(url, headers=talk.headers)


async def agent_gets(case: Case, attachment_id: str) -> Response:
    return await case.post.http.get(case.url(f"attachments/{attachment_id}"))


async def test_the_agents_file_reaches_the_user(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    joined = await case.attach("guide.pdf")

    await sent(case, joined.json()["id"], text="Voici le guide.")

    event = (await case.talk.events())[-1]
    assert (joined.status_code, event["text"]) == (201, "Voici le guide.")
    assert event["attachments"] == [joined.json()]
    assert (await user_gets(case.talk, joined.json()["id"])).content == PDF


async def test_a_file_without_a_word_says_its_name(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    joined = (await case.attach("guide.pdf")).json()

    response = await sent(case, joined["id"])

    assert response.status_code == 202
    assert (await case.talk.events())[-1]["text"] == "Fichier joint : guide.pdf"


async def test_the_users_file_reaches_the_agent(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    attachment_id = await users_file(case.talk)

    assert (await agent_gets(case, attachment_id)).content == PDF


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("facture.pdf", PDF, "application/pdf"),
        ("page.html", b"<script>alert(1)</script>", "application/octet-stream"),
        ("dessin.svg", b"<svg/>", "application/octet-stream"),
        ("flux.xml", b"<a/>", "application/octet-stream"),
    ],
)
async def test_a_file_is_saved_and_never_shown(
    client: AsyncClient, desk: Desk, name: str, content: bytes, media_type: str
) -> None:
    case = await Case.open(client, desk)
    attachment_id = await users_file(case.talk, name, content)

    for answer in (
        await agent_gets(case, attachment_id),
        await user_gets(case.talk, attachment_id),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media_type
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "no-store" in answer.headers["cache-control"]


async def test_an_accented_name_is_kept(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    attachment_id = await users_file(case.talk, "reçu « août ».pdf")

    disposition = (await agent_gets(case, attachment_id)).headers["content-disposition"]

    assert disposition == (
        "attachment; filename*=utf-8''re%C3%A7u%20%C2%AB%20ao%C3%BBt%20%C2%BB.pdf"
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("outil.exe", b"MZ", "attachment_refused"),
        ("faux.pdf", b"MZ", "attachment_refused"),
        ("vide.pdf", b"", "attachment_refused"),
        ("long.pdf", PDF + b"x" * 10_000_000, "attachment_too_large"),
    ],
)
async def test_agents_have_the_limits_of_users(
    client: AsyncClient, desk: Desk, name: str, content: bytes, code: str
) -> None:
    refused = await (await Case.open(client, desk)).attach(name, content)

    assert refused.json()["code"] == code


@pytest.mark.parametrize("login", ["agent.2", "chef.1"])
async def test_only_the_agent_in_charge_joins_files(
    client: AsyncClient, desk: Desk, login: str
) -> None:
    case = await Case.open(client, desk)
    other = Case(case.talk, await desk.agent(login))

    assert (await other.attach()).status_code == 404
    assert not (get_settings().data_dir / "attachments" / case.id).exists()


async def test_a_colleague_takes_no_file_but_a_supervisor_does(
    client: AsyncClient, desk: Desk
) -> None:
    case = await Case.open(client, desk)
    attachment_id = await users_file(case.talk)

    statuses = [
        (await agent_gets(Case(case.talk, await desk.agent(login)), attachment_id)).status_code
        for login in ("agent.2", "chef.1")
    ]

    assert statuses == [404, 200]


async def test_a_file_of_another_conversation_is_unknown(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    stranger = await Talk.start(client)
    attachment_id = await users_file(stranger)

    answers = [await agent_gets(case, attachment_id), await user_gets(case.talk, attachment_id)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "attachment_not_found")
    ] * 2
    assert (await sent(case, attachment_id)).json()["code"] == "attachment_not_found"


@pytest.mark.parametrize("wrong", ["x", "..%2f..%2fsecret", "00000000-0000-4000-8000-000000000000"])
async def test_an_odd_id_is_unknown(client: AsyncClient, desk: Desk, wrong: str) -> None:
    case = await Case.open(client, desk)

    assert (await agent_gets(case, wrong)).status_code == 404
    assert (await user_gets(case.talk, wrong)).status_code == 404


async def test_without_the_token_a_user_takes_nothing(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    attachment_id = await users_file(case.talk)

    assert (await client.get(f"{case.talk.url}/attachments/{attachment_id}")).status_code == 401


async def test_a_file_whose_bytes_are_gone_is_unknown(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    attachment_id = await users_file(case.talk)
    (get_settings().data_dir / "attachments" / case.id / attachment_id).unlink()

    assert (await user_gets(case.talk, attachment_id)).status_code == 404


async def test_a_message_still_needs_words_or_files(client: AsyncClient, desk: Desk) -> None:
    refused = await sent(await Case.open(client, desk), text=" ")

    assert (refused.status_code, refused.json()["code"]) == (422, "empty_message")
