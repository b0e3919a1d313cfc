"""The application, put together once: its many routes took longer than most tests."""

from functools import cache

from fastapi import FastAPI
from starlette.datastructures import State

from api.app import create_app
from api.core.settings import get_settings


def app_for_settings() -> FastAPI:
    """As `create_app` gives it under the settings in force, with nothing left of another test."""
    settings = get_settings()
    app = _put_together(settings.mode, tuple(settings.allowed_origins))
    app.state = State({"settings": settings})
    return app


@cache
def _put_together(mode: str, origins: tuple[str, ...]) -> FastAPI:
    """By all that `create_app` reads of the settings."""
    return create_app()
