"""Several agents and users at once, each in a browser or at the widget's contract."""

import pytest
from httpx import AsyncClient
from playwright.async_api import Browser, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_two_agents_and_three_users_do_not_mix(
    browser: Browser, served: str, client: AsyncClient
) -> None:
    users = [await Talk.start(client) for _ in range(3)]
    for rank, user in enumerate(users):
        await user.say(f"question {rank}")
        await user.say("contacter un agent")
    first = await (await DeskPage.open(browser, served)).enter("agent.1")
    second = await (await DeskPage.open(browser, served)).enter("agent.2")

    await first.take()
    await expect(second.page.locator("#waiting > li")).to_have_count(2)
    await second.take()
    await expect(first.page.locator("#waiting > li")).to_have_count(1)
    await first.take()
    await first.say("à l’usager 2")
    await second.say("à l’usager 1")
    await first.row(users[0].id).click()
    await expect(first.log.get_by_text("question 0")).to_be_visible()
    await first.say("à l’usager 0")

    for rank, user in enumerate(users):
        said = [event["text"] for event in await user.events() if event["from"] == "agent"]
        assert [text for text in said if text.startswith("à l’usager")] == [f"à l’usager {rank}"]
    assert first.complaints == second.complaints == []


async def test_a_message_in_another_conversation_is_marked_and_counted(
    desk_page: DeskPage, waiting: Talk, second: Talk
) -> None:
    await desk_page.enter()
    await desk_page.take()
    await desk_page.take()

    await waiting.say("Êtes-vous là ?")

    row = desk_page.row(waiting.id)
    await expect(row.get_by_text("Nouveau")).to_be_visible()
    await expect(desk_page.page).to_have_title("(1) Poste d’agent – Chorale")
    await row.click()
    await expect(row.get_by_text("Nouveau")).to_be_hidden()


async def test_a_conversation_goes_straight_to_a_colleague_who_is_there(
    browser: Browser, served: str, waiting: Talk
) -> None:
    first = await (await DeskPage.open(browser, served)).enter("agent.1")
    second = await (await DeskPage.open(browser, served)).enter("agent.2")
    await expect(second.page.locator("#available")).to_be_visible()
    await first.take()
    await first.button("Transférer").click()
    await first.page.get_by_label("À qui").select_option("agent:agent.2")
    await first.dialog.get_by_role("button", name="Transférer").click()

    await expect(first.page.get_by_text("Aucune conversation en cours.")).to_be_visible()
    await expect(second.page.locator("#mine .look")).to_have_count(1)


async def test_a_refused_transfer_says_why_in_its_window(
    browser: Browser, served: str, waiting: Talk, desk: Desk
) -> None:
    first = await (await DeskPage.open(browser, served)).enter("agent.1")
    other = await desk.agent("agent.2")
    await first.take()
    await first.button("Transférer").click()
    await first.page.get_by_label("À qui").select_option("agent:agent.2")
    await other.sign_out()
    await first.dialog.get_by_role("button", name="Transférer").click()

    await expect(first.dialog.get_by_role("alert")).not_to_be_empty()
    await expect(first.dialog).to_be_visible()


async def test_a_supervisor_reads_along_and_nobody_is_told(
    browser: Browser, served: str, waiting: Talk
) -> None:
    agent = await (await DeskPage.open(browser, served)).enter("agent.1")
    await agent.take()
    chief = await (await DeskPage.open(browser, served)).enter("chef.1")
    await chief.page.get_by_role("link", name="Supervision").click()
    await chief.page.get_by_role("link", name="Lire discrètement").click()
    await expect(chief.page.get_by_text("Lecture discrète : Camille répond")).to_be_visible()

    await agent.say("Je vérifie.")

    await expect(chief.log.get_by_text("Je vérifie.")).to_be_visible()
    await expect(chief.answer).to_be_hidden()
    texts = [event.get("text") or "" for event in await waiting.events()]
    assert not any("Dominique" in text for text in texts)


async def test_a_conversation_that_ends_leaves_who_read_along(
    browser: Browser, served: str, waiting: Talk
) -> None:
    agent = await (await DeskPage.open(browser, served)).enter("agent.1")
    await agent.take()
    chief = await (await DeskPage.open(browser, served)).enter("chef.1")
    await chief.page.goto(f"{served}/desk/conversations/{waiting.id}")
    await expect(chief.page.get_by_text("Lecture discrète")).to_be_visible()

    await agent.button("Clore").click()
    await agent.dialog.get_by_role("button", name="Clore").click()

    await expect(chief.page.get_by_text("n’est plus dans vos mains")).to_be_visible()


async def test_a_supervisor_gives_a_waiting_user_to_an_agent(
    browser: Browser, served: str, waiting: Talk
) -> None:
    agent = await (await DeskPage.open(browser, served)).enter("agent.1")
    await expect(agent.page.locator("#available")).to_be_visible()
    chief = await (await DeskPage.open(browser, served)).enter("chef.1")
    await chief.page.get_by_role("link", name="Supervision").click()
    await chief.ready()
    await chief.page.get_by_role("button", name="Affecter").click()
    await chief.page.get_by_label("À qui").select_option("agent:agent.1")
    await chief.dialog.get_by_role("button", name="Réaffecter").click()

    await expect(chief.page.get_by_text("Personne n’attend.")).to_be_visible()
    await expect(agent.page.locator("#mine .look")).to_have_count(1)


async def test_an_agent_on_a_break_is_proposed_nothing(desk_page: DeskPage, waiting: Talk) -> None:
    await desk_page.enter()
    await expect(desk_page.page.get_by_text("Pour vous")).to_be_visible()

    await desk_page.page.get_by_role("switch", name="Disponible").click()

    await expect(desk_page.page.get_by_role("switch")).to_have_attribute("aria-checked", "false")
