"""A Chromium that stays open from one test to the next."""

import os
from contextlib import ExitStack

from playwright.sync_api import Browser, expect, sync_playwright


class Chromium:
    """Started when it is first asked for, and again after it was closed."""

    def __init__(self) -> None:
        self._browser: Browser | None = None
        self._open = ExitStack()

    def opened(self) -> Browser:
        if self._browser is None:
            # A bound on waiting, not a measure of speed: a busy machine must not fail a test.
            expect.set_options(timeout=30_000)
            playwright = self._open.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHORALE_CHROMIUM", "/usr/bin/chromium"),
                args=["--no-sandbox"],
            )
            self._open.callback(self._browser.close)
        return self._browser

    def close(self) -> None:
        self._browser = None
        self._open.close()
