"""The streams of the contract's server: counted while they are open, or held back."""

from collections.abc import AsyncIterator, Callable

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send


class CountedStream(StreamingResponse):
    """Counts itself: what it reads from, left at a `yield`, ends only when it is collected."""

    def __init__(self, frames: AsyncIterator[str], note_live: Callable[[int], None]) -> None:
        super().__init__(frames, media_type="text/event-stream")
        self._note_live = note_live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._note_live(1)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._note_live(-1)


async def held(events: AsyncIterator[str]) -> AsyncIterator[str]:
    """Nothing, for as long as there is more to come."""
    kept = [event async for event in events]
    yield "".join(kept)
