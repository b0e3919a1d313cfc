import pytest
from httpx import AsyncClient

from api.chat.tests.fake_bot import FakeBot
from api.chat.tests.talk import BASE, Talk
from api.core.settings import get_settings
from api.core.tokens import sign_identity

UNKNOWN = "00000000-0000-4000-8000-000000000000"


async def test_opening_gives_id_token_and_expiry(client: AsyncClient) -> None:
    response = await client.post(BASE, json={})

    assert response.status_code == 201
    assert set(response.json()) == {"id", "token", "expires_at"}


async def test_opening_needs_no_body(client: AsyncClient) -> None:
    assert (await client.post(BASE)).status_code == 201


@pytest.mark.usefixtures("somebody")
async def test_greeting_says_it_is_automatic_and_offers_choices(talk: Talk) -> None:
    [greeting] = await talk.events()

    assert greeting["seq"] == 1
    assert greeting["from"] == "bot"
    assert greeting["author"] == "Clara"
    assert "assistante automatique" in greeting["text"]
    assert [choice["label"] for choice in greeting["choices"]] == [
        "Suivre une facture",
        "Déposer une facture",
        "Mon espace a disparu",
        "Contacter un agent",
    ]
    assert all(set(choice) == {"id", "label"} for choice in greeting["choices"])


async def test_wrong_token_and_unknown_conversation_look_alike(talk: Talk) -> None:
    wrong = {"Authorization": "Bearer wrong"}

    hidden = await talk.client.get(f"{talk.url}/events", headers=wrong)
    unknown = await talk.client.get(f"{BASE}/{UNKNOWN}/events", headers=wrong)
    absurd = await talk.client.get(f"{BASE}/%00/events", headers=wrong)

    assert hidden.status_code == unknown.status_code == absurd.status_code == 404
    assert hidden.json() == unknown.json() == absurd.json()


async def test_token_of_another_conversation_opens_nothing(client: AsyncClient) -> None:
    mine, other = await Talk.start(client), await Talk.start(client)

    response = await client.get(f"{other.url}/events", headers=mine.headers)

    assert response.status_code == 404


async def test_missing_token_is_asked_for(talk: Talk) -> None:
    response = await talk.client.get(f"{talk.url}/events")

    assert response.status_code == 401
    assert response.json()["code"] == "authentication_required"


async def test_expired_conversation_is_unknown(client: AsyncClient) -> None:
    get_settings().conversation_lifetime = 0

    talk = await Talk.start(client)
    response = await client.get(f"{talk.url}/events", headers=talk.headers)

    assert response.status_code == 404


async def test_login_at_opening_reaches_the_bot(client: AsyncClient, bot: FakeBot) -> None:
    talk = await Talk.start(client, sign_identity("manuela.martin", "Manuela"))

    await talk.ask("où en est ma facture 124")

    assert bot.received[0]["metadata"]["login"] == "manuela.martin"


async def test_invalid_identity_opens_nothing(client: AsyncClient) -> None:
    for identity in ("abc", "é"):
        response = await client.post(BASE, json={"identity": identity})
        assert response.status_code == 401


async def test_logging_in_later_is_idempotent(talk: Talk, bot: FakeBot) -> None:
    body = {"identity": sign_identity("manuela.martin", "Manuela")}

    first, again = await talk.post("/identity", body), await talk.post("/identity", body)
    await talk.ask("mes factures")

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json() == {"id": talk.id, "login": "manuela.martin"}
    assert bot.received[0]["metadata"]["login"] == "manuela.martin"


async def test_another_login_must_open_another_conversation(client: AsyncClient) -> None:
    talk = await Talk.start(client, sign_identity("manuela.martin", "Manuela"))

    response = await talk.post("/identity", {"identity": sign_identity("pierre.dubois", "Pierre")})

    assert response.status_code == 409
    assert response.json()["code"] == "other_identity"
