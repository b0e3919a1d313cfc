from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from api.chat.cors import allow_origins
from api.core.settings import Settings

PORTAL = "https://portail.example.org"


async def test_allowed_page_may_call_with_its_token() -> None:
    response = await _preflight(PORTAL)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == PORTAL
    assert "authorization" in response.headers["access-control-allow-headers"].lower()


async def test_other_pages_may_not() -> None:
    response = await _preflight("https://elsewhere.example.org")

    assert "access-control-allow-origin" not in response.headers


async def _preflight(origin: str) -> Response:
    app = FastAPI()
    allow_origins(app, Settings(allowed_origins=[PORTAL]))
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "Authorization",
    }
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        return await client.options("/chat/v1/conversations", headers=headers)
