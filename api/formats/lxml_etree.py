"""lxml publishes no types: it enters here, once, and nothing of it leaves this package."""

from importlib import import_module
from typing import Any

etree: Any = import_module("lxml.etree")
