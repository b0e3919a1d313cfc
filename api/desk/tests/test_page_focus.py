"""Where the agent's next key goes, whatever the page is drawing meanwhile."""

from asyncio import Event

import pytest
from playwright.async_api import Route, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_conversation_opened_while_the_page_is_drawn_again_takes_the_next_key(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    drawn = Event()

    async def late(route: Route) -> None:
        await drawn.wait()
        await route.continue_()

    await desk_page.enter()
    await desk_page.take()
    await desk_page.take()
    for part in ("board", "head", "case"):
        await desk_page.page.route(f"**/desk/{part}?*", late)

    async with desk_page.page.expect_request("**/desk/head?*"):
        await desk_page.button("Urgent").click()
    await desk_page.row(waiting.id).click()
    await expect(desk_page.answer).to_be_hidden()
    drawn.set()

    await expect(desk_page.answer).to_be_focused()
    await desk_page.page.keyboard.type("Bonjour")
    await expect(desk_page.answer).to_have_value("Bonjour")
