"""Notices that the action server failed: Rasa itself logs it, forgets it, and answers nothing."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Iterator, List, Text

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

_failures: ContextVar[List[Text]] = ContextVar("action failures of this turn")
REJECTED = 400  # a form that declines to run: not a failure


class ActionServerError(Exception):
    """An action could not be run to its end; the turn must leave no trace, and be tried again."""


@contextmanager
def watched_actions(endpoint: EndpointConfig) -> Iterator[List[Text]]:
    """Raise ActionServerError at the end if a call to the action server failed inside.

    Gives the failures so far, so that one may stop at the first. Calls made by this turn only: the
    list travels with the context of the task.
    """
    _watch(endpoint)
    failures: List[Text] = []
    token = _failures.set(failures)
    try:
        yield failures
    finally:
        _failures.reset(token)
    if failures:
        raise ActionServerError(failures[0])


def _watch(endpoint: Any) -> None:
    if getattr(endpoint, "is_watched", False):
        return
    call = endpoint.request

    async def request(*args: Any, **kwargs: Any) -> Any:
        try:
            return await call(*args, **kwargs)
        except (aiohttp.ClientError, asyncio.TimeoutError, ClientResponseError) as error:
            if getattr(error, "status", None) != REJECTED:
                _failures.get([]).append(type(error).__name__)
            raise

    endpoint.request = request
    endpoint.is_watched = True
