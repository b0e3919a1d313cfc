"""What a visitor of the demonstration portal does, in the words of the tests."""

from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import httpx
from playwright.sync_api import Locator, Page, expect

SUPPLIER, TOWN, NEWCOMER = "manuela.martin", "mairie.atd", "pierre.dubois"
PATIENCE = 30  # seconds: a busy machine must not fail a test


class PortalPage:
    """`/` in a browser, as the first of the users until another is chosen."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, place: str = "", login: str = SUPPLIER) -> Self:
        """`place` is a part of the fragment: `factures/17726`."""
        # Kept for the tab, as the page keeps it; no page of ours has to be there yet.
        self.page.goto(f"{self.url}/healthz")
        self.page.evaluate("(login) => sessionStorage.setItem('demo:visitor', login)", login)
        self.page.goto(f"{self.url}/#/{place}")
        return self.settle()

    def settle(self) -> Self:
        expect(self.page.locator("#view")).not_to_have_attribute("aria-busy", "true")
        expect(self.page.locator("#view h1")).to_be_visible()
        return self

    def choose(self, login: str) -> None:
        self.page.get_by_label("Utilisateur de démonstration").select_option(login)

    def go(self, place: str) -> None:
        self.places.get_by_role("link", name=place).click()

    @property
    def places(self) -> Locator:
        return self.page.get_by_role("navigation", name="Portail")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def said(self) -> Locator:
        """What is read aloud when something changes."""
        return self.page.locator("#announce")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def button(self, name: str) -> Locator:
        return self.main.get_by_role("button", name=name)

    def region(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name)

    def rows(self) -> Locator:
        return self.main.locator("tbody").get_by_role("row")

    def row(self, text: str) -> Locator:
        return self.rows().filter(has_text=text)

    def turn(self) -> None:
        """The assistant has answered."""
        self.page.locator("chorale-chat").dispatch_event("chorale:turn")

    def act(self, login: str, address: str, body: dict[str, Any]) -> dict[str, Any]:
        """What somebody does elsewhere: in the conversation, or on another screen."""
        headers = self._bearer(login) | {"Idempotency-Key": str(uuid4())}
        answer = httpx.post(
            f"{self.url}/portal/v1/{address}", json=body, headers=headers, timeout=PATIENCE
        )
        answer.raise_for_status()
        return answer.json()

    def read(self, login: str, address: str) -> dict[str, Any]:
        answer = httpx.get(
            f"{self.url}/portal/v1/{address}", headers=self._bearer(login), timeout=PATIENCE
        )
        answer.raise_for_status()
        return answer.json()

    def recycle(self) -> None:
        """The invoice that waits for it, with the service code that was wrong."""
        self.act(SUPPLIER, "invoices/201700000128/recycle", {"service_code": "DC"})

    def _bearer(self, login: str) -> dict[str, str]:
        signed = httpx.post(
            f"{self.url}/demo/v1/identities", json={"login": login}, timeout=PATIENCE
        )
        return {"Authorization": f"Bearer {signed.json()['identity']}"}


type OpenPortal = Callable[..., PortalPage]
"""Opens `/` at a place, as one of the demonstration's users."""
