"""Instants in the middle of a French sentence."""

from datetime import datetime

from api.core import clock


def said_on(instant: datetime) -> str:
    """« le 24/11/2026 à 10 h 05 », at the portal's own time."""
    local = clock.local(instant)
    return f"le {local:%d/%m/%Y} à {local.hour} h {local:%M}"
