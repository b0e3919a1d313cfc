"""Small screens, pointers, contrast, motion, other origins."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.test_files import WIDGET
from api.web.tests.widget_page import WidgetPage

PAIRS = [
    ("text", "ground"),
    ("text", "bot"),
    ("text", "user"),
    ("text", "agent"),
    ("soft", "ground"),
    ("warn", "ground"),
    ("warn", "bot"),
    ("accent", "ground"),
    ("accent", "bot"),
    ("accent", "user"),
    ("on-accent", "accent"),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_words_stand_out_enough(ink: str, paper: str, theme: int) -> None:
    style = (WIDGET / "launcher-style.js").read_text(encoding="utf-8")
    colours = style.partition("prefers-color-scheme: dark")[theme * 2]

    assert contrast(colour(colours, ink), colour(colours, paper)) >= 4.5


@pytest.mark.parametrize(("width", "height"), [(320, 568), (375, 667), (640, 360)])
def test_a_small_screen_is_filled_without_sideways_scrolling(
    page: Page, server: ContractServer, width: int, height: int
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": height})
    widget = WidgetPage(page, server).open()
    widget.say("un-mot-" * 30)
    expect(widget.message("Réponse à")).to_have_count(1)

    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    assert widget.panel.evaluate(
        "(panel) => [panel, panel.querySelector('.thread')]"
        ".every((part) => part.scrollWidth <= part.clientWidth)"
    )
    expect(widget.field).to_be_in_viewport()


def test_on_a_small_screen_the_page_below_cannot_be_reached(
    page: Page, server: ContractServer
) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    widget = WidgetPage(page, server).open()
    page.locator("main").evaluate(
        "(main) => main.append(Object.assign(document.createElement('button'), {id: 'below'}))"
    )

    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") != "below"

    page.keyboard.press("Escape")
    expect(widget.launcher).to_be_focused()


_KEYBOARD = """
const port = Object.assign(new EventTarget(), { height: 667, offsetTop: 0, scale: 1 });
Object.defineProperty(window, 'visualViewport', { value: port });
"""


def _phone_that_sees(page: Page, server: ContractServer, seen: dict[str, int]) -> WidgetPage:
    """The widget open on a phone, of which only that part is then seen."""
    page.set_viewport_size({"width": 375, "height": 667})
    page.add_init_script(_KEYBOARD)
    page.emulate_media(reduced_motion="reduce")
    widget = WidgetPage(page, server).open()
    page.evaluate(
        """(seen) => {
            Object.assign(visualViewport, seen);
            visualViewport.dispatchEvent(new Event('resize'));
        }""",
        seen,
    )
    return widget


def test_the_keyboard_of_a_phone_does_not_hide_the_field(
    page: Page, server: ContractServer
) -> None:
    widget = _phone_that_sees(page, server, {"height": 360, "offsetTop": 40})

    assert widget.panel.bounding_box() == {"x": 0, "y": 40, "width": 375, "height": 360}
    field = widget.field.bounding_box()
    assert field is not None
    assert field["y"] + field["height"] <= 400


def test_a_page_that_is_zoomed_in_does_not_shrink_the_window(
    page: Page, server: ContractServer
) -> None:
    widget = _phone_that_sees(page, server, {"height": 333, "scale": 2})

    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 667}


def test_every_target_is_large_enough(page: Page, server: ContractServer) -> None:
    widget = WidgetPage(page, server).open()
    widget.say("bonjour")
    expect(widget.message("Réponse à : bonjour")).to_have_count(1)

    for button in widget.panel.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_it_works_from_a_page_of_another_origin(page: Page, server: ContractServer) -> None:
    with ContractServer() as host:
        host.assistant = server.url
        widget = WidgetPage(page, host).open()
        widget.say("bonjour")
        expect(widget.message("Réponse à : bonjour")).to_have_count(1)

        assert len(server.threads) == 1
        assert host.threads == {}


def test_motion_is_left_out_when_it_is_not_wanted(browser: Browser, server: ContractServer) -> None:
    server.silent.add("bonjour")
    context = browser.new_context(reduced_motion="reduce")
    widget = WidgetPage(context.new_page(), server).open()
    widget.say("bonjour")
    expect(widget.panel.get_by_text("Clara écrit")).to_be_visible()

    assert widget.page.evaluate("document.getAnimations().length") == 0
    context.close()


def test_the_page_styles_the_parts_that_have_a_name(page: Page, server: ContractServer) -> None:
    page.emulate_media(reduced_motion="reduce")
    widget = WidgetPage(page, server)
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        const names = ['launcher', 'panel', 'head', 'thread', 'foot'];
        const rule = (name) => `chorale-chat::part(${name}) { border-top: 7px solid }`;
        sheet.replaceSync(names.map(rule).join(''));
        document.adoptedStyleSheets = [sheet];
    }""")
    expect(widget.launcher).to_have_css("border-top-width", "7px")
    widget.open()

    expect(widget.panel).to_have_css("border-top-width", "7px")
    for name in ("head", "thread", "foot"):
        expect(widget.panel.locator(f".{name}")).to_have_css("border-top-width", "7px")


def test_forced_colours_keep_the_edges(browser: Browser, server: ContractServer) -> None:
    context = browser.new_context(forced_colors="active")
    widget = WidgetPage(context.new_page(), server).open()

    expect(widget.message("Bonjour").locator(".bubble")).to_have_css("border-top-style", "solid")
    context.close()


def colour(style: str, name: str) -> str:
    found = re.search(rf"--{name}: (?:var\([^,]+, )?(#[0-9a-f]+)", style)
    assert found, name
    return found[1]


def contrast(one: str, other: str) -> float:
    """Ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(code: str) -> float:
    digits = code[1:] if len(code) == 7 else "".join(digit * 2 for digit in code[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
