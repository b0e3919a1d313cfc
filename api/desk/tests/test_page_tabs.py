"""Several tabs of one agent: one connection, and the same news in each."""

from playwright.async_api import Page, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage


async def another_tab(desk_page: DeskPage) -> tuple[Page, list[str]]:
    """The same desk in another tab, and what it accepts when it asks for news."""
    asked: list[str] = []
    tab = await desk_page.page.context.new_page()
    tab.on(
        "request",
        lambda request: (
            asked.append(request.headers.get("accept", ""))
            if "/desk/v1/events" in request.url
            else None
        ),
    )
    await tab.goto(f"{desk_page.url}/desk")
    await expect(tab.locator("#workplace[data-ready]")).to_be_visible()
    return tab, asked


async def test_tabs_share_the_news(desk_page: DeskPage, talk: Talk) -> None:
    await desk_page.enter()
    tab, asked = await another_tab(desk_page)

    await talk.say("contacter un agent")

    await expect(tab.locator("#waiting > li")).to_have_count(1)
    assert "text/event-stream" not in asked


async def test_the_tab_that_is_left_follows_the_news_itself(
    desk_page: DeskPage, talk: Talk
) -> None:
    await desk_page.enter()
    tab, _ = await another_tab(desk_page)

    await desk_page.page.close()
    await talk.say("contacter un agent")

    await expect(tab.locator("#waiting > li")).to_have_count(1)
