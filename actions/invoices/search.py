"""Finds the invoice that a user named, by its number or by the end of it."""

import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actions.invoice_reference import is_reference, number_of
from actions.portal_client import NotFoundError, PortalClient
from actions.portal_models import Invoice
from actions.reply import Button, button

MAX_SUGGESTIONS = 3
# More than suggestions: none of them can be named by its number alone.
MAX_HOMONYMS = 10
RETURNED = ("A_RECYCLER", "SUSPENDUE", "REJETEE")
_NOT_NUMBER = re.compile(r"^\s*n\s*[°o]\s*|[\s\u00a0\u202f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Search:
    """`invoice` when there is no doubt, else those that may be meant (none: unknown)."""

    invoice: Invoice | None = None
    candidates: Sequence[Invoice] = ()


def canonical(number: str) -> str:
    """« n° 2017 0000 0124 » → « 201700000124 »."""
    return _NOT_NUMBER.sub("", number).strip(" .,;:?!").upper()


async def find_invoice(portal: PortalClient, said: str) -> Search:
    """Among the caller's own only: the portal answers for nobody else's.

    `said` is a number, its end, or a reference; several of one very number are candidates.
    """
    if is_reference(said):
        with contextlib.suppress(NotFoundError):
            return Search(await portal.invoice(said))
    wanted = canonical(number_of(said))
    if not wanted:
        return Search()
    found = (await portal.invoices(q=wanted)).items
    exact = [invoice for invoice in found if invoice.match == "exact"]
    sure = exact or [invoice for invoice in found if invoice.match == "suffix"]
    if len(sure) == 1:
        return Search(await portal.invoice(sure[0].reference))  # the list leaves its history out
    return Search(candidates=sure[:MAX_HOMONYMS] if exact else (sure or found)[:MAX_SUGGESTIONS])


async def recently_returned(portal: PortalClient) -> Sequence[Invoice]:
    """The last invoices that a client sent back: those one usually asks about."""
    found = (await portal.invoices(statuses=RETURNED)).items
    return newest_first(found)[:MAX_SUGGESTIONS]


def newest_first(invoices: Sequence[Invoice]) -> list[Invoice]:
    """By the date of their status; those without a date come last."""
    return sorted(invoices, key=_moment, reverse=True)


def homonyms_among(candidates: Sequence[Invoice]) -> bool:
    """Whether they are all the invoices of the very number that was said."""
    return bool(candidates) and all(invoice.match == "exact" for invoice in candidates)


def several_bear(number: str) -> str:
    return f"Plusieurs de vos factures portent le numéro {number}. De laquelle parlez-vous ?"


def which_near(number: str, candidates: Sequence[Invoice]) -> str:
    """What is said above the buttons of the candidates."""
    if homonyms_among(candidates):
        return several_bear(number)
    return f"Je ne trouve pas de facture {number} parmi les vôtres. Vouliez-vous dire :"


def invoice_buttons(
    invoices: Sequence[Invoice], intent: str = "invoice_status", **carried: str
) -> list[Button]:
    """`intent`: what is asked of each; `carried` goes with its reference."""
    count = Counter(invoice.number for invoice in invoices)
    return [
        button(
            _title(invoice, alone=count[invoice.number] == 1),
            intent,
            invoice_number=invoice.reference,
            **carried,
        )
        for invoice in invoices
    ]


def _title(invoice: Invoice, *, alone: bool) -> str:
    if alone:
        return f"{invoice.number} ({invoice.status.label})"
    of_whom = ", ".join(filter(None, (invoice.supplier.name, str(invoice.year or ""))))
    return f"{invoice.number} – {of_whom} ({invoice.status.label})"


def _moment(invoice: Invoice) -> float:
    since = invoice.status.since
    return since.timestamp() if since else float("-inf")
