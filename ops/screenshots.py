"""`python -m ops.screenshots`: each screen as people see it, into docs/screenshots and its page.

The widget on the contract server of its tests; the rest on the whole product, started here or, with
`--url`, running elsewhere: a demonstration that nothing has happened to yet, with the agents'
password of the tests. `--only widget-menu,desk` makes these again and leaves the others.
"""

import argparse
import io
import json
import os
import sys
import tempfile
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_states import show
from ops.chromium import ensure_chromium
from ops.console import say
from ops.layout import ROOT
from ops.live_pictures import DESK, PORTAL, SOLLICITATIONS, LivePicture
from ops.pictures import Looks, Picture
from ops.widget import join_widget
from ops.widget_pictures import WIDGET, WidgetPicture
from tests.stack import WORKING_DAY, Stack

FOLDER = ROOT / "docs" / "screenshots"
PAGE = ROOT / "docs" / "screenshots.md"
LIMIT = 3_000_000  # bytes, all of them
COLOURS = 128  # as many as a page has, the edges of its letters included
PATIENCE = 60_000  # milliseconds
ALBUM: dict[str, Sequence[Picture]] = {
    "Le widget": WIDGET,
    "Le portail de démonstration": PORTAL,
    "Les sollicitations": SOLLICITATIONS,
    "Le bureau des agents": DESK,
}
# The page around the widget, which its policy lets us dress by a constructed sheet alone.
_HOST = (
    ":root { color-scheme: light dark; }"
    "body { background: light-dark(#e9edf0, #22272b); font: 1rem sans-serif; }"
    "h1 { width: min-content; font-size: 1rem; }"
)
_DRESS = """(css) => addEventListener('DOMContentLoaded', () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
})"""
# What the widget's files are served with reads the settings; no data is kept.
_SETTINGS = {
    "CHORALE_SECRET": "secret-of-the-pictures-of-32-characters",
    "CHORALE_GATEWAY_SECRET": "gateway-secret-of-the-pictures-32-chars",
}


def pictures() -> list[Picture]:
    return [picture for group in ALBUM.values() for picture in group]


def take(url: str | None, names: Collection[str]) -> None:
    """Those of these names, or all; `url`: of a product that runs, or one is started."""
    join_widget()
    chosen = [one for one in pictures() if not names or one.name in names]
    live = [one for one in chosen if isinstance(one, LivePicture)]
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(
            executable_path=ensure_chromium(), args=["--no-sandbox", "--hide-scrollbars"]
        )
        for one in chosen:
            if isinstance(one, WidgetPicture):
                _take_widget(browser, one)
        if live:
            with _product(url) as address:
                for one in live:
                    _take_live(browser, one, address)
        browser.close()


def _take_widget(browser: Browser, picture: WidgetPicture) -> None:
    with ContractServer() as server, _page(browser, picture.looks) as page:
        page.add_init_script(f"({_DRESS})({json.dumps(_HOST)})")
        show(page, server, picture.state)
        _keep(page, picture)


def _take_live(browser: Browser, picture: LivePicture, url: str) -> None:
    with _page(browser, picture.looks) as page:
        page.clock.set_fixed_time(WORKING_DAY)
        picture.arrange(page, url)
        _keep(page, picture)


@contextmanager
def _page(browser: Browser, looks: Looks) -> Generator[Page]:
    context = browser.new_context(**looks)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@contextmanager
def _product(url: str | None) -> Generator[str]:
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        running = Stack(Path(folder))
        try:
            running.wait_for("/readyz")
            yield running.url
        finally:
            running.stop()


def _keep(page: Page, picture: Picture) -> None:
    page.wait_for_timeout(300)  # what appears little by little has appeared
    with Image.open(io.BytesIO(page.screenshot(animations="disabled"))) as shot:
        flat = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(FOLDER / f"{picture.name}.png", optimize=True)
    say(f"{picture.name}.png")


def page_of_pictures() -> str:
    """docs/screenshots.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Captures d’écran"
    yield ""
    yield (
        "Faites par `make screenshots` (`python -m ops.screenshots`) dans Chromium : le widget "
        "sur le serveur de contrat de ses essais, le reste sur le produit entier et sa "
        "démonstration, l’horloge arrêtée au 24 novembre 2026. La même commande écrit cette page."
    )
    for group, shown in ALBUM.items():
        yield from ("", f"## {group}")
        for picture in shown:
            yield from ("", f"### {picture.caption}", "")
            yield f"![{picture.alt}](screenshots/{picture.name}.png)"


def main() -> int:
    parser = argparse.ArgumentParser(prog="ops.screenshots")
    parser.add_argument("--url")
    parser.add_argument("--only", default="", help="names, parted by commas")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {**_SETTINGS, "CHORALE_DATA_DIR": folder}
        take(asked.url, {name for name in asked.only.split(",") if name})
    PAGE.write_text(page_of_pictures(), encoding="utf-8")
    weight = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    say(f"{weight // 1000} ko en tout")
    return 0 if weight <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
