"""What the answers of another program mean for a delivery."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.core.outside_call import Answer, OutsideCaller, OutsideUnreachableError
from api.ticketing.port import TicketingFailedError, TicketingRefusedError

# Refusals that pass: too slow, too early, too often.
_PASSING = frozenset({408, 425, 429})


async def call(caller: OutsideCaller, method: str, url: str, **request: Any) -> Answer:
    """Any answer at all.

    Raises:
        TicketingFailedError: none that could be read.
    """
    try:
        return await caller.call(method, url, **request)
    except OutsideUnreachableError as error:
        raise TicketingFailedError(error.code) from error


def require_success(answer: Answer, refusal: str | None = None) -> Answer:
    """A success; `refusal` is the code of a clear one, else its status.

    Raises:
        TicketingFailedError: 5xx, a redirection, or a refusal that passes.
        TicketingRefusedError: any other 4xx.
    """
    if answer.is_success:
        return answer
    if 400 <= answer.status < 500 and answer.status not in _PASSING:
        raise TicketingRefusedError(refusal or f"status_{answer.status}")
    raise TicketingFailedError(f"status_{answer.status}", answer.retry_after)


def read[T](shape: type[T], answer: Answer) -> T:
    """The body, in the shape that the documentation gives it.

    Raises:
        TicketingFailedError: in another one.
    """
    try:
        return TypeAdapter(shape).validate_json(answer.body)
    except ValidationError as error:
        raise TicketingFailedError("unexpected_answer") from error
