"""What the portal lets the user do with an invoice, as buttons that open the form."""

import asyncio
import contextlib
from typing import Any, get_args

from actions.operations.starting import Kind, start
from actions.operations.verbs import Wish
from actions.portal_client import PortalClient, PortalError
from actions.portal_offers import Offers
from actions.reply import Button

# The whole answer must not wait for what is only convenient.
_SECONDS = 1.0
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


def buttons_of(offers: Offers) -> list[Button]:
    """Those that the form knows: the portal may offer more."""
    reference = offers.reference
    return [
        start(offer.label, _KINDS[offer.code], op_invoice=reference)
        for offer in offers.items
        if offer.code in _KINDS
    ]


def elsewhere(offers: Offers) -> str:
    """What the portal offers and the form does not do; empty when there is nothing such."""
    labels = [f"« {offer.label} »" for offer in offers.items if offer.code not in _KINDS]
    return f" Sur le portail seulement : {', '.join(labels)}." if labels else ""


def slots_of(offers: Offers, wish: Wish) -> dict[str, Any] | None:
    """With which the form opens on what is wished; None when it is not offered."""
    for kind, target in wish.acts:
        offer = offers.offer(kind)
        if offer is not None and (target is None or offer.target(target)):
            given = {"op_kind": kind, "op_invoice": offers.reference}
            return given | ({"op_target": target} if target else {})
    return None


async def offered(portal: PortalClient, reference: str) -> list[Button]:
    """To go with another answer: none when the portal does not tell them at once."""
    with contextlib.suppress(PortalError, TimeoutError):
        async with asyncio.timeout(_SECONDS):
            return buttons_of(await portal.invoice_offers(reference))
    return []
