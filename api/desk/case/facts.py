"""What is read of a conversation before it is shown: the user, what was said, his invoices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.desk.case import repository as case_repository
from api.desk.case.repository import Head, Spoken
from api.desk.case.spoken import invoices_spoken_of
from api.domain.plain_text import compact
from api.portal.account import Account, load_account
from api.portal.invoices import service as invoice_service
from api.portal.invoices.schemas import InvoiceRead

# Ours: how many live cards an agent can look at.
_MAX_INVOICES = 8


@dataclass(frozen=True, slots=True)
class Facts:
    """`account` is None for an anonymous user or one unknown to the portal; `spoken` is latest
    first; `invoices` are those spoken of that the user may see, the last spoken of first.
    """

    head: Head
    spoken: Sequence[Spoken]
    account: Account | None
    invoices: Sequence[InvoiceRead]


async def load_facts(session: AsyncSession, head: Head) -> Facts:
    spoken = await case_repository.spoken(session, head.id)
    account = await load_account(session, head.login)
    if account is None:
        return Facts(head, spoken, None, [])
    return Facts(head, spoken, account, await _invoices(session, spoken, account))


async def _invoices(
    session: AsyncSession, spoken: Sequence[Spoken], account: Account
) -> Sequence[InvoiceRead]:
    """Read by the portal in the user's place, as they are now."""
    wanted = invoices_spoken_of(spoken)
    seen = await invoice_service.list_named(session, list(wanted), reader=account.reader)
    by_key = {key: [item for item in seen if _is(item, key, wanted[key])] for key in wanted}
    return [item for items in by_key.values() for item in items][:_MAX_INVOICES]


def _is(invoice: InvoiceRead, key: str, suppliers: set[str]) -> bool:
    """Suppliers number as they like: where the assistant showed one, the others are not meant."""
    same_number = compact(invoice.number) == key
    return same_number and (not suppliers or invoice.supplier.siret in suppliers)
