"""Instants in the middle of a French sentence."""

from datetime import datetime
from zoneinfo import ZoneInfo

from api.core.settings import get_settings


def said_on(instant: datetime) -> str:
    """« le 24/11/2026 à 10 h 05 », at the portal's own time."""
    local = instant.astimezone(ZoneInfo(get_settings().timezone))
    return f"le {local:%d/%m/%Y} à {local.hour} h {local:%M}"
