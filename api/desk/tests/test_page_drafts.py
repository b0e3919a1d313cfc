"""What an agent has begun is never lost, and never left to another."""

import pytest
from playwright.async_api import Route, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_draft_survives_a_reload(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.answer.fill("Je vérifie votre")

    await desk_page.page.reload()

    await expect(desk_page.answer).to_have_value("Je vérifie votre")


async def test_each_conversation_keeps_its_own_draft(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    await desk_page.enter()
    for text in ("Pour la première", "Pour la seconde"):
        await desk_page.take()
        await desk_page.answer.fill(text)

    await desk_page.row(waiting.id).click()
    await expect(desk_page.answer).to_have_value("Pour la première")
    await desk_page.row(second.id).click()
    await expect(desk_page.answer).to_have_value("Pour la seconde")


async def test_a_dead_session_leads_to_the_form_and_back_to_the_draft(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.answer.fill("Je vérifie votre")
    await _sign_out_at(desk_page, "**/close")

    await desk_page.button("Clore").click()

    await expect(desk_page.page.get_by_text("Votre session a expiré")).to_be_visible()
    await desk_page.enter()
    await expect(desk_page.page).to_have_url(f"{desk_page.url}/desk/conversations/{waiting.id}")
    await expect(desk_page.answer).to_have_value("Je vérifie votre")


async def test_a_message_sent_as_the_session_dies_leaves_once_the_agent_is_back(
    desk_page: DeskPage, waiting: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.answer.fill("Une seule fois")
    await _sign_out_at(desk_page, "**/messages")
    await desk_page.answer.press("Enter")

    await expect(desk_page.page.get_by_text("Votre session a expiré")).to_be_visible()
    await desk_page.enter()

    await expect(desk_page.log.get_by_text("Une seule fois")).to_have_count(1)
    await expect(desk_page.log.locator(".pending")).to_have_count(0)
    texts = [event.get("text") for event in await waiting.events()]
    assert texts.count("Une seule fois") == 1


async def _sign_out_at(desk_page: DeskPage, request: str) -> None:
    """The session ends as this request leaves: sooner, another could lead away before the act."""

    async def sign_out(route: Route) -> None:
        await desk_page.page.context.clear_cookies()
        await route.continue_()

    await desk_page.page.route(request, sign_out, times=1)


async def test_signing_out_forgets_what_was_begun(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.answer.fill("Je vérifie votre")

    await desk_page.button("Se déconnecter").click()

    await expect(desk_page.page.get_by_label("Identifiant")).to_be_visible()
    stored = await desk_page.page.evaluate("Object.keys(sessionStorage).join()")
    assert "draft" not in stored
