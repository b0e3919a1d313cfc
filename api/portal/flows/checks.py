"""What an invoice of a flow must be, given the structures that it names. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.domain.attachment_type import MAX_NAME, extension_of
from api.domain.billing_framework import BillingFramework
from api.domain.integration_errors import IntegrationError as Error
from api.domain.invoice_document import ReadInvoice
from api.domain.invoice_number import MAX_NUMBER, looks_like_date
from api.domain.invoice_transitions import VALIDATED_FRAMEWORKS
from api.domain.plain_text import compact, storable
from api.domain.structures import StructureState
from api.formats.model import Format
from api.models.structure import Service, Structure
from api.portal.flows.amounts import IncoherentTotalsError, totals_of
from api.portal.flows.frames import Piece

_MAX_REFERENCE = 50
_MAX_SERVICE = 100
_MAX_MEANS = 3
_MAX_PIECE = 10_000_000
_MAX_INVOICE = 120_000_000
_KINDS = frozenset({"380", "381"})
# UNTDID 4461: transfer, payment to a bank account, SEPA transfer.
_TRANSFERS = frozenset({"30", "42", "58"})
_CPP = frozenset({Format.CPP_FACTURE_MIXTE, Format.CPP_FACTURE_PIVOT})
_CURRENCY = re.compile(r"[A-Z]{3}")

_FRAMEWORKS = {framework.partition("_")[0]: framework for framework in BillingFramework}
# Ordinary invoices use only these; the other documents have their own applications.
_ORDINARY = frozenset(
    {BillingFramework.A1, BillingFramework.A2, BillingFramework.A9, BillingFramework.A12}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An invoice as read, and the structures that it names; None for those that may not be.

    `supplier` is one of the caller's; `recipient` is public, with its services. `taken` tells that
    the number is already used by the supplier in that year; `validator_id` is the structure whose
    accord is needed, where the framework wants one.
    """

    read: ReadInvoice
    format: Format
    pieces: Sequence[Piece]
    supplier: Structure | None
    recipient: Structure | None
    taken: bool
    validator_id: int | None
    today: date

    @property
    def number(self) -> str:
        return storable(self.read.number or "")

    @property
    def framework(self) -> BillingFramework | None:
        """A file that names none is an ordinary invoice: no source says what it should be."""
        return _FRAMEWORKS.get(compact(self.read.framework or "A1"))

    @property
    def service(self) -> Service | None:
        code = compact(self.read.service_code or "")
        services = self.recipient.services if self.recipient else ()
        return next((item for item in services if compact(item.code) == code), None)


def find_errors(candidate: Candidate) -> list[Error]:
    """Everything that prevents the creation, so that one correction is enough."""
    return [
        *_of_number(candidate),
        *_of_nature(candidate),
        *_of_recipient(candidate),
        *_of_lengths(candidate.read),
        *_of_amounts(candidate.read),
        *_of_payment(candidate.read, candidate.format),
        *_of_pieces(candidate.pieces),
    ]


def _of_number(candidate: Candidate) -> Iterator[Error]:
    number = candidate.number
    if not compact(number):
        yield Error.NUMBER_MISSING
    elif max(len(number), len(compact(number))) > MAX_NUMBER:  # capitals may be longer
        yield Error.NUMBER_TOO_LONG
    elif looks_like_date(number):
        yield Error.NUMBER_IS_A_DATE
    elif candidate.taken:
        yield Error.DUPLICATE_NUMBER
    if candidate.read.issued_on is None:
        yield Error.DATE_MISSING


def _of_nature(candidate: Candidate) -> Iterator[Error]:
    if candidate.read.kind not in _KINDS:
        yield Error.KIND_UNKNOWN
    if candidate.framework is None:
        yield Error.FRAMEWORK_UNKNOWN
    elif candidate.framework not in _ORDINARY:
        yield Error.FRAMEWORK_ELSEWHERE
    elif candidate.framework in VALIDATED_FRAMEWORKS and candidate.validator_id is None:
        yield Error.VALIDATOR_MISSING
    if candidate.supplier is None:
        yield Error.SUPPLIER_NOT_YOURS


def _of_recipient(candidate: Candidate) -> Iterator[Error]:
    recipient = candidate.recipient
    if recipient is None:
        yield Error.RECIPIENT_UNKNOWN
    elif recipient.state is not StructureState.ACTIVE:
        yield Error.RECIPIENT_INACTIVE
    else:
        yield from _of_service(candidate)
        yield from _of_requirements(candidate, recipient)


def _of_service(candidate: Candidate) -> Iterator[Error]:
    if not compact(candidate.read.service_code or ""):
        return
    service = candidate.service
    if service is None:
        yield Error.SERVICE_UNKNOWN
    elif not service.open_on(candidate.today):
        yield Error.SERVICE_CLOSED


def _of_requirements(candidate: Candidate, recipient: Structure) -> Iterator[Error]:
    requires = recipient.requires
    has_service = bool(compact(candidate.read.service_code or ""))
    has_engagement = bool(compact(candidate.read.engagement or ""))
    service = candidate.service
    if requires.either and not (has_service or has_engagement):
        yield Error.SERVICE_OR_ENGAGEMENT_MISSING
        return
    if requires.service_code and not has_service:
        yield Error.SERVICE_MISSING
    wanted = requires.engagement or (service is not None and service.engagement_required)
    if wanted and not has_engagement:
        yield Error.ENGAGEMENT_MISSING


def _of_lengths(read: ReadInvoice) -> Iterator[Error]:
    if len(storable(read.service_code or "")) > _MAX_SERVICE:
        yield Error.SERVICE_TOO_LONG
    if len(storable(read.engagement or "")) > _MAX_REFERENCE:
        yield Error.ENGAGEMENT_TOO_LONG
    if len(storable(read.market or "")) > _MAX_REFERENCE:
        yield Error.MARKET_TOO_LONG


def _of_amounts(read: ReadInvoice) -> Iterator[Error]:
    if not _CURRENCY.fullmatch(read.currency or ""):
        yield Error.CURRENCY_MISSING
    try:
        totals_of(read)
    except IncoherentTotalsError as error:
        yield error.reason


def _of_payment(read: ReadInvoice, file_format: Format) -> Iterator[Error]:
    """A credit note carries no means of payment; the CPP formats admit a RIB for an IBAN."""
    if read.kind == "381":
        return
    if not 0 < len(read.payment_means or "") <= _MAX_MEANS:
        yield Error.PAYMENT_MEANS_MISSING
    elif file_format in _CPP or read.payment_means not in _TRANSFERS:
        return
    elif not compact(read.iban or ""):
        yield Error.IBAN_MISSING


def _of_pieces(pieces: Sequence[Piece]) -> Iterator[Error]:
    if any(not _well_named(piece.name) for piece in pieces):
        yield Error.ATTACHMENT_NAME
    if any(piece.size >= _MAX_PIECE for piece in pieces):
        yield Error.ATTACHMENT_TOO_LARGE
    if sum(piece.size for piece in pieces) > _MAX_INVOICE:
        yield Error.ATTACHMENTS_TOO_LARGE


def _well_named(name: str) -> bool:
    return len(name) <= MAX_NAME and extension_of(name) is not None
