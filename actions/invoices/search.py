"""Finds the invoice that a user named, by its number or by the end of it."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.portal_client import NotFoundError, PortalClient
from actions.portal_models import Invoice
from actions.reply import Button, button

MAX_SUGGESTIONS = 3
RETURNED = ("A_RECYCLER", "SUSPENDUE", "REJETEE")
# Others cannot stand in a path: « FA/2026/12 » is only searched.
_FITS_A_PATH = re.compile(r"[A-Z0-9_-][A-Z0-9._-]*")
_NOT_NUMBER = re.compile(r"^\s*n\s*[°o]\s*|[\s\u00a0\u202f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Search:
    """`invoice` when there is no doubt, else those that may be meant (none: unknown)."""

    invoice: Invoice | None = None
    candidates: Sequence[Invoice] = ()


def canonical(number: str) -> str:
    """« n° 2017 0000 0124 » → « 201700000124 »."""
    return _NOT_NUMBER.sub("", number).strip(" .,;:?!").upper()


async def find_invoice(portal: PortalClient, number: str) -> Search:
    """Among the caller's own only: the portal answers for nobody else's."""
    wanted = canonical(number)
    if not wanted:
        return Search()
    if _FITS_A_PATH.fullmatch(wanted):
        with contextlib.suppress(NotFoundError):
            return Search(await portal.invoice(wanted))
    found = (await portal.invoices(q=wanted)).items
    sure = [invoice for invoice in found if invoice.match in ("exact", "suffix")]
    if len(sure) == 1:
        return Search(sure[0])
    return Search(candidates=(sure or found)[:MAX_SUGGESTIONS])


async def recently_returned(portal: PortalClient) -> Sequence[Invoice]:
    """The last invoices that a client sent back: those one usually asks about."""
    found = (await portal.invoices(statuses=RETURNED)).items
    return newest_first(found)[:MAX_SUGGESTIONS]


def newest_first(invoices: Sequence[Invoice]) -> list[Invoice]:
    """By the date of their status; those without a date come last."""
    return sorted(invoices, key=_moment, reverse=True)


def invoice_button(invoice: Invoice, intent: str = "invoice_status") -> Button:
    """`intent`: what is asked of it."""
    title = f"{invoice.number} ({invoice.status.label})"
    return button(title, intent, invoice_number=invoice.number)


def _moment(invoice: Invoice) -> float:
    since = invoice.status.since
    return since.timestamp() if since else float("-inf")
