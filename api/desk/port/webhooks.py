"""Delivers signed webhooks: « conversation queued, claimed, closed »."""

import json
import time
from collections.abc import Sequence

from api.core.outside_address import WebhookTarget
from api.core.outside_call import Answer, OutsideCaller, OutsideUnreachableError
from api.core.signing import sign
from api.outgoing.delivery import Delivery, DeliveryFailedError, DeliveryRefusedError

_TIMEOUT = 10.0  # seconds for a whole call
_MAX_ANSWER = 16_384  # bytes; what a receiver says is not read, only counted


class Webhooks:
    """`X-Chorale-Delivery` is the same at each attempt: receivers forget what they know already."""

    def __init__(self, targets: Sequence[WebhookTarget], timeout: float = _TIMEOUT) -> None:
        self._secrets = {target.url: target.secret for target in targets}
        self._caller = OutsideCaller(timeout, _MAX_ANSWER)

    async def close(self) -> None:
        await self._caller.close()

    async def deliver(self, delivery: Delivery) -> None:
        """Tell one target.

        Raises:
            DeliveryRefusedError: the target is no longer in the settings, or is gone (410).
            DeliveryFailedError: not reachable, too slow, or any answer but 2xx.
        """
        url = delivery.body["url"]
        secret = self._secrets.get(url)
        if secret is None:
            raise DeliveryRefusedError("target_gone")
        body = json.dumps(delivery.body["told"], ensure_ascii=False).encode()
        try:
            answer = await self._send(url, secret, delivery.key, body)
        except OutsideUnreachableError as error:
            raise DeliveryFailedError(error.code) from error
        if answer.status == 410:
            raise DeliveryRefusedError("status_410")
        if not answer.is_success:  # a redirection too: what we sign is for this address
            raise DeliveryFailedError(f"status_{answer.status}", answer.retry_after)

    async def _send(self, url: str, secret: str, key: str, body: bytes) -> Answer:
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Chorale-Delivery": key,
            "X-Chorale-Timestamp": timestamp,
            "X-Chorale-Signature": sign(secret, timestamp, body),
        }
        return await self._caller.call("POST", url, cut=True, content=body, headers=headers)
