"""Keeps the directory's index with the application, and fills it before the first question."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.core.background import running
from api.core.db import Database
from api.portal.structures.directory import Directory

logger = logging.getLogger(__name__)


@asynccontextmanager
async def directory_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    directory = app.state.directory = Directory()
    with closing(directory):
        async with running(_fill(directory, app.state.database)):
            yield


async def _fill(directory: Directory, database: Database) -> None:
    try:
        async with database.new_read_session.begin() as session:
            await directory.refresh(session)
    except Exception as error:
        # The first question will read it: an application without its tables still starts.
        logger.warning("directory not read at start: %s", type(error).__name__)


def _get_directory(request: Request) -> Directory:
    return request.app.state.directory


DirectoryDep = Annotated[Directory, Depends(_get_directory)]
