"""What a user does with `/sollicitations`, in the words of the tests."""

import re
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import httpx
from playwright.sync_api import Locator, Page, Route, expect

AUTHOR, TOWN = "manuela.martin", "mairie.atd"
PATIENCE = 30  # seconds: a busy machine must not fail a test


class SollicitationsPage:
    """The page in a browser; `before` counts the tabs as they were when it was entered."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self._login = AUTHOR
        self._here: str | None = None
        self.before: dict[str, int] = {}

    def enter(self, login: str, query: str = "") -> Self:
        """As that user, who says so when the tab is another's."""
        before = self._here
        self.arrive(login, query)
        if before not in {None, login}:
            with self.page.expect_navigation():
                self.main.get_by_role("button", name="Continuer en tant que").click()
            self._settle()
        self._here = login
        return self

    def arrive(self, login: str, query: str = "") -> Self:
        """By the portal's link."""
        self._login = login
        self.before = self.before or self._tabs()
        return self.follow(self.identity(login), query)

    def follow(self, identity: str, query: str = "", referer: str | None = None) -> Self:
        """A link that brings `identity`, true or not."""
        # Another page between: a change of the fragment alone would not load it again.
        self.page.goto(f"{self.url}/healthz")
        address = f"{self.url}/sollicitations{query}#identite={identity}"
        self.page.goto(address, referer=referer)
        self._settle()
        return self

    def _settle(self) -> None:
        expect(self.page.locator("#view")).not_to_have_attribute("aria-busy", "true")
        expect(self.page.locator("header")).not_to_contain_text("identite")

    def renew(self) -> None:
        """The portal brings the same user back, with a fresh identity."""
        address = self.page.url.split("#")[0]
        self.page.goto(f"{address}#identite={self.identity(self._login)}")

    @property
    def kept(self) -> dict[str, str]:
        """What the tab remembers."""
        return self.page.evaluate("({ ...sessionStorage })")

    @property
    def leaving(self) -> Locator:
        return self.page.get_by_role("banner").get_by_role("button", name="Quitter")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def tabs(self) -> Locator:
        return self.page.get_by_role("navigation", name=re.compile("Mes sollicitations|reçues"))

    @property
    def history(self) -> Locator:
        return self.page.locator(".history")

    @property
    def result(self) -> Locator:
        return self.page.get_by_role("status")

    @property
    def trouble(self) -> Locator:
        return self.page.get_by_role("alert")

    @property
    def reference(self) -> str:
        found = re.search(r"SOL-\d{4}-\d{6}", self.page.url)
        assert found, self.page.url
        return found.group()

    def button(self, name: str) -> Locator:
        return self.main.get_by_role("button", name=name, exact=True)

    def field(self, label: str) -> Locator:
        return self.main.get_by_label(label, exact=label in {"Votre demande", "Catégorie"})

    def row(self, text: str) -> Locator:
        return self.main.locator(".rows > li").filter(has_text=text).first

    def choose(self, act: str) -> None:
        self.main.get_by_role("radio", name=act).check()

    def go_to_tab(self, name: str) -> None:
        if not self.tabs.is_visible():
            self.page.get_by_role("banner").get_by_role("link", name="Mes sollicitations").click()
        tab = self.tabs.get_by_role("link", name=name)
        tab.click()
        expect(tab).to_have_attribute("aria-current", "page")

    def open_form(self) -> Self:
        self.page.get_by_role("link", name="Nouvelle sollicitation").click()
        expect(self.heading).to_have_text("Nouvelle sollicitation")
        return self

    def write(self, description: str) -> Self:
        self.open_form()
        self.field("Catégorie").select_option("FACTURES_EMISES")
        self.field("Sous-catégorie").select_option("DEPOT_FACTURE")
        self.field("Votre demande").fill(description)
        return self

    def join(self, name: str, content: bytes) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.button("Joindre des fichiers").click()
        chooser.value.set_files({"name": name, "mimeType": "", "buffer": content})

    def file(self, description: str) -> Self:
        """Filed to the support by the routes themselves, then shown."""
        return self._show(self._filed(description, sub_category="DEPOT_FACTURE"))

    def file_to_the_town(self, description: str) -> Self:
        """Filed to the public client that `mairie.atd` receives for."""
        to = self._ask("GET", "/portal/v1/me", TOWN)["structures"][0]["siret"]
        filed = self._filed(
            description, sub_category="QUESTION_ENTITE_PUBLIQUE", addressee_siret=to
        )
        return self._show(filed)

    def town(self, reference: str, act: str, text: str | None = None) -> None:
        path = f"/portal/v1/received-sollicitations/{reference}/acts"
        self._ask("POST", path, TOWN, {"act": act, "text": text})

    def close_elsewhere(self) -> None:
        """By its author too, in another window."""
        path = f"/portal/v1/sollicitations/{self.reference}/acts"
        self._ask("POST", path, AUTHOR, {"act": "close"})

    def total(self, tab: str) -> int:
        return self._tabs()[tab]

    def tab_key(self) -> str:
        self.page.keyboard.press("Tab")
        return str(self.page.evaluate("document.activeElement.textContent"))

    def _tabs(self) -> dict[str, int]:
        return self._ask("GET", "/portal/v1/sollicitations", AUTHOR)["tabs"]

    def _show(self, reference: str) -> Self:
        return self.enter(AUTHOR, f"?reference={reference}")

    def _filed(self, description: str, **more: str) -> str:
        siret = self._ask("GET", "/portal/v1/me", AUTHOR)["structures"][0]["siret"]
        body = {
            "category": "FACTURES_EMISES",
            "structure_siret": siret,
            "description": description,
            **more,
        }
        return str(self._ask("POST", "/portal/v1/sollicitations", AUTHOR, body)["reference"])

    def identity(self, login: str) -> str:
        answer = httpx.post(
            f"{self.url}/demo/v1/identities", json={"login": login}, timeout=PATIENCE
        )
        return str(answer.raise_for_status().json()["identity"])

    def _ask(self, method: str, path: str, login: str, body: object = None) -> dict[str, Any]:
        headers = {
            "Authorization": f"Bearer {self.identity(login)}",
            "Idempotency-Key": uuid4().hex,
        }
        answer = httpx.request(
            method, f"{self.url}{path}", headers=headers, json=body, timeout=PATIENCE
        )
        return answer.raise_for_status().json()


type Open = Callable[..., SollicitationsPage]


def lose_the_answer_once(page: Page, address: str) -> None:
    """The server does it, and the browser never knows."""

    def lose(route: Route) -> None:
        sent = route.request
        httpx.request(
            sent.method,
            sent.url,
            headers=sent.headers,
            content=sent.post_data_buffer or b"",
            timeout=PATIENCE,
        ).raise_for_status()
        route.abort()

    page.route(address, lose, times=1)


def signed_out(route: Route) -> None:
    body = {"code": "authentication_required", "detail": "Reconnectez-vous."}
    route.fulfill(status=401, json=body)
