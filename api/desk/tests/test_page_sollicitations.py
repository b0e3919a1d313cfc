"""The inbox in a browser: two agents at once, keyboard, drafts, files, access for all."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from api.desk.tests.cuts import hold
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import Desk
from api.desk.tests.sollicitation_builders import NOW, PDF, Inbox, Receiving
from api.desk.tests.test_page_access import DARK, LIGHT, opened, violations
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import SollicitationStatus as Status
from api.portal.tests.builders import PortalBuilder

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LIST = "/desk/sollicitations"


async def go(desk: DeskPage, path: str = "") -> Page:
    """The inbox, or what is below it, its modules at work."""
    await desk.page.goto(f"{desk.url}{LIST}{path}")
    await desk.ready()
    return desk.page


async def entered(browser: Browser, served: str, login: str) -> DeskPage:
    return await (await DeskPage.open(browser, served)).enter(login)


def reply(page: Page) -> Locator:
    return page.get_by_label("Votre réponse")


@asynccontextmanager
async def unaware(*pages: Page) -> AsyncGenerator[None]:
    """The pages learn nothing by themselves: every 5 s they would, before the press or after it."""
    known = asyncio.Event()
    await hold("**/live?*", known, *pages)
    async with AsyncExitStack() as stack:
        # They ask once at a time: whatever one of them had asked before is drawn.
        for page in pages:
            await stack.enter_async_context(page.expect_request("**/live?*"))
    yield
    known.set()


async def history(desk: Desk, reference: str) -> list[str]:
    steps = (await Receiving(await desk.agent("chef.1")).read(reference))["history"]
    return [step["act"]["code"] for step in steps]


async def test_of_two_agents_who_take_it_one_has_it_and_the_other_is_told(
    browser: Browser, served: str, inbox: Inbox, desk: Desk
) -> None:
    reference = await inbox.filed()
    both = [await entered(browser, served, login) for login in ("agent.1", "agent.2")]
    pages = [await go(one, f"/{reference}") for one in both]

    async with unaware(*pages):
        takes = [page.get_by_role("button", name="Prendre") for page in pages]
        await asyncio.gather(*(take.click() for take in takes))

    for page in pages:
        held_by_another = page.get_by_text("seul cet agent répond")
        await expect(reply(page).or_(held_by_another)).to_be_visible()
    boxes = [await reply(page).count() for page in pages]
    loser = pages[boxes.index(0)]
    assert sorted(boxes) == [0, 1]
    await expect(loser.get_by_role("alert").first).to_contain_text("prise en charge par")
    await expect(loser.get_by_text("seul cet agent répond")).to_be_visible()
    assert await history(desk, reference) == ["submit", "assign"]
    assert [one.complaints for one in both] == [[], []]


async def test_it_is_taken_answered_with_a_canned_reply_and_a_file(
    desk_page: DeskPage, inbox: Inbox, desk: Desk
) -> None:
    chief = await desk.agent("chef.1")
    body = {"shortcut": "cache", "title": "Vider le cache", "text": "Pour {reference} : videz-le."}
    await chief.http.post("/desk/v1/canned-replies", json=body)
    reference = await inbox.filed()
    await desk_page.enter()
    page = await go(desk_page)
    await page.get_by_role("button", name=f"Prendre {reference}").click()
    await expect(reply(page)).to_be_visible()

    await reply(page).press_sequentially("/cac")
    await expect(page.get_by_role("option", name="Vider le cache")).to_be_visible()
    await reply(page).press("Enter")
    await page.locator("#reply-picker").set_input_files(
        {"name": "guide.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    await expect(page.get_by_role("button", name="Retirer guide.pdf")).to_be_visible()
    await page.get_by_role("button", name="Répondre").click()

    await expect(page.get_by_text(f"Pour {reference} : videz-le.")).to_be_visible()
    await expect(page.get_by_role("link", name="guide.pdf")).to_be_visible()
    await expect(page.get_by_text("La réponse est partie")).to_be_visible()


async def test_pressed_twice_it_answers_once(desk_page: DeskPage, inbox: Inbox, desk: Desk) -> None:
    reference = await inbox.filed()
    await desk_page.enter()
    page = await go(desk_page, f"/{reference}")
    await page.get_by_role("button", name="Prendre").dblclick()
    await reply(page).fill("Quel navigateur ?")

    await page.get_by_role("button", name="Demander un complément").dblclick()

    await expect(page.locator(".step")).to_have_count(3)
    await expect(reply(page)).to_have_value("")
    assert await history(desk, reference) == ["submit", "assign", "ask"]


async def test_what_is_typed_stays_when_it_is_refused_and_after_a_reload(
    desk_page: DeskPage, inbox: Inbox, desk: Desk
) -> None:
    reference = await inbox.filed()
    await desk_page.enter()
    page = await go(desk_page, f"/{reference}")
    await page.get_by_role("button", name="Prendre").click()
    long = "Une très longue réponse. " * 200
    await reply(page).fill(long)

    await page.get_by_role("button", name="Répondre").click()

    await expect(page.get_by_role("alert").first).to_contain_text("4000")
    await expect(reply(page)).to_have_value(long)
    await page.reload()
    await expect(reply(page)).to_have_value(long)


async def test_taken_over_meanwhile_the_text_is_kept_for_later(
    desk_page: DeskPage, inbox: Inbox, desk: Desk
) -> None:
    reference = await inbox.filed()
    chief = Receiving(await desk.agent("chef.1"))
    await desk_page.enter()
    page = await go(desk_page, f"/{reference}")
    await page.get_by_role("button", name="Prendre").click()
    await reply(page).fill("Je commence")
    async with unaware(page):
        await chief.done(reference, "assign")
        await page.get_by_role("button", name="Répondre").click()

    await expect(page.get_by_text("seul cet agent répond")).to_be_visible()
    await chief.done(reference, "assign", to="agent.1")
    await expect(reply(page)).to_have_value("Je commence")


async def test_what_the_author_adds_comes_by_itself_and_leaves_the_box_alone(
    desk_page: DeskPage, inbox: Inbox
) -> None:
    reference = await inbox.filed()
    await desk_page.enter()
    page = await go(desk_page, f"/{reference}")
    await page.get_by_role("button", name="Prendre").click()
    await reply(page).press_sequentially("Je lis")

    await inbox.by_author(reference, Act.ADD, "J’ai oublié : Firefox.")

    await expect(page.get_by_text("J’ai oublié : Firefox.")).to_be_visible()
    await expect(reply(page)).to_be_focused()
    await expect(reply(page)).to_have_value("Je lis")


async def test_by_the_keyboard_alone(desk_page: DeskPage, inbox: Inbox, desk: Desk) -> None:
    reference = await inbox.filed()
    await desk_page.enter()
    page = await go(desk_page)
    await page.keyboard.press("p")
    await expect(reply(page)).to_be_visible()
    await desk_page.ready()
    await page.keyboard.press("r")
    await page.keyboard.type("Videz le cache.")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("La réponse est partie")).to_be_visible()

    await page.keyboard.press("c")
    await expect(desk_page.dialog).to_be_visible()
    await page.keyboard.type("Résolu.")
    await desk_page.dialog.get_by_role("button", name="Clôturer").focus()
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("n’y a plus rien à répondre")).to_be_visible()
    assert await history(desk, reference) == ["submit", "assign", "answer", "close"]


async def test_closing_without_an_answer_wants_a_reason(
    desk_page: DeskPage, inbox: Inbox, desk: Desk
) -> None:
    reference = await inbox.filed()
    await desk_page.enter()
    page = await go(desk_page, f"/{reference}")
    await page.get_by_role("button", name="Prendre").click()
    await page.get_by_role("button", name="Clôturer").click()
    await page.get_by_label("Motif").fill("   ")

    await desk_page.dialog.get_by_role("button", name="Clôturer").click()

    await expect(desk_page.dialog.get_by_role("alert")).to_contain_text("pourquoi vous clôturez")
    assert await history(desk, reference) == ["submit", "assign"]


async def test_the_head_of_every_page_counts_what_is_to_be_taken(
    desk_page: DeskPage, inbox: Inbox
) -> None:
    for rank in range(3):
        await inbox.filed(f"n° {rank}")

    await desk_page.enter()

    places = desk_page.page.get_by_role("navigation", name="Pages du poste")
    await expect(places.get_by_role("link", name="Sollicitations 3 à prendre")).to_be_visible()


async def test_a_new_one_comes_into_the_list_by_itself(desk_page: DeskPage, inbox: Inbox) -> None:
    await desk_page.enter()
    page = await go(desk_page, "?view=to_take")
    await expect(page.get_by_text("Rien à prendre")).to_be_visible()

    await inbox.filed("Nouvelle")

    await expect(page.get_by_role("link", name="Nouvelle")).to_be_visible()
    await expect(page.get_by_role("link", name="À prendre 1", exact=True)).to_be_visible()


async def test_what_is_late_says_so_in_words(desk_page: DeskPage, inbox: Inbox) -> None:
    await inbox.filed("Tardive", due_at=NOW - timedelta(days=2))
    await desk_page.enter()
    page = await go(desk_page, "?view=overdue")

    await expect(page.get_by_role("row", name="Tardive")).to_contain_text("En retard")
    await expect(page.get_by_role("row", name="Tardive")).to_contain_text(
        "échue il y a 2\u00a0jours"
    )


async def test_search_and_pages(desk_page: DeskPage, inbox: Inbox) -> None:
    for rank in range(25):
        await inbox.filed(f"Question {rank:02d}")
    await inbox.filed("Facture perdue")
    await desk_page.enter()
    page = await go(desk_page)
    await page.get_by_role("link", name="Suivante").click()
    await expect(page.get_by_text("page 2 sur 2").first).to_be_visible()
    await desk_page.ready()

    await page.keyboard.press("f")
    await page.keyboard.type("facture")
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("1\u00a0sollicitation pour « facture »")).to_be_visible()
    await expect(page.locator(".inbox tbody tr")).to_have_count(1)


async def test_a_supervisor_puts_a_colleague_in_charge(
    browser: Browser, served: str, inbox: Inbox, desk: Desk
) -> None:
    reference = await inbox.filed()
    chief = await DeskPage.open(browser, served)
    await chief.enter("chef.1")
    page = await go(chief, f"/{reference}")
    await page.get_by_role("button", name="Affecter").click()
    await page.get_by_label("À qui").select_option("agent.2")

    await chief.dialog.get_by_role("button", name="Affecter").click()

    await expect(page.locator(".facts")).to_contain_text("Maxime")
    assert chief.complaints == []


async def test_of_an_unknown_one_the_page_says_so(desk_page: DeskPage) -> None:
    await desk_page.enter()
    await desk_page.page.goto(f"{desk_page.url}{LIST}/SOL-2026-999999")

    await expect(desk_page.page.get_by_role("heading", name="Demande refusée")).to_be_visible()


@pytest.mark.parametrize("looks", [LIGHT, DARK], ids=["laptop", "dark tablet"])
async def test_every_state_before_axe(
    browser: Browser, served: str, inbox: Inbox, portal: PortalBuilder, looks: dict[str, Any]
) -> None:
    desk = await opened(browser, served, looks)
    await desk.enter("chef.1")
    await go(desk)
    assert await violations(desk) == []
    reference = await _rich(inbox, portal)
    body = {"shortcut": "cache", "title": "Vider le cache", "text": "Videz le cache, {nom}."}
    await desk.page.request.post(f"{served}/desk/v1/canned-replies", data=body)
    page = await go(desk)
    await _checked(desk)
    await go(desk, f"/{reference}")
    await _checked(desk)
    await page.keyboard.press("t")
    await expect(desk.dialog).to_be_visible()
    await _checked(desk)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Prendre").click()
    await reply(page).fill("Bonjour, ")
    await page.get_by_role("button", name="Réponses types").click()
    await expect(page.get_by_role("option", name="Vider le cache")).to_be_visible()
    await _checked(desk)
    await reply(page).press("Escape")
    await page.get_by_role("button", name="Clôturer").click()
    await expect(desk.dialog).to_be_visible()
    await _checked(desk)


async def _checked(desk: DeskPage) -> None:
    assert await violations(desk) == []
    assert await desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def _rich(inbox: Inbox, portal: PortalBuilder) -> str:
    company = await portal.structure("Menuiserie Martin")
    anne = await portal.user("anne", company, name="Anne Martin")
    await inbox.filed("Compte bloqué", status=Status.CLOSED, due_at=None, user_id=anne.id)
    await inbox.filed("Un rattachement refusé", due_at=NOW - timedelta(days=2))
    await inbox.filed("Échéance du jour", due_at=NOW + timedelta(hours=6))
    await inbox.filed("", author_name="Usager sans compte")
    reference = await inbox.filed(
        "Mot de passe perdu", user_id=anne.id, structure_id=company.id, invoice_number="F-1"
    )
    await inbox.by_author(reference, Act.ADD, "J’ai oublié de préciser : avec Firefox.")
    return reference
