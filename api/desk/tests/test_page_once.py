"""Pressed twice, or again after an answer that was lost: done once."""

import asyncio
import time

import pytest
from playwright.async_api import Route, expect
from sqlalchemy import update

from api.chat.tests.talk import Talk
from api.core.db import Database
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import PASSWORD
from api.domain import totp
from api.models.agent import Agent

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# As two presses of Enter: the second while the answer to the first is awaited.
_TWICE = """async () => {
  const form = document.querySelector('form');
  form.requestSubmit();
  await new Promise((then) => setTimeout(then, 300));
  form.requestSubmit();
}"""


async def _lose_the_answer(route: Route) -> None:
    """The server acts, and the browser never hears of it."""
    await route.fetch()
    await route.abort()


@pytest.mark.usefixtures("waiting", "second")
async def test_next_pressed_twice_takes_one_and_again_takes_another(desk_page: DeskPage) -> None:
    await desk_page.enter()
    mine = desk_page.page.locator("#mine > li")

    await desk_page.button("Suivante").dblclick()
    await expect(mine).to_have_count(1)
    await expect(desk_page.answer).to_be_focused()
    await expect(mine).to_have_count(1)
    await desk_page.button("Suivante").click()

    await expect(mine).to_have_count(2)


@pytest.mark.usefixtures("waiting", "second")
async def test_of_a_double_click_the_second_acts_on_nothing_that_has_come_meanwhile(
    desk_page: DeskPage,
) -> None:
    page, taken = desk_page.page, desk_page.page.locator("#mine > li")
    claims: list[str] = []
    page.on("request", lambda one: claims.append(one.url) if "/claims" in one.url else None)
    await desk_page.enter()
    await desk_page.button("Suivante").click()
    await expect(taken).to_have_count(1)
    await expect(desk_page.answer).to_be_focused()

    await page.mouse.down(click_count=2)
    await page.mouse.up(click_count=2)
    await page.evaluate("() => fetch('/healthz').then(() => undefined)")

    assert len(claims) == 1
    await desk_page.button("Suivante").click()
    await expect(taken).to_have_count(2)


@pytest.mark.usefixtures("waiting", "second")
async def test_next_whose_answer_was_lost_is_the_same_one(desk_page: DeskPage) -> None:
    await desk_page.enter()
    await desk_page.page.route("**/desk/claims", _lose_the_answer, times=1)
    await desk_page.button("Suivante").click()
    await expect(desk_page.page.get_by_text("Le serveur ne répond pas")).to_be_visible()

    await desk_page.button("Suivante").click()

    await expect(desk_page.answer).to_be_focused()
    await expect(desk_page.page.locator("#mine > li")).to_have_count(1)


@pytest.mark.parametrize(
    ("opens", "confirms"),
    [("Clore", "Clore"), ("Transférer", "Transférer"), ("Note", "Enregistrer")],
)
async def test_window_whose_answer_was_lost_is_sent_again(
    desk_page: DeskPage, waiting: Talk, opens: str, confirms: str
) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.button(opens).click()
    if opens == "Note":
        await desk_page.dialog.get_by_role("textbox").fill("Voir l’avoir 12.")
    await desk_page.page.route(
        "**/desk/conversations/*/*",
        lambda route: (
            _lose_the_answer(route) if route.request.method == "POST" else route.continue_()
        ),
    )
    confirm = desk_page.dialog.get_by_role("button", name=confirms)
    await confirm.click()
    # That there was no answer, or already what the server did, which the page hears otherwise.
    await expect(desk_page.dialog.get_by_role("alert")).not_to_be_empty()
    await desk_page.page.unroute_all(behavior="ignoreErrors")

    await confirm.click()

    await expect(desk_page.dialog).to_have_count(0)
    told = [event.get("text") or "" for event in await waiting.events()]
    expected = {"Clore": "a terminé l’échange", "Transférer": "transmet votre demande"}.get(opens)
    assert expected is None or sum(expected in text for text in told) == 1


async def test_sign_in_pressed_twice_leaves_once(desk_page: DeskPage, database: Database) -> None:
    secret = totp.new_secret()
    async with database.new_session.begin() as session:
        statement = update(Agent).where(Agent.login == "agent.1")
        await session.execute(statement.values(totp_secret=secret))
    left, sent = asyncio.Event(), list[str]()

    async def held(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            await left.wait()
        await route.continue_()

    page = desk_page.page
    await page.route("**/desk/sign-in", held)
    await page.get_by_label("Identifiant").fill("agent.1")
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    code = totp.code_at(secret, int(time.time()) // totp.STEP_SECONDS)
    await page.get_by_label("Code à usage unique").fill(code)
    await page.evaluate(_TWICE)
    left.set()

    await desk_page.ready()
    assert len(sent) == 1
