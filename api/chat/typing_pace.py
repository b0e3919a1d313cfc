"""How often a conversation may say that its user writes."""

import time
from collections import OrderedDict
from collections.abc import Callable

# Ours: the widget says it again every few seconds.
SECONDS = 1.0


class TypingPace:
    """One note of each kind a second and a conversation, in this process.

    « Stopped » is counted apart from « writes », or it would be lost just after it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: OrderedDict[tuple[str, bool], float] = OrderedDict()

    def lets(self, conversation_id: str, *, typing: bool) -> bool:
        """Whether this note may leave; it then counts."""
        now = self._clock()
        while self._last and next(iter(self._last.values())) <= now - SECONDS:
            self._last.popitem(last=False)
        if (conversation_id, typing) in self._last:
            return False
        self._last[conversation_id, typing] = now
        return True
