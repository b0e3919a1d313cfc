"""Where the agent's next key goes, whatever the page is drawing, or cannot draw, meanwhile."""

from asyncio import Event

import pytest
from playwright.async_api import expect

from api.chat.tests.talk import Talk
from api.desk.tests.cuts import cut, hold
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_conversation_opened_while_the_page_is_drawn_again_takes_the_next_key(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    drawn = Event()
    await desk_page.enter()
    await desk_page.take()
    await desk_page.take()

    async with desk_page.page.expect_request("**/desk/head?*"):
        for part in ("board", "head", "case"):
            await hold(f"**/desk/{part}?*", drawn, desk_page.page)
        await desk_page.button("Urgent").click()
    await desk_page.row(waiting.id).click()
    await expect(desk_page.answer).to_be_hidden()
    drawn.set()

    await expect(desk_page.answer).to_be_focused()
    await desk_page.page.keyboard.type("Bonjour")
    await expect(desk_page.answer).to_have_value("Bonjour")


async def test_nothing_of_a_conversation_stays_beside_the_next_and_what_failed_is_drawn_later(
    desk_page: DeskPage, desk: Desk, waiting: Talk, second: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.take()
    await desk_page.row(waiting.id).click()
    await expect(desk_page.answer).to_be_focused()
    parts = desk_page.page.locator(".thread-head, #case-body > *")
    async with cut(desk_page, desk):
        for part in ("board", "head", "case"):
            await desk_page.page.route(f"**/desk/{part}?*", lambda route: route.abort())
        await desk_page.row(second.id).click()
        await expect(parts).to_have_count(0)
        await desk_page.page.keyboard.press("c")
        await expect(desk_page.dialog).to_have_count(0)
        await desk_page.page.unroute_all()

    await expect(desk_page.page.locator(f".thread-head[data-id='{second.id}']")).to_be_visible()
    await expect(desk_page.page.locator("#case-body > section").first).to_be_visible()
    await expect(desk_page.answer).to_be_visible()
