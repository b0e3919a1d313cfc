"""Windows, drawers and passing states of the desk before axe, light and dark."""

import time
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import BASE, PASSWORD, Desk
from api.desk.tests.test_page_access import DARK, LIGHT, opened, violations
from api.domain import totp

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.parametrize("looks", [LIGHT, DARK], ids=["laptop", "dark tablet"]),
]

type Looks = dict[str, Any]


async def _checked(desk: DeskPage) -> None:
    assert await violations(desk) == []
    assert await desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def _entered(
    browser: Browser, served: str, looks: Looks, login: str, path: str = ""
) -> DeskPage:
    desk = await opened(browser, served, looks)
    await desk.sign_in(login)
    await expect(desk.page.locator("#workplace")).to_be_visible()
    if path:
        await desk.page.goto(served + path)
    return desk


async def _window(desk: DeskPage, button: str) -> None:
    """Opened, looked at, and looked at again with what a refusal says."""
    await desk.page.get_by_role("button", name=button).first.click()
    await expect(desk.dialog).to_be_visible()
    await _checked(desk)
    refused = "document.querySelector('#dialog [role=alert]').textContent = 'Demande refusée.'"
    await desk.page.evaluate(refused)
    await _checked(desk)
    await desk.page.keyboard.press("Escape")
    await expect(desk.dialog).to_have_count(0)


@pytest.fixture
async def held(desk: Desk, waiting: Talk, second: Talk) -> Talk:
    """With an agent of a team, while another user waits, urgently."""
    chief, agent = await desk.agent("chef.1"), await desk.agent("agent.1")
    await chief.http.put(f"{BASE}/teams/travaux", json={"name": "Marchés de travaux"})
    profile = {"capacity": 3, "themes": [], "teams": ["travaux"]}
    await chief.http.put(f"{BASE}/agents/agent.1/profile", json=profile)
    await agent.claim(waiting.id)
    await chief.http.put(f"{BASE}/conversations/{second.id}/urgency", json={"urgent": True})
    return waiting


async def test_supervision_and_its_windows(
    browser: Browser, served: str, held: Talk, looks: Looks
) -> None:
    page = await _entered(browser, served, looks, "chef.1", "/desk/supervision")
    await page.ready()
    await _checked(page)
    await _window(page, "Affecter la conversation")
    await _window(page, "Réaffecter la conversation")
    await _window(page, "Profil de Camille")

    await page.page.goto(f"{served}/desk/conversations/{held.id}")
    await expect(page.page.get_by_text("Lecture discrète")).to_be_visible()
    await page.ready()
    await _checked(page)
    await _window(page, "Réaffecter")


async def test_the_desk_with_everything_open(
    browser: Browser, served: str, desk: Desk, waiting: Talk, looks: Looks
) -> None:
    chief = await desk.agent("chef.1")
    reply = {"shortcut": "cache", "title": "Vider le cache", "text": "Videz le cache, {nom}."}
    await chief.http.post(f"{BASE}/canned-replies", json=reply)
    page = await (await opened(browser, served, looks)).enter()
    await page.page.get_by_role("button", name="Alertes").click()
    await expect(page.page.get_by_label("Jouer un son")).to_be_visible()
    await page.page.evaluate(
        "document.getElementById('alert-refused').textContent = 'Le navigateur refuse.'"
    )
    await _checked(page)
    await page.page.keyboard.press("Escape")
    await page.take()
    await page.button("Urgent").click()
    note = {"client_id": "5a3c8f0e-6b1d-4a52-8d0e-9a3f3a6d7c21", "text": "Voir l’avoir 12."}
    await page.page.request.post(f"{served}{BASE}/conversations/{waiting.id}/notes", data=note)
    await waiting.say("Ma facture est rejetée, que faire ?")
    await page.answer.fill("/")
    await expect(page.page.get_by_role("option", name="Vider le cache")).to_be_visible()
    await _checked(page)
    await page.answer.fill("")
    await page.page.keyboard.press("Escape")
    case = page.page.get_by_role("complementary", name="Dossier")
    if not await case.is_visible():
        await page.button("Dossier").click()
    await expect(case.get_by_role("heading", name="Réponses proposées")).to_be_visible()
    await expect(case.get_by_text("Voir l’avoir 12.")).to_be_visible()
    await _checked(page)
    await page.page.evaluate("document.getElementById('link').textContent = 'Connexion perdue.'")
    await _checked(page)


async def test_an_account_gets_codes(browser: Browser, served: str, looks: Looks) -> None:
    page = await _entered(browser, served, looks, "agent.1", "/desk/account")
    await page.page.locator("#begin-password").fill("faux")
    await page.button("Préparer l’activation").click()
    await expect(page.page.get_by_role("alert")).not_to_be_empty()
    await _checked(page)
    await page.page.locator("#begin-password").fill(PASSWORD)
    await page.button("Préparer l’activation").click()
    secret = (await page.page.locator(".secret code").inner_text()).replace(" ", "")
    await _checked(page)
    code = totp.code_at(secret, int(time.time()) // totp.STEP_SECONDS)
    await page.page.get_by_label("Tapez le code").fill(code)
    await page.button("Activer les codes").click()
    await expect(page.page.locator(".codes li")).to_have_count(10)
    await _checked(page)
    await page.page.get_by_role("link", name="Je les ai notés").click()
    await expect(page.button("Renouveler les codes de secours")).to_be_visible()
    await _checked(page)


async def test_a_new_account_and_its_password(browser: Browser, served: str, looks: Looks) -> None:
    page = await _entered(browser, served, looks, "admin.1", "/desk/accounts")
    await page.page.get_by_label("Identifiant").fill("agent.9")
    await page.page.get_by_label("Nom (lu").fill("Sacha")
    await page.button("Créer").click()
    initial = await page.page.locator(".secret code").inner_text()
    await page.button("Fermer agent.2").click()
    await expect(page.button("Rouvrir agent.2")).to_be_visible()
    await _checked(page)
    await page.button("Se déconnecter").click()
    await page.sign_in("agent.9", "faux")
    await expect(page.page.get_by_role("alert")).to_be_visible()
    await _checked(page)
    await page.sign_in("agent.9", initial)
    await expect(page.page.get_by_text("choisir son mot de passe")).to_be_visible()
    await _checked(page)


async def test_what_supervisors_write(
    browser: Browser, served: str, desk: Desk, looks: Looks
) -> None:
    chief = await desk.agent("chef.1")
    reply = {"shortcut": "cache", "title": "Vider le cache", "text": "Videz le cache, {nom}."}
    await chief.http.post(f"{BASE}/canned-replies", json=reply)
    page = await _entered(browser, served, looks, "chef.1", "/desk/canned-replies?done=kept")
    await page.page.get_by_text("Vider le cache").click()
    await expect(page.button("Supprimer Vider le cache")).to_be_visible()
    await _checked(page)

    closure = {
        "starts_at": "2099-12-24T14:00",
        "ends_at": "2099-12-24T18:30",
        "label": "Veille de fête",
    }
    headers = {"Idempotency-Key": "k"}
    await chief.http.post(f"{BASE}/closures", json=closure, headers=headers)
    await page.page.goto(f"{served}/desk/closures?done=added")
    await expect(page.button("Supprimer la fermeture « Veille de fête »")).to_be_visible()
    await _checked(page)


async def test_refusals_and_the_way_out(browser: Browser, served: str, looks: Looks) -> None:
    page = await _entered(browser, served, looks, "agent.1", "/desk/supervision")
    await expect(page.page.get_by_role("heading", name="Demande refusée")).to_be_visible()
    await _checked(page)
    await page.page.goto(f"{served}/desk/sign-in?expired=1")
    await expect(page.page.get_by_role("alert")).to_contain_text("expiré")
    await _checked(page)
