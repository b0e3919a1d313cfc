"""What the page learns after it is drawn does not move what the agent is about to press."""

from asyncio import Event
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from api.desk.tests.cuts import hold
from api.desk.tests.desk_page import LAPTOP, DeskPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

_TABLET = {"width": 768, "height": 1024}


async def _top_of_main(desk: DeskPage) -> float:
    box = await desk.page.locator("#main").bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("viewport", [LAPTOP, _TABLET], ids=["laptop", "tablet"])
@pytest.mark.parametrize("login", ["agent.1", "chef.1"])
async def test_late_answers_move_nothing(
    browser: Browser, served: str, viewport: dict[str, Any], login: str
) -> None:
    told = Event()
    desk = await DeskPage.open(browser, served, viewport=viewport)
    await desk.enter(login)
    for asked in ("v1/presence", "sollicitations/count"):
        await hold(f"**/desk/{asked}", told, desk.page)
    await desk.page.goto(f"{served}/desk/account")
    before = await _top_of_main(desk)
    told.set()
    await expect(desk.page.get_by_role("switch")).to_be_visible()
    assert await _top_of_main(desk) == before


async def test_the_bar_of_a_supervisor_is_one_line_on_a_small_laptop(
    browser: Browser, served: str
) -> None:
    desk = await DeskPage.open(browser, served, viewport={"width": 1280, "height": 720})
    await desk.enter("chef.1")
    await desk.page.goto(f"{served}/desk/account")
    await expect(desk.page.get_by_role("switch")).to_be_visible()
    assert await _top_of_main(desk) < 60
