"""The desk page in a real Chromium, on the real application."""

import os
import shutil
from collections.abc import AsyncGenerator

import pytest
from playwright.async_api import Page, async_playwright, expect

from api.chat.tests.talk import Talk
from api.desk.tests.post import PASSWORD, Desk

# The database is not the subject here.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CHROMIUM = os.environ.get("CHORALE_CHROMIUM") or shutil.which("chromium")


@pytest.fixture
async def page(served: str) -> AsyncGenerator[Page]:
    """The desk, nobody signed in; script errors and breaches of the policy fail the test."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
        )
        await page.goto(f"{served}/desk")
        yield page
        await browser.close()
    assert complaints == []


async def sign_in(page: Page, login: str = "agent.1", password: str = PASSWORD) -> None:
    await page.get_by_label("Identifiant").fill(login)
    await page.get_by_label("Mot de passe").fill(password)
    await page.keyboard.press("Enter")


async def take(page: Page) -> None:
    await page.get_by_role("button", name="Prendre la conversation").click()
    await expect(page.get_by_label("Votre réponse")).to_be_focused()


async def test_agent_answers_a_user_from_the_queue(page: Page, waiting: Talk) -> None:
    await sign_in(page)
    await take(page)
    await page.keyboard.type("Bonjour,")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("je regarde.")
    await page.keyboard.press("Enter")

    log = page.get_by_role("log")
    await expect(log.get_by_text("je regarde.")).to_be_visible()
    await expect(page.get_by_label("Votre réponse")).to_have_value("")
    assert (await waiting.events())[-1]["text"] == "Bonjour,\nje regarde."
    await expect(page.get_by_text("Envoi en cours")).to_have_count(0)
    await expect(log.get_by_text("je regarde.")).to_have_count(1)


async def test_wrong_password_is_told_and_nothing_else_is_shown(page: Page) -> None:
    await sign_in(page, password="faux")

    await expect(page.get_by_role("alert")).to_have_text(
        "Identifiant, mot de passe ou code à usage unique incorrect."
    )
    await expect(page.locator("#workplace")).to_be_hidden()


async def test_queue_fills_by_itself(page: Page, talk: Talk) -> None:
    await sign_in(page)
    await expect(page.locator("#waiting-none")).to_be_visible()

    await talk.say("Ma facture est bloquée")
    await talk.say("contacter un agent")

    await expect(page.get_by_role("list").get_by_text("Ma facture est bloquée")).to_be_visible()
    await expect(page).to_have_title("(1) Poste d’agent – Chorale")


async def test_what_the_user_writes_appears_by_itself_and_as_text(
    page: Page, waiting: Talk
) -> None:
    await sign_in(page)
    await take(page)

    await waiting.say("<img src=x onerror=alert(1)> <b>gras</b>")

    line = page.get_by_role("log").get_by_text("<img src=x onerror=alert(1)> <b>gras</b>")
    await expect(line).to_be_visible()
    assert await page.get_by_role("log").locator("img, b:text('gras')").count() == 0


async def test_speakers_are_told_apart_by_words(page: Page, waiting: Talk) -> None:
    await sign_in(page)
    await take(page)
    await page.keyboard.type("Bonjour")
    await page.keyboard.press("Enter")

    log = page.get_by_role("log")
    await expect(log.get_by_text("Camille · agent")).to_be_visible()
    await expect(log.get_by_text("Clara · assistante automatique").first).to_be_visible()
    await expect(log.get_by_text("Usager")).to_be_visible()
    await expect(log.get_by_text("Information").first).to_be_visible()


async def test_closing_gives_the_user_back_to_the_assistant(page: Page, waiting: Talk) -> None:
    await sign_in(page)
    await take(page)

    await page.get_by_role("button", name="Clore").click()
    await page.get_by_label("Motif").fill("résolu")
    await page.get_by_role("dialog").get_by_role("button", name="Clore").click()

    await expect(page.get_by_text("Aucune conversation en cours.")).to_be_visible()
    await expect(page.get_by_label("Votre réponse")).to_be_hidden()
    assert "Motif : résolu." in (await waiting.events())[-1]["text"]


async def test_giving_up_a_closing_changes_nothing(page: Page, waiting: Talk) -> None:
    await sign_in(page)
    await take(page)

    await page.get_by_role("button", name="Clore").click()
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("button", name="Clore")).to_be_enabled()
    await expect(page.get_by_label("Votre réponse")).to_be_visible()


async def test_next_agent_reads_the_note_of_a_transfer(page: Page, waiting: Talk) -> None:
    await sign_in(page)
    await take(page)

    await page.get_by_role("button", name="Remettre en file").click()
    await page.get_by_label("Note pour l’agent suivant").fill("Voir l’engagement 42")
    await page.get_by_role("dialog").get_by_role("button", name="Remettre en file").click()
    await page.locator("#waiting .look").click()

    await expect(page.get_by_text("Note de Camille : Voir l’engagement 42")).to_be_visible()


async def test_conversation_taken_by_a_colleague_leaves_the_screen(
    page: Page, desk: Desk, waiting: Talk
) -> None:
    await sign_in(page)
    await page.locator("#waiting .look").click()
    await expect(page.get_by_role("log").get_by_text("contacter un agent").first).to_be_visible()

    await (await desk.agent("agent.2")).claim(waiting.id)

    await expect(page.get_by_text("n’est plus dans vos mains")).to_be_visible()
    await expect(page.locator("#waiting-none")).to_be_visible()


async def test_reloading_keeps_the_agent_signed_in_until_he_leaves(
    page: Page, waiting: Talk
) -> None:
    await sign_in(page)
    await take(page)

    await page.reload()
    await page.locator("#mine .look").click()
    await expect(page.get_by_label("Votre réponse")).to_be_focused()
    await page.get_by_role("button", name="Se déconnecter").click()

    await expect(page.get_by_label("Identifiant")).to_be_focused()
    await page.reload()
    await expect(page.get_by_label("Identifiant")).to_be_visible()


async def test_answer_that_could_not_leave_can_be_sent_again(page: Page, waiting: Talk) -> None:
    await sign_in(page)
    await take(page)
    await page.route("**/messages", lambda route: route.abort())
    await page.keyboard.type("Une fois")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Message non envoyé")).to_be_visible()

    await page.unroute("**/messages")
    await page.get_by_role("button", name="Réessayer").click()

    await expect(page.get_by_role("log").get_by_text("Une fois")).to_have_count(1)
    await expect(page.get_by_text("Message non envoyé")).to_have_count(0)
    assert [event for event in await waiting.events() if event.get("text") == "Une fois"]
