"""Streams end with the application, whichever thread it runs in."""

import asyncio
import signal
import threading

from api.core.live_streams import LiveStreams


def test_runs_outside_the_main_thread_whatever_handlers_are_set() -> None:
    streams, failures = LiveStreams(), list[BaseException]()

    async def live() -> None:
        with streams.stopped_by_signals():
            pass

    def run() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:
            failures.append(error)

    def left_by_a_server(_number: int, _frame: object) -> None:
        pass

    before = signal.signal(signal.SIGTERM, left_by_a_server)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        signal.signal(signal.SIGTERM, before)

    assert failures == []
    assert streams.stopping
