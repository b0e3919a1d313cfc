"""The agent who looks elsewhere is called: by the title always, otherwise as he agreed to."""

import re
from asyncio import Event
from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient
from playwright.async_api import Browser, expect

from api.chat.tests.talk import Talk
from api.desk.tests.cuts import cut, hold
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import Desk

# What the machine would show and play is noted here: no test sees or hears it.
_NOTE = """
  window.told = [];
  window.Notification = class extends EventTarget {
    static permission = 'granted';
    static requestPermission = () => Promise.resolve(window.permissionGiven ?? 'granted');
    constructor(title, { body }) { super(); window.told.push(`${title} : ${body}`); }
    close() {}
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.told.push('son');
    return start.apply(this, when);
  };
  document.hasFocus = () => false;
"""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def elsewhere(browser: Browser, served: str) -> AsyncIterator[DeskPage]:
    """The desk of an agent who looks at another window."""
    opened = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    await opened.add_init_script(_NOTE)
    desk = DeskPage(await opened.new_page(), served)
    await desk.page.goto(f"{served}/desk")
    await desk.enter()
    yield desk
    assert desk.complaints == []


async def _told(desk: DeskPage, count: int = 0) -> list[str]:
    """All that was, once there are that many."""
    await desk.page.wait_for_function("(count) => window.told.length >= count", arg=count)
    return await desk.page.evaluate("window.told")


async def _agree(desk: DeskPage, label: str) -> None:
    await desk.page.get_by_role("button", name="Alertes").click()
    await desk.page.get_by_label(label).click()
    await desk.page.keyboard.press("Escape")


async def _call(desk: DeskPage, talk: Talk) -> None:
    await talk.say("contacter un agent")
    await expect(desk.page).to_have_title(re.compile(r"^\(1\) "))


async def test_the_title_counts_who_waits_and_nothing_else_happens_without_consent(
    elsewhere: DeskPage, talk: Talk
) -> None:
    await _call(elsewhere, talk)

    assert await _told(elsewhere) == []


async def test_a_notification_names_nobody(elsewhere: DeskPage, talk: Talk) -> None:
    await _agree(elsewhere, "Afficher une notification")
    await _call(elsewhere, talk)

    [told] = await _told(elsewhere, 1)
    assert told.startswith("Chorale : ")
    assert "Manuela" not in told


async def test_who_comes_before_the_first_news_is_told_of_all_the_same(
    elsewhere: DeskPage, talk: Talk
) -> None:
    await _agree(elsewhere, "Afficher une notification")
    come = Event()
    await hold("**/desk/v1/events*", come, elsewhere.page)
    async with elsewhere.page.expect_request("**/desk/v1/events*"):
        await elsewhere.page.reload()
    await elsewhere.ready()
    await talk.say("contacter un agent")
    come.set()

    assert await _told(elsewhere, 1) == ["Chorale : Une personne attend."]


async def test_who_waited_already_calls_nobody(
    elsewhere: DeskPage, waiting: Talk, client: AsyncClient
) -> None:
    await _agree(elsewhere, "Afficher une notification")
    await elsewhere.page.reload()
    await elsewhere.ready()
    other = await Talk.start(client)
    await other.say("contacter un agent")

    assert await _told(elsewhere, 1) == ["Chorale : 2 personnes attendent."]


async def test_a_sound_is_played_if_wanted(elsewhere: DeskPage, talk: Talk) -> None:
    await _agree(elsewhere, "Jouer un son")
    assert await _told(elsewhere, 1) == ["son"]
    await _call(elsewhere, talk)

    assert await _told(elsewhere, 2) == ["son", "son"]


async def test_a_message_that_came_during_a_cut_is_told_once(
    elsewhere: DeskPage, desk: Desk, waiting: Talk
) -> None:
    await elsewhere.take()
    await _agree(elsewhere, "Afficher une notification")
    await elsewhere.page.goto("about:blank")
    async with elsewhere.page.expect_request("**/desk/board?*"):  # the first news have come
        await elsewhere.page.goto(f"{elsewhere.url}/desk/conversations/{waiting.id}")
    async with cut(elsewhere, desk):
        await waiting.say("Ma facture est rejetée, que faire ?")

    case = elsewhere.page.get_by_role("complementary", name="Dossier")
    await expect(case.get_by_role("heading", name="Réponses proposées")).to_be_visible()
    assert await _told(elsewhere, 1) == ["Chorale : Nouveau message d’un usager."]


async def test_a_browser_that_refuses_notifications_is_told_of(elsewhere: DeskPage) -> None:
    await elsewhere.page.evaluate("window.permissionGiven = 'denied'")
    await elsewhere.page.get_by_role("button", name="Alertes").click()
    box = elsewhere.page.get_by_label("Afficher une notification")
    await box.click()

    await expect(elsewhere.page.get_by_text("Le navigateur refuse")).to_be_visible()
    await expect(box).not_to_be_checked()
