"""Streams end with the application, whichever thread it runs in."""

import asyncio
import signal
import threading

from api.core.live_streams import LiveStreams, head_start


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


def test_streams_opened_together_do_not_beat_together() -> None:
    starts = [head_start(15.0) for _ in range(200)]

    assert all(0 <= start < 15 for start in starts)
    for part in range(3):
        assert any(5 * part <= start < 5 * (part + 1) for start in starts)
