"""The report card of an invoice."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, PlainSerializer

from api.core.clock import now
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_checks.check import Finding, Severity, shown
from api.domain.invoice_checks.registry import Report
from api.domain.invoice_document import Party, ReadInvoice
from api.formats.model import Format
from api.portal.invoice_checks.given_file import GivenFile
from api.portal.schemas import Coded, LocalInstant

_FRAMEWORKS = {framework.name: framework for framework in BillingFramework}

Amount = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.2f}", return_type=str)]


class AttachmentToCheck(BaseModel):
    """A file already joined to the conversation of the caller's token."""

    attachment_id: str = Field(min_length=1, max_length=36)


class FileRead(BaseModel):
    """`format` is null when the content is of no kind that we know. `size` is in bytes."""

    name: str
    size: int
    format: Coded | None


class PartyRead(BaseModel):
    siret: str | None
    name: str | None

    @classmethod
    def of(cls, party: Party) -> "PartyRead":
        return cls(siret=_cut(party.identifier), name=_cut(party.name))


class AmountsRead(BaseModel):
    excl_tax: Amount | None
    tax: Amount | None
    incl_tax: Amount | None
    due: Amount | None
    currency: str | None


class CheckedInvoiceRead(BaseModel):
    """What was read; `reading` is `data` (an XML says it) or `text` (found in the words)."""

    reading: str
    kind: str | None
    number: str | None
    issued_on: date | None
    supplier: PartyRead
    recipient: PartyRead
    service_code: str | None
    engagement: str | None
    market: str | None
    framework: Coded | None
    amounts: AmountsRead

    @classmethod
    def of(cls, invoice: ReadInvoice) -> "CheckedInvoiceRead":
        framework = _FRAMEWORKS.get(invoice.framework or "")
        return cls(
            reading=invoice.reading,
            kind=_cut(invoice.kind),
            number=_cut(invoice.number),
            issued_on=invoice.issued_on,
            supplier=PartyRead.of(invoice.supplier),
            recipient=PartyRead.of(invoice.recipient),
            service_code=_cut(invoice.service_code),
            engagement=_cut(invoice.engagement),
            market=_cut(invoice.market),
            framework=Coded.of(framework.name, framework) if framework else None,
            amounts=AmountsRead(
                excl_tax=invoice.total_excl_tax,
                tax=invoice.total_tax,
                incl_tax=invoice.total_incl_tax,
                due=invoice.due,
                currency=_cut(invoice.currency),
            ),
        )


class FindingRead(BaseModel):
    """`severity` is `refused`, `doubtful` or `info`; `entry` is the id of the knowledge entry that
    explains; `value` is what the file says.
    """

    code: str
    severity: str
    message: str
    how_to_fix: str
    entry: str
    field: str | None
    value: str | None

    @classmethod
    def of(cls, finding: Finding) -> "FindingRead":
        return cls(
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            how_to_fix=finding.how_to_fix,
            entry=finding.entry,
            field=finding.field,
            value=finding.value,
        )


class CountsRead(BaseModel):
    refused: int
    doubtful: int
    info: int
    passed: int


class InvoiceCheckRead(BaseModel):
    """`findings`: the gravest first; `passed`: codes of the checks that had nothing to say."""

    file: FileRead
    invoice: CheckedInvoiceRead | None
    findings: list[FindingRead]
    passed: list[str]
    counts: CountsRead
    verdict: Coded
    as_of: LocalInstant

    @classmethod
    def of(
        cls, given: GivenFile, form: Format | None, invoice: ReadInvoice | None, report: Report
    ) -> "InvoiceCheckRead":
        return cls(
            file=FileRead(
                name=given.name, size=given.size, format=Coded.of(form, form) if form else None
            ),
            invoice=CheckedInvoiceRead.of(invoice) if invoice else None,
            findings=[FindingRead.of(finding) for finding in report.findings],
            passed=list(report.passed),
            counts=CountsRead(
                refused=report.count(Severity.REFUSED),
                doubtful=report.count(Severity.DOUBTFUL),
                info=report.count(Severity.INFO),
                passed=len(report.passed),
            ),
            verdict=Coded.of(report.verdict, report.verdict),
            as_of=now(),
        )


def _cut(value: str | None) -> str | None:
    return shown(value) if value else None
