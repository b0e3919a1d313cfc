"""Lets the widget be embedded in the pages of a host portal, and nowhere else."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api.core.settings import Settings


def allow_origins(app: FastAPI, settings: Settings) -> None:
    """Accept the origins of `allowed_origins`; tokens travel in headers, cookies never do."""
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            max_age=600,
        )
