"""The desk by the keyboard alone."""

import pytest
from playwright.async_api import expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_whole_exchange_by_the_keyboard_alone(desk_page: DeskPage, waiting: Talk) -> None:
    keyboard = desk_page.page.keyboard
    await expect(desk_page.page.get_by_label("Identifiant")).to_be_focused()
    await keyboard.type("agent.1")
    await keyboard.press("Tab")
    await keyboard.type("un-mot-de-passe-de-test")
    await keyboard.press("Enter")
    await desk_page.ready()
    await keyboard.press("p")
    await expect(desk_page.answer).to_be_focused()
    await keyboard.type("Bonjour pct, puis je vous aider ?")
    await keyboard.press("Enter")
    await expect(desk_page.log.get_by_text("Bonjour pct")).to_be_visible()
    await keyboard.press("Escape")
    await keyboard.press("c")
    await expect(desk_page.page.get_by_label("Issue")).to_be_focused()
    await keyboard.press("Tab")
    await keyboard.type("résolu")
    await keyboard.press("Enter")

    await expect(desk_page.page.get_by_text("Aucune conversation en cours.")).to_be_visible()
    assert any("Motif : résolu." in (event.get("text") or "") for event in await waiting.events())


async def test_letters_typed_in_the_answer_are_only_letters(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()

    await desk_page.page.keyboard.type("pjkrntuscd?123")

    await expect(desk_page.answer).to_have_value("pjkrntuscd?123")
    await expect(desk_page.dialog).to_have_count(0)


async def test_the_question_mark_lists_the_keys(desk_page: DeskPage) -> None:
    await desk_page.enter()
    await desk_page.page.keyboard.press("?")

    await expect(desk_page.page.get_by_role("dialog", name="Touches du clavier")).to_be_visible()


async def test_keys_can_be_turned_off_and_stay_so(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.page.keyboard.press("?")
    await desk_page.page.get_by_label("Touches d’une seule frappe").uncheck()
    await desk_page.dialog.get_by_role("button", name="Fermer").click()
    await desk_page.page.reload()
    await desk_page.ready()

    await desk_page.page.keyboard.press("?")

    await expect(desk_page.dialog).to_have_count(0)


async def test_a_private_note_never_reaches_the_user(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.page.keyboard.press("Escape")
    await desk_page.page.keyboard.press("n")
    await desk_page.page.get_by_label("Note", exact=False).last.fill("Client à ménager")
    await desk_page.dialog.get_by_role("button", name="Enregistrer").click()

    case = desk_page.page.get_by_role("complementary", name="Dossier")
    await expect(case.get_by_text("Client à ménager")).to_be_visible()
    assert not any("ménager" in (event.get("text") or "") for event in await waiting.events())


async def test_a_canned_reply_is_found_by_its_shortcut(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.page.route(
        "**/canned-replies?*",
        lambda route: route.fulfill(
            json={
                "items": [
                    {"id": 1, "shortcut": "bonjour", "title": "Saluer", "text": "Bonjour à vous."},
                    {"id": 2, "shortcut": "fin", "title": "Conclure", "text": "Bonne journée."},
                ]
            }
        ),
    )
    await desk_page.enter()
    await desk_page.take()
    await desk_page.page.keyboard.type("D’accord. /f")
    await expect(desk_page.page.get_by_role("option", name="/fin")).to_be_visible()
    await desk_page.page.keyboard.press("Enter")

    await expect(desk_page.answer).to_have_value("D’accord. Bonne journée.")
