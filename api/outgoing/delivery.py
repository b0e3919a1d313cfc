"""A delivery as its handler sees it, and the ways in which it fails."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivery:
    """`key` is told to the receiver, so that a repetition is known as such.

    `attempts` counts this one, and those that were cut; `lease` is unique to this taking.
    """

    id: int
    kind: str
    key: str
    body: dict[str, Any]
    attempts: int
    lease: str


# Returns once the receiver has acknowledged. Must bear to be cancelled and called again.
type Handler = Callable[[Delivery], Awaitable[None]]


class DeliveryFailedError(Exception):
    """Worth trying again; `code` is kept for the operator.

    The next attempt comes after `retry_after` seconds at least, and `within` so many where
    somebody waits for it.
    """

    def __init__(self, code: str, retry_after: float = 0, within: float = math.inf) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.within = within


class DeliveryRefusedError(Exception):
    """Trying again would change nothing: it is given up at once."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
