"""What was asked before does not undo what the agent has done since."""

from asyncio import Event

import pytest
from playwright.async_api import Route, expect

from api.chat.tests.talk import Talk
from api.desk.tests.cuts import hold
from api.desk.tests.desk_page import DeskPage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

_HEAD = "**/desk/head?open={}"
_PRESENCE = "**/desk/v1/presence"
_UNCHANGED = '{"available":null}'
_RENEWED = "() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
# Tells of each answer, once the page has done what it does of it.
_TELL = """
  const ask = fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    const tell = () => setTimeout(() => console.log(answer.status, asked[1]?.body));
    void answer.clone().text().then(tell);
    return answer;
  };
"""


async def test_the_head_of_another_conversation_is_not_drawn_beside_the_one_opened_since(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    page = desk_page.page
    left, opened = Event(), Event()
    await desk_page.enter()
    await desk_page.take()
    await desk_page.take()
    await hold(_HEAD.format(waiting.id), left, page)
    async with page.expect_request(_HEAD.format(waiting.id)):
        await desk_page.row(waiting.id).click()
    await hold(_HEAD.format(second.id), opened, page)
    await desk_page.row(second.id).click()
    await expect(page.locator(f"#mine [data-open='{second.id}'][aria-current]")).to_be_visible()
    async with page.expect_request(_HEAD.format(second.id)):
        left.set()

    await expect(page.locator(".thread-head")).to_have_count(0)
    opened.set()
    await expect(page.locator(f".thread-head[data-id='{second.id}']")).to_be_visible()
    await expect(desk_page.answer).to_be_visible()


async def test_a_window_opened_since_keeps_what_is_typed_in_it(
    desk_page: DeskPage, waiting: Talk
) -> None:
    page = desk_page.page
    typed = Event()
    await desk_page.enter()
    await desk_page.take()
    await hold("**/urgency", typed, page)
    async with page.expect_request("**/urgency"):
        await desk_page.button("Urgent").click()
    await desk_page.button("Note").click()
    note = desk_page.dialog.get_by_role("textbox")
    await note.fill("Voir l’avoir 12.")
    typed.set()

    await expect(page.locator(".thread-head .badge.urgent")).to_be_visible()
    await expect(note).to_have_value("Voir l’avoir 12.")
    await desk_page.dialog.get_by_role("button", name="Enregistrer").click()
    await expect(desk_page.dialog).to_have_count(0)


async def test_who_signs_out_is_not_told_that_the_session_expired(desk_page: DeskPage) -> None:
    leaving, refused = Event(), Event()

    async def refuse(route: Route) -> None:
        await leaving.wait()
        await route.fulfill(status=401, json={"status": 401, "code": "x", "detail": "x"})

    async def leave(route: Route) -> None:
        leaving.set()
        await refused.wait()
        await route.continue_()

    page = desk_page.page
    page.on("console", lambda line: refused.set() if line.text.startswith("401 ") else None)
    await page.add_init_script(_TELL)
    await desk_page.enter()
    await page.route(_PRESENCE, refuse)
    await page.route("**/desk/sign-out", leave)
    async with page.expect_request(_PRESENCE):
        await page.goto(f"{desk_page.url}/desk/account")

    await desk_page.button("Se déconnecter").click()

    await expect(page.get_by_label("Identifiant")).to_be_visible()
    await expect(page.get_by_text("Votre session a expiré")).to_have_count(0)


async def test_the_switch_shows_what_was_pressed_last(desk_page: DeskPage) -> None:
    pressed = Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        if route.request.post_data == _UNCHANGED:
            await pressed.wait()
        await route.fulfill(response=answer)

    page = desk_page.page
    switch = page.get_by_role("switch")
    await page.add_init_script(_TELL)
    await desk_page.enter()
    await expect(switch).to_be_checked()
    await page.route(_PRESENCE, late)
    async with page.expect_request(_PRESENCE):
        await page.evaluate(_RENEWED)

    await switch.click()
    await expect(switch).not_to_be_checked()
    async with page.expect_console_message(lambda line: line.text == f"200 {_UNCHANGED}"):
        pressed.set()

    # At once: the next pulse, 20 s later, would mend it.
    assert await switch.get_attribute("aria-checked") == "false"
