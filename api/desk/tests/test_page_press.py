"""What is pressed acts, whatever comes between the press and the release."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def row(desk_page: DeskPage, waiting: Talk, second: Talk) -> Locator:
    """The conversation of `waiting`, in the hands of an agent who has another open."""
    await desk_page.enter()
    await desk_page.take()
    await desk_page.take()
    return desk_page.row(waiting.id)


# Read in the page: an answer that has come there may not be drawn yet.
ANSWERED_UNDER_A_PRESS = """() => {
  const listen = () => document.addEventListener('htmx:beforeSwap', ({ target }) => {
    if (target.id === 'board') document.documentElement.dataset.answered = '';
  });
  for (const press of ['pointerdown', 'keydown']) addEventListener(press, listen, { once: true });
}"""


@asynccontextmanager
async def _redrawn(desk_page: DeskPage) -> AsyncGenerator[None]:
    """Until a drawing of the board would be shown under the press that is made here."""
    await desk_page.page.evaluate(ANSWERED_UNDER_A_PRESS)
    yield
    await expect(desk_page.page.locator("html[data-answered]")).to_have_count(1)


async def test_a_row_pressed_while_the_board_is_drawn_again_opens(
    desk_page: DeskPage, row: Locator, waiting: Talk
) -> None:
    await row.hover()
    async with _redrawn(desk_page):
        await desk_page.page.mouse.down()
        await expect(desk_page.page.locator(f"[data-open='{waiting.id}']:active")).to_be_visible()
        await waiting.say("Êtes-vous là ?")
    await desk_page.page.mouse.up()

    await expect(desk_page.log.get_by_text("Êtes-vous là ?")).to_be_visible()
    await expect(row.get_by_text("Nouveau")).to_be_hidden()


async def test_what_came_under_a_press_is_drawn_after_it(
    desk_page: DeskPage, row: Locator, waiting: Talk
) -> None:
    await row.click()
    await desk_page.say("Je regarde.")
    await expect(row.get_by_text("Attend votre réponse")).to_have_count(0)
    await desk_page.page.get_by_role("heading", name="Mes conversations").hover()
    async with _redrawn(desk_page):
        await desk_page.page.mouse.down()
        await waiting.say("Êtes-vous là ?")
    await desk_page.page.mouse.up()

    await expect(row.get_by_text("Attend votre réponse")).to_be_visible()


async def test_a_button_held_by_the_space_bar_while_its_part_is_drawn_again_acts(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    page = desk_page.page
    await desk_page.enter()
    await desk_page.take()
    await desk_page.settled()
    await page.locator(f"[data-row='take {second.id}']").focus()
    async with _redrawn(desk_page):
        await page.keyboard.down("Space")
        await waiting.say("Êtes-vous là ?")
    await page.keyboard.up("Space")

    await expect(page.locator(f"#mine [data-open='{second.id}'][aria-current]")).to_be_visible()
