"""Why an invoice came back or is not paid, for a reader who may see it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.settings import get_settings
from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.diagnosis import Moment, diagnose
from api.domain.invoice_diagnosis.kind import Kind, kind_of
from api.domain.invoice_diagnosis.payment import payment_of
from api.domain.invoice_transitions import Side
from api.domain.payment_delay import legal_delay
from api.domain.reader import Reader
from api.domain.recipient_type import RecipientType
from api.models.invoice import Invoice
from api.portal.diagnosis.facts import facts_in_short, read_facts
from api.portal.diagnosis.repository import (
    Deadlines,
    SurroundingsRepository,
    ToExplainRepository,
)
from api.portal.diagnosis.schemas import DiagnosisRead, InvoiceToExplain, ToExplainPage
from api.portal.diagnosis.views import diagnosis_of
from api.portal.invoices.named import InvoiceName, look
from api.portal.invoices.sides import sides_of
from api.portal.invoices.views import summary_of
from api.portal.me.service import explain_missing_invoice_spaces


async def diagnose_invoice(
    session: AsyncSession, name: InvoiceName, *, reader: Reader
) -> DiagnosisRead:
    """The diagnosis of one invoice, in the words of the reader's side.

    Raises:
        InvoiceNotFoundError: unknown number, or an invoice that is not the reader's.
        MissingRightError: the reader has no space that shows invoices.
    """
    invoice = await look(session, name, reader)
    facts = await read_facts(SurroundingsRepository(session, invoice), invoice)
    moment, asker = _moment(), _asker(invoice, reader)
    found = diagnose(facts, moment, asker)
    return diagnosis_of(found, facts, summary_of(invoice, reader), asker, moment.now)


async def list_to_explain(
    session: AsyncSession, *, reader: Reader, limit: int, offset: int
) -> ToExplainPage:
    """The reader's invoices that came back or are overdue, newest state first.

    Raises:
        MissingRightError: the reader has no space that shows invoices.
    """
    if not reader.may_read_invoices:
        raise await explain_missing_invoice_spaces(session, reader=reader)
    moment = _moment()
    repository = ToExplainRepository(session, reader, _deadlines(moment))
    invoices = await repository.list_newest(limit=limit, offset=offset)
    items = [_to_explain(invoice, reader, moment) for invoice in invoices]
    return ToExplainPage(items=items, total=await repository.count(), as_of=moment.now)


def _to_explain(invoice: Invoice, reader: Reader, moment: Moment) -> InvoiceToExplain:
    payment = payment_of(facts_in_short(invoice), moment.now, moment.zone, moment.rates)
    overdue = payment.delay.overdue_days if payment else 0
    kind = kind_of(invoice.status, overdue=overdue > 0)
    overdue = overdue if kind is Kind.UNPAID else 0
    return InvoiceToExplain(
        **dict(summary_of(invoice, reader)),
        side=_asker(invoice, reader),
        kind=kind,
        overdue_days=overdue,
    )


def _moment() -> Moment:
    settings = get_settings()
    return Moment(now(), ZoneInfo(settings.timezone), tuple(settings.ecb_rates))


def _asker(invoice: Invoice, reader: Reader) -> Asker:
    """A user on both sides asks as the supplier, as elsewhere."""
    sides = sides_of(invoice, reader)
    if Side.SUPPLIER in sides:
        return Asker.SUPPLIER
    return Asker.RECIPIENT if Side.RECIPIENT in sides else Asker.OTHER


def _deadlines(moment: Moment) -> Deadlines:
    """By type of client: an invoice deposited before that instant is overdue today."""
    today = moment.now.astimezone(moment.zone).date()
    return {
        kind: datetime.combine(
            today - timedelta(days=legal_delay(kind).days), time.min, tzinfo=moment.zone
        )
        for kind in RecipientType
    }
