"""The browser of the tests: the one that is there, or Debian's, installed when we are root."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "Chromium est nécessaire aux tests de navigateur et ne s’installe pas ici : installez-le "
    "(Debian : apt-get install chromium) ou donnez son chemin dans CHORALE_CHROMIUM. / "
    "Chromium is needed for the browser tests: install it, or set CHORALE_CHROMIUM."
)


class BrowserMissingError(Exception):
    """No Chromium, and no way to install one."""


def ensure_chromium() -> str:
    """Path of a Chromium.

    Raises:
        BrowserMissingError: none is installed, and we are not root on a Debian system.
    """
    found = _find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-q"],
            ["install", "-y", "-q", "--no-install-recommends", "chromium"],
        ):
            subprocess.run(
                ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
            )
        found = _find()
    if found is None:
        raise BrowserMissingError(MISSING)
    return found


def _find() -> str | None:
    given = os.environ.get("CHORALE_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)
