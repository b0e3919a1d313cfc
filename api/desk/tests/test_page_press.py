"""What is pressed acts, whatever comes between the press and the release."""

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


_FOCUS = "(button) => { button.focus(); return button === document.activeElement; }"


async def _focus(button: Locator) -> None:
    """One that is drawn again in between does not take the focus."""
    while not await button.evaluate(_FOCUS):
        pass


async def _say_under_the_press(desk_page: DeskPage, user: Talk) -> None:
    async with desk_page.page.expect_response("**/desk/board*"):
        await user.say("Êtes-vous là ?")


async def test_a_row_pressed_while_the_board_is_drawn_again_opens(
    desk_page: DeskPage, row: Locator, waiting: Talk
) -> None:
    await row.hover()
    await desk_page.page.mouse.down()
    await expect(desk_page.page.locator(f"[data-open='{waiting.id}']:active")).to_be_visible()
    await _say_under_the_press(desk_page, waiting)
    await desk_page.page.mouse.up()

    await expect(desk_page.log.get_by_text("Êtes-vous là ?")).to_be_visible()
    await expect(row.get_by_text("Nouveau")).to_be_hidden()


async def test_what_came_under_a_press_is_drawn_after_it(
    desk_page: DeskPage, row: Locator, waiting: Talk
) -> None:
    await desk_page.row(waiting.id).press("Enter")
    await desk_page.say("Je regarde.")
    await expect(row.get_by_text("Attend votre réponse")).to_have_count(0)
    await desk_page.page.get_by_role("heading", name="Mes conversations").hover()
    await desk_page.page.mouse.down()
    await _say_under_the_press(desk_page, waiting)
    await desk_page.page.mouse.up()

    await expect(row.get_by_text("Attend votre réponse")).to_be_visible()


async def test_a_button_held_by_the_space_bar_while_its_part_is_drawn_again_acts(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    page = desk_page.page
    await desk_page.enter()
    await desk_page.take()
    await desk_page.settled()
    await _focus(page.locator(f"[data-row='take {second.id}']"))
    await page.keyboard.down("Space")
    await _say_under_the_press(desk_page, waiting)
    await page.keyboard.up("Space")

    await expect(page.locator(f"#mine [data-open='{second.id}'][aria-current]")).to_be_visible()
