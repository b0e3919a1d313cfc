"""What a user does with the widget, in the words of the tests."""

from playwright.sync_api import Locator, Page

from api.web.tests.contract_server import ContractServer


class WidgetPage:
    """The host page of `server`, seen in a browser."""

    def __init__(self, page: Page, server: ContractServer) -> None:
        self.page = page
        self._server = server
        page.goto(f"{server.url}/host")

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Besoin d’aide")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog", name="Assistance")

    @property
    def field(self) -> Locator:
        return self.panel.get_by_label("Votre message")

    @property
    def log(self) -> Locator:
        return self.panel.get_by_role("log")

    @property
    def banner(self) -> Locator:
        return self.panel.get_by_role("status")

    @property
    def element(self) -> Locator:
        return self.page.locator("chorale-chat")

    def open(self) -> "WidgetPage":
        self.launcher.click()
        self.log.get_by_text("Bonjour, je suis Clara").wait_for()
        return self

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def message(self, text: str) -> Locator:
        """The whole message, with its author and its buttons, that contains `text`."""
        return self.log.locator(".message").filter(has_text=text)
