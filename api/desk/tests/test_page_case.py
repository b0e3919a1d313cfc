"""The case beside the thread, files, typing, and filing for the user, with portal data."""

import re
from pathlib import Path

import pytest
from httpx import AsyncClient
from playwright.async_api import expect

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.demo.loader import load_demonstration
from api.desk.tests.desk_page import DeskPage

# The sign stays for six seconds: a busy machine may look later.
_NOTE_TOLD = """(sign) => new MutationObserver(() => {
  if (sign.textContent) sign.dataset.told = sign.textContent;
}).observe(sign, { childList: true })"""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def manuela(client: AsyncClient, database: Database, served: str) -> Talk:
    """Manuela Martin of the demonstration, who waits and has spoken of an invoice."""
    async with database.new_session.begin() as session:
        await load_demonstration(session)
    told = await client.post("/demo/v1/identities", json={"login": "manuela.martin"})
    talk = await Talk.start(client, told.json()["identity"])
    await talk.say("Pourquoi ma facture 201700000128 est-elle à recycler ?")
    await talk.say("contacter un agent")
    return talk


async def test_the_case_tells_who_the_user_is_and_the_invoice_as_it_is(
    desk_page: DeskPage, manuela: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()

    case = desk_page.page.get_by_role("complementary", name="Dossier")
    await expect(case.get_by_text("Gestionnaire principal")).to_be_visible()
    invoice = case.get_by_role("region", name="Factures évoquées")
    await expect(invoice).to_contain_text("À recycler")
    await expect(invoice).to_contain_text("150,00\u00a0€")


async def test_a_suggested_entry_is_inserted_by_one_key(desk_page: DeskPage, manuela: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    first = desk_page.page.locator("[data-digit='1']")
    await expect(first).to_be_visible()
    text = await first.get_attribute("data-insert")
    await desk_page.page.keyboard.press("Escape")

    await desk_page.page.keyboard.press("Digit1")

    await expect(desk_page.answer).to_have_value(text or "nothing")
    await expect(desk_page.answer).to_be_focused()


async def test_an_agent_files_for_the_user_who_is_told(desk_page: DeskPage, manuela: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.button("Sollicitation").click()
    await desk_page.page.get_by_label("Description").fill("Le code service est refusé.")
    await desk_page.dialog.get_by_role("button", name="Déposer").click()

    case = desk_page.page.get_by_role("complementary", name="Dossier")
    await expect(case.get_by_role("heading", name="SOL-2026-").first).to_be_visible()
    await expect(desk_page.log.get_by_text("J’ai déposé pour vous").first).to_be_visible()


async def test_a_file_goes_with_the_answer(
    desk_page: DeskPage, manuela: Talk, tmp_path: Path
) -> None:
    path = tmp_path / "modele.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    await desk_page.enter()
    await desk_page.take()
    async with desk_page.page.expect_file_chooser() as chosen:
        await desk_page.button("Joindre un fichier").click()
    await (await chosen.value).set_files(path)
    await expect(desk_page.page.get_by_text("joint", exact=True)).to_be_visible()
    await desk_page.say("Voici le modèle.")

    await expect(desk_page.log.locator(".pending")).to_have_count(0)
    [said] = [event for event in await manuela.events() if event.get("text") == "Voici le modèle."]
    assert [file["name"] for file in said["attachments"]] == ["modele.pdf"]


async def test_the_agent_sees_that_the_user_writes(desk_page: DeskPage, manuela: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    sign = desk_page.page.locator("#typing")
    await sign.evaluate(_NOTE_TOLD)

    assert (await manuela.post("/typing", {})).status_code == 202

    await expect(sign).to_have_attribute("data-told", re.compile("écrit…"))
    await expect(sign).to_be_empty()
