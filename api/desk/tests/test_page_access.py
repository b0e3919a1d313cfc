"""Every page and state of the desk before axe, and at the sizes it is made for."""

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from api.chat.tests.talk import Talk
from api.desk.tests.desk_page import LAPTOP, DeskPage
from api.web.tests.accessibility import AXE, RULES, RUN

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TABLET = {"width": 768, "height": 1024}
LIGHT: dict[str, Any] = {"viewport": LAPTOP, "color_scheme": "light"}
DARK: dict[str, Any] = {"viewport": TABLET, "color_scheme": "dark"}


async def violations(desk: DeskPage) -> list[str]:
    await desk.page.wait_for_load_state()  # a page just come is read before it has its styles
    # The policy forbids the script that axe is: it is put in a context without it.
    await desk.page.evaluate(AXE)
    found = await desk.page.evaluate(RUN, RULES)
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found["violations"]
    ]


async def opened(browser: Browser, served: str, looks: dict[str, Any]) -> DeskPage:
    return await DeskPage.open(browser, served, bypass_csp=True, **looks)


@pytest.mark.parametrize("looks", [LIGHT, DARK], ids=["laptop", "dark tablet"])
async def test_the_form_and_the_desk_in_each_state(
    browser: Browser, served: str, waiting: Talk, looks: dict[str, Any]
) -> None:
    desk = await opened(browser, served, looks)
    assert await violations(desk) == []
    await desk.enter()
    assert await violations(desk) == []
    await desk.take()
    await desk.say("Je regarde.")
    assert await violations(desk) == []
    await desk.page.keyboard.press("Escape")
    for key in ("n", "s", "t", "c", "?"):
        await desk.page.keyboard.press(key)
        await expect(desk.dialog).to_be_visible()
        assert await violations(desk) == []
        await desk.page.keyboard.press("Escape")
        await expect(desk.dialog).to_have_count(0)


@pytest.mark.parametrize("looks", [LIGHT, DARK], ids=["laptop", "dark tablet"])
@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("agent.1", "/desk/account"),
        ("chef.1", "/desk/supervision"),
        ("chef.1", "/desk/canned-replies"),
        ("chef.1", "/desk/closures"),
        ("admin.1", "/desk/accounts"),
    ],
)
async def test_every_other_page(
    browser: Browser, served: str, looks: dict[str, Any], login: str, path: str
) -> None:
    desk = await opened(browser, served, looks)
    await desk.sign_in(login)
    await expect(desk.page.locator("#workplace")).to_be_visible()
    await desk.page.goto(served + path)
    await expect(desk.page.get_by_role("heading", level=1)).to_be_visible()

    assert await violations(desk) == []
    assert await desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_refusal_is_a_page(browser: Browser, served: str) -> None:
    desk = await opened(browser, served, LIGHT)
    await desk.enter()
    await desk.page.goto(f"{served}/desk/supervision")
    await expect(desk.page.get_by_role("heading", name="Demande refusée")).to_be_visible()

    assert await violations(desk) == []


@pytest.mark.parametrize("size", [LAPTOP, TABLET], ids=["laptop", "tablet"])
async def test_the_desk_fills_the_window_and_no_more(
    browser: Browser, served: str, waiting: Talk, size: dict[str, int]
) -> None:
    desk = await (await DeskPage.open(browser, served, viewport=size)).enter()
    await desk.take()

    assert await desk.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    ) == [size["width"], size["height"]]
    await expect(desk.answer).to_be_in_viewport()


async def test_on_a_tablet_the_case_is_a_drawer(
    browser: Browser, served: str, waiting: Talk
) -> None:
    desk = await (await DeskPage.open(browser, served, viewport=TABLET)).enter()
    await desk.take()
    case = desk.page.get_by_role("complementary", name="Dossier")
    await expect(case).to_be_hidden()

    await desk.button("Dossier").click()
    await expect(case).to_be_focused()
    await desk.page.keyboard.press("Escape")

    await expect(case).to_be_hidden()
