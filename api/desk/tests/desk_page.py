"""What an agent does in a browser at the desk."""

import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from api.desk.tests.post import PASSWORD

CHROMIUM = os.environ.get("CHORALE_CHROMIUM") or shutil.which("chromium")
LAPTOP = {"width": 1366, "height": 768}


@asynccontextmanager
async def a_browser() -> AsyncGenerator[Browser]:
    # A bound on waiting, not a measure of speed: a busy machine must not fail a test.
    expect.set_options(timeout=30_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


class DeskPage:
    """One agent's page, in a browser context of its own."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda line: self.complaints.append(line.text) if _is_breach(line.text) else None,
        )

    @classmethod
    async def open(cls, browser: Browser, url: str, **context: Any) -> "DeskPage":
        options: dict[str, Any] = {"viewport": LAPTOP, "locale": "fr-FR", **context}
        opened = await browser.new_context(**options)
        desk = cls(await opened.new_page(), url)
        await desk.page.goto(f"{url}/desk")
        return desk

    async def sign_in(self, login: str = "agent.1", password: str = PASSWORD) -> "DeskPage":
        await self.page.get_by_label("Identifiant").fill(login)
        await self.page.get_by_label("Mot de passe").fill(password)
        await self.page.keyboard.press("Enter")
        return self

    async def enter(self, login: str = "agent.1") -> "DeskPage":
        """Sign in, and wait until the page's modules are at work."""
        await self.sign_in(login)
        await self.ready()
        return self

    async def sign_out(self) -> None:
        """Once the page is at rest."""
        await self.page.wait_for_load_state("networkidle")
        await self.button("Se déconnecter").click()

    async def ready(self) -> None:
        await expect(self.page.locator("#workplace[data-ready]")).to_be_visible()

    async def take(self) -> None:
        """The first of the queue."""
        first = self.page.get_by_role("button", name="Prendre la conversation").first
        taken = (await first.get_attribute("data-row") or "").removeprefix("take ")
        await self.settled()
        await self.page.locator(f"[data-row='take {taken}']").click()
        await expect(
            self.page.locator(f"#mine [data-open='{taken}'][aria-current]")
        ).to_be_visible()
        await expect(self.answer).to_be_focused()
        await self.settled()

    async def settled(self) -> None:
        """What has just been put in the page is not htmx's yet: pressed then, it does nothing."""
        await expect(self.page.locator(".htmx-added")).to_have_count(0)

    async def say(self, text: str) -> None:
        """Send it, and wait until the server has it."""
        await self.send(text)
        await expect(self.log.locator(".pending")).to_have_count(0)

    async def send(self, text: str) -> None:
        await self.answer.fill(text)
        await self.answer.press("Enter")
        await expect(self.log.get_by_text(text)).to_be_visible()

    @property
    def answer(self) -> Locator:
        return self.page.get_by_label("Votre réponse")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def row(self, conversation_id: str) -> Locator:
        """One of the agent's own conversations."""
        return self.page.locator(f"#mine [data-open='{conversation_id}']")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


def _is_breach(line: str) -> bool:
    return "Content Security" in line or "TrustedHTML" in line or "TrustedScript" in line
