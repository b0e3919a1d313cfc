"""What axe and the width of a page say of it, in the sizes and lights that pages are made for."""

from pathlib import Path
from typing import Any

import axe_playwright_python  # pyright: ignore[reportMissingTypeStubs]
from playwright.sync_api import Browser, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "(rules) => axe.run(document, { runOnly: rules })"
_CLIPPED = """
[...document.querySelectorAll('main *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))
"""
LAPTOP: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "color_scheme": "light",
    "reduced_motion": "reduce",  # what is still appearing has other contrasts
}
# 320 px is also what a screen of 1280 shows when its text is four times larger (WCAG 1.4.10).
PHONE: dict[str, Any] = {
    "viewport": {"width": 320, "height": 640},
    "color_scheme": "dark",
    "reduced_motion": "reduce",
}


def page_for_axe(browser: Browser, looks: dict[str, Any]) -> Page:
    """The policy forbids the script that axe is: it is put in a context without it."""
    return browser.new_context(bypass_csp=True, locale="fr-FR", **looks).new_page()


def assert_accessible(page: Page, looks: dict[str, Any]) -> None:
    """No violation, no sideways scrolling, nothing cut."""
    page.wait_for_load_state()  # a page just come is read by scripts before it has its styles
    page.evaluate(AXE)
    found = page.evaluate(RUN, RULES)["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= looks["viewport"]["width"]
    assert page.evaluate(_CLIPPED) == []
