"""A browser that signs in by the provider's process, one step at a time."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from api.core.settings import ROOT
from api.desk.tests.post import Post

type Json = dict[str, Any]

CAMILLE: Json = {"preferred_username": "camille.d", "name": "Camille Durand", "sid": "sid-1"}

# What the database does not see is tried on one.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CREATING = {"CHORALE_OIDC_CREATE_AGENTS": "true"}
MAPPING = {
    "CHORALE_OIDC_ROLE_CLAIM": "realm_access.roles",
    "CHORALE_OIDC_ROLES": '{"chefs": "SUPERVISOR", "guichet": "AGENT"}',
}


def refused_for(response: httpx.Response) -> str:
    """Why the browser is sent back to the sign-in page."""
    assert response.status_code == 303, response.text
    page, _, flag = response.headers["location"].partition("?oidc=")
    assert page == "/desk/sign-in"
    assert "chorale_desk=" not in response.headers.get("set-cookie", "")
    return flag


class ProviderProcess:
    """Steers the provider, and walks through it."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    async def steer(self, **control: Any) -> None:
        async with httpx.AsyncClient(base_url=self.issuer, timeout=60) as http:
            body = {"person": CAMILLE} | control
            (await http.put("/control", json=body)).raise_for_status()

    async def turn_keys(self) -> None:
        async with httpx.AsyncClient(base_url=self.issuer, timeout=60) as http:
            (await http.post("/control/keys")).raise_for_status()

    async def logout_token(self, **claims: Any) -> str:
        async with httpx.AsyncClient(base_url=self.issuer, timeout=60) as http:
            return (await http.post("/control/logout-token", json=claims)).json()

    async def callback_of(self, browser: Post) -> str:
        """Go to the provider and be sent back: the address of the callback."""
        started = await browser.http.get("/desk/v1/oidc/start")
        assert started.status_code == 302, started.text
        async with httpx.AsyncClient(timeout=60) as http:
            answered = await http.get(started.headers["location"])
        assert answered.status_code == 302, answered.text
        return answered.headers["location"]

    async def sign_in(self, browser: Post) -> httpx.Response:
        return await browser.http.get(await self.callback_of(browser))


@contextmanager
def provider_process() -> Generator[ProviderProcess]:
    command = [sys.executable, "-m", "api.desk.tests.oidc_server"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield ProviderProcess(f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.terminate()
        process.wait(10)
