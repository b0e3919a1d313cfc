"""Brings the database up to date: migrations, then the demonstration data in demonstration mode."""

import sys

from alembic import command
from alembic.config import Config

from api.core.settings import get_settings
from api.demo import load
from ops.layout import ROOT


def main() -> int:
    command.upgrade(Config(str(ROOT / "alembic.ini")), "head")
    return load.main() if get_settings().mode == "demo" else 0


if __name__ == "__main__":
    sys.exit(main())
