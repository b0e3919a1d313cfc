"""The pages as people see them, on the real stack."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.stack import AGENT_PASSWORD


def open_page(browser: Browser, url: str, **options: object) -> Page:
    viewport = options.pop("viewport", {"width": 1366, "height": 820})
    context = browser.new_context(viewport=viewport, locale="fr-FR", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(url)
    return page


class Supplier:
    """Somebody on the demonstration portal, with the widget open."""

    def __init__(self, browser: Browser, url: str, login: str, **options: object) -> None:
        self.page = open_page(browser, url, **options)
        self.page.get_by_label("Utilisateur de démonstration").select_option(login)
        expect(self.page.locator("#announce")).to_contain_text("Session de")
        self.open()

    def open(self) -> None:
        self.page.get_by_role("button", name="Besoin d’aide").click()
        expect(self.log).to_contain_text("assistante automatique")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog", name="Assistance")

    @property
    def log(self) -> Locator:
        return self.panel.get_by_role("log")

    def say(self, text: str) -> None:
        field = self.panel.get_by_label("Votre message")
        field.fill(text)
        field.press("Enter")


class DeskAgent:
    """An agent's browser at the desk."""

    def __init__(self, browser: Browser, url: str, login: str = "agent.2") -> None:
        self.page = open_page(browser, url + "/desk")
        self.page.get_by_label("Identifiant").fill(login)
        self.page.get_by_label("Mot de passe").fill(AGENT_PASSWORD)
        self.page.get_by_role("button", name="Se connecter", exact=True).click()
        expect(self.page.locator("#workplace[data-ready]")).to_be_visible()

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Conversation")

    def take_first(self) -> None:
        self.page.locator("[data-row^='take ']").first.click()

    def say(self, text: str) -> None:
        self.page.get_by_label("Votre réponse").fill(text)
        self.page.get_by_label("Votre réponse").press("Enter")

    def close(self) -> None:
        self.page.locator("#close").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Clore").click()
