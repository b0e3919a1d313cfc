"""One sollicitation as the support knows it, and nothing that its author may not see."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.desk.access.auth import SignedIn
from api.desk.sollicitations import repository
from api.desk.sollicitations.acting import actor_of
from api.desk.sollicitations.schemas import AuthorKnown, SupportDetail, TicketOut
from api.models.sollicitation import Sollicitation
from api.portal.account import Account, load_account
from api.portal.invoices import service as invoice_service
from api.portal.invoices.named import parse_name
from api.portal.invoices.schemas import InvoiceRead
from api.portal.sollicitations.reading import detail, summary

# Ours: how many an agent can look at.
_MAX_PREVIOUS = 10


async def read_one(session: AsyncSession, row: Sollicitation, agent: SignedIn) -> SupportDetail:
    """Of a row that the support treats; the invoice is read in its author's place."""
    shown = await detail(session, row, actor_of(agent))
    login = await repository.author_login(session, row)
    account = await load_account(session, login)
    ticket = await repository.ticket(session, row)
    others = await repository.previous(session, row, _MAX_PREVIOUS)
    return SupportDetail(
        **shown.model_dump(exclude={"author"}),
        author=_author(row, login, account),
        card=await _card(session, row, account),
        previous=[summary(other) for other in others],
        ticket=TicketOut(system=ticket.system, ticket=ticket.ticket) if ticket else None,
    )


def _author(row: Sollicitation, login: str | None, account: Account | None) -> AuthorKnown:
    structures = account.me.structures if account else []
    return AuthorKnown(name=row.author_name, login=login, structures=structures)


async def _card(
    session: AsyncSession, row: Sollicitation, account: Account | None
) -> InvoiceRead | None:
    """As it is now, if its author still sees it."""
    said = row.invoice_name or row.invoice_number
    if said is None or account is None:
        return None
    name = parse_name(said)
    seen = await invoice_service.list_named(session, [name.number], reader=account.reader)
    return next((one for one in seen if _is(one, name.supplier, name.year)), None)


def _is(invoice: InvoiceRead, supplier: str | None, year: int | None) -> bool:
    """Suppliers number as they like, and start again each year."""
    return supplier in {None, invoice.supplier.siret} and year in {None, invoice.year}
