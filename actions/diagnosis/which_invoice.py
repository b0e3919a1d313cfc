"""The invoice that a question on « ma facture » means, among those it may be asked of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actions.invoice_reference import is_same, number_of
from actions.invoices.criteria import Criteria, criteria_said
from actions.invoices.memory import last_number
from actions.invoices.search import find_invoice
from actions.portal_client import PortalClient
from actions.portal_models import Invoice
from actions.structures.directory import is_like
from actions.turn import Turn


@dataclass(frozen=True, slots=True)
class Meant:
    """`reference` when there is no doubt, else the `candidates`; `unknown`: said, and in doubt."""

    reference: str | None = None
    candidates: Sequence[Invoice] = ()
    total: int = 0
    unknown: str | None = None


async def invoice_meant(turn: Turn, portal: PortalClient, statuses: Sequence[str]) -> Meant:
    """The one named; else the one spoken of, or the only one, of those in these `statuses`."""
    named = turn.entity("invoice_number")
    if named is not None:
        search = await find_invoice(portal, named)
        if search.invoice is not None:
            return Meant(search.invoice.reference)
        return Meant(candidates=search.candidates, unknown=number_of(named))
    page = await portal.invoices(statuses=statuses)
    fitting = _fitting(page.items, criteria_said(turn))
    if len(fitting) == 1:
        return Meant(fitting[0].reference)
    spoken_of = last_number(turn)
    same = [invoice for invoice in fitting if is_same(spoken_of, invoice.reference)]
    if len(same) == 1:
        return Meant(same[0].reference)
    total = page.count if len(fitting) == len(page.items) else len(fitting)
    return Meant(candidates=fitting, total=total)


def _fitting(invoices: Sequence[Invoice], said: Criteria) -> Sequence[Invoice]:
    """What is told around a question may choose among them; it never leaves none."""
    for fits in _tests(said):
        kept = [invoice for invoice in invoices if fits(invoice)]
        invoices = kept or invoices
    return invoices


def _tests(said: Criteria) -> list[Callable[[Invoice], bool]]:
    tests: list[Callable[[Invoice], bool]] = []
    if said.siret:
        tests.append(lambda invoice: said.siret in _sirets(invoice))
    if said.structure:
        tests.append(lambda invoice: is_like(str(said.structure), invoice.recipient.name))
    if said.amount:
        tests.append(lambda invoice: str(invoice.amount.incl_tax).startswith(str(said.amount)))
    if said.step:
        tests.append(lambda invoice: said.step is None or invoice.status.code in said.step.codes)
    return tests


def _sirets(invoice: Invoice) -> tuple[str, str]:
    return invoice.supplier.siret, invoice.recipient.siret
